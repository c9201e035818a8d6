"""SVD and PCA: the directions in which a matrix stretches, and in which data vary."""
