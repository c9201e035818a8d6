"""Bits as cells, coloured by what they are for: sign, exponent, fraction."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import Table, line_of_text, number_labels
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits import TYPES, NumberType, StoredNumber
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, say

PARTS = (colours.SIGN, colours.EXPONENT, colours.FRACTION)
_NAMES = ("sign", "exponent", "fraction")  # of draws
_FLOAT_NAMES: tuple[Text, ...] = ("sign", "exponent", "fraction")
_WHOLE_NAMES: tuple[Text, ...] = ("−128", "", "64, 32, 16, 8, 4, 2, 1")
WIDTH = 32.0
_MOST_IN_ROW = 32
_LARGEST_CELL, _HIGH, _ALL = 1.4, 1.15, 2.5  # of a large bit; the height of all its rows at most
_STRENGTH = (0.16, 0.62)  # of a 0 and of a 1
_NAME = 0.6
_SMALL = 0.66  # height of a small bit


def part_of(kind: NumberType, place: int) -> int:
    """Return which part the bit at a place belongs to, from the left: 0, 1 or 2."""
    return 0 if place == 0 else 1 if place <= kind.exponent else 2


def large_table(kind: NumberType, top: float) -> Table:
    """Return the cells of all bits, in rows of at most 32."""
    columns = min(kind.width, _MOST_IN_ROW)
    rows = kind.width // columns
    wide = min(WIDTH / columns, _LARGEST_CELL)
    high = _HIGH if rows > 1 else 1.4
    return Table(
        f"bits of {kind.name}", rows, columns, 0.0, top - (_ALL - rows * high) / 2, wide, high
    )


def small_width(room: float) -> float:
    """Return how wide a bit of a table's line is where the longest type has this room."""
    return room / max(kind.width for kind in TYPES.values())


def small_table(kind: NumberType, name: str, left: float, middle: float, wide: float) -> Table:
    """Return a row of cells, so wide each, as high as a line of a table."""
    return Table(name, 1, kind.width, left, middle + _SMALL / 2, wide, _SMALL)


def bit_draws(number: StoredNumber, table: Table, count: int | None = None) -> Iterator[Draw]:
    """Yield the first bits, or all: a 1 is stronger than a 0."""
    shown = number.type.width if count is None else count
    for part, slot in enumerate(PARTS):
        for bit in "01":
            places = tuple(
                place
                for place in range(shown)
                if number.bits[place] == bit and part_of(number.type, place) == part
            )
            if places:
                style = Style(slot, opacity=_STRENGTH[int(bit)])
                name = f"{_NAMES[part]} bits"
                yield Draw(_cells(places, table.columns), style, table.area(0, 0), name=name)


def frame_draws(kind: NumberType, table: Table) -> Iterator[Draw]:
    """Yield the borders of the parts that large bits consist of."""
    for part, slot in enumerate(PARTS):
        for row, first, count in _runs(kind, part, table.columns):
            area = table.area(row, first, 1, count)
            name = f"{_NAMES[part]} border"
            yield Draw(shapes.unit_square_outline(), Style(slot, 1.6), area, name=name)


def bit_labels(number: StoredNumber, table: Table, count: int, view: View) -> Iterator[Label]:
    """Yield the first bits as digits, and the names of the parts above them."""
    columns = table.columns
    shown = number.bits[:count].ljust(number.type.width)
    rows = tuple(
        tuple(bit.strip() for bit in shown[row * columns : (row + 1) * columns])
        for row in range(table.rows)
    )
    yield from number_labels(table, rows, view, bold=True)
    names = _WHOLE_NAMES if number.type.whole else _FLOAT_NAMES
    for part, slot in enumerate(PARTS):
        runs = _runs(number.type, part, columns)
        if not runs:
            continue
        row, first, length = runs[0]
        x, _, _ = table.middle(row, first + (length - 1) / 2)
        room = max(length * table.width, 1.3)
        place = (x, table.top + 0.42)
        yield line_of_text(say(names[part]), place, view, _NAME, slot=slot, room=room)


def _runs(kind: NumberType, part: int, columns: int) -> list[tuple[int, int, int]]:
    """Return the row, the first column and the length of each run of a part's bits."""
    places = [place for place in range(kind.width) if part_of(kind, place) == part]
    runs = []
    for row in range(-(-kind.width // columns)):
        mine = [place - row * columns for place in places if place // columns == row]
        if mine:
            runs.append((row, mine[0], len(mine)))
    return runs


@lru_cache(maxsize=256)
def _cells(places: tuple[int, ...], columns: int) -> Triangles:
    """Return the unit cells at some places of rows, with a little room between them."""
    corners = np.array([(place % columns, place // columns, 0.0) for place in places])
    square = shapes.unit_square().points.reshape(1, 2, 3, 3) * (0.9, 0.9, 1) + (0.05, 0.05, 0)
    cells = corners[:, None, None, None, :] + square[None]
    return Triangles(cells.reshape(-1, 3, 3))


def part_legend(kind: NumberType) -> dict[Slot, Text]:
    """Return what the colours of bits mean."""
    names = dict(zip(PARTS, _FLOAT_NAMES, strict=True))
    if kind.whole:  # the other types, small, are floats
        names |= {colours.SIGN: "counts −128", colours.FRACTION: "counts a power of two"}
    return names
