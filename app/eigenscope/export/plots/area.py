"""The part of a figure's cell in which data are drawn, between axes that have numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from eigenscope.export.legends import width_of
from eigenscope.export.page import Panel, Words
from eigenscope.plots.ranges import Extent
from eigenscope.plots.ticks import Tick
from eigenscope.scene.camera import PLANE, Size
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Segments
from eigenscope.scene.roles import Role

Floats = npt.NDArray[np.float64]
SMALL = 11.0
"""Logical pixels of an axis's numbers and words."""

LINE = 16.0
"""Height of a line of them."""

_OVER = 21.0  # above an area, of what its height means: clear of a number at its top
_GRID = Style(Role.GHOST, 1.0)
_AXIS = Style(Role.AXIS, 1.0)
_TICK = 4.0
_GAP = 4.0
_APART = 10.0  # between the numbers of an axis, at least


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


def area_of(size: Size, axes: Axes, extent: Extent, top: float, below: float) -> Area:
    """Return the area of a cell that axes leave; ``top`` and ``below`` are taken by other words."""
    numbers = max((width_of(tick.text, SMALL) for tick in axes.up), default=0.0)
    left = numbers + _TICK + _GAP + 2
    last = width_of(axes.across[-1].text, SMALL) / 2 if axes.across else 0.0
    bottom = below + LINE + _TICK + (LINE if axes.x_label else 0.0)
    above = top + (_OVER if axes.y_label else SMALL / 2)
    width, height = size[0] - left - max(last, _GAP) - 2, size[1] - bottom - above
    return Area(left, bottom, max(width, 1.0), max(height, 1.0), extent)


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
        np.stack([feet, feet - [0, _TICK, 0]], axis=1),
        np.stack([sides, sides - [_TICK, 0, 0]], axis=1),
    ]
    return behind, [Draw(Segments(np.concatenate(lines)), _AXIS, name="axis")]


def axis_words(area: Area, axes: Axes, height: float) -> list[Words]:
    """Return the numbers and words of axes, in pixels from the cell's top left, y down."""
    low_x, _, low_y, _ = area.extent
    found = []
    foot = height - area.bottom + _TICK + LINE / 2
    reached = -np.inf
    for tick in axes.across:
        middle = float(area.place(tick.place, low_y)[0])
        half = width_of(tick.text, SMALL) / 2
        if middle - half >= reached + _APART:  # numbers that would touch are left out
            found.append(Words(tick.text, (middle, foot), SMALL, anchor=0))
            reached = middle + half
    for tick in axes.up:
        level = height - float(area.place(low_x, tick.place)[1])
        found.append(Words(tick.text, (area.left - _TICK - _GAP, level), SMALL, anchor=1))
    middle = area.left + area.width / 2
    if axes.x_label:
        found.append(Words(axes.x_label, (middle, foot + LINE), SMALL, anchor=0))
    if axes.y_label:
        level = height - area.bottom - area.height - _OVER + LINE / 2
        found.append(Words(axes.y_label, (0.0, level), SMALL))
    return found


def cell_panel(draws: list[Draw], size: Size, *, ground: bool = True) -> Panel:
    """Return draws in the whole of a cell."""
    camera = replace(PLANE, target=(size[0] / 2, size[1] / 2, 0.0), height=size[1])
    return Panel(Frame(tuple(draws), (), camera), (0.0, 0.0), size, ground)


def area_panel(draws: list[Draw], area: Area, height: float, labels: Sequence[Label] = ()) -> Panel:
    """Return draws and labels that are cut off at an area's edges, in a cell of a height."""
    middle = (area.left + area.width / 2, area.bottom + area.height / 2, 0.0)
    camera = replace(PLANE, target=middle, height=area.height)
    place = (area.left, height - area.bottom - area.height)
    size = (area.width, area.height)
    return Panel(Frame(tuple(draws), tuple(labels), camera), place, size, ground=False)
