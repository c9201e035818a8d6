"""Tensors as parts of a picture."""
