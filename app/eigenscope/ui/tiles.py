"""A large matrix as fewer tiles, so that a heat map has no more of them than the screen pixels.

A plain mean would hide a single outlier among a million entries, and a plain maximum would make
noise look like structure; so a tile is its mean, unless one of its entries leaves the limits.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_BLOCK = 120_000  # entries worked on at once: they fit a cache


def tiles(
    values: npt.NDArray[np.generic],
    rows: int,
    columns: int,
    low: float = -np.inf,
    high: float = np.inf,
) -> Floats:
    """Return a matrix shrunk to at most ``rows`` × ``columns`` tiles.

    Parameters
    ----------
    values
        (m, n), of whatever real type.
    rows, columns
        The most tiles there may be in each direction, at least 1.
    low, high
        A tile with an entry beyond them shows the entry that lies farthest beyond.

    Returns
    -------
    Floats
        (min(m, rows), min(n, columns)): the mean of each tile or its extreme; nan where the tile
        holds a nan, and the exact entries where every tile is one entry.
    """
    m, n = values.shape
    tops, lefts = tile_starts(m, rows), tile_starts(n, columns)
    if len(tops) == m and len(lefts) == n:
        return values.astype(np.float64)
    result = np.empty((len(tops), len(lefts)))
    ends = np.append(tops, m)
    step = max(1, _BLOCK * len(tops) // (m * n))
    for first in range(0, len(tops), step):
        last = min(first + step, len(tops))
        block = values[ends[first] : ends[last]].astype(np.float64)
        result[first:last] = _shrunk(block, tops[first:last] - tops[first], lefts, low, high)
    return result


def tile_starts(length: int, count: int) -> npt.NDArray[np.intp]:
    """Return where each of at most ``count`` nearly equal parts of ``length`` entries begins."""
    count = min(length, max(count, 1))
    return (np.arange(count) * length // count).astype(np.intp)


def _shrunk(
    block: Floats, tops: npt.NDArray[np.intp], lefts: npt.NDArray[np.intp], low: float, high: float
) -> Floats:
    def over(reduce: np.ufunc) -> Floats:
        by_rows = reduce.reduceat(block, tops, axis=0)
        found: Floats = reduce.reduceat(by_rows, lefts, axis=1)
        return found

    with np.errstate(invalid="ignore", over="ignore"):
        least, most = over(np.minimum), over(np.maximum)
        heights = np.diff(np.append(tops, block.shape[0]))
        widths = np.diff(np.append(lefts, block.shape[1]))
        mean = over(np.add) / np.outer(heights, widths)
        # A sum of finite entries may overflow although their mean would not.
        mean = np.where(np.isfinite(mean), mean, least / 2 + most / 2)
        extreme = np.where(most - high > low - least, most, least)
        return np.where((least < low) | (most > high), extreme, mean)
