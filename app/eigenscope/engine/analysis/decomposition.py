"""The singular value decomposition, from which rank, norms and the four subspaces follow.

The matrix is first scaled by a power of two, which costs no accuracy, so that entries near 1e300
or 1e-300 neither overflow nor underflow on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis import lapack
from eigenscope.engine.analysis.results import ComplexMatrix, Norms

if TYPE_CHECKING:
    import torch

EPSILON = float(np.finfo(np.float64).eps)


def zero_tolerance(shape: tuple[int, ...], largest: float, epsilon: float = EPSILON) -> float:
    """Return up to which size a singular value counts as 0 in floats: 2·max(m, n)·ε·σ₁.

    The one tolerance from which rank, determinant, inverse, null space and eigenspaces follow:
    half of it is for the rounding on the way, half for that of the entries.
    """
    return 2.0 * max(shape) * epsilon * largest


@dataclass(frozen=True, eq=False)
class Subspaces:
    """Orthonormal bases, as columns, of the four fundamental subspaces of an (m, n) matrix."""

    null_space: Floats
    column_space: Floats
    row_space: Floats
    left_null_space: Floats


@dataclass(frozen=True, eq=False)
class Decomposition:
    """An (m, n) matrix as `scaled` · 2^`exponent`, with the singular values of `scaled`.

    Attributes
    ----------
    noise
        What rounding may have added to any singular value of `scaled`: `zero_tolerance`.
    rank
        The number of singular values above the noise, or as an exact method decided.
    singular_values
        Descending; those beyond the rank are exactly 0.
    left, right
        The singular vectors as columns, shapes (m, m) and (n, n); of a decomposition that is not
        full, only as many columns as there are singular values.
    """

    scaled: Floats
    exponent: int
    noise: float
    rank: int
    singular_values: Floats
    left: Floats
    right: Floats


def decompose(
    matrix: Floats,
    device: torch.device | None,
    *,
    relative: float = 0.0,
    rank: int | None = None,
    full: bool = True,
) -> Decomposition:
    """Decompose a finite (m, n) matrix.

    Parameters
    ----------
    device
        Where it is done; None is the CPU.
    relative
        The error of the entries compared with the largest singular value, if more than rounding.
    rank
        The rank, if it is known.
    full
        Whether ``left`` and ``right`` are square. A table of 30,000 rows has no room for that.
    """
    exponent = int(np.frexp(np.abs(matrix).max())[1])
    scaled = np.ldexp(matrix, -exponent)
    left, singular_values, right = lapack.svd(scaled, device, full=full)
    largest = float(singular_values[0])
    noise = max(zero_tolerance(matrix.shape, largest), relative * largest)
    if rank is None:
        invertible = _triangular_invertible(scaled, noise)
        rank = len(matrix) if invertible else int(np.count_nonzero(singular_values > noise))
    singular_values[rank:] = 0.0
    return Decomposition(scaled, exponent, noise, rank, singular_values, left.real, right.real.T)


def is_triangular(matrix: Floats) -> bool:
    """Whether a square matrix is upper or lower triangular, to the last bit."""
    return not np.any(np.tril(matrix, -1)) or not np.any(np.triu(matrix, 1))


def _triangular_invertible(matrix: Floats, noise: float) -> bool:
    """Whether the diagonal shows the full rank that tiny singular values would deny.

    A large triangular matrix has singular values that fall exponentially, down into the noise.
    """
    if matrix.shape[0] != matrix.shape[1] or not is_triangular(matrix):
        return False
    return bool(np.abs(np.diag(matrix)).min() > noise)


def subspaces(decomposition: Decomposition) -> Subspaces:
    """Return the bases that the singular vectors give, at the numerical rank."""
    rank, left, right = decomposition.rank, decomposition.left, decomposition.right
    return Subspaces(
        null_space=_basis(right[:, rank:]),
        column_space=_basis(left[:, :rank]),
        row_space=_basis(right[:, :rank]),
        left_null_space=_basis(left[:, rank:]),
    )


def norms(decomposition: Decomposition, singular_values: Floats) -> Norms:
    """Return the norms of the unscaled matrix, given the singular values of the scaled one."""
    absolute = np.abs(decomposition.scaled)

    def unscaled(value: np.float64) -> float:
        with np.errstate(over="ignore", under="ignore"):
            return float(np.ldexp(value, decomposition.exponent))

    return Norms(
        frobenius=unscaled(np.sqrt(np.sum(absolute**2))),
        spectral=unscaled(singular_values[0]),
        one=unscaled(absolute.sum(axis=0).max()),
        infinity=unscaled(absolute.sum(axis=1).max()),
        nuclear=unscaled(singular_values.sum()),
    )


def inverse(decomposition: Decomposition, device: torch.device | None) -> Floats | None:
    """Return the inverse of the unscaled matrix, square and of full rank; None if floats fail."""
    try:
        scaled = lapack.inv(decomposition.scaled, device)
    except (np.linalg.LinAlgError, RuntimeError):  # an exact rank may be full where floats see 0
        return None
    with np.errstate(over="ignore", under="ignore"):
        result: Floats = np.ldexp(scaled, -decomposition.exponent) + 0.0
    return result


def signed(columns: Floats) -> Floats:
    """Clear rounding noise from unit columns, and make their first entry that counts positive."""
    cleared = np.where(np.abs(columns) <= 8 * EPSILON * len(columns), 0.0, columns)
    result: Floats = oriented(cleared).real
    return result


def oriented(columns: Floats | ComplexMatrix) -> ComplexMatrix:
    """Turn each column by a phase, so that its first entry that is not tiny is positive."""
    if columns.shape[1] == 0:
        return columns.astype(np.complex128)
    largest = np.abs(columns).max(axis=0)
    first = np.argmax(np.abs(columns) > 1e-8 * largest, axis=0)
    leading = columns[first, np.arange(columns.shape[1])]
    size = np.abs(leading)
    phase = np.conj(leading) / np.where(size == 0.0, 1.0, size)
    turned: ComplexMatrix = (columns * phase).astype(np.complex128)
    turned.imag[first, np.arange(columns.shape[1])] = 0.0
    turned += 0.0
    return turned


def _basis(vectors: Floats) -> Floats:
    """Prefer the standard basis where the vectors span everything."""
    dimension, count = vectors.shape
    return np.eye(dimension) if count == dimension else signed(vectors)
