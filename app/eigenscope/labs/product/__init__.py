"""The lab *Matrix product*."""

from eigenscope.labs.product.lab import LAB

__all__ = ["LAB"]
