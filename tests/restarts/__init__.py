"""Crashes: a process is killed in the middle of fifty audits, and afterwards nothing is missing or there twice."""
