"""Parts of a matrix that is drawn as colours: what a zoomed map shows of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from eigenscope.plots.charts import HeatMap
from eigenscope.plots.ranges import Extent


@dataclass(frozen=True)
class Region:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right``, from 0, without the last."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.right - self.left

    def holds(self, other: Region) -> bool:
        """Whether another region lies within this one."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )


def whole(values: npt.NDArray[np.generic]) -> Region:
    """Return the region that is the whole matrix."""
    return Region(0, values.shape[0], 0, values.shape[1])


def visible_region(values: npt.NDArray[np.generic], extent: Extent) -> Region | None:
    """Return the entries in view; None if there are none.

    Entry (i, j), from 0, stands with its middle at x = j + 1, y = i + 1: so a plot's axes count
    from 1 as mathematics does.
    """
    m, n = values.shape
    left, right, bottom, top = extent
    least_y, most_y = min(bottom, top), max(bottom, top)
    region = Region(
        max(math.floor(least_y - 0.5), 0),
        min(math.ceil(most_y - 0.5), m),
        max(math.floor(left - 0.5), 0),
        min(math.ceil(right - 0.5), n),
    )
    return region if region.rows > 0 and region.columns > 0 else None


def cropped(heat_map: HeatMap, region: Region) -> HeatMap:
    """Return a part of a map, with the colours and the numbers that it has in the whole."""
    rows, columns = slice(region.top, region.bottom), slice(region.left, region.right)
    return replace(
        heat_map,
        values=heat_map.values[rows, columns],
        row_numbers=_numbers(heat_map.row_numbers, heat_map.values.shape[0])[rows],
        column_numbers=_numbers(heat_map.column_numbers, heat_map.values.shape[1])[columns],
    )


def _numbers(numbers: npt.NDArray[np.intp] | None, length: int) -> npt.NDArray[np.intp]:
    return np.arange(length) if numbers is None else numbers
