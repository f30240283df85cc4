"""The HTTP doors, asked as programs ask them."""
