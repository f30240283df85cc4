"""The machinery every program needs to start."""
