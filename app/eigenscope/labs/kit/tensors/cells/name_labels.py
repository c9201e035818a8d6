"""What rows and columns of a block are called: tokens, features, classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import SMALLEST_TEXT, pixels, text_size
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.headings import short, within
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.scene.frame import Label
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

AxisNames = Mapping[Slot, Sequence[str]]
"""The names of what stands along an axis, by the axis's colour."""

BELOW = 0.75
"""Room below a block for the names of its columns, in heights of a cell."""

_SIZE, _SIZE_OF_MANY = 0.42, 0.6  # of letters, in heights of a cell
_MANY = 9  # names, whose cells are small
_AWAY, _MARGIN = 0.62, 0.25  # from the cells to a row's name, and beyond it
_LONGEST = 12  # letters
_NARROWEST = 0.6  # of the letters of rows: those of columns, so that they are not cut
_CELL = 0.94  # of a column's width, for its name


def room_beside(names: Sequence[str]) -> float:
    """Return how wide the names of rows are, in heights of a cell; 0 without any."""
    if not names:
        return 0.0
    size = _letters(names)
    return max(text_width(short(name, _LONGEST), size) for name in names) + _MARGIN


def _letters(names: Sequence[str]) -> float:
    """Return the size of the letters of names, in heights of a cell."""
    return _SIZE if len(names) < _MANY else _SIZE_OF_MANY


def name_labels(
    block: Block,
    placement: Placement,
    rows: tuple[Sequence[str], Slot],
    columns: tuple[Sequence[str], Slot],
    view: View,
) -> Iterator[Label]:
    """Yield the names of a block's rows, at its left, and of its columns, below; with colours."""
    names, slot = rows
    size = text_size(view, max(_letters(rows[0]), _letters(columns[0])) * placement.scale)
    if size <= SMALLEST_TEXT:
        return
    for row, name in enumerate(names):
        text = short(name, _LONGEST)
        place = placement.place(block.left - _AWAY, block.top - row - 0.5)
        offset = (-text_width(text, size) / 2, 0.0)
        yield Label(text, place, slot, offset, size, priority=1, fixed=True, ground=False)
    names, slot = columns
    room = _CELL * pixels(view, block.width * placement.scale)
    longest = max((text_width(short(name, _LONGEST), size) for name in names), default=room)
    size = max(size * min(room / longest, 1.0), _NARROWEST * size, SMALLEST_TEXT)
    for left, top, _ in block.sheet_corners().tolist() if names else ():
        for column, name in enumerate(names):
            text = within(name, size, room, bold=False)
            x, y = left + (column + 0.5) * block.width, top - block.rows - BELOW / 2
            place = placement.place(x, y)
            yield Label(text, place, slot, size=size, priority=1, fixed=True, ground=False)
