"""SIMULATING: what a policy would bring to audits of a file, without an engine and without a record."""
