"""Cells of tensors as parts of a picture: where they stand, and how they are drawn."""
