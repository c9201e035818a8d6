"""Tables of numbers as parts of a picture: cells, brackets, highlights, numbers, headings.

Cells and brackets are unit shapes that a matrix carries to their place, so a table that moves, or
a highlight that slides over one, uploads nothing. The size of its numbers follows the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Polyline, Segments
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

Texts = tuple[tuple[str, ...], ...]
Place = tuple[float, float, float]

NUMBER = 0.48
"""Size of a number, in heights of its cell."""

_ANY_DIGIT = re.compile(r"\d")  # the widest is 0
_MARGIN = 1.04  # of a line of text in its room
_PADDING = 0.34  # of a cell at both sides of its number together, in its heights
_LARGEST_TEXT = 30.0  # pixels
SMALLEST_TEXT = 5.0
"""The size of letters, in pixels, below which none are written."""
_BRACKET = 0.14  # length of a bracket's feet, in heights of a cell
_DASHES = 5  # to the side of a ghost cell


@dataclass(frozen=True)
class Table:
    """Rows and columns of equal cells in the plane z = 0.

    ``left`` and ``top`` are the world place of its upper left corner, ``width`` and ``height``
    those of one cell. The name begins the names of all that is drawn of it.
    """

    name: str
    rows: int
    columns: int
    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    @property
    def right(self) -> float:
        """World x of its right side."""
        return self.left + self.columns * self.width

    @property
    def bottom(self) -> float:
        """World y of its lower side."""
        return self.top - self.rows * self.height

    def middle(self, row: float, column: float) -> Place:
        """Return the middle of a cell; parts of rows and columns are between cells."""
        return (
            self.left + (column + 0.5) * self.width,
            self.top - (row + 0.5) * self.height,
            0.0,
        )

    def area(self, row: float, column: float, rows: float = 1, columns: float = 1) -> Floats:
        """Return the 4×4 matrix that carries the unit square onto a block of cells."""
        size = (columns * self.width, -rows * self.height)
        corner = (self.left + column * self.width, self.top - row * self.height, 0.0)
        return affine(np.diag([*size, 1.0]), corner)

    def moved(self, right: float, up: float, scale: float = 1.0) -> Table:
        """Return the table scaled about the origin, then moved."""
        return replace(
            self,
            left=self.left * scale + right,
            top=self.top * scale + up,
            width=self.width * scale,
            height=self.height * scale,
        )


def cell_width(texts: Texts) -> float:
    """Return how wide a cell must be, in its heights, for the longest of some numbers."""
    widths = (_number_width(text) for row in texts for text in row)
    return max(1.0, NUMBER * max(widths, default=0.0) + _PADDING)


def _number_width(text: str) -> float:
    """Return how wide a number may become whose digits run, in sizes of its letters."""
    return text_width(_ANY_DIGIT.sub("0", text), 1.0, bold=True)


def pixels(view: View, length: float) -> float:
    """Return a length of the world in logical pixels of the view."""
    return length * view.size[1] / view.camera.height


def text_size(view: View, length: float, most: float = _LARGEST_TEXT) -> float:
    """Return a size of letters that goes with a length of the world, in half pixels.

    In half pixels, so that while zooming a letter is written few times.
    """
    return min(max(round(2 * pixels(view, length)) / 2, SMALLEST_TEXT), most)


def table_draws(table: Table, slot: Slot = Slot.AXIS) -> Iterator[Draw]:
    """Yield a table's brackets, in the colour of its slot, and the lines between its cells."""
    high, foot = table.bottom - table.top, _BRACKET * table.height
    for side, across in ((table.left, foot), (table.right, -foot)):
        # A little outside, so that a highlighted cell does not hide it.
        place = (side - across * 0.35, table.top, 0.0)
        matrix = affine(np.diag([across, high, 1.0]), place)
        yield Draw(_bracket(), Style(slot, 2.0), matrix, name=f"{table.name} bracket")
    lines = _lines(table.rows, table.columns)
    yield Draw(lines, Style(Slot.GHOST, 1.0), table.area(0, 0), name=f"{table.name} cells")


def ghost_draws(table: Table) -> Iterator[Draw]:
    """Yield cells that are not really there: dashed lines without brackets."""
    lines = _dashed_lines(table.rows, table.columns)
    style = Style(Slot.AXIS, 1.0, opacity=0.8)
    yield Draw(lines, style, table.area(0, 0), name=f"{table.name} cells")


def highlight(
    area: Floats, slot: Slot, name: str, *, strength: float = 0.25, border: float = 2.0
) -> Iterator[Draw]:
    """Yield a block of cells lit up; ``area`` is what `Table.area` returned."""
    yield Draw(shapes.unit_square(), Style(slot, opacity=strength), area, name=f"{name} face")
    if border:
        yield Draw(shapes.unit_square_outline(), Style(slot, border), area, name=f"{name} border")


@lru_cache(maxsize=128)
def number_labels(
    table: Table, texts: Texts, view: View, slot: Slot = Slot.INK, bold: bool = False
) -> tuple[Label, ...]:
    """Return the numbers of a table's cells; empty texts leave cells empty.

    They are kept, because while a play lasts most of them stay the same.
    """
    size = text_size(view, NUMBER * table.height)
    return tuple(
        Label(
            text,
            table.middle(i, j),
            slot,
            size=size,
            bold=bold,
            priority=-1,
            fixed=True,
            ground=False,
        )
        for i, row in enumerate(texts)
        for j, text in enumerate(row)
        if text
    )


def line_of_text(
    text: str,
    place: tuple[float, float],
    view: View,
    length: float,
    *,
    slot: Slot = Slot.INK,
    room: float = np.inf,
    bold: bool = False,
    most: float = 22.0,
) -> Label:
    """Return a line whose letters are ``length`` high, smaller where it would exceed ``room``.

    Both are lengths of the world; ``most`` is in pixels.
    """
    size = text_size(view, length, most)
    if np.isfinite(room) and text:
        wide = _MARGIN * text_width(text, 1.0, bold=bold)
        size = max(min(size, pixels(view, room) / wide), SMALLEST_TEXT)
    return Label(
        text, (*place, 0.0), slot, size=size, bold=bold, priority=2, fixed=True, ground=False
    )


def written(rows: Sequence[Sequence[str]]) -> Texts:
    """Return rows of texts as they can be kept and compared."""
    return tuple(tuple(row) for row in rows)


@cache
def _lines(rows: int, columns: int) -> Segments:
    """Return the lines of unit cells, x to the right and y down the rows (0 … 1 is one cell)."""
    across = [[(0, i, 0), (columns, i, 0)] for i in range(rows + 1)]
    down = [[(j, 0, 0), (j, rows, 0)] for j in range(columns + 1)]
    return Segments(np.array([*across, *down], dtype=float))


@cache
def _dashed_lines(rows: int, columns: int) -> Segments:
    """Return the same lines in dashes."""
    dashes = []
    for start, end in _lines(rows, columns).points.astype(float):
        count = round(float(np.abs(end - start).sum())) * _DASHES
        step = (end - start) / count
        dashes += [(start + (k + 0.2) * step, start + (k + 0.8) * step) for k in range(count)]
    return Segments(np.array(dashes))


@cache
def _bracket() -> Polyline:
    """Return a left bracket with feet of length 1 and a height of 1."""
    return Polyline([(1, 0, 0), (0, 0, 0), (0, 1, 0), (1, 1, 0)])
