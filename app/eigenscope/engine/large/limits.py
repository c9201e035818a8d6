"""Which range of values deserves the colours, when a few entries are far larger than the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats

SHARE = 0.005  # of the entries may lie beyond each end
_SUBSTANTIAL = 0.1  # of the other side: from there on, a range has two sides


@dataclass(frozen=True)
class Limits:
    """The range for colours, and beyond what an entry stands out from the rest.

    Attributes
    ----------
    low, high
        The ends of the colour scale, low < high. They hold the entries but for half a percent at
        each end.
    diverging
        Whether entries of both signs matter; then low = −high.
    fence_low, fence_high
        An entry beyond is far out: by more than half of that range, which of a normal distribution
        is five standard deviations from the middle.
    """

    low: float
    high: float
    diverging: bool
    fence_low: float
    fence_high: float


def limits_of(sample: Floats, minimum: float, maximum: float) -> Limits:
    """Return the limits for entries between a minimum and a maximum.

    Parameters
    ----------
    sample
        Some of the entries, (k,), all finite; none at all is taken as the two ends.
    """
    if not sample.size:
        sample = np.array([minimum, maximum])
    low, high = _percentiles(sample)
    fences = low - (high / 2 - low / 2), high + (high / 2 - low / 2)
    if low == high:
        # Nearly all entries are the same: the others are what there is to see.
        others = sample[sample != low]
        ends = _percentiles(others) if others.size else (minimum, maximum)
        low, high = min(low, ends[0]), max(high, ends[1])
    if low == high:
        low, high = (min(low, 0.0), max(high, 0.0)) if low else (-1.0, 1.0)
    with np.errstate(over="ignore"):
        if low < 0 < high and min(-low, high) >= _SUBSTANTIAL * max(-low, high):
            reach = max(-low, high)
            return Limits(-reach, reach, True, *fences)
    return Limits(low, high, False, *fences)


def _percentiles(sample: Floats) -> tuple[float, float]:
    """Return the entries that all but half a percent reach, and exceed: of few, the extremes."""
    beyond = int(len(sample) * SHARE)
    ends = beyond, len(sample) - 1 - beyond
    parted = np.partition(sample, ends)
    return float(parted[ends[0]]), float(parted[ends[1]])
