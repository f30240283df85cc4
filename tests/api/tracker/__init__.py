"""Tests of taking trackers in."""
