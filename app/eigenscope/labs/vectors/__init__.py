"""Vectors and norms: sums, products, orthogonal vectors, and how long a vector is."""
