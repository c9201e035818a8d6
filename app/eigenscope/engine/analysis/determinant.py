"""Determinants and characteristic polynomials that keep their honesty beyond the range of floats.

A product of 512 numbers leaves the range of a double long before it is of no interest, so sign,
mantissa and exponent are kept apart until the end.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis import lapack
from eigenscope.engine.analysis.decomposition import EPSILON, Decomposition
from eigenscope.engine.analysis.results import Eigenvalue

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Determinant:
    """A determinant as a float, and as sign and logarithm where the float is out of range."""

    value: float
    sign: int
    log_abs: float


ZERO = Determinant(0.0, 0, -math.inf)


def determinant(decomposition: Decomposition, device: torch.device | None) -> Determinant:
    """Return the determinant of a square matrix: 0 unless its rank is full."""
    scaled = decomposition.scaled
    if decomposition.rank < len(scaled):
        return ZERO
    value, sign, logarithm = lapack.det(scaled, device)
    if not sign:
        return ZERO
    exponent = decomposition.exponent * len(scaled)
    if not sys.float_info.min <= abs(value) < math.inf:  # too small or large before it is scaled
        shift = math.floor(logarithm / math.log(2.0))
        value = sign * math.exp(logarithm - shift * math.log(2.0))
        exponent += shift
    logarithm += decomposition.exponent * len(scaled) * math.log(2.0)
    return Determinant(ldexp(value, exponent), int(sign), logarithm)


def characteristic_polynomial(
    eigenvalues: tuple[Eigenvalue, ...], trace: float, value: float
) -> Floats:
    """Return the coefficients of det(λI − A) from the eigenvalues of A, highest power first.

    The eigenvalues are first divided by a power of two that brings the largest below 1, so that
    only a coefficient that is itself out of range becomes infinite.
    """
    roots = np.concatenate([[e.value] * e.algebraic_multiplicity for e in eigenvalues])
    roots = np.nan_to_num(roots)  # an infinite one makes its coefficients infinite all the same
    shift = 1 + int(np.frexp(np.maximum(np.abs(roots.real), np.abs(roots.imag)).max())[1])
    with np.errstate(over="ignore", under="ignore"):
        roots = np.ldexp(roots.real, -shift) + 1j * np.ldexp(roots.imag, -shift)
        monic = np.poly(roots).real
        coefficients: Floats = np.ldexp(monic, shift * np.arange(len(monic)))
    # Where products cancel, what is left of this size is noise; the two ends are known better.
    without_cancellation = np.abs(np.poly(-np.abs(roots)))
    coefficients[np.abs(monic) <= 8 * len(roots) * EPSILON * without_cancellation] = 0.0
    coefficients[1] = -trace
    coefficients[-1] = -value if len(roots) % 2 else value
    return coefficients + 0.0


def ldexp(mantissa: float, exponent: int) -> float:
    """Return mantissa · 2^exponent, infinite where that is too large."""
    try:
        return math.ldexp(mantissa, exponent)
    except OverflowError:
        return math.copysign(math.inf, mantissa)
