"""Texts before they are read: signs, brackets, patterns, and what is said of mistakes."""
