"""Ways out of the house other than mail."""
