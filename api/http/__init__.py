"""HTTP: the doors for programs, under `/v1`."""
