"""The numbers of a chart in the coordinates of its plot, and what of them is looked up there.

A logarithmic axis is drawn over the logarithms, so that bars, marks and what is said of the place
under the mouse all share one way of reading it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.plots.charts import BARS, POINTS, Chart, Series

Extent = tuple[float, float, float, float]
"""Left, right, bottom and top in the coordinates of a plot."""

LARGEST = 1e150
"""What is farther out is drawn there: beyond it the arithmetic of plots overflows."""

_MOST_STRETCHED = 8.0  # sides in a larger proportion have cells that are not square
_ROOM = 0.05  # of the range, around what is drawn
_THINNEST = 0.1  # of the longer range: the shorter one, where a unit is as long across as up
_LEAST_PART = 1e-10  # of an axis: a closer look shows the rounding of its numbers
_NEAR = 30.0  # pixels within which a point counts as under the mouse
_DECADES_BELOW = 0.5  # what a logarithmic axis shows beneath the lowest bar


@dataclass(frozen=True, eq=False)
class PlacedSeries:
    """A series where it is drawn.

    Attributes
    ----------
    x, y
        (n,), nan where there is nothing to draw; for bars ``x`` are the middles.
    edges
        (n + 1,) for bars, else empty.
    ordered
        Whether ``x`` never falls, as it must for a line that is thinned out by pyqtgraph.
    """

    series: Series
    x: Floats
    y: Floats
    edges: Floats
    ordered: bool


def place(series: Series, chart: Chart) -> PlacedSeries:
    """Return a series in the coordinates of its plot."""
    x, y = on_axis(series.x, chart.log_x), on_axis(series.y, chart.log_y)
    edges = np.empty(0)
    if series.kind == BARS:
        edges, x = x, x[:-1] / 2 + x[1:] / 2
    n = min(len(x), len(y))
    x, y = x[:n], y[:n]
    y = np.where(np.isfinite(x), y, np.nan)
    ordered = bool(np.all(np.isfinite(x)) and np.all(np.diff(x) >= 0))
    return PlacedSeries(series, x, y, edges, ordered)


def on_axis(values: Any, logarithmic: bool) -> Floats:
    """Return values as places along an axis; nan for those that have none."""
    numbers = np.asarray(values, dtype=np.float64)
    drawn = numbers > 0 if logarithmic else np.isfinite(numbers)
    drawn &= np.isfinite(numbers)
    result = np.full(numbers.shape, np.nan)
    if logarithmic:
        result[drawn] = np.log10(numbers[drawn])
    else:
        result[drawn] = np.clip(numbers[drawn], -LARGEST, LARGEST)
    return result


def home_extent(chart: Chart, placed: tuple[PlacedSeries, ...]) -> Extent:
    """Return what must be visible for everything to be seen, with a little room around."""
    across = [_finite(one.edges if one.edges.size else one.x) for one in placed]
    up = [_finite(one.y) for one in placed]
    for mark in chart.marks:
        along = chart.log_x if mark.upright else chart.log_y
        (across if mark.upright else up).append(_finite(on_axis([mark.place], along)))
    # Circles not upwards: where all is near the axis, a whole one would leave it no room.
    across += [_finite(on_axis([-radius, radius], False)) for radius in chart.circles]
    bars = [one for one in placed if one.series.kind == BARS]
    if (bars or chart.ground) and not chart.log_y:
        up.append(np.zeros(1))
    values = np.concatenate([*across, np.empty(0)]), np.concatenate([*up, np.empty(0)])
    # With equal units a range that is a point to the other one would leave that no room.
    least = [_THINNEST * float(np.ptp(one)) if chart.equal and one.size else 0.0 for one in values]
    left, right = _roomy(values[0], least[1])
    bottom, top = _roomy(values[1], least[0])
    if bars and chart.log_y:
        bottom -= _DECADES_BELOW
    elif bars and bottom < 0 and all(np.nanmin(one.y, initial=0.0) >= 0 for one in bars):
        bottom = 0.0  # bars stand on the axis
    return left, right, bottom, top


def part_of(zoom: Extent, home: Extent) -> bool:
    """Whether an extent shows something of what another shows, and neither is a point to it.

    A zoom that was made for other numbers is often nowhere near those that are there now.
    """
    for low, high, least, most in (zoom[:2] + home[:2], zoom[2:] + home[2:]):
        shared = min(high, most) - max(low, least)
        if not shared > _LEAST_PART * max(high - low, most - least):
            return False
    return True


def square_cells(rows: int, columns: int) -> bool:
    """Whether a map's cells can be square without becoming hairs."""
    return max(rows, columns) <= _MOST_STRETCHED * min(rows, columns)


def number_in_whole(place: int, numbers: npt.NDArray[np.intp] | None) -> int:
    """Return which row or column of the whole matrix, from 1, stands at a place, from 0.

    ``numbers`` are a map's ``row_numbers`` or ``column_numbers``.
    """
    return (place if numbers is None else int(numbers[place])) + 1


def nearest(
    placed: tuple[PlacedSeries, ...], x: float, y: float, unit: tuple[float, float]
) -> tuple[PlacedSeries, int] | None:
    """Return the series and the index in it that lie nearest to a place under the mouse.

    On a line or among bars that is the value beneath or above the mouse, for points it must be
    really near. ``unit`` is the size of a unit in pixels.
    """
    best: tuple[float, PlacedSeries, int] | None = None
    for one in placed:
        with np.errstate(over="ignore", invalid="ignore"):
            aside, above = np.abs(one.x - x) * unit[0], np.abs(one.y - y) * unit[1]
            free = one.series.kind == POINTS or not one.ordered
            gap = np.hypot(aside, above) if free else np.where(np.isnan(above), np.nan, aside)
        if not np.any(np.isfinite(gap)):
            continue
        index = int(np.nanargmin(gap))
        distance = float(np.hypot(aside[index], above[index]))
        if (free and distance > _NEAR) or (best is not None and distance >= best[0]):
            continue
        best = distance, one, index
    return None if best is None else best[1:]


def thinned(placed: PlacedSeries, extent: Extent, columns: int, rows: int) -> npt.NDArray[np.intp]:
    """Return indices of points that look like all of them: one for each cell of a fine grid."""
    left, right, bottom, top = extent
    visible = (placed.x >= left) & (placed.x <= right) & (placed.y >= bottom) & (placed.y <= top)
    inside = np.flatnonzero(visible)
    column = ((placed.x[inside] - left) / (right - left) * columns).astype(np.int64)
    row = ((placed.y[inside] - bottom) / (top - bottom) * rows).astype(np.int64)
    _, first = np.unique(row * (columns + 1) + column, return_index=True)
    return inside[first]


def _finite(values: Floats) -> Floats:
    return values[np.isfinite(values)]


def _roomy(values: Floats, least: float = 0.0) -> tuple[float, float]:
    """Return a range with some room around values; it is no shorter than ``least``."""
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if high - low < least:
        room = (least - (high - low)) / 2
    elif high - low <= 1e-12 * max(abs(low), abs(high)):
        room = abs(low) * 0.1 or 1.0
    else:
        room = (high - low) * _ROOM
    return low - room, high + room
