"""A chart's series, marks and circles as draws in an area."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.plots.areas import LINE, SMALL, Area
from eigenscope.plots.charts import BARS, POINTS, Chart, Mark
from eigenscope.plots.ranges import PlacedSeries, on_axis, thinned
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Points, Polyline, Segments, Triangles
from eigenscope.scene.slots import Slot

WidthOf = Callable[[str, float], float]
"""Returns how wide a text of a size is, in logical pixels."""

_LINE = 1.8
_DASH = (5.0, 3.5)  # on and off, in pixels
_FINE = 0.75  # pixels: of what is nearer, one is drawn
_BAR_OPACITY = 0.55
_EDGED = 5.0  # pixels of width: of narrower bars their edges would be all that is seen
_BESIDE = 6.0
_CIRCLE, _MOST_OF_CIRCLE = 180, 100_000  # straight pieces of one


def series_draws(placed: PlacedSeries, chart: Chart, area: Area) -> list[Draw]:
    """Return what draws a series."""
    if placed.series.kind == BARS:
        return _bars(placed, chart, area)
    fine = (max(int(area.width / _FINE), 1), max(int(area.height / _FINE), 1))
    if placed.series.kind == POINTS:
        shown = thinned(placed, area.extent, *fine)
        width = 5.0 if placed.x.size <= 60 else 3.5 if placed.x.size <= 1000 else 2.0
        style = Style(placed.series.slot, width, 0.85 if placed.x.size <= 400 else 0.6)
        return [Draw(Points(area.place(placed.x[shown], placed.y[shown])), style, name="series")]
    draws = []
    style = Style(placed.series.slot, _LINE)
    for piece in _pieces(placed, area, fine):
        line = Segments(dashes(piece, area)) if placed.series.dashed else Polyline(piece)
        draws.append(Draw(line, style, name="series"))
    return draws


def mark_draws(chart: Chart, area: Area, width_of: WidthOf) -> tuple[list[Draw], list[Label]]:
    """Return lines across an area, and the words beside them."""
    draws: list[Draw] = []
    labels: list[Label] = []
    for mark in chart.marks:
        place = _place_of(mark, chart)
        low_x, high_x, low_y, high_y = area.extent
        ends = ([place, place], [low_y, high_y]) if mark.upright else ([low_x, high_x], [place] * 2)
        low, high = (low_x, high_x) if mark.upright else (low_y, high_y)
        if not low <= place <= high:
            continue
        line = area.place(*ends)
        draws.append(Draw(Segments(dashes(line, area)), Style(mark.slot, 1.2), name="mark"))
        alike = [one for one in chart.marks if one.upright == mark.upright]
        half = width_of(str(mark.label), SMALL) / 2
        labels.append(_mark_label(mark, line, alike.index(mark), area, half))
    return draws, labels


def circle_draws(chart: Chart, area: Area) -> list[Draw]:
    """Return circles about the origin, and the axes of the plane through it."""
    low_x, high_x, low_y, high_y = area.extent
    draws: list[Draw] = []
    for radius in chart.circles:
        reach = float(on_axis([radius], False)[0])
        # Straight pieces leave an arc the farther the longer they are: by half a pixel at most.
        pixels = reach / (high_x - low_x) * area.width
        count = int(np.clip(np.pi * np.sqrt(pixels), _CIRCLE, _MOST_OF_CIRCLE))
        turn = np.linspace(0, 2 * np.pi, count + 1)
        around = area.place(reach * np.cos(turn), reach * np.sin(turn))
        draws.append(Draw(Segments(dashes(around, area)), Style(Slot.AXIS, 1.0), name="mark"))
    zero = []
    if not chart.log_y and low_y < 0 < high_y:
        zero.append(area.place([low_x, high_x], 0.0))
    if chart.equal and low_x < 0 < high_x:
        zero.append(area.place(0.0, [low_y, high_y]))
    return [*draws, *([Draw(Segments(np.array(zero)), Style(Slot.AXIS, 1.0))] if zero else [])]


def dashes(points: Floats, area: Area) -> Floats:
    """Return what lies in an area of a connected line (n, 3) as separate dashes (m, 2, 3).

    They go round its corners, and are counted from its beginning, wherever that is.
    """
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    enters, leaves = _within(points, area)
    visible = np.flatnonzero((enters < leaves) & (steps > 0))
    before = np.concatenate([[0.0], np.cumsum(steps)])[visible]
    low, high = before + enters[visible] * steps[visible], before + leaves[visible] * steps[visible]
    on, period = _DASH[0], sum(_DASH)
    first, last = np.floor(low / period), np.floor(high / period)
    counts = (last - first).astype(np.int64) + 1
    which = np.repeat(np.arange(len(visible)), counts)
    dash = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts) + first[which]
    begin = np.maximum(dash * period, low[which])
    end = np.minimum(dash * period + on, high[which])
    shown = begin < end
    piece, ways = visible[which[shown]], np.stack([begin[shown], end[shown]], axis=1)
    parts = (ways - before[which[shown], None]) / steps[piece, None]
    start, step = points[piece], points[piece + 1] - points[piece]
    pieces: Floats = start[:, None] + parts[:, :, None] * step[:, None]
    return pieces


def _within(points: Floats, area: Area) -> tuple[Floats, Floats]:
    """Return where the pieces of a line enter and leave an area, as parts 0…1, each (n - 1,).

    A piece of which nothing is in it enters after it leaves. Method: Liang and Barsky 1984.
    """
    start, step = points[:-1, :2], np.diff(points[:, :2], axis=0)
    low = np.array([area.left, area.bottom])
    high = low + np.array([area.width, area.height])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        sides = np.sort(np.stack([(low - start) / step, (high - start) / step]), axis=0)
    along = step == 0  # the edges: it is in their strip or it is not
    outside = (start < low) | (start > high)
    enters = np.where(along, np.where(outside, 2.0, 0.0), sides[0]).max(axis=1)
    leaves = np.where(along, 1.0, sides[1]).min(axis=1)
    return np.maximum(enters, 0.0), np.minimum(leaves, 1.0)


def _bars(placed: PlacedSeries, chart: Chart, area: Area) -> list[Draw]:
    ground = area.extent[2] if chart.log_y else 0.0
    edges, heights = _wide_enough(placed, area)
    left, right, top = edges[:-1], edges[1:], np.where(np.isfinite(heights), heights, ground)
    # The sides meet those of the next bars corner to corner, so that no edge is left between them.
    shared = np.full(len(top) + 1, ground)
    shared[1:-1] = np.clip(ground, np.minimum(top[:-1], top[1:]), np.maximum(top[:-1], top[1:]))
    corners: list[tuple[Floats, Floats | float]] = [
        (left, ground), (right, ground), (right, shared[1:]), (right, top),
        (left, top), (left, shared[:-1]),
    ]  # fmt: skip
    around = np.stack([area.place(x, y) for x, y in corners], axis=1)
    middle = np.broadcast_to(around.mean(axis=1, keepdims=True), around.shape)
    faces = np.stack([around, np.roll(around, -1, axis=1), middle], axis=2).reshape(-1, 3, 3)
    slot = placed.series.slot
    draws = [Draw(Triangles(faces), Style(slot, opacity=_BAR_OPACITY), name="series")]
    a, b, c, d = (around[:, k] for k in (0, 1, 3, 4))
    if len(top) and float((b - a)[:, 0].min()) >= _EDGED:
        sides = np.stack([a, d, d, c, c, b], axis=1)[np.isfinite(heights)].reshape(-1, 2, 3)
        draws.append(Draw(Segments(sides), Style(slot, 1.0), name="series"))
    return draws


def _wide_enough(placed: PlacedSeries, area: Area) -> tuple[Floats, Floats]:
    """Return edges and heights of the bars in view; of some that share a pixel the highest."""
    edges, heights = placed.edges, placed.y
    first, last = np.searchsorted(edges, area.extent[:2])
    first = max(first - 1, 0)
    edges, heights = edges[first : last + 1], heights[first:last]
    together = math.ceil(len(heights) / max(area.width / _FINE, 1.0))
    if together > 1:
        starts = np.arange(0, len(heights), together)
        heights = np.fmax.reduceat(heights, starts)
        edges = np.append(edges[starts], edges[-1])
    return edges, heights


def _pieces(placed: PlacedSeries, area: Area, fine: tuple[int, int]) -> list[Floats]:
    """Return a line's connected parts; of very many points those that can be told apart."""
    x, y = placed.x, placed.y
    if placed.ordered:
        # What enters from outside begins there.
        first, last = np.searchsorted(x, area.extent[:2])
        x, y = x[max(first - 1, 0) : last + 1], y[max(first - 1, 0) : last + 1]
    if placed.ordered and x.size > 2 * fine[0] and np.isfinite(y).all():
        inside = np.clip(x, *area.extent[:2]), np.clip(y, *area.extent[2:])
        shown = np.sort(thinned(replace(placed, x=inside[0], y=inside[1]), area.extent, *fine))
        x, y = x[shown], y[shown]
    points = area.place(x, y)
    known = np.isfinite(x) & np.isfinite(y)
    breaks = np.flatnonzero(np.diff(known.astype(int)))
    return [
        part
        for part, there in zip(
            np.split(points, breaks + 1), np.split(known, breaks + 1), strict=True
        )
        if len(part) > 1 and there[0]
    ]


def _place_of(mark: Mark, chart: Chart) -> float:
    return float(on_axis([mark.place], chart.log_x if mark.upright else chart.log_y)[0])


def _mark_label(mark: Mark, line: Floats, row: int, area: Area, half: float) -> Label:
    """Return words at the upper end of an upright line, or above the right end of a level one.

    ``half`` is half their width. Those of several upright lines stand below each other, in rows.
    Where they would cover data they stand elsewhere along their line.
    """
    (x, y, _), (end, _, _) = line[0].tolist(), line[-1].tolist()
    if mark.upright:
        fits = x + _BESIDE + 2 * half <= area.left + area.width
        offset = ((_BESIDE + half) * (1 if fits else -1), 0.0)
        top = area.bottom + area.height - LINE * (0.5 + row)
        rows = int((top - area.bottom) / LINE)
        places = [(x, top - LINE * k, 0.0) for k in range(max(rows, 1))]
    else:
        above = y + LINE <= area.bottom + area.height
        offset = (0.0, LINE / 2 * (1 if above else -1))
        right = end - half
        places = [(right - share * (right - half - x), y, 0.0) for share in (0.0, 0.5, 1.0)]
    first, *others = places
    return Label(
        str(mark.label), first, mark.slot, offset, SMALL, priority=1, elsewhere=tuple(others)
    )
