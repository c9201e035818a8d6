"""The part of a matrix that is drawn, made on a worker: which entries, what tiles and colours.

Nothing here knows the window, so that a picture can be asked for from any thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.engine.tiles import tiles
from eigenscope.labs.chart_geometry import Extent
from eigenscope.labs.charts import HeatMap
from eigenscope.scene.colour_scale import Bytes, ColourScale

Counts = tuple[int, int]  # rows and columns of tiles
MOST_TILES = 1000  # in each direction
_MARGIN = 0.25  # of what is visible, drawn beyond it so that a pan finds something there


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


@dataclass(frozen=True, eq=False)
class Picture:
    """A region as colours.

    Attributes
    ----------
    tiles
        (rows, columns) of float64: means or extremes, or the entries themselves.
    colours
        (rows, columns, 4): red, green, blue and alpha.
    """

    region: Region
    tiles: npt.NDArray[np.float64]
    colours: Bytes

    @property
    def counts(self) -> Counts:
        """How many rows and columns of tiles it has."""
        return self.tiles.shape[0], self.tiles.shape[1]


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


def widened(values: npt.NDArray[np.generic], region: Region) -> Region:
    """Return a region with a margin, as far as there are entries."""
    rows, columns = math.ceil(region.rows * _MARGIN), math.ceil(region.columns * _MARGIN)
    m, n = values.shape
    return Region(
        max(region.top - rows, 0),
        min(region.bottom + rows, m),
        max(region.left - columns, 0),
        min(region.right + columns, n),
    )


def tile_counts(region: Region, unit: tuple[float, float]) -> Counts:
    """Return rows and columns of tiles, none smaller than a pixel or than an entry."""
    rows, columns = math.floor(region.rows * unit[1]), math.floor(region.columns * unit[0])
    return (
        min(max(rows, 1), region.rows, MOST_TILES),
        min(max(columns, 1), region.columns, MOST_TILES),
    )


def fine_enough(region: Region, counts: Counts, unit: tuple[float, float]) -> bool:
    """Whether so many tiles suit a view where an entry is ``unit`` pixels wide and high.

    They must neither be coarser than the screen, unless they are the entries themselves, nor much
    finer: what is finer would be thinned out in drawing, and extremes be lost.
    """
    for shown, entries, size in (
        (counts[0], region.rows, unit[1]),
        (counts[1], region.columns, unit[0]),
    ):
        pixels = entries * size
        needed = 0.9 * min(pixels, MOST_TILES, entries)
        if shown > pixels * 1.02 + 1 or shown < needed:
            return False
    return True


def draw_picture(heat_map: HeatMap, region: Region, counts: Counts, scale: ColourScale) -> Picture:
    """Return a region of a matrix as at most so many rows and columns of coloured tiles."""
    part = heat_map.values[region.top : region.bottom, region.left : region.right]
    shrunk = tiles(part, *counts, heat_map.fences).values
    return Picture(region, shrunk, scale.paint(shrunk))
