"""The picture and its camera."""
