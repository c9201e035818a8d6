"""The rectangle in which data are drawn, between axes that have numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.plots.ranges import Extent
from eigenscope.plots.ticks import Tick
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Segments
from eigenscope.scene.slots import Slot

SMALL = 11.0
"""Logical pixels of an axis's numbers and words."""

LINE = 16.0
"""Height of a line of them."""

TICK = 4.0
"""How far an axis's ticks stand out."""

_GRID = Style(Slot.GHOST, 1.0)
_AXIS = Style(Slot.AXIS, 1.0)


@dataclass(frozen=True)
class Area:
    """A rectangle of a cell, in pixels from the cell's bottom left, y up, and what it shows."""

    left: float
    bottom: float
    width: float
    height: float
    extent: Extent

    def place(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        """Return where numbers are, as points (…, 3)."""
        low_x, high_x, low_y, high_y = self.extent
        # Halves first: the difference of numbers near the largest cannot overflow then.
        across = (np.asarray(x, np.float64) / 2 - low_x / 2) / (high_x / 2 - low_x / 2)
        up = (np.asarray(y, np.float64) / 2 - low_y / 2) / (high_y / 2 - low_y / 2)
        points = np.broadcast_arrays(
            self.left + across * self.width, self.bottom + up * self.height, 0.0
        )
        return np.stack(points, axis=-1)


@dataclass(frozen=True)
class Axes:
    """What is written along an area: numbers, and what they mean.

    ``grid`` says whether lines go across the area at the numbers.
    """

    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    x_label: str = ""
    y_label: str = ""
    grid: bool = True


def axis_draws(area: Area, axes: Axes) -> tuple[list[Draw], list[Draw]]:
    """Return what stands behind the data, and the lines of the axes before it."""
    low_x, high_x, low_y, high_y = area.extent
    xs = np.array([tick.place for tick in axes.across])
    ys = np.array([tick.place for tick in axes.up])
    behind = []
    if axes.grid:
        upright = np.stack([area.place(xs, low_y), area.place(xs, high_y)], axis=1)
        level = np.stack([area.place(low_x, ys), area.place(high_x, ys)], axis=1)
        behind = [
            Draw(Segments(lines), _GRID, name="grid") for lines in (upright, level) if len(lines)
        ]
    feet, sides = area.place(xs, low_y), area.place(low_x, ys)
    corner = area.place([low_x, low_x, high_x], [high_y, low_y, low_y])
    lines = [
        np.stack([corner[:-1], corner[1:]], axis=1),
        np.stack([feet, feet - [0, TICK, 0]], axis=1),
        np.stack([sides, sides - [TICK, 0, 0]], axis=1),
    ]
    return behind, [Draw(Segments(np.concatenate(lines)), _AXIS, name="axis")]
