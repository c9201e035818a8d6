"""The memory strip: storage in order, what lies in it, and strides as jumps.

Lines, faces and arcs are made once and put into their places by matrices, and the picture of a
step is kept, so that a play uploads and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import (
    NUMBER,
    SMALLEST_TEXT,
    cell_width,
    line_of_text,
    pixels,
    text_size,
)
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.cells.headings import within
from eigenscope.labs.kit.tensors.memory.memory_jumps import JumpPlace, jumps, jumps_height
from eigenscope.labs.kit.tensors.memory.memory_strips import (
    RESULT_NUMBER,
    MemoryStrip,
    MemoryTenant,
    memory_strips,
)
from eigenscope.labs.kit.tensors.memory.memory_words import strides_words, tenants_words
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Segments, Triangles
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording import language
from eigenscope.wording.words import Words, say

Room = tuple[float, float, float, float]

TENSOR_SLOTS: Mapping[int, Slot] = {0: OPERAND_A, 1: OPERAND_B, RESULT_NUMBER: RESULT}

_CELL = 0.6  # height of a cell in world units, at most
_INDEX = 0.5  # room for the indices below cells, in heights of a cell
_APART = 0.35  # between strips
_NAMES = 0.27  # of the room's width: the most that the names take
_BESIDE = 0.35  # between names and cells, in heights of a cell
_WIDEST = 1.6  # of a cell, in its heights
_NAME, _SMALL = 0.36, 0.3  # sizes of names and of indices, in heights of a cell
_LARGEST_NAME, _LARGEST_INDEX = 15.0, 12.0  # pixels to the em
_OVERHANG = 1.08  # of their room, by names in the smallest letters; longer ones are cut
_SMALLEST_NUMBER, _SMALLEST_INDEX = 6.0, 7.0  # pixels: what is smaller cannot be read
_EACH = 5  # which indices stand below narrow cells
_DASHES = 4  # to the side of a cell where no tensor lies

Slots = tuple[tuple[int, Slot], ...]
AxisSlots = tuple[tuple[int, tuple[Slot, ...]], ...]


def memory_height(step: TensorStep) -> float:
    """Return how high the strips of a step are in world units, if they have all the room."""
    return _CELL * _relative_height(step)


def memory_picture(
    step: TensorStep,
    room: Room,
    view: View,
    axes: Mapping[int, tuple[Slot, ...]],
    slots: Mapping[int, Slot] = TENSOR_SLOTS,
) -> tuple[list[Draw], list[Label]]:
    """Return the memories of a step's operands and result, below each other.

    Parameters
    ----------
    room
        Left, top, width and height in world units, of the plane z = 0.
    axes, slots
        The colours of the axes and of the names of tensors, by the numbers of operands and, for
        the result, −1.
    """
    draws, labels = _picture(
        step, room, view, tuple(axes.items()), tuple(slots.items()), language.spoken()
    )
    return list(draws), list(labels)


def _relative_height(step: TensorStep) -> float:
    strips = memory_strips(step)
    return sum(map(_strip_height, strips)) + _APART * max(len(strips) - 1, 0)


def _strip_height(strip: MemoryStrip) -> float:
    below = 0.0 if strip.below is None else jumps_height(strip.below)
    return _above(strip) + 1.0 + _INDEX + below


def _above(strip: MemoryStrip) -> float:
    return max(map(jumps_height, strip.above))


@lru_cache(maxsize=16)
def _picture(
    step: TensorStep, room: Room, view: View, axes: AxisSlots, slots: Slots, _spoken: str
) -> tuple[tuple[Draw, ...], tuple[Label, ...]]:
    """Return the picture; kept, for a view and a step last a whole play."""
    draws: list[Draw] = []
    labels: list[Label] = []
    strips = memory_strips(step)
    if not strips:
        return (), ()
    left, top, wide, high = room
    cell = min(_CELL, high / _relative_height(step))
    names = _names_width(strips, view, cell, _NAMES * wide)
    beside = names + _BESIDE * cell
    widths = [
        min(cell_width((strip.texts,)) * cell, _WIDEST * cell, (wide - beside) / strip.width)
        for strip in strips
    ]
    used = max(strip.width * width for strip, width in zip(strips, widths, strict=True))
    left += (wide - beside - used) / 2
    for k, (strip, width) in enumerate(zip(strips, widths, strict=True)):
        top -= _above(strip) * cell
        placed = _PlacedStrip(strip, k, left, left + beside, top, width, cell, names, view)
        draws += placed.cells(dict(slots))
        labels += [*placed.numbers(), *placed.indices(), *placed.names(dict(slots))]
        for more_draws, more_labels in placed.all_jumps(dict(axes)):
            draws += more_draws
            labels.append(more_labels)
        top -= (_strip_height(strip) - _above(strip) + _APART) * cell
    return tuple(draws), tuple(labels)


def _names_width(strips: tuple[MemoryStrip, ...], view: View, cell: float, most: float) -> float:
    """Return how much room the names of all strips take."""
    words: list[Words] = []
    for strip in strips:
        words += [tenants_words(strip), *map(strides_words, _read(strip))]
    size = text_size(view, _NAME * cell, _LARGEST_NAME)
    widest = max(text_width(say(each), size, bold=True) for each in words)
    return min(1.06 * widest / pixels(view, 1.0), most)


def _read(strip: MemoryStrip) -> list[MemoryTenant]:
    """Return the tensors whose strides are told."""
    tenants = list(strip.above) if _above(strip) else []
    return tenants if strip.below is None else [*tenants, strip.below]


@dataclass(frozen=True)
class _PlacedStrip:
    """A strip in its place: its upper left corner, the size of its cells, the names' room."""

    strip: MemoryStrip
    number: int
    names_left: float
    left: float
    top: float
    width: float
    height: float
    names_width: float
    view: View

    def cells(self, slots: Mapping[int, Slot]) -> Iterator[Draw]:
        """Yield the cells: lit where the result lies, dashed where no tensor does."""
        strip, name = self.strip, f"memory {self.number}"
        size = np.diag([self.width, self.height, 1.0])
        matrix = affine(size, (self.left, self.top, 0.0))
        result = strip.result
        if result is not None and (lit := strip.covered(result)):
            style = Style(slots.get(RESULT_NUMBER, RESULT), opacity=0.28)
            yield Draw(_faces(lit), style, matrix, name=f"{name} result")
        used = {column for tenant in strip.tenants for column in strip.covered(tenant)}
        unused = tuple(column for column in strip.columns if column not in used)
        if unused:
            style = Style(Slot.AXIS, 1.0, opacity=0.55)
            yield Draw(_dashed(unused), style, matrix, name=f"{name} unused")
        if used:
            style = Style(Slot.AXIS, 1.2)
            yield Draw(_borders(tuple(sorted(used))), style, matrix, name=f"{name} cells")

    def numbers(self) -> Iterator[Label]:
        """Yield the numbers in the cells, if they can be read, and dots in gaps."""
        widest = max((text_width(text, 1.0) for text in self.strip.texts), default=0.0)
        fitting = 0.9 * pixels(self.view, self.width) / max(widest, 0.5)
        size = min(text_size(self.view, NUMBER * self.height), fitting)
        if size >= _SMALLEST_NUMBER:
            for column, text in zip(self.strip.columns, self.strip.texts, strict=True):
                if text:
                    yield self._in_cell(text, column, 0.5, size, Slot.INK)
        for column in self.strip.gaps:
            yield self._in_cell("…", column, 0.5, 14.0, Slot.AXIS)

    def indices(self) -> Iterator[Label]:
        """Yield the index below each cell, or below some."""
        size = text_size(self.view, _SMALL * self.height, _LARGEST_INDEX)
        if size < _SMALLEST_INDEX:
            return
        widest = text_width(str(self.strip.length - 1), size)
        narrow = 1.25 * widest > pixels(self.view, self.width)
        for column, cell in zip(self.strip.columns, self.strip.shown, strict=True):
            if not narrow or cell % _EACH == 0 or cell == self.strip.length - 1:
                yield self._in_cell(str(cell), column, 1.0 + _INDEX / 2, size, Slot.AXIS)

    def names(self, slots: Mapping[int, Slot]) -> Iterator[Label]:
        """Yield which tensors lie here, and how they read it, at the left."""
        slot = Slot.INK
        if len(self.strip.tenants) == 1:
            slot = slots.get(self.strip.tenants[0].number, Slot.INK)
        yield self._name(tenants_words(self.strip), 0.5, slot, bold=True)
        above = self.strip.above if _above(self.strip) else ()
        for line, tenant in enumerate(reversed(above)):
            slot = slots.get(tenant.number, Slot.INK)
            yield self._name(strides_words(tenant), -0.35 - 0.5 * line, slot)
        below = self.strip.below
        if below is not None:
            slot = slots.get(below.number, Slot.INK)
            yield self._name(strides_words(below), 1.0 + _INDEX + 0.35, slot)

    def all_jumps(self, axes: Mapping[int, tuple[Slot, ...]]) -> Iterator[tuple[list[Draw], Label]]:
        """Yield the jumps above the cells, and those of a result that reads otherwise below."""
        strip, size = self.strip, (self.width, self.height)
        for tenant in strip.above:
            place = JumpPlace(self.left, self.top, *size, 1.0)
            yield from jumps(strip, tenant, place, axes.get(tenant.number, ()), self.view)
        if strip.below is not None:
            line = self.top - (1.0 + _INDEX) * self.height
            place = JumpPlace(self.left, line, *size, -1.0)
            colours = axes.get(strip.below.number, ())
            yield from jumps(strip, strip.below, place, colours, self.view)

    def _in_cell(self, text: str, column: float, down: float, size: float, slot: Slot) -> Label:
        x = self.left + (column + 0.5) * self.width
        y = self.top - down * self.height
        return Label(text, (x, y, 0.0), slot, size=size, priority=-1, fixed=True, ground=False)

    def _name(self, words: Words, down: float, slot: Slot, *, bold: bool = False) -> Label:
        size = text_size(self.view, _NAME * self.height, _LARGEST_NAME)
        unit = pixels(self.view, 1.0)
        room = _OVERHANG * self.names_width
        text = within(say(words), SMALLEST_TEXT / unit, room, bold=bold)
        wide = min(1.06 * text_width(text, size, bold=bold) / unit, self.names_width)
        place = (self.names_left + self.names_width - wide / 2, self.top - down * self.height)
        length = size / unit
        return line_of_text(
            text, place, self.view, length, slot=slot, room=wide, bold=bold, most=_LARGEST_NAME
        )


@lru_cache(maxsize=64)
def _borders(columns: tuple[float, ...]) -> Segments:
    """Return the borders of unit cells below y = 0 that begin at some x."""
    lines = []
    for x in columns:
        corners = [(x, 0, 0), (x + 1, 0, 0), (x + 1, -1, 0), (x, -1, 0)]
        lines += [[corners[k], corners[(k + 1) % 4]] for k in range(4)]
    return Segments(np.array(lines, dtype=float))


@lru_cache(maxsize=64)
def _dashed(columns: tuple[float, ...]) -> Segments:
    """Return the same borders in dashes."""
    dashes = []
    for start, end in _borders(columns).points.astype(float):
        step = (end - start) / _DASHES
        dashes += [(start + (k + 0.2) * step, start + (k + 0.8) * step) for k in range(_DASHES)]
    return Segments(np.array(dashes))


@lru_cache(maxsize=64)
def _faces(columns: tuple[float, ...]) -> Triangles:
    """Return the faces of such cells."""
    square = np.array([[(0, 0, 0), (1, 0, 0), (1, -1, 0)], [(0, 0, 0), (1, -1, 0), (0, -1, 0)]])
    places = np.array([(x, 0.0, 0.0) for x in columns])
    return Triangles((places[:, None, None] + square[None]).reshape(-1, 3, 3))
