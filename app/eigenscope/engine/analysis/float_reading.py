"""What float64 decides about a matrix that was decided exactly: the second thing to be said.

A matrix that was pasted with 16 digits may have the rank 3 as typed, and the rank 1 for any
program that works in float64, whose rounding is larger than what tells the two apart.
"""

from __future__ import annotations

import numpy as np

from eigenscope.engine.analysis.decomposition import Decomposition, zero_tolerance
from eigenscope.engine.analysis.examined import Square
from eigenscope.engine.analysis.results import Eigenvalue, FloatReading


def reading(decomposition: Decomposition, square: Square | None = None) -> FloatReading | None:
    """Return what float64 decides, or None where that is what was decided exactly.

    Parameters
    ----------
    decomposition
        With the exact rank, and singular values that are as right as they are known.
    square
        What else was decided exactly.
    """
    values, (m, n) = decomposition.singular_values, decomposition.scaled.shape
    tolerance = zero_tolerance((m, n), float(values[0]))
    rank = min(int(np.count_nonzero(values > tolerance)), decomposition.rank)
    defective: bool | None = None
    if square is not None:
        nearly = not square.structure.normal and _nearly_defective(
            square.eigenvalues, tolerance, decomposition.exponent
        )
        defective = square.defective or nearly
    if rank == decomposition.rank and (square is None or defective == square.defective):
        return None
    return FloatReading(rank, rank == n if m == n else None, defective)


def _nearly_defective(eigenvalues: tuple[Eigenvalue, ...], tolerance: float, exponent: int) -> bool:
    """Whether a matrix that is no farther than the tolerance is defective.

    Two eigenvalues meet after a change of about their distance times |yᴴx|, the cosine between the
    left and the right unit eigenvector of one of them (J. W. Demmel, On condition numbers and the
    distance to the nearest ill-posed problem, Numerische Mathematik 51, 1987).
    """
    if len(eigenvalues) < 2:
        return False
    vectors = np.hstack([eigenvalue.eigenvectors for eigenvalue in eigenvalues])
    counts = [eigenvalue.geometric_multiplicity for eigenvalue in eigenvalues]
    unscaled = np.array([eigenvalue.value for eigenvalue in eigenvalues])
    with np.errstate(all="ignore"):
        values = np.ldexp(unscaled.real, -exponent) + 1j * np.ldexp(unscaled.imag, -exponent)
        try:
            left = np.linalg.inv(vectors)
        except np.linalg.LinAlgError:
            return True
        cosines = 1 / np.linalg.norm(left, axis=1)
        gaps = np.abs(values[:, None] - values[None, :])
    np.fill_diagonal(gaps, np.inf)
    nearest = np.repeat(gaps.min(axis=1), counts)
    return bool(np.any(nearest * np.nan_to_num(cosines) <= tolerance))
