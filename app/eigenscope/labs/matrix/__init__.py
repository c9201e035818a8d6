"""Matrix: one of any size, seen whole: its entries, its spectrum, and its leading directions."""

from eigenscope.labs.matrix.lab import LAB

__all__ = ["LAB"]
