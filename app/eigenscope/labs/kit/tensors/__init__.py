"""Tensors as parts of a picture: what a traced step is made of, and how its cells move."""
