"""Workflows on the real server."""
