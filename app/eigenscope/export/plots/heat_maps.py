"""A matrix as colours, with the numbers of its rows and columns, and the bar of its colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eigenscope.engine.large.downsampling import tiles
from eigenscope.export.legends import width_of
from eigenscope.export.page import Item, Words
from eigenscope.export.plots.area import SMALL, Area, Axes, cell_panel
from eigenscope.plots.axes import column_ticks, row_ticks
from eigenscope.plots.charts import HeatMap
from eigenscope.plots.ranges import square_cells
from eigenscope.scene.camera import Size
from eigenscope.scene.colour_scale import ColourScale, is_light, scale_between
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Picture, Polyline
from eigenscope.scene.roles import Role
from eigenscope.wording.number_texts import fitting, scale_words

_MOST_TILES = 1000
_BAR = 12.0
_GAP = 6.0
_LEAST_WIDTH, _LEAST_HEIGHT = 30.0, 15.0  # of a cell with a number


def map_axes(heat_map: HeatMap, size: Size) -> Axes:
    """Return the numbers of a map's rows and columns, for so many pixels across and up."""
    rows, columns = heat_map.values.shape
    return Axes(
        tuple(column_ticks(heat_map, 0.5, columns + 0.5, size[0])),
        tuple(row_ticks(heat_map, 0.5, rows + 0.5, size[1])),
        x_label="column",
        y_label="row",
        grid=False,
    )


def map_area(area: Area, heat_map: HeatMap) -> Area:
    """Return the part of an area in which a map's entries are square, at its top left."""
    rows, columns = heat_map.values.shape
    if not square_cells(rows, columns):
        return area
    side = min(area.width / columns, area.height / rows)
    height = side * rows
    return replace(
        area, width=side * columns, height=height, bottom=area.bottom + area.height - height
    )


def map_draw(heat_map: HeatMap, area: Area, *, dark: bool) -> Draw:
    """Return a map's entries as a picture that fills its area."""
    shrunk = tiles(heat_map.values, _MOST_TILES, _MOST_TILES, heat_map.fences).values
    pixels = _scale(heat_map, dark=dark).paint(shrunk)
    left, right, bottom, top = area.extent
    corners = area.place([left, right, left], [bottom, bottom, top])
    return Draw(Picture(pixels, corners, cells=True), Style(Role.RESULT), name="map")


def cell_numbers(heat_map: HeatMap, area: Area, height: float, *, dark: bool) -> list[Words]:
    """Return the entries, written into cells that can hold them; else nothing.

    ``height`` is the cell's on the page, from whose top left the words are placed.
    """
    rows, columns = heat_map.values.shape
    wide, high = area.width / columns, area.height / rows
    if wide < _LEAST_WIDTH or high < _LEAST_HEIGHT:
        return []
    entries = heat_map.values.astype(np.float64)
    light = is_light(_scale(heat_map, dark=dark).paint(entries))
    found = []
    for (i, j), entry in np.ndenumerate(entries):
        x, y, _ = area.place(j + 1, i + 1)
        # The palette's darker colour on a light entry, and its lighter one on a dark entry.
        role = Role.BACKGROUND if bool(light[i, j]) == dark else Role.TEXT
        text = fitting(float(entry), lambda text: width_of(text, SMALL) <= wide - _GAP)
        found.append(Words(text, (float(x), height - float(y)), SMALL, anchor=0, role=role))
    return found


def bar_room(heat_map: HeatMap) -> float:
    """Return how much room the bar of a map's colours takes across."""
    return 2 * SMALL + _BAR + _GAP + max(width_of(text, SMALL) for text in _bar_texts(heat_map))


def bar_items(heat_map: HeatMap, height: float, *, dark: bool) -> list[Item]:
    """Return the bar of a map's colours with its numbers, from its top left."""
    scale = _scale(heat_map, dark=dark)
    words = [
        Words(text, (_BAR + _GAP, part * height), SMALL)
        for text, part in zip(_bar_texts(heat_map), (1.0, 0.5, 0.0), strict=True)
    ]
    column = scale.table[::-1, None, :]
    corners = [(0.0, 0.0, 0.0), (_BAR, 0.0, 0.0), (0.0, height, 0.0)]
    frame = [*corners[:2], (_BAR, height, 0.0), corners[2]]
    draws = [
        Draw(Picture(column, corners, cells=True), Style(Role.RESULT), name="scale"),
        Draw(Polyline(frame, closed=True), Style(Role.AXIS, 1.0), name="scale"),
    ]
    return [cell_panel(draws, (_BAR, height)), *words]


def _bar_texts(heat_map: HeatMap) -> tuple[str, str, str]:
    """Return what stands at the bottom, the middle and the top of the bar."""
    scale = _scale(heat_map, dark=False)
    return scale_words(scale.low, scale.high, heat_map.beyond)


def _scale(heat_map: HeatMap, *, dark: bool) -> ColourScale:
    return scale_between(heat_map.low, heat_map.high, diverging=heat_map.diverging, dark=dark)
