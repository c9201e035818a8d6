"""Roots of polynomials, those of a multiple root as one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Polynomial = npt.NDArray[np.complexfloating[Any, Any]]
_SCATTERED, _EPS = 4.0, float(np.finfo(np.float64).eps)


def roots_of(polynomial: Polynomial) -> tuple[complex, ...]:
    """Return the roots; those of a multiple root, which rounding scatters, as their mean."""
    if not np.isfinite(polynomial).all():
        return ()
    scattered = np.asarray(np.roots(polynomial), np.complex128)
    return tuple(_gathered(scattered, root) for root in scattered)


def _gathered(roots: Polynomial, root: complex) -> complex:
    """Return the mean of as many roots about one as may be a single one, of that multiplicity."""
    nearest = roots[np.argsort(np.abs(roots - root))]
    for count in range(len(roots), 1, -1):
        middle = nearest[:count].mean()
        spread = np.abs(nearest[:count] - middle).max()
        if spread <= _SCATTERED * _EPS ** (1 / count) * abs(middle):
            return complex(middle)
    return complex(root)
