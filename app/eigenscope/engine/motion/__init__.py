"""How a matrix is reached: paths from the identity to it."""
