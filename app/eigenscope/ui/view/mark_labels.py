"""Where the words beside a chart's marks stand, so that they cover no data and no other words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from eigenscope.plots.charts import BARS, LINE
from eigenscope.plots.ranges import Extent, PlacedSeries

_STEP = 0.12  # of the plot's height, between places along an upright line
_TOP, _LOWEST = 0.93, 0.07
_ENDS = (0.99, 0.5, 0.01)  # along a level line
_SAMPLES = 24  # of a line's course under words
_WORDS = 1000.0  # what it counts to cover other words, in points of data


class _Spot(NamedTuple):
    """A place along a line and the part of the text that is there, as shares; and its box.

    ``box`` is left, bottom, right and top in shares of the plot.
    """

    position: float
    anchor: tuple[float, float]
    box: tuple[float, float, float, float]


def place_labels(
    lines: Sequence[Any], placed: Sequence[PlacedSeries], extent: Extent, size: tuple[float, float]
) -> None:
    """Move the words of marks to where they cover least, those first where they usually stand.

    Parameters
    ----------
    lines
        pyqtgraph's lines with labels.
    placed
        The data.
    extent
        What of it is in view.
    size
        The plot's width and height in pixels.
    """
    left, right, bottom, top = extent
    taken: list[tuple[float, float, float, float]] = []
    for line in lines:
        words = line.label.textItem.boundingRect()
        wide, high = words.width() / max(size[0], 1.0), words.height() / max(size[1], 1.0)
        if line.angle % 180:
            spots = _upright((line.value() - left) / (right - left), wide, high)
        else:
            spots = _level((line.value() - bottom) / (top - bottom), wide, high)
        if not spots:
            continue
        covered = [_covered(spot.box, placed, extent, taken) for spot in spots]
        best = spots[int(np.argmin(covered))]  # the first of several
        taken.append(best.box)
        line.label.anchors = [best.anchor, best.anchor]
        line.label.setPosition(best.position)


def _upright(across: float, wide: float, high: float) -> list[_Spot]:
    """Return the places of words beside an upright line, from the top down."""
    spots = []
    for position in np.arange(_TOP, _LOWEST, -_STEP).tolist():
        low, above = position - high / 2, position + high / 2
        for begin, anchor in ((across, (0.0, 0.5)), (across - wide, (1.0, 0.5))):
            if begin >= 0 and begin + wide <= 1:
                spots.append(_Spot(position, anchor, (begin, low, begin + wide, above)))
    return spots


def _level(up: float, wide: float, high: float) -> list[_Spot]:
    """Return the places of words above and below a level line, from the right."""
    spots = []
    for position in _ENDS:
        begin = position - wide * position  # the text's own part at the place is the same
        for low, anchor in ((up, (position, 1.0)), (up - high, (position, 0.0))):
            if low >= 0 and low + high <= 1:
                spots.append(_Spot(position, anchor, (begin, low, begin + wide, low + high)))
    return spots


def _covered(
    box: tuple[float, float, float, float],
    placed: Sequence[PlacedSeries],
    extent: Extent,
    taken: Sequence[tuple[float, float, float, float]],
) -> float:
    """Return how much a box covers, in points of data."""
    left, bottom, right, top = box
    count = sum(_WORDS for a, b, c, d in taken if left < c and a < right and bottom < d and b < top)
    low_x, high_x, low_y, high_y = extent
    for one in placed:
        x = (one.x - low_x) / (high_x - low_x)
        y = (one.y - low_y) / (high_y - low_y)
        if one.series.kind == BARS:
            edges = (one.edges - low_x) / (high_x - low_x)
            hit = (edges[:-1] < right) & (edges[1:] > left) & (y > bottom)
        elif one.series.kind == LINE and one.ordered and len(x) > 1:
            course = np.interp(np.linspace(left, right, _SAMPLES), x, y, left=np.nan, right=np.nan)
            hit = (course > bottom) & (course < top)
        else:
            hit = (x > left) & (x < right) & (y > bottom) & (y < top)
        count += int(hit.sum())
    return count
