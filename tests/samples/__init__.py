"""Tests of the sample council: its files, and that every audit's play comes to its planned end."""
