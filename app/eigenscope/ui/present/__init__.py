"""How panels stand, and the picture alone before a class."""
