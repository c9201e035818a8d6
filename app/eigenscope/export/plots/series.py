"""A chart's series, marks and circles as draws in an area."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eigenscope.export.legends import width_of
from eigenscope.export.plots.area import LINE, SMALL, Area
from eigenscope.labs.chart_geometry import Placed, on_axis, thinned
from eigenscope.labs.charts import BARS, POINTS, Chart, Mark
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Points, Polyline, Segments, Triangles
from eigenscope.scene.roles import Role

Floats = npt.NDArray[np.float64]
_LINE = 1.8
_DASH = (5.0, 3.5)  # on and off, in pixels
_FINE = 0.75  # pixels: of what is nearer, one is drawn
_BAR_OPACITY = 0.55
_EDGED = 5.0  # pixels of width: of narrower bars their edges would be all that is seen
_BESIDE = 4.0
_CIRCLE = 180


def series_draws(placed: Placed, chart: Chart, area: Area) -> list[Draw]:
    """Return what draws a series."""
    if placed.series.kind == BARS:
        return _bars(placed, chart, area)
    fine = (max(int(area.width / _FINE), 1), max(int(area.height / _FINE), 1))
    if placed.series.kind == POINTS:
        shown = thinned(placed, area.extent, *fine)
        width = 5.0 if placed.x.size <= 60 else 3.5 if placed.x.size <= 1000 else 2.0
        style = Style(placed.series.role, width, 0.85 if placed.x.size <= 400 else 0.6)
        return [Draw(Points(area.place(placed.x[shown], placed.y[shown])), style, name="series")]
    draws = []
    for piece in _pieces(placed, area, fine):
        draws += line_draws(piece, placed.series.role, dashed=placed.series.dashed)
    return draws


def line_draws(points: Floats, role: Role, *, dashed: bool) -> list[Draw]:
    """Return a connected line (n, 3), perhaps as dashes."""
    if dashed:
        return [dashed_draw(points, role, _LINE, "series")]
    return [Draw(Polyline(points), Style(role, _LINE), name="series")]


def dashed_draw(points: Floats, role: Role, width: float, name: str) -> Draw:
    """Return a connected line (n, 3) as dashes."""
    return Draw(Segments(dashes(points)), Style(role, width), name=name)


def mark_draws(chart: Chart, area: Area) -> tuple[list[Draw], list[Label]]:
    """Return lines across an area, and the words beside them."""
    draws: list[Draw] = []
    labels: list[Label] = []
    for mark in chart.marks:
        place = _place_of(mark, chart)
        low_x, high_x, low_y, high_y = area.extent
        ends = ([place, place], [low_y, high_y]) if mark.upright else ([low_x, high_x], [place] * 2)
        if not np.isfinite(place):
            continue
        line = area.place(*ends)
        draws.append(dashed_draw(line, mark.role, 1.2, "mark"))
        alike = [one for one in chart.marks if one.upright == mark.upright]
        labels.append(_mark_label(mark, line, alike.index(mark), area))
    return draws, labels


def circle_draws(chart: Chart, area: Area) -> list[Draw]:
    """Return circles about the origin, and the axes of the plane through it."""
    turn = np.linspace(0, 2 * np.pi, _CIRCLE + 1)
    draws: list[Draw] = []
    for radius in chart.circles:
        reach = float(on_axis([radius], False)[0])
        around = area.place(reach * np.cos(turn), reach * np.sin(turn))
        draws.append(dashed_draw(around, Role.AXIS, 1.0, "mark"))
    low_x, high_x, low_y, high_y = area.extent
    zero = []
    if not chart.log_y and low_y < 0 < high_y:
        zero.append(area.place([low_x, high_x], 0.0))
    if chart.equal and low_x < 0 < high_x:
        zero.append(area.place(0.0, [low_y, high_y]))
    return [*draws, *([Draw(Segments(np.array(zero)), Style(Role.AXIS, 1.0))] if zero else [])]


def dashes(points: Floats) -> Floats:
    """Return a connected line (n, 3) as separate dashes (m, 2, 3) that go round its corners."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    on, off = _DASH
    begins = np.arange(0.0, max(along[-1], 1e-9), on + off)
    ends = np.minimum(begins + on, along[-1])
    pieces = []
    for begin, end in zip(begins, ends, strict=True):
        corners = along[(along > begin) & (along < end)]
        stops = np.concatenate([[begin], corners, [end]])
        way = np.stack([np.interp(stops, along, points[:, k]) for k in range(3)], axis=1)
        pieces.append(np.stack([way[:-1], way[1:]], axis=1))
    return np.concatenate(pieces)


def _bars(placed: Placed, chart: Chart, area: Area) -> list[Draw]:
    shown = np.isfinite(placed.y)
    ground = area.extent[2] if chart.log_y else 0.0
    left, right, top = placed.edges[:-1][shown], placed.edges[1:][shown], placed.y[shown]
    a, b = area.place(left, ground), area.place(right, ground)
    c, d = area.place(right, top), area.place(left, top)
    faces = np.stack([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)], axis=1)
    role = placed.series.role
    draws = [
        Draw(Triangles(faces.reshape(-1, 3, 3)), Style(role, opacity=_BAR_OPACITY), name="series")
    ]
    if len(top) and float((b - a)[:, 0].min()) >= _EDGED:
        edges = np.stack([a, d, d, c, c, b], axis=1).reshape(-1, 2, 3)
        draws.append(Draw(Segments(edges), Style(role, 1.0), name="series"))
    return draws


def _pieces(placed: Placed, area: Area, fine: tuple[int, int]) -> list[Floats]:
    """Return a line's connected parts; of very many points those that can be told apart."""
    x, y = placed.x, placed.y
    if placed.ordered and x.size > 2 * fine[0] and np.isfinite(y).all():
        shown = np.sort(thinned(placed, area.extent, *fine))
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


def _mark_label(mark: Mark, line: Floats, row: int, area: Area) -> Label:
    """Return words at the upper end of an upright line, or above the right end of a level one.

    Those of several upright lines stand below each other, in rows.
    """
    text = str(mark.label)
    half = width_of(text, SMALL) / 2
    x, y = float(line[0, 0]), float(line[0, 1])
    if mark.upright:
        fits = x + _BESIDE + 2 * half <= area.left + area.width
        middle = x + (_BESIDE + half) * (1 if fits else -1)
        level = area.bottom + area.height - LINE * (0.5 + row)
    else:
        above = y + LINE <= area.bottom + area.height
        middle, level = float(line[1, 0]) - half, y + LINE / 2 * (1 if above else -1)
    return Label(text, (middle, level, 0.0), mark.role, size=SMALL, priority=1)
