"""The decompositions that paths are built from, in numpy.

Paths are of small matrices and are wanted for the first picture, before torch could be imported;
on a processor both libraries leave the work to LAPACK.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from eigenscope.arrays import Floats


def symmetric_eigen(matrix: Floats) -> tuple[Floats, Floats]:
    """Return the eigenvalues (n,), ascending, and orthonormal eigenvectors (n, n) as columns."""
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors


def skew_eigenvectors(matrix: Floats) -> NDArray[np.complex128]:
    """Return eigenvectors of a real skew-symmetric matrix, by falling imaginary part.

    Parameters
    ----------
    matrix
        X with Xᵀ = −X, of shape (n, n).

    Returns
    -------
    ndarray
        Orthonormal columns, of shape (n, n), complex. Those for iω come before those for −iω.
    """
    # −iX is Hermitian with the eigenvalues ω, which eigh returns in ascending order.
    vectors: NDArray[np.complex128] = np.linalg.eigh(-1j * matrix)[1][:, ::-1]
    return vectors


def singular_values(matrix: Floats) -> tuple[Floats, Floats, Floats]:
    """Return U, the singular values in descending order, and Vᵀ, in the thin form."""
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    return left, values, right


def pencil_eigenvalues(first: Floats, second: Floats) -> NDArray[np.complex128]:
    """Return the candidates λ for which second − λ·first loses rank.

    Parameters
    ----------
    first, second
        Of shape (p, n), p ≥ n; `first` has full column rank.

    Returns
    -------
    ndarray
        The n eigenvalues of first⁺·second, complex. Where p > n not every one of them need make
        the pencil lose rank.
    """
    return np.linalg.eigvals(np.linalg.pinv(first) @ second).astype(np.complex128)
