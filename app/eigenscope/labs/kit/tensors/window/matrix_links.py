"""What belongs together in a convolution's matrix: row and window, a weight and its entries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.labs.kit.tensors.cells.sheets import Flags
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.labs.kit.tensors.window.matrix_items import (
    IM2COL,
    MATRIX,
    OUTPUT,
    VECTOR,
    MatrixItems,
)
from eigenscope.labs.kit.tensors.window.window_items import SMALL, WEIGHTS, WIDE


@dataclass(frozen=True)
class MatrixLinks:
    """The links between the items; a cell is named by its item and its flat index."""

    items: MatrixItems

    def place_of(self, pointed: tuple[str, int] | None) -> tuple[int, int] | None:
        """Return the small sheet and the place that something points at."""
        if pointed is None:
            return None
        name, cell = pointed
        columns = self.items.all[self.items.number(name)].block.columns
        row, column = divmod(cell, columns)
        if name == SMALL:
            return divmod(cell, self.items.windowed.sliding.count)
        if name == MATRIX:
            return self.items.small_of(column if self.items.spread else row)
        if name == OUTPUT and not self.items.spread:
            return self.items.small_of(row, column)
        if name == VECTOR and self.items.spread:
            return self.items.small_of(row)
        return None

    def entries_of(self, pointed: tuple[str, int]) -> Indices:
        """Return the cells of the matrix that a cell of image, kernel or vector goes into."""
        name, cell = pointed
        none = np.zeros(0, dtype=np.int64)
        own = self.items.kernel_cells
        if name == WEIGHTS:
            return np.flatnonzero(self._same_weight(cell).reshape(-1))
        if name == WIDE:
            return self._of_image(cell)
        if name == VECTOR and self.items.form == IM2COL:
            rows, columns = self.items.matrix.shape
            return np.asarray(np.arange(rows) * columns + cell // self.items.vector.shape[1])
        if name in (VECTOR, OUTPUT):
            line = own[:, cell] if name == VECTOR else own[cell]
            at, width = np.flatnonzero(line >= 0), own.shape[1]
            return np.asarray(at * width + cell if name == VECTOR else cell * width + at)
        return none

    def _same_weight(self, cell: int) -> Flags:
        """Return for each entry of the matrix whether it belongs to a cell of the kernel."""
        windowed, own = self.items.windowed, self.items.kernel_cells
        sheet, within = divmod(cell, self.items.window.products.block.count)
        if self.items.form == IM2COL:
            same = np.zeros(own.shape, dtype=bool)
            first = windowed.channels(sheet).start * windowed.sliding.offsets.size
            same[:, first + within] = True
            return same
        lines = np.arange(own.shape[1] if self.items.spread else own.shape[0])
        of_sheet = lines // windowed.sliding.count == sheet
        return np.asarray((own == within) & (of_sheet if self.items.spread else of_sheet[:, None]))

    def _of_image(self, cell: int) -> Indices:
        size = self.items.windowed.sliding.border.size
        channel, within = divmod(cell, size)
        if self.items.form == IM2COL:
            kernel = self.items.windowed.sliding.offsets.size
            pairs = self.items.windowed.sliding.covering(within)
            width = self.items.matrix.shape[1]
            return np.asarray(pairs[:, 0] * width + channel * kernel + pairs[:, 1])
        origin = int(self.items.windowed.origins[within])
        if origin < 0:
            return np.zeros(0, dtype=np.int64)
        rows, columns = self.items.windowed.sliding.size
        return self.entries_of((VECTOR, channel * rows * columns + origin))
