"""Puts a figure together: how many pictures, how large, and what is written around them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eigenscope.document.figures import COLUMN_WIDTHS, INCHES, MILLIMETRES, PIXELS, FigureSettings
from eigenscope.export.errors import FigureError
from eigenscope.export.legends import GAP
from eigenscope.export.page import Item, Page, Panel, TextLine, moved
from eigenscope.export.plots.cells import plotted_items
from eigenscope.export.subject import Subject
from eigenscope.export.surroundings import LABEL, LINE, Block, block_below, title_items
from eigenscope.plots.charts import CURVES, Chart, Mark, Plotted
from eigenscope.scene.camera import Size
from eigenscope.scene.slots import Slot
from eigenscope.wording.language import speaking
from eigenscope.wording.words import as_it_is

_PAPER_TEXT = 8.0  # points: what most journals ask for
_SCREEN_UNIT = 0.75  # points to a pixel of 1/96 inch
_SCREEN_SIDE = 1000.0  # pixels of a picture's shorter side up to which a label has its plain size
_POINTS = {PIXELS: _SCREEN_UNIT, MILLIMETRES: 72 / 25.4, INCHES: 72.0}
_ASPECT, _ASPECT_OF_MANY = 1.5, 1.25  # of a picture whose height nobody has said
_NARROWEST, _WIDEST = 0.7, 2.5  # width by height of a picture that is as its contents are
_LEAST_PANEL = 190.0  # logical pixels of width, below which a strip becomes a grid
_LEAST_CHART = 260.0  # the same where there are charts, whose axes take room
_NAMED_TIMES = {0.0: "0", 0.25: "¼", 0.5: "½", 0.75: "¾", 1.0: "1", 1 / 3: "⅓", 2 / 3: "⅔"}


@dataclass(frozen=True)
class PageSize:
    """A page's width and height in logical pixels (0: as the contents require), and its unit."""

    width: float
    height: float
    unit: float


def measures(settings: FigureSettings) -> PageSize:
    """Return how large the page is, in logical pixels, and the points to each of them."""
    unit_points = _POINTS.get(settings.unit, _POINTS[MILLIMETRES])
    wide = COLUMN_WIDTHS.get(settings.unit, settings.width) * unit_points
    high = settings.height * unit_points
    text = settings.text_size
    if text <= 0 and settings.unit == PIXELS:
        shorter = min(wide, high or wide / _ASPECT) / _SCREEN_UNIT
        text = LABEL * _SCREEN_UNIT * max(1.0, shorter / _SCREEN_SIDE)
    elif text <= 0:
        text = _PAPER_TEXT
    unit = text / LABEL
    return PageSize(wide / unit, high / unit, unit)


def compose(
    subject: Subject, settings: FigureSettings, now: float = 1.0, *, dark: bool = False
) -> Page:
    """Return the page of a figure.

    Parameters
    ----------
    subject
        What it shows.
    settings
        How it is made.
    now
        The time 0…1 that is shown where the settings name no moments.
    dark
        Whether the palette's ground is dark, which the colours of maps must suit.

    Raises
    ------
    FigureError
        If what is to be on it finds no room.
    """
    with speaking(settings.language):
        return _composed(subject, settings, now, dark=dark)


def _composed(subject: Subject, settings: FigureSettings, now: float, *, dark: bool) -> Page:
    size = measures(settings)
    title = title_items(settings, size.width)
    top = GAP / 2 + LINE * 1.3 if title else 0.0
    pictures = subject.pictures()
    width = (size.width - (len(pictures) - 1) * GAP) / len(pictures)
    height = size.height - top if size.height else 0.0
    blocks = [_block(one, settings, (width, height), now, dark=dark) for one in pictures]
    items: list[Item] = [*title]
    for place, block in enumerate(blocks):
        items += [moved(item, (place * (width + GAP), top)) for item in block.items]
    height = size.height or top + max(block.height for block in blocks)
    return Page(tuple(items), (size.width, height), size.unit)


def _block(
    subject: Subject, settings: FigureSettings, size: Size, now: float, *, dark: bool
) -> Block:
    """Return what shows one subject in a part of the page; a height of 0 follows from it."""
    width, height = size
    plots = _plots(subject, settings)
    moments = (settings.moments or (now,)) if settings.picture or not plots else ()
    below = block_below(subject, settings, width, moments, now)
    rest = height - below.height if height else 0.0
    count = len(moments) + len(plots)
    grid = _grid(count, settings.columns, width, _LEAST_CHART if plots else _LEAST_PANEL)
    if plots and not settings.columns and height:
        grid = _fullest(count, grid.columns, width, rest)
    caption = LINE if len(moments) > 1 else 0.0
    room = (rest - grid.rows * caption - (grid.rows - 1) * GAP) / grid.rows
    aspect = _ASPECT_OF_MANY if count > 1 else _ASPECT
    if moments:
        aspect = _suiting(subject.lab.aspect(subject.solution), aspect)
    panel = (grid.width, room if height else round(grid.width / aspect, 2))
    if min(panel) < 24:
        raise FigureError(
            "There is no room left for the picture: make the figure larger, the text smaller, or "
            "leave something out."
        )
    items: list[Item] = []
    places = [
        (column * (panel[0] + GAP), row * (panel[1] + caption + GAP))
        for row, column in (divmod(place, grid.columns) for place in range(count))
    ]
    for (x, y), moment in zip(places, moments, strict=False):
        items.append(Panel(subject.frame(moment, panel), (x, y), panel))
        if caption:
            text = f"t = {time_words(moment)}"
            middle = (x + panel[0] / 2, y + panel[1] + caption / 2)
            items.append(TextLine(text, middle, LABEL, anchor=0))
    zooms = {zoom.chart: zoom.extent for zoom in settings.zooms}
    for place, plotted in zip(places[len(moments) :], plots, strict=True):
        cell = (panel[0], panel[1] + caption)
        shown = _marked(plotted, moments)
        items += plotted_items(shown, place, cell, dark=dark, zoom=zooms.get(plotted.key))
    items = [_restyled(item, settings.line_width) for item in items]
    bottom = grid.rows * (panel[1] + caption) + (grid.rows - 1) * GAP
    items += [moved(item, (0.0, bottom)) for item in below.items]
    return Block(tuple(items), height or bottom + below.height)


def _suiting(wanted: float | None, otherwise: float) -> float:
    """Return a shape for a picture that has one of its own, if that is no strip."""
    return otherwise if wanted is None else min(max(wanted, _NARROWEST), _WIDEST)


def time_words(moment: float) -> str:
    """Return a time as people write it: ½ rather than 0.5."""
    for value, words in _NAMED_TIMES.items():
        if abs(moment - value) < 1e-9:
            return words
    return f"{moment:.3f}".rstrip("0").rstrip(".")


def _plots(subject: Subject, settings: FigureSettings) -> list[Plotted]:
    """Return the chosen charts that the lab has, in its order."""
    if not settings.charts:
        return []
    return [plotted for plotted in subject.charts() if plotted.key in settings.charts]


def _marked(plotted: Plotted, moments: Sequence[float]) -> Plotted:
    """Return a chart; curves along t with a line at each moment that a picture shows."""
    if not isinstance(plotted, Chart) or plotted.key != CURVES:
        return plotted
    marks = tuple(
        Mark(moment, as_it_is(f"t = {time_words(moment)}"), Slot.AXIS)
        for moment in moments
        if 0.0 < moment < 1.0
    )
    return replace(plotted, marks=(*plotted.marks, *marks))


@dataclass(frozen=True)
class _Grid:
    columns: int
    rows: int
    width: float


def _grid(count: int, columns: int, width: float, least: float) -> _Grid:
    """Return how pictures are laid out: in a strip if they are wide enough, else in a grid."""
    fit = max(1, math.floor((width + GAP) / (least + GAP)))
    across = min(count, columns or fit)
    rows = math.ceil(count / across)
    across = across if columns else math.ceil(count / rows)
    return _Grid(across, rows, (width - (across - 1) * GAP) / across)


def _fullest(count: int, most: int, width: float, height: float) -> _Grid:
    """Return the grid of a height whose cells are like pictures in shape, and few of them empty."""

    def off(grid: _Grid) -> float:
        high = max(height - (grid.rows - 1) * GAP, 1.0) / grid.rows
        empty = math.log(grid.rows * grid.columns / count)
        return abs(math.log(grid.width / high / _ASPECT_OF_MANY)) + empty

    return min((_grid(count, across, width, 1.0) for across in range(1, most + 1)), key=off)


def _restyled(item: Item, factor: float) -> Item:
    if factor == 1.0 or not isinstance(item, Panel):
        return item
    draws = tuple(
        replace(draw, style=replace(draw.style, width=draw.style.width * factor))
        for draw in item.frame.draws
    )
    return replace(item, frame=replace(item.frame, draws=draws))
