"""Linear systems: where equations meet, what columns reach, and what is nearest if nothing fits."""

from eigenscope.labs.systems.lab import LAB

__all__ = ["LAB"]
