"""How well a matrix of lower rank can stand for another.

The best one keeps the leading singular triplets, in the Frobenius and in the spectral norm (C.
Eckart, G. Young, The approximation of one matrix by another of lower rank, Psychometrika 1, 1936).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats


@dataclass(frozen=True, eq=False)
class ApproximationErrors:
    """Relative errors (k + 1,) of the best approximations of rank 0, 1, … k.

    Attributes
    ----------
    frobenius
        ‖A − Aₖ‖F / ‖A‖F.
    spectral
        ‖A − Aₖ‖₂ / ‖A‖₂ = σₖ₊₁ / σ₁.
    energy
        What is kept of ‖A‖F², as a share: 1 − frobenius².
    """

    frobenius: Floats
    spectral: Floats
    energy: Floats


def approximation_errors(values: Floats, frobenius: float | None = None) -> ApproximationErrors:
    """Return the errors of all ranks; those of a matrix of zeros are 0.

    Parameters
    ----------
    values
        Singular values (k,), descending.
    frobenius
        The Frobenius norm, where ``values`` are only the leading ones; then the spectral error of
        rank k is not known, and nan. None if they are all there are.
    """
    largest = float(values[0])
    if not largest:
        nothing = np.zeros(len(values) + 1)
        return ApproximationErrors(nothing, nothing, np.ones(len(values) + 1))
    squares = (values / largest) ** 2
    # From the smallest on, so that what is left is not the difference of two large numbers.
    left = np.append(np.cumsum(squares[::-1])[::-1], 0.0)
    if frobenius is not None:
        left = left + max((frobenius / largest) ** 2 - left[0], 0.0)
    end = 0.0 if frobenius is None else np.nan
    return ApproximationErrors(
        frobenius=np.sqrt(left / left[0]),
        spectral=np.append(values / largest, end),
        energy=1.0 - left / left[0],
    )
