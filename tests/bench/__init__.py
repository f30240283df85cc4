"""The bench counts what it says it counts."""
