"""What stands side by side where a convolution is a product of matrices.

Above the image and the kernel, as they are; below the matrix, the vector that it is multiplied by,
and the result as a vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.cells import cell_width
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_NUMBERS
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.items import WIDEST, TensorItem
from eigenscope.labs.kit.tensors.cells.mosaic import largest_of
from eigenscope.labs.kit.tensors.colours import AXES
from eigenscope.labs.kit.tensors.numbers import cell_texts
from eigenscope.labs.kit.tensors.tensor_step import Indices, ShownTensor
from eigenscope.labs.kit.tensors.window.matrix_forms import (
    im2col_of,
    toeplitz_entries,
    toeplitz_of,
    weight_columns_of,
)
from eigenscope.labs.kit.tensors.window.tints import NOTHING
from eigenscope.labs.kit.tensors.window.window_items import SMALL, WIDE, WindowItems
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Windowed
from eigenscope.scene.slots import Slot

IM2COL, TOEPLITZ = "im2col", "toeplitz"
MATRIX, VECTOR, OUTPUT = "matrix", "vector", "output"

_WHOLE, _STRIP = (0.35, 14.0), (0.06, 12.0)
"""Least width by height of a matrix and a vector of very many cells, and their longer side."""


@dataclass(frozen=True, eq=False)
class MatrixItems:
    """The items of a convolution as a product of matrices.

    Attributes
    ----------
    windowed
        The convolution; a transposed one has a Toeplitz matrix alone.
    form
        `IM2COL` or `TOEPLITZ`.
    """

    windowed: Windowed
    form: str

    @cached_property
    def window(self) -> WindowItems:
        """Image and kernel as the sliding window has them."""
        return WindowItems(self.windowed)

    @property
    def spread(self) -> bool:
        """Whether the matrix is one of a transposed convolution."""
        return self.windowed.kind == SPREAD

    @cached_property
    def all(self) -> tuple[TensorItem, ...]:
        """Image, kernel, matrix, vector and result."""
        image = self.window.all[0]
        kernel = self.window.weights
        assert kernel is not None
        colours = (OPERAND_A, OPERAND_B) if self.form == IM2COL else (OPERAND_B, OPERAND_A)
        names = self._labels
        return (
            image,
            kernel,
            self._item(MATRIX, names[0], self.matrix, colours[0], AXES[3:5]),
            self._item(VECTOR, names[1], self.vector, colours[1], (AXES[4], AXES[2])),
            self._item(OUTPUT, names[2], self.output, RESULT, (AXES[3], AXES[2])),
        )

    def number(self, name: str) -> int:
        """Return the place of an item among all."""
        return next(k for k, item in enumerate(self.all) if item.name == name)

    @property
    def many(self) -> bool:
        """Whether the matrix has too many cells for numbers: the vectors are strips then."""
        return self.matrix.size > MOST_NUMBERS

    @property
    def image_name(self) -> str:
        """Which of the window's items the image is."""
        return SMALL if self.spread else WIDE

    @cached_property
    def matrix(self) -> Floats:
        """The matrix."""
        return (im2col_of if self.form == IM2COL else toeplitz_of)(self.windowed)

    @cached_property
    def vector(self) -> Floats:
        """What it is multiplied by: the weights, a column for each filter, or the image."""
        if self.form == IM2COL:
            return weight_columns_of(self.windowed)
        return self.windowed.image.numbers.reshape(-1, 1).astype(np.float64)

    @cached_property
    def output(self) -> Floats:
        """The result: a column for each filter, or all in one."""
        numbers = self.windowed.result.numbers.astype(np.float64)
        if self.form == IM2COL:
            return numbers.reshape(len(self.windowed.small), -1).T
        return numbers.reshape(-1, 1)

    @cached_property
    def kernel_cells(self) -> Indices:
        """Which of a filter's cells is at work in each of the matrix, -1 where none is."""
        own = self.window.products.block.count
        if self.form == IM2COL:
            return np.tile(np.arange(self.matrix.shape[1]) % own, (len(self.matrix), 1))
        cells = np.full(self.matrix.shape, NOTHING, dtype=np.int64)
        entries = toeplitz_entries(self.windowed)
        cells[entries.rows, entries.columns] = entries.weights % own
        return cells

    # --- which rows and columns belong to a place ----------------------------------------------

    def line_of(self, sheet: int, place: int) -> int:
        """Return the row that belongs to a small cell; the column in a transposed matrix."""
        return place if self.form == IM2COL else sheet * self.windowed.sliding.count + place

    def small_of(self, line: int, column: int = 0) -> tuple[int, int]:
        """Return the small sheet and the place of a row, or of a column in a transposed matrix."""
        if self.form == IM2COL:
            return column, line
        return divmod(line, self.windowed.sliding.count)

    @property
    def _labels(self) -> tuple[str, str, str]:
        """What matrix, vector and result are called: short, for a vector is narrow."""
        if self.form == IM2COL:
            return "im2col", "w", "y"
        return "Wᵀ" if self.spread else "W", "x", "y"

    @cached_property
    def _width(self) -> float:
        few = [self.vector, self.output, self.matrix]
        texts = tuple(cell_texts(each) for each in few if each.size <= MOST_NUMBERS)
        return min(cell_width(texts), WIDEST)

    def _item(
        self, name: str, label: str, numbers: Floats, slot: Slot, axes: tuple[Slot, ...]
    ) -> TensorItem:
        """Return a matrix, of very many cells wide enough for its colours to be seen."""
        rows, columns = numbers.shape
        width, factor, most = self._width, 1.0, MOST_NUMBERS
        if self.many:
            share, side = _WHOLE if name == MATRIX else _STRIP
            width = max(share * rows / columns, 1.0)
            factor, most = min(side / max(rows, columns * width), 1.0), 0
        block = Block(numbers.shape, width)
        tensor, largest = ShownTensor(label, numbers, "float64"), largest_of(numbers)
        return TensorItem(
            name, tensor, block, block, factor, slot, axes, largest=largest, most=most
        )
