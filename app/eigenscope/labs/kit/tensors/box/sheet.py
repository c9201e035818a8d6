"""A matrix on a face of a box: its numbers, how they are written, and its mosaic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.mosaic import largest_of, mosaic, scale_of
from eigenscope.labs.kit.tensors.numbers import NumberFormat, format_of
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene.geometry import Picture, Segments
from eigenscope.scene.text_width import text_width

MOST_NUMBERS = 400
"""Cells of a face that have numbers however small it is seen; more are a mosaic."""

_MOST_DECIMALS = 2
_LEAST = 0.1  # the largest number of a sheet for which these are enough
_SOME = 300  # cells whose widths are looked at
_GREY = (128, 128, 128, 120)
_STROKES = ((0.12, -0.88, 0.88, -0.12), (0.12, -0.5, 0.5, -0.12), (0.5, -0.88, 0.88, -0.5))

Hidden = Segments | Picture


@dataclass(frozen=True, eq=False)
class Sheet:
    """One matrix of a tensor, the last two axes at one place of all before them.

    Attributes
    ----------
    tensor
        At least two axes.
    number
        Which of its matrices, in the order of memory.
    """

    tensor: ShownTensor
    number: int = 0

    @cached_property
    def numbers(self) -> npt.NDArray[np.generic]:
        """Its numbers, (rows, columns)."""
        *batch, rows, columns = self.tensor.shape
        matrices = self.tensor.numbers.reshape(math.prod(batch), rows, columns)
        return np.asarray(matrices[self.number])

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        rows, columns = self.tensor.shape[-2:]
        return rows, columns

    @property
    def first(self) -> int:
        """The flat index of its first cell in the tensor."""
        return self.number * self.numbers.size

    @cached_property
    def block(self) -> Block:
        """Its cells, each a unit square."""
        return Block(self.shape)

    @property
    def many(self) -> bool:
        """Whether it is a mosaic: its cells are too many for a number each."""
        return self.numbers.size > MOST_NUMBERS

    @cached_property
    def _format(self) -> NumberFormat:
        known = format_of(self.numbers)
        few = largest_of(self.numbers) >= _LEAST
        return NumberFormat(min(known.decimals, _MOST_DECIMALS)) if few else known

    def text(self, cell: int) -> str:
        """Return the number in a cell of the sheet, with few decimals; formulas have them all."""
        value = self.numbers.flat[cell].item()
        if self._format.decimals == _MOST_DECIMALS and isinstance(value, float):
            value = round(value, _MOST_DECIMALS)
        return self._format.text(value)

    @cached_property
    def widest(self) -> float:
        """The width of the widest number, in sizes of its letters."""
        step = max(self.numbers.size // _SOME, 1)
        cells = range(0, self.numbers.size, step)
        return max((text_width(self.text(cell), 1.0, bold=True) for cell in cells), default=1.0)

    @cached_property
    def picture(self) -> Picture:
        """The colours of its cells; what is −∞ has none."""
        shown = self.numbers.reshape(-1) != -np.inf
        return mosaic(self.block, self.numbers, scale_of(self.numbers), shown)

    @cached_property
    def hidden(self) -> Hidden | None:
        """The marks of cells that are −∞, which softmax leaves out: hatching, or dark cells."""
        left_out = self.numbers == -np.inf
        if not left_out.any():
            return None
        rows, columns = self.shape
        if self.many:
            pixels = np.zeros((rows, columns, 4), dtype=np.uint8)
            pixels[left_out] = _GREY
            ends = [(0.0, -rows, 0.0), (columns, -rows, 0.0), (0.0, 0.0, 0.0)]
            return Picture(pixels, ends, cells=True)
        corners = self.block.corners(np.flatnonzero(left_out))
        lines = np.array([[(x, y, 0.0), (right, top, 0.0)] for x, y, right, top in _STROKES])
        return Segments((corners[:, None, None, :] + lines[None]).reshape(-1, 2, 3))
