"""What other systems tell: each event once, and what is done about it."""
