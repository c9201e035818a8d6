"""Where data are drawn in a figure's cell, and what is written along their axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eigenscope.export.legends import width_of
from eigenscope.export.page import Panel, TextLine
from eigenscope.plots.areas import LINE, SMALL, TICK, Area, Axes
from eigenscope.plots.ranges import Extent
from eigenscope.plots.ticks import apart
from eigenscope.scene.camera import PLANE, Size
from eigenscope.scene.frame import Draw, Frame, Label

_OVER = 21.0  # above an area, of what its height means: clear of a number at its top
_GAP = 4.0


def area_of(size: Size, axes: Axes, extent: Extent, top: float, below: float) -> Area:
    """Return the area of a cell that axes leave; ``top`` and ``below`` are taken by other words."""
    numbers = max((width_of(tick.text, SMALL) for tick in axes.up), default=0.0)
    left = numbers + TICK + _GAP + 2
    last = width_of(axes.across[-1].text, SMALL) / 2 if axes.across else 0.0
    bottom = below + LINE + TICK + (LINE if axes.x_label else 0.0)
    above = top + (_OVER if axes.y_label else SMALL / 2)
    width, height = size[0] - left - max(last, _GAP) - 2, size[1] - bottom - above
    return Area(left, bottom, max(width, 1.0), max(height, 1.0), extent)


def axis_words(area: Area, axes: Axes, height: float) -> list[TextLine]:
    """Return the numbers and words of axes, in pixels from the cell's top left, y down."""
    low_x, high_x, low_y, _ = area.extent
    lines = []
    foot = height - area.bottom + TICK + LINE / 2
    for tick in apart(axes.across, low_x, high_x, area.width, lambda text: width_of(text, SMALL)):
        middle = float(area.place(tick.place, low_y)[0])
        lines.append(TextLine(tick.text, (middle, foot), SMALL, anchor=0))
    for tick in axes.up:
        level = height - float(area.place(low_x, tick.place)[1])
        lines.append(TextLine(tick.text, (area.left - TICK - _GAP, level), SMALL, anchor=1))
    middle = area.left + area.width / 2
    if axes.x_label:
        lines.append(TextLine(axes.x_label, (middle, foot + LINE), SMALL, anchor=0))
    if axes.y_label:
        level = height - area.bottom - area.height - _OVER + LINE / 2
        lines.append(TextLine(axes.y_label, (0.0, level), SMALL))
    return lines


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
