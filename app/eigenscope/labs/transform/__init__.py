"""Linear transformation: a matrix as a motion of the plane or of space."""

from eigenscope.labs.transform.lab import LAB

__all__ = ["LAB"]
