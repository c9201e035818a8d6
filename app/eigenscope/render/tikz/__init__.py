"""Frames as TikZ code: text that a LaTeX document compiles, and that its author can edit."""
