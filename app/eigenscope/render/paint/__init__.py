"""Frames drawn with QPainter: on the screen, and as true vectors in SVG and PDF."""
