"""Figures that leave the program as files."""
