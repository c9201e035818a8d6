"""SVD and PCA: the directions in which a matrix stretches, and in which data vary."""

from eigenscope.labs.components.lab import LAB

__all__ = ["LAB"]
