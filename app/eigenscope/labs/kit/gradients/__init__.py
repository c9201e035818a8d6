"""Functions of several variables at a point: slices, gradient, slopes in every direction."""
