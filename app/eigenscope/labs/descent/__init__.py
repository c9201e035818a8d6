"""Gradient descent: ways downhill on a function of two variables, and what decides their speed."""

from eigenscope.labs.descent.lab import LAB

__all__ = ["LAB"]
