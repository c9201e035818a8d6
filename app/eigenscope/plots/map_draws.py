"""A heat map and the bar of its colours as draws."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.engine.large.downsampling import tiles
from eigenscope.plots.areas import Area, Axes
from eigenscope.plots.axes import column_ticks, row_ticks
from eigenscope.plots.charts import HeatMap
from eigenscope.plots.ranges import square_cells
from eigenscope.scene.camera import Size
from eigenscope.scene.colour_scale import ColourScale, scale_between
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Picture, Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import say

_MOST_TILES = 1000


def map_axes(heat_map: HeatMap, size: Size) -> Axes:
    """Return the numbers of a map's rows and columns, for so many pixels across and up."""
    rows, columns = heat_map.values.shape
    return Axes(
        tuple(column_ticks(heat_map, 0.5, columns + 0.5, size[0])),
        tuple(row_ticks(heat_map, 0.5, rows + 0.5, size[1])),
        x_label=say("column"),
        y_label=say("row"),
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
    pixels = scale_of(heat_map, dark=dark).paint(shrunk)
    left, right, bottom, top = area.extent
    corners = area.place([left, right, left], [bottom, bottom, top])
    return Draw(Picture(pixels, corners, cells=True), Style(Slot.HIGHLIGHT), name="map")


def bar_draws(heat_map: HeatMap, size: Size, *, dark: bool) -> list[Draw]:
    """Return the bar of a map's colours, the largest value at the top, from its bottom left."""
    width, height = size
    column = scale_of(heat_map, dark=dark).table[::-1, None, :]
    corners = [(0.0, 0.0, 0.0), (width, 0.0, 0.0), (0.0, height, 0.0)]
    frame = [*corners[:2], (width, height, 0.0), corners[2]]
    return [
        Draw(Picture(column, corners, cells=True), Style(Slot.HIGHLIGHT), name="scale"),
        Draw(Polyline(frame, closed=True), Style(Slot.AXIS, 1.0), name="scale"),
    ]


def scale_of(heat_map: HeatMap, *, dark: bool) -> ColourScale:
    """Return the colours of a map's values on a ground."""
    return scale_between(heat_map.low, heat_map.high, diverging=heat_map.diverging, dark=dark)
