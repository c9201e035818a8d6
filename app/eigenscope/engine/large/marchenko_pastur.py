"""What the singular values of nothing but noise look like.

The singular values of an m × n matrix of independent entries with the same variance fill, as it
grows, a range with sharp edges (V. A. Marchenko, L. A. Pastur, Distribution of eigenvalues for some
sets of random matrices, Mathematics of the USSR-Sbornik 1, 1967). What lies above it is structure.
It does so whatever the distribution of the entries, but not whatever the matrix: so the law is
fitted to the bulk of the values, and it is told how well it fits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats

LEAST_VALUES = 40
"""Singular values from which their distribution means something."""
MOST_ABOVE = 0.2  # of the values: if more lie above the edge, the rest is hardly a bulk
_FARTHEST_OFF = 0.02, 2.4  # and by so much over their number: noise itself is off by two thirds


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

    x: Floats
    density: Floats
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


@dataclass(frozen=True, eq=False)
class NoiseFit:
    """The law that the bulk of a matrix's singular values is nearest to.

    Attributes
    ----------
    law
        Of the noise; its ``high`` is the edge.
    deviation
        The standard deviation of the noise's entries.
    above, count
        How many values lie above the edge, and how many there are.
    distance
        By how much the share of the bulk below a value differs from the law's, at most, 0…1
        (Kolmogorov and Smirnov).
    fits
        Whether the distance is at most 0.02 + 2.4/n and a fifth of the n values at most lie above.
    """

    law: NoiseLaw
    deviation: float
    above: int
    count: int
    distance: float
    fits: bool


def fitted_noise(values: Floats, shape: tuple[int, int]) -> NoiseFit | None:
    """Fit the law of noise to all singular values of a matrix (m, n), descending.

    The deviation is first the one with the values' median, then the one with the mean square of
    those that are not above the edge, until none of these is. None if there are fewer than
    `LEAST_VALUES`, or half of them are 0.
    """
    few, many = min(shape), max(shape)
    largest = float(values[0])
    if len(values) != few or few < LEAST_VALUES or not values[few // 2] > 1e-12 * largest:
        return None
    scaled = values / largest  # squares of what is huge or tiny must not be lost
    unit = noise_law(shape, 1.0)
    deviation = float(np.median(scaled)) / float(np.interp(0.5, _shares(unit), unit.x))
    above = int(np.count_nonzero(scaled > deviation * unit.high))
    while above < few / 2:
        bulk = scaled[above:]
        unit = noise_law((many - above, few - above), 1.0)
        deviation = math.sqrt(float(np.mean(bulk**2)) / (many - above))
        count = int(np.count_nonzero(scaled > deviation * unit.high))
        if count <= above:
            break
        above = count
    bulk = scaled[above:][::-1]
    promised = np.interp(bulk, deviation * unit.x, _shares(unit))
    steps = np.arange(len(bulk) + 1) / len(bulk)
    off = max(np.abs(promised - steps[1:]).max(), np.abs(promised - steps[:-1]).max())
    fits = bool(off <= _FARTHEST_OFF[0] + _FARTHEST_OFF[1] / few and above <= MOST_ABOVE * few)
    law = noise_law((many - above, few - above), deviation * largest)
    return NoiseFit(law, deviation * largest, above, few, float(off), fits)


def _shares(law: NoiseLaw) -> Floats:
    """Return the share of the values that lie below each x of a law, (k,)."""
    parts = (law.density[1:] + law.density[:-1]) / 2 * np.diff(law.x)
    shares = np.concatenate([np.zeros(1), np.cumsum(parts)])
    return np.asarray(shares / shares[-1])
