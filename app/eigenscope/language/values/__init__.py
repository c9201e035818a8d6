"""What expressions are worth, and the arithmetic of it."""
