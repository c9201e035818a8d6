"""Vectors of one, two or three coordinates as places of the picture, which has three."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from eigenscope.arrays import Floats


def in_space(vectors: Floats) -> Floats:
    """Return (k, n) vectors with zeros appended to three coordinates, (k, 3)."""
    out = np.zeros((len(vectors), 3))
    out[:, : vectors.shape[1]] = vectors
    return out


def vector_in_space(vector: Floats) -> Floats:
    """Return a vector (n,) with zeros appended to three coordinates, (3,)."""
    out = np.zeros(3)
    out[: len(vector)] = vector
    return out


def corners_of(matrices: Iterable[Floats], points: Floats) -> Floats:
    """Return where (p, n) matrices carry points (k, n), all together, as (·, 3).

    Beyond the numbers of floats they are infinite or NaN.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return np.concatenate([in_space(points @ matrix.T) for matrix in matrices])
