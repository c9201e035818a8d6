"""The bridge from numpy to torch and back, for the decompositions that paths are built from.

Paths are evaluated in numpy, frame by frame, and are small; only their making needs decompositions.
Here is the one place where that making touches torch, always in float64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eigenscope.engine.device import choose_double_device

if TYPE_CHECKING:
    import torch

Array = NDArray[np.float64]


def _tensor(matrix: NDArray[np.float64] | NDArray[np.complex128]) -> torch.Tensor:
    import torch

    return torch.from_numpy(np.array(matrix)).to(choose_double_device(matrix.size))


def _array(tensor: torch.Tensor) -> Array:
    return np.asarray(tensor.cpu().numpy(), dtype=np.float64)


def symmetric_eigen(matrix: Array) -> tuple[Array, Array]:
    """Return the eigenvalues (n,), ascending, and orthonormal eigenvectors (n, n) as columns."""
    import torch

    values, vectors = torch.linalg.eigh(_tensor(matrix))
    return _array(values), _array(vectors)


def skew_eigenvectors(matrix: Array) -> NDArray[np.complex128]:
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
    import torch

    # −iX is Hermitian with the eigenvalues ω, which eigh returns in ascending order.
    _, vectors = torch.linalg.eigh(_tensor((-1j * matrix).astype(np.complex128)))
    return np.asarray(vectors.cpu().numpy()[:, ::-1], dtype=np.complex128)


def singular_values(matrix: Array) -> tuple[Array, Array, Array]:
    """Return U, the singular values in descending order, and Vᵀ, in the thin form."""
    import torch

    left, values, right = torch.linalg.svd(_tensor(matrix), full_matrices=False)
    return _array(left), _array(values), _array(right)


def pencil_eigenvalues(first: Array, second: Array) -> NDArray[np.complex128]:
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
    import torch

    quotient = torch.linalg.pinv(_tensor(first)) @ _tensor(second)
    values = torch.linalg.eigvals(quotient)
    return np.asarray(values.cpu().numpy(), dtype=np.complex128)
