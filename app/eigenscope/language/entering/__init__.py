"""Matrices as people type and paste them."""
