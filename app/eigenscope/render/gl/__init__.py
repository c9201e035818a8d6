"""Frames drawn with OpenGL 3.3 core."""
