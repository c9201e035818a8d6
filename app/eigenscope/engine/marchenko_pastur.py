"""What the singular values of nothing but noise look like.

The singular values of an m × n matrix of independent entries with the same variance fill, as it
grows, a range with sharp edges (V. A. Marchenko, L. A. Pastur, Distribution of eigenvalues for some
sets of random matrices, Mathematics of the USSR-Sbornik 1, 1967). What lies above it is structure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from eigenscope.engine.results import FloatMatrix


@dataclass(frozen=True, eq=False)
class NoiseLaw:
    """The density of the min(m, n) singular values of noise.

    Attributes
    ----------
    x, density
        The curve, (k,) each, from edge to edge; its integral is 1.
    low, high
        The edges, σ|√m − √n| and σ(√m + √n).
    zero_share
        Of the eigenvalues of the larger of AᵀA and AAᵀ, the share that is exactly 0 because the
        matrix isn't square: 1 − min(m, n) / max(m, n). The min(m, n) singular values have none.
    """

    x: FloatMatrix
    density: FloatMatrix
    low: float
    high: float
    zero_share: float


def noise_law(shape: tuple[int, int], deviation: float, points: int = 400) -> NoiseLaw:
    """Return Marchenko and Pastur's law for the singular values of noise.

    Parameters
    ----------
    shape
        Of the matrix, (m, n).
    deviation
        The standard deviation σ > 0 of the entries, whose mean is 0.
    points
        How many places the curve has; they are closer at the edges, where it is steep.

    Raises
    ------
    ValueError
        If the deviation is not positive and finite.
    """
    if not 0 < deviation < math.inf:
        raise ValueError("Noise needs a standard deviation that is positive and finite.")
    many, few = float(max(shape)), float(min(shape))
    # In units of σ, so that nothing overflows. The difference of the roots without cancellation:
    low = (many - few) / (math.sqrt(many) + math.sqrt(few))
    high = math.sqrt(many) + math.sqrt(few)
    x = (low + high) / 2 - (high - low) / 2 * np.cos(np.linspace(0.0, math.pi, points))
    x[0], x[-1] = low, high
    inside = np.sqrt(np.maximum((high - x) * (high + x) * (x - low) * (x + low), 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        density = inside / (math.pi * few * x)
    if low == 0.0:
        density[0] = high / (math.pi * few)  # square: the limit, where it is 0 / 0
    return NoiseLaw(
        x=x * deviation,
        density=density / deviation,
        low=low * deviation,
        high=high * deviation,
        zero_share=1.0 - few / many,
    )
