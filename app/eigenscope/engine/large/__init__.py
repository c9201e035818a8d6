"""Matrices and data too large to be looked at entry by entry."""
