"""How many entries a matrix has of each size, in bins that suit what they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.blocks import Array, blocks
from eigenscope.engine.large.limits import Limits

MOST_BINS = 100
_LEAST_BINS = 8
_LOOKED_AT = 10_000  # entries
_LARGEST = float(np.finfo(np.float64).max)
_EXTREME = 4.0  # times the limits' range: a wider range would leave most bins empty


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts (k,) of the entries between edges (k + 1,).

    ``below`` and ``above`` entries lie beyond the edges; they are counted in the first and the
    last bin.
    """

    counts: npt.NDArray[np.int64]
    edges: Floats
    below: int
    above: int


def histogram_of(
    values: Array,
    limits: Limits,
    ends: tuple[float, float],
    mean: float,
    exponent: int,
    finite: bool,
) -> tuple[Histogram, float]:
    """Return the histogram of a matrix, and the sum of the squares about its mean.

    Both need one more reading of all entries, so they share it.

    Parameters
    ----------
    values
        Shape (m, n).
    ends
        Its least and its largest finite entry.
    mean
        The mean of its finite entries, times 2 to the power of −exponent.
    exponent
        Entries are divided by 2 to its power, so that squares don't overflow; so is the sum of
        squares, twice.
    finite
        Whether no entry is infinite or no number.
    """
    edges = _edges(values, limits, ends)
    low, high = (float(np.ldexp(edge, -exponent)) for edge in (edges[0], edges[-1]))
    bins = len(edges) - 1
    counts = np.zeros(bins, np.int64)
    below = above = 0
    squares = 0.0
    for _, _, block in blocks(values, exponent):
        known = block.ravel() if finite else block[np.isfinite(block)]
        below += int(np.count_nonzero(known < low)) if ends[0] < edges[0] else 0
        above += int(np.count_nonzero(known > high)) if ends[1] > edges[-1] else 0
        places = known - low
        places *= bins / (high - low)
        np.clip(places, 0, bins - 1, out=places)
        counts += np.bincount(places.astype(np.intp), minlength=bins)
        known = known - mean
        # A dot product would wake all threads of the linear algebra library for each block.
        squares += float(np.einsum("i,i->", known, known))
    return Histogram(counts, edges, below, above), squares


def _whole(values: Array) -> bool:
    """Whether all entries are whole numbers; of many floats it is not worth a look."""
    if values.dtype.kind in "biu":
        return True
    return values.size <= _LOOKED_AT and bool(np.all(np.rint(values) == values))


def _edges(values: Array, limits: Limits, ends: tuple[float, float]) -> Floats:
    """Return the edges of the bins: between whole numbers where the entries are such."""
    low, high = ends
    reach = limits.fence_high / 2 - limits.fence_low / 2
    width = limits.high / 2 - limits.low / 2
    # What is smaller than that cannot be told from 0 beside the largest entry.
    least_apart = max(reach, width, 1e-280 * max(abs(low), abs(high)))
    if high / 2 - low / 2 > _EXTREME * least_apart:
        low = max(low, min(limits.low, limits.fence_low, -least_apart))
        high = min(high, max(limits.high, limits.fence_high, least_apart))
    bins = min(MOST_BINS, max(_LEAST_BINS, math.ceil(2 * values.size ** (1 / 3))))
    if max(abs(low), abs(high)) < 2**52 and _whole(values):
        step = max(1, math.ceil((high - low + 1) / bins))
        count = math.ceil((high - low + 1) / step)
        steps: Floats = low - 0.5 + step * np.arange(count + 1.0)
        return steps
    if low == high:
        margin = abs(low) / 2 or 0.5
        low, high = low - margin, min(high, _LARGEST - margin) + margin
    edges: Floats = np.append(low + (high / bins - low / bins) * np.arange(bins), high)
    return edges
