"""Names of numbers below the number line: in rows, so that none is upon another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.line_motions import Scale
from eigenscope.labs.tensors.scalar_steps import Operand
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

UNIT = 33.0
"""Pixels of a world unit for which the lengths below are meant; where it has fewer, so have they.
"""

_SIZE = 14.0  # pixels to the em
_FIRST_ROW, _ROW = 44.0, 22.0  # pixels from the line to the first row, and between rows
_MOST_ROWS = 8
_HALF = 9.0  # pixels from the upper side of a row to the middle of its names
_APART = 6.0  # pixels between a name and the leader beside it
_NUMBERS = 28.0  # pixels below the line that the numbers on it take


def names_below(
    numbers: Sequence[Operand], new: Operand | None, scale: Scale, unit: float
) -> list[Label]:
    """Return the names of numbers, the new one lit up; a world unit has so many pixels."""
    labels = []
    smaller = min(1.0, unit / UNIT)
    unit /= smaller
    size, offset = smaller * _SIZE, (0.0, -smaller * _HALF)
    for number, row in zip(numbers, _rows(numbers, scale, unit), strict=True):
        mine = number == new
        slot = colours.ANSWER if mine else Slot.INK
        place = (scale.place(number.value), -(_FIRST_ROW + _ROW * row) / unit, 0.0)
        labels.append(
            Label(number.named, place, slot, offset, size, bold=mine, priority=3, fixed=True)
        )
    return labels


def leaders(names: Sequence[Label], on_line: Sequence[Label], unit: float) -> Iterator[Draw]:
    """Yield a line from each number to its name, which begins below a number that is in its way."""
    low = [label for label in on_line if label.position[1] <= 0 and label.offset[1] < 0]
    for name in names:
        x, bottom, _ = name.position
        crossed = any(abs(x - label.position[0]) * unit < _half(label) for label in low)
        start = np.array([x, max(-_NUMBERS / unit, bottom) if crossed else 0.0, 0.0])
        end = np.array([x, bottom, 0.0])
        yield from segment("name line", start, end, colours.NAMED, 1.0, 0.5)


def names_depth(numbers: Sequence[Operand], scale: Scale, unit: float) -> float:
    """Return how far below the line the names end, in world units."""
    if not numbers:
        return 0.0
    return (_FIRST_ROW + _ROW * (max(_rows(numbers, scale, unit)) + 1)) / unit


def _half(label: Label) -> float:
    """Return half the pixels that a label is wide, and a little more."""
    return text_width(label.text, label.size, bold=label.bold) / 2 + _APART / 2


def _rows(numbers: Sequence[Operand], scale: Scale, unit: float) -> list[int]:
    """Return the row in which each name stands beside no other."""
    order = sorted(range(len(numbers)), key=lambda k: -scale.place(numbers[k].value))
    starts: list[float] = []  # in each row, where the leftmost name begins
    rows = [0] * len(numbers)
    for k in order:
        x = scale.place(numbers[k].value)
        half = (text_width(numbers[k].named, _SIZE, bold=True) / 2 + _APART) / unit
        free = (row for row, start in enumerate(starts) if x + half < start)
        row = next(free, len(starts))
        starts[row : row + 1] = [x - half]
        rows[k] = min(row, _MOST_ROWS)
    return rows
