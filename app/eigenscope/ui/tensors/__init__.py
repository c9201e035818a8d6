"""Choosing a tensor from a file."""
