"""Vectors and norms: sums, products, orthogonal vectors, and how long a vector is."""

from eigenscope.labs.vectors.lab import LAB

__all__ = ["LAB"]
