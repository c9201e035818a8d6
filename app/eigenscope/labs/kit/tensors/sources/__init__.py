"""What cells are made of: axes that stay the same, sources through many steps."""
