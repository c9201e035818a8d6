"""Eigenscope: see the linear algebra of deep learning."""

__version__ = "0.1.0"
