"""What a step shows side by side, one by one: a tensor as a block of cells, or a text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.cells import NUMBER
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_LINED
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.mosaic import as_mosaic, ends_of, largest_of, mosaic
from eigenscope.labs.kit.tensors.numbers import NumberFormat, cell_texts, format_of
from eigenscope.labs.kit.tensors.tensor_step import Indices, ShownTensor
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

WIDEST = 4.2  # heights of a cell that a cell is wide, at most
_FILLED = 0.9  # of a mosaic's cell by the widest number
_SOME = 300  # cells whose widths are looked at
_LONGEST_LINED = 200  # cells of a row or column that are drawn one by one
_TEXT = 0.55  # size of an answer's letters


@dataclass(frozen=True, eq=False)
class TensorItem:
    """A tensor as a block of cells, or an answer that is none as a text.

    Attributes
    ----------
    name
        Begins the names of all that is drawn of it.
    tensor
        What it shows; None of an answer.
    block
        Its own cells, at the origin.
    whole
        With the copies along axes that are stretched; else the same.
    factor
        Height of its cells in heights of an ordinary one.
    slot, axes
        Its colour, and those of its axes.
    answer
        The text of what is no tensor.
    largest
        The size of a number that has the full colour in a mosaic.
    row_names, column_names
        What its rows and columns are called, if they have names.
    below
        Room below it for names of columns, in heights of a cell: the same for all of a step.
    most
        So many cells are drawn one by one; more are a mosaic.
    """

    name: str
    tensor: ShownTensor | None
    block: Block
    whole: Block
    factor: float
    slot: Slot
    axes: tuple[Slot, ...] = ()
    answer: str = ""
    largest: float = 1.0
    row_names: Sequence[str] = ()
    column_names: Sequence[str] = ()
    below: float = 0.0
    most: int = MOST_LINED
    _pictures: dict[int, Sequence[Picture]] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height, in heights of an ordinary cell."""
        if self.tensor is None:
            return max(text_width(self.answer, _TEXT), 1.0), 1.0
        wide, high = self.whole.seen_size
        return (wide + self.whole.left) * self.factor, (high + self.below) * self.factor

    @cached_property
    def coloured(self) -> TensorItem:
        """Itself as a mosaic, as it is seen where its numbers cannot be read."""
        if self.tensor is None or self._numbers.dtype == bool:
            return self
        few = self.block.deep or self.block.count < 2
        return self if few else replace(self, most=0, _pictures={})

    @property
    def stretched(self) -> bool:
        """Whether copies of its cells take part."""
        return self.whole is not self.block

    @property
    def many(self) -> bool:
        """Whether it is a mosaic: its cells are too many to be drawn one by one."""
        return is_many(self.block, self.most)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The numbers in its cells."""
        return () if self.tensor is None or self.many else cell_texts(self.tensor.numbers)

    def text(self, cell: int) -> str:
        """Return the number in a cell."""
        if self.texts:
            return self.texts[cell]
        return self._format.text(self._flat[cell].item())

    @cached_property
    def letters(self) -> float:
        """The size of its numbers, in heights of a cell."""
        if not self.many or self.tensor is None:
            return NUMBER
        some = self._flat[:: max(self._flat.size // _SOME, 1)].tolist()
        texts = {self._format.text(value) for value in (*some, self.largest, -self.largest)}
        widest = max(text_width(text, 1.0, bold=True) for text in texts)
        return min(NUMBER, _FILLED * self.block.width / widest)

    @cached_property
    def _format(self) -> NumberFormat:
        return format_of(self._numbers)

    @property
    def _numbers(self) -> npt.NDArray[np.generic]:
        assert self.tensor is not None
        return self.tensor.numbers

    @cached_property
    def _flat(self) -> npt.NDArray[np.generic]:
        return self._numbers.reshape(-1)

    @cached_property
    def _ends(self) -> tuple[float, float]:
        """The least and the largest of real numbers; nan of others."""
        real = self._flat.dtype.kind in "iuf"
        return ends_of(self._flat) if real else (math.nan, math.nan)

    @property
    def _finite(self) -> bool:
        return all(map(math.isfinite, self._ends))

    @cached_property
    def below_zero(self) -> bool:
        """Whether it has numbers below zero, but for −∞."""
        if self._finite:
            return self._ends[0] < 0
        below = self._flat.dtype.kind in "if" and np.less(self._flat, 0)
        return bool(np.any(below & ~self._minus_infinite)) if self.many else bool(np.any(below))

    @cached_property
    def clipped(self) -> bool:
        """Whether it has numbers beyond the full colour."""
        ends = self._ends if self._finite else (largest_of(self._numbers),)
        return max(map(abs, ends)) > self.largest

    @cached_property
    def odd(self) -> bool:
        """Whether it has numbers that are not finite, but for −∞."""
        if self._finite:
            return False
        strange = ~np.isfinite(self._flat)
        return bool(strange.any()) and bool((strange & ~self._minus_infinite).any())

    @cached_property
    def masked(self) -> bool:
        """Whether it has −∞, as masks make it."""
        return not self._finite and bool(self._minus_infinite.any())

    @property
    def _minus_infinite(self) -> npt.NDArray[np.bool_]:
        if self._flat.dtype.kind != "f":
            return np.zeros(self._flat.size, dtype=bool)
        return np.asarray(self._flat == -np.inf)

    def pictures(self, cells: Indices | None = None) -> Sequence[Picture]:
        """Return its cells, or some of them, as mosaics; what is made is kept by their number.

        There is one if its cells are whole pixels or all in one sheet, else one for each sheet.
        """
        count = self.block.count if cells is None else len(cells)
        if count not in self._pictures:
            among = None
            if cells is not None and count < self.block.count:
                among = np.zeros(self.block.count, dtype=bool)
                among[cells] = True
            self._pictures[count] = self._mosaics(among)
        return self._pictures[count]

    def _mosaics(self, among: npt.NDArray[np.bool_] | None) -> Sequence[Picture]:
        if self._whole:
            return [mosaic(self.block, self._numbers, self.largest, among)]
        sheet = Block(self.block.shape[-2:], self.block.width)
        sheets = self._numbers.reshape(-1, *sheet.shape)
        parts = [None] * len(sheets) if among is None else among.reshape(len(sheets), -1)
        return [
            mosaic(sheet, numbers, self.largest, part)
            for numbers, part in zip(sheets, parts, strict=True)
        ]

    @property
    def picture_corners(self) -> Sequence[tuple[float, float]]:
        """Where the upper left corner of each mosaic is."""
        if self._whole:
            return [(self.block.left, self.block.top)]
        return [(x, y) for x, y, _ in self.block.sheet_corners().tolist()]

    @property
    def _whole(self) -> bool:
        lengths = (self.block.width, self.block.gap)
        return len(self.block.shape) <= 2 or all(float(each).is_integer() for each in lengths)

    def prepare(self) -> None:
        """Make what takes long of very many cells, before it is shown."""
        if self.many and self.tensor is not None:
            _ = self.pictures(), self.letters, self.below_zero, self.odd, self.clipped
            _ = self.masked


def block_of(shape: tuple[int, ...], width: float, *, deep: bool, most: int = MOST_LINED) -> Block:
    """Return the cells of a shape at the origin: whole pixels where they are a mosaic."""
    block = Block(shape, width, deep=deep and len(shape) > 2)
    if is_many(block, most):
        return as_mosaic(block)
    return block.put(0.0, block.size[1] - block.seen_size[1])


def is_many(block: Block, most: int = MOST_LINED) -> bool:
    """Tell whether a block is a mosaic: more cells than ``most``, or very long rows or columns."""
    return block.count > most or max(block.rows, block.columns) > _LONGEST_LINED
