"""A matrix that has more entries than a screen has pixels, shrunk so that no extreme is hidden.

Averaging alone would lose the one entry in a million that is a hundred times as large as the rest,
and leaving entries out would lose it or show it by chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.blocks import Array, even_sample
from eigenscope.engine.large.limits import limits_of

_ENOUGH = 40_000  # entries, to know what is ordinary if nobody has said it
_SAFE = 1e30  # entries up to this size can be added up in float32


@dataclass(frozen=True, eq=False)
class Tiles:
    """A matrix (m, n) shrunk to (r, c).

    Attributes
    ----------
    values
        (r, c). A tile has the mean of its entries. If any of them lies beyond the fences, it has
        the one that lies farthest beyond, infinity among them; if one is no number, nan.
    row_edges, column_edges
        (r + 1,) and (c + 1,): tile (i, j) stands for the rows from ``row_edges[i]`` up to, but
        without, ``row_edges[i + 1]``, and for columns likewise.
    fences
        Between them an entry is an ordinary one.
    """

    values: Floats
    row_edges: npt.NDArray[np.intp]
    column_edges: npt.NDArray[np.intp]
    fences: tuple[float, float]


def tiles(
    values: Array, rows: int, columns: int, fences: tuple[float, float] | None = None
) -> Tiles:
    """Shrink a matrix to at most ``rows`` × ``columns`` tiles of nearly the same size.

    Parameters
    ----------
    values
        Shape (m, n), of booleans, whole numbers or floats. Slice it to look at a part.
    fences
        ``fence_low`` and ``fence_high`` of the whole matrix's `Limits`, so that its parts are
        judged alike; None judges by these values alone.

    Raises
    ------
    ValueError
        If there is nothing to shrink, or it shall shrink to nothing.
    """
    if values.ndim != 2 or not values.size or rows < 1 or columns < 1:
        raise ValueError("Tiles need a matrix with rows and columns, and one tile at least.")
    if fences is None:
        sample = even_sample(values, _ENOUGH)
        with np.errstate(over="ignore"):
            limits = limits_of(sample if sample.size else np.zeros(1), 0.0, 0.0)
        fences = limits.fence_low, limits.fence_high
    down, across = _edges(values.shape[0], rows), _edges(values.shape[1], columns)
    if len(down) - 1 == values.shape[0] and len(across) - 1 == values.shape[1]:
        return Tiles(values.astype(np.float64), down, across, fences)
    return Tiles(_shrunk(values, down, across, fences), down, across, fences)


def _edges(count: int, most: int) -> npt.NDArray[np.intp]:
    """Return where ``count`` places are parted into at most ``most`` nearly equal runs."""
    parts = min(count, most)
    return np.arange(parts + 1, dtype=np.intp) * count // parts


def _shrunk(
    values: Array,
    down: npt.NDArray[np.intp],
    across: npt.NDArray[np.intp],
    fences: tuple[float, float],
) -> Floats:
    if values.flags.f_contiguous and not values.flags.c_contiguous:
        return _shrunk(values.T, across, down, fences).T  # go along memory
    with np.errstate(invalid="ignore", over="ignore"):
        least, largest, sums = _reduced(values, down, across)
        counts = np.outer(np.diff(down), np.diff(across))
        mean = np.clip(sums / counts, least, largest)
        beyond, short = largest - fences[1], fences[0] - least
        shown: Floats = np.where(beyond > 0, largest, mean)
        shown = np.where((short > 0) & (short > beyond), least, shown)
    return np.where(np.isnan(least), np.nan, shown)


def _reduced(
    values: Array, down: npt.NDArray[np.intp], across: npt.NDArray[np.intp]
) -> tuple[Floats, Floats, Floats]:
    """Return least, largest and sum of each tile, (r, c) each; the first two may be nan.

    Rows of a tile are joined first, which goes along memory: numpy's ``reduceat`` down a matrix
    takes ten times as long.
    """
    least, largest, sums = (np.empty((len(down) - 1, len(across) - 1)) for _ in range(3))
    narrow = values.dtype == np.float32
    starts = across[:-1]
    for i in range(len(down) - 1):
        rows = values[down[i] : down[i + 1]]
        low, high = rows.min(axis=0), rows.max(axis=0)
        # Far from the end of float32, that is where its sums overflow, it is precise enough.
        safe = narrow and float(max(-low.min(), high.max())) < _SAFE
        total = rows.sum(axis=0, dtype=np.float32 if safe else np.float64)
        least[i] = np.minimum.reduceat(low, starts)
        largest[i] = np.maximum.reduceat(high, starts)
        sums[i] = np.add.reduceat(total, starts, dtype=np.float64)
    return least, largest, sums
