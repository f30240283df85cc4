"""The rules, tested as plain values: no clock, no server."""
