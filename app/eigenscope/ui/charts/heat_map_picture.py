"""The part of a matrix that is drawn, made on a worker: which entries, what tiles and colours.

Nothing here knows the window, so that a picture can be asked for from any thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.downsampling import tiles
from eigenscope.plots.charts import HeatMap
from eigenscope.plots.map_regions import Region
from eigenscope.scene.colour_scale import Bytes, ColourScale

Counts = tuple[int, int]  # rows and columns of tiles
MOST_TILES = 1000  # in each direction
FINEST = 1.02  # times more tiles than pixels: more would be thinned out in drawing
_MARGIN = 0.25  # of what is visible, drawn beyond it so that a pan finds something there


@dataclass(frozen=True, eq=False)
class RegionPicture:
    """A region as colours.

    Attributes
    ----------
    tiles
        (rows, columns) of float64: means or extremes, or the entries themselves.
    colours
        (rows, columns, 4): red, green, blue and alpha.
    """

    region: Region
    tiles: Floats
    colours: Bytes

    @property
    def counts(self) -> Counts:
        """How many rows and columns of tiles it has."""
        return self.tiles.shape[0], self.tiles.shape[1]


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
        if shown > pixels * FINEST + 1 or shown < needed:
            return False
    return True


def draw_picture(
    heat_map: HeatMap, region: Region, counts: Counts, scale: ColourScale
) -> RegionPicture:
    """Return a region of a matrix as at most so many rows and columns of coloured tiles."""
    part = heat_map.values[region.top : region.bottom, region.left : region.right]
    shrunk = tiles(part, *counts, heat_map.fences).values
    return RegionPicture(region, shrunk, scale.paint(shrunk))
