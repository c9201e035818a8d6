"""Tables whose cells are colours: one picture each, carried to its place by a matrix."""

from __future__ import annotations

import math
from functools import lru_cache

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import NUMBER, SMALLEST_TEXT, Table, pixels, text_size
from eigenscope.labs.kit.tensors.cells.mosaic import cell_colours, largest_of
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

_DOWN = ((0.0, 1.0, 0.0), (1.0, 1.0, 0.0), (0.0, 0.0, 0.0))  # rows run down from the origin
MOST_NUMBERS = 400
"""Cells of a table whose numbers are written."""
_MOST_NAMED = 16
_READABLE = 7.0  # pixels
_ROOM = 0.9  # of a cell's width for its number


def heat_picture(numbers: Floats) -> Picture:
    """Return an (m, n) array on the unit square that `Table.area` places: blue below 0, red above.

    The largest size has the full colour.
    """
    colours = cell_colours(numbers, largest_of(numbers))
    return Picture(colours.reshape(*numbers.shape, 4), _DOWN, cells=True)


def heat_draw(table: Table, picture: Picture, opacity: float = 1.0) -> Draw:
    """Return a table's cells as colours."""
    area = table.area(0, 0, table.rows, table.columns)
    return Draw(picture, Style(Slot.INK, opacity=opacity), area, name=f"{table.name} cells")


@lru_cache(maxsize=8)
def heat_labels(table: Table, texts: tuple[tuple[str, ...], ...], view: View) -> tuple[Label, ...]:
    """Return the numbers of the cells, where they can be read."""
    if not 0 < table.rows * table.columns <= MOST_NUMBERS:
        return ()
    widest = max(text_width(text, 1.0) for row in texts for text in row)
    size = min(
        text_size(view, NUMBER * table.height, 15.0),
        math.floor(2 * pixels(view, _ROOM * table.width) / widest) / 2,
    )
    if size < _READABLE:
        return ()
    return tuple(
        Label(text, table.middle(i, j), size=size, priority=-1, fixed=True, ground=False)
        for i, row in enumerate(texts)
        for j, text in enumerate(row)
    )


def numbered(count: int) -> list[int]:
    """Return which of so many rows or columns are numbered, evenly: all, where they are few."""
    step = 1
    while count / step > _MOST_NAMED:
        step *= 5 if str(step)[0] == "2" else 2
    return list(range(0, count, step))


def heading(text: str, place: tuple[float, float], view: View, length: float) -> Label:
    """Return the number of a row or column."""
    size = max(text_size(view, length, 14.0), SMALLEST_TEXT)
    return Label(text, (*place, 0.0), Slot.AXIS, size=size, priority=1, fixed=True, ground=False)
