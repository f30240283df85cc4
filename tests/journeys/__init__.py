"""Whole lives of audits, with everything real: the Temporal server, the database, the mail server."""
