"""A lab's charts in their cells of a figure: title, legend, plot and note, from top to bottom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eigenscope.export.legends import flow_legend, width_of
from eigenscope.export.page import Item, Place, TextLine, moved
from eigenscope.export.plots.area import area_of, area_panel, axis_words, cell_panel
from eigenscope.export.plots.heat_maps import bar_items, bar_room, cell_numbers
from eigenscope.export.wrapping import wrapped
from eigenscope.plots.areas import LINE, SMALL, Area, Axes, axis_draws
from eigenscope.plots.axes import x_ticks, y_ticks
from eigenscope.plots.charts import Chart, HeatMap, Plotted
from eigenscope.plots.map_draws import map_area, map_axes, map_draw
from eigenscope.plots.map_regions import cropped, visible_region
from eigenscope.plots.ranges import Extent, PlacedSeries, home_extent, part_of, place
from eigenscope.plots.series_draws import circle_draws, mark_draws, series_draws
from eigenscope.scene.camera import Size
from eigenscope.wording.words import Words

_TITLE, _TITLE_LINE = 13.0, 22.0
_NOTE = 10.0
_EDGE = 8.0  # around a cell's contents
_ROOM = 20.0  # pixels that an area has at least, across and up


def plotted_items(
    plotted: Plotted, where: Place, size: Size, *, dark: bool, zoom: Extent | None = None
) -> list[Item]:
    """Return a chart as things on a page.

    Parameters
    ----------
    plotted
        What is plotted.
    where, size
        The top left of its cell on the page, and how large it is, in logical pixels.
    dark
        Whether it is drawn on a dark ground, which the colours of maps must suit.
    zoom
        What of it is shown; None for all of it, and so is what shows nothing of it.
    """
    size = (size[0] - 2 * _EDGE, size[1] - 1.5 * _EDGE)
    where = (where[0] + _EDGE, where[1] + _EDGE / 2)
    written: list[Item] = [_title(str(plotted.title), size[0])]
    top = _TITLE_LINE
    if isinstance(plotted, Chart):
        named = [(one.slot, str(one.label)) for one in plotted.series if one.label is not None]
        legend, top = flow_legend(named, size[0], top, SMALL, LINE, left=0.0)
        written += legend
    note = _note(plotted.note, size)
    below = LINE * 0.9 * len(note)
    if isinstance(plotted, HeatMap):
        drawn = _map(_part_of_map(plotted, zoom), size, top, below, dark=dark)
    else:
        drawn = _chart(plotted, size, top, below, zoom)
    # A panel paints its own ground, so what is written in its cell comes after it.
    return [moved(item, where) for item in (*drawn, *written, *note)]


def _part_of_map(heat_map: HeatMap, zoom: Extent | None) -> HeatMap:
    region = visible_region(heat_map.values, zoom) if zoom is not None else None
    return heat_map if region is None else cropped(heat_map, region)


def _chart(chart: Chart, size: Size, top: float, below: float, zoom: Extent | None) -> list[Item]:
    placed = tuple(place(series, chart) for series in chart.series)
    if not any(np.isfinite(one.y).any() for one in placed):
        return []
    extent = home_extent(chart, placed)
    if zoom is not None and part_of(zoom, extent):
        extent = zoom
    area = area_of(size, _axes(chart, extent, size), extent, top, below)
    if chart.equal:
        extent = _equal(extent, area)
    axes = _axes(chart, extent, (area.width, area.height))
    area = area_of(size, axes, extent, top, below)
    if chart.equal:
        area = replace(area, extent=_equal(extent, area))
    return _drawn(chart, placed, axes, area, size)


def _drawn(
    chart: Chart, placed: tuple[PlacedSeries, ...], axes: Axes, area: Area, size: Size
) -> list[Item]:
    if min(area.width, area.height) < _ROOM:
        return []
    behind, before = axis_draws(area, axes)
    marks, labels = mark_draws(chart, area, width_of)
    data = [draw for one in placed for draw in series_draws(one, chart, area)]
    drawn = area_panel([*circle_draws(chart, area), *data, *marks], area, size[1], labels)
    return [
        cell_panel(behind, size),
        drawn,
        cell_panel(before, size, ground=False),
        *axis_words(area, axes, size[1]),
    ]


def _axes(chart: Chart, extent: Extent, size: Size) -> Axes:
    """Return axes with as many numbers as so many pixels across and up have room for."""
    left, right, low, high = extent
    return Axes(
        tuple(x_ticks(chart, left, right, size[0])),
        tuple(y_ticks(chart, low, high, size[1])),
        str(chart.x_label),
        str(chart.y_label),
    )


def _equal(extent: Extent, area: Area) -> Extent:
    """Return an extent widened so that a unit is as long across as it is up."""
    left, right, low, high = extent
    unit = max((right - left) / area.width, (high - low) / area.height)
    across, up = unit * area.width / 2, unit * area.height / 2
    x, y = left / 2 + right / 2, low / 2 + high / 2
    return x - across, x + across, y - up, y + up


def _map(heat_map: HeatMap, size: Size, top: float, below: float, *, dark: bool) -> list[Item]:
    axes = map_axes(heat_map, size)
    rows, columns = heat_map.values.shape
    extent = (0.5, columns + 0.5, rows + 0.5, 0.5)
    room = (size[0] - bar_room(heat_map), size[1])
    area = map_area(area_of(room, axes, extent, top, below), heat_map)
    axes = map_axes(heat_map, (area.width, area.height))
    if min(area.width, area.height) < _ROOM:
        return []
    behind, before = axis_draws(area, axes)
    draws = [*behind, map_draw(heat_map, area, dark=dark), *before]
    beside = (area.left + area.width + 2 * SMALL, size[1] - area.bottom - area.height)
    bar = bar_items(heat_map, area.height, dark=dark)
    numbers = cell_numbers(heat_map, area, size[1], dark=dark)
    words = [*axis_words(area, axes, size[1]), *numbers]
    return [cell_panel(draws, size), *words, *(moved(item, beside) for item in bar)]


def _title(text: str, width: float) -> TextLine:
    wide = width_of(text, _TITLE, bold=True)
    return TextLine(text, (0.0, _TITLE_LINE / 2), _TITLE * min(1.0, width / wide), bold=True)


def _note(note: Words | None, size: Size) -> list[TextLine]:
    """Return what must be known, in lines at the cell's foot."""
    lines = [] if note is None else wrapped(str(note), size[0], _NOTE)
    first = size[1] - LINE * 0.9 * (len(lines) - 0.5)
    return [TextLine(line, (0.0, first + LINE * 0.9 * k), _NOTE) for k, line in enumerate(lines)]
