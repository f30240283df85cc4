"""The tables: the only SQL."""
