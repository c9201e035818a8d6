"""Rows of a table: what every type of numbers stores, how far off it is, where the next one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.kit.cells import Table
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits_picture import WIDTH, bit_draws, small_table, small_width
from eigenscope.labs.tensors.lettering import begun_line, framed
from eigenscope.labs.tensors.roundings import Rounding
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, say

ROW = 1.14
_COLUMNS = (0.3, 3.7, 14.6, 21.8, 26.9, WIDTH)  # where they begin, and the end
_TEXT, _HEADING = 0.6, 0.58
_HEADINGS: tuple[Text, ...] = ("Type", "Bits", "Stored value", "Relative error", "Gap to the next")
_GAP = 0.4
_LEAST_ROOM = 3.0
_BIT = small_width(_COLUMNS[2] - _COLUMNS[1] - _GAP)


def types_height(count: int) -> float:
    """Return how high a table of so many types is."""
    return (count + 1) * ROW


def types_draws(rows: Sequence[Rounding], chosen: str, top: float) -> Iterator[Draw]:
    """Yield the bits of each type, the chosen one lit up."""
    for index, row in enumerate(rows):
        middle = _middle(index, top)
        if row.kind.name == chosen:
            lit = Table("chosen type", 1, 1, 0.0, middle + ROW / 2, WIDTH, ROW)
            yield from framed(lit.area(0, 0), colours.STORED, lit.name)
        if row.stored is not None:
            name = f"small bits of {row.kind.name}"
            table = small_table(row.kind, name, _COLUMNS[1], middle, _BIT)
            yield from bit_draws(row.stored, table)
    y = top - ROW
    ends = np.array([(0.0, y, 0.0), (WIDTH, y, 0.0)])
    yield from segment("types rule", ends[0], ends[1], Slot.GHOST, 1.2)


def types_labels(rows: Sequence[Rounding], chosen: str, top: float, view: View) -> Iterator[Label]:
    """Yield the headings and the texts of the rows."""
    for k, heading in enumerate(_HEADINGS):
        place = (_COLUMNS[k], top - ROW / 2)
        yield begun_line(say(heading), place, view, _HEADING, slot=Slot.AXIS, room=_room(k))
    for index, row in enumerate(rows):
        middle = _middle(index, top)
        texts = (row.kind.name, "", row.short_text(), str(row.error_words()), row.gap_text())
        for k, text in enumerate(texts):
            if text:
                place = (_COLUMNS[k], middle)
                bold = row.kind.name == chosen
                yield begun_line(text, place, view, _TEXT, room=_room(k), bold=bold)
        yield from _remark(row, middle, view)


def _remark(row: Rounding, middle: float, view: View) -> Iterator[Label]:
    """Yield what has happened to the number, beside its bits if they leave room."""
    remark = row.remark()
    left = _COLUMNS[1] + (_BIT * row.kind.width if row.stored is not None else 0.0) + _GAP
    room = _COLUMNS[2] - _GAP - left
    if remark is not None and room > _LEAST_ROOM:
        yield begun_line(str(remark), (left, middle), view, _TEXT, slot=Slot.AXIS, room=room)


def _middle(index: int, top: float) -> float:
    return top - (index + 1.5) * ROW


def _room(column: int) -> float:
    return _COLUMNS[column + 1] - _COLUMNS[column] - _GAP
