"""A convolution's matrix as draws: hues, rows that come, the line of the window's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats, Pixels
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.block_draws import block_draws
from eigenscope.labs.kit.tensors.cells.headings import axis_draws
from eigenscope.labs.kit.tensors.cells.item_draws import item_draws, lights
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.mosaic import cell_colours
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.labs.kit.tensors.window.matrix_items import (
    IM2COL,
    MATRIX,
    OUTPUT,
    TOEPLITZ,
    VECTOR,
    MatrixItems,
)
from eigenscope.labs.kit.tensors.window.tints import hues, kernel_tints, opaque, tint, window_tints
from eigenscope.labs.kit.tensors.window.window_draws import WindowDraws
from eigenscope.labs.kit.tensors.window.window_items import WEIGHTS, WIDE
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot

_LIT = 0.42
_OUTLINE = 2.0


@dataclass(frozen=True, eq=False)
class MatrixDraws:
    """The items of a convolution's matrix in one layout."""

    items: MatrixItems
    layout: StepLayout
    _vectors: dict[int, Picture] = field(default_factory=dict)
    _strips: dict[str, Picture] = field(default_factory=dict)

    def of(self, name: str) -> tuple[TensorItem, Placement]:
        """Return an item and where it stands."""
        number = self.items.number(name)
        return self.items.all[number], self.layout.placements[number]

    @cached_property
    def window(self) -> WindowDraws:
        """The draws of image and kernel."""
        layout = replace(self.layout, placements=self.layout.placements[:2])
        return WindowDraws(self.items.window, layout)

    @cached_property
    def _hues(self) -> Pixels:
        kernel = self.items.windowed.sliding.kernel
        count = kernel[0] * kernel[1]
        return hues(count, self.items.window.products.block.count // count)

    @cached_property
    def _strong(self) -> Pixels:
        """The same colours for cells that are too small for numbers."""
        return opaque(self._hues) if self.items.many else self._hues

    # --- what rests ----------------------------------------------------------------------------

    def still(self, view: View, lines: int, done: int) -> Iterator[Draw]:
        """Yield all blocks; ``lines`` places have theirs in the matrix, ``done`` the result."""
        image, kernel = self.items.all[:2]
        yield from self.window.image(image, self.layout.placements[0], view)
        yield from self._kernel_hues()
        yield from item_draws(kernel, self.layout.placements[1], view)
        matrix, placement = self.of(MATRIX)
        yield Draw(self._tint, Style(matrix.slot), placement.matrix(), name="matrix hues")
        yield from self._hidden(lines)
        yield from block_draws(matrix.block, placement, MATRIX, matrix.slot)
        yield from axis_draws(matrix.block, placement, matrix.axes, MATRIX, 1 / matrix.factor)
        for name in (VECTOR, OUTPUT):
            if self.items.many:
                yield from self._strip(name)
            else:
                yield from item_draws(*self.of(name), view)
        if self.items.form == IM2COL:
            vector, placement = self.of(VECTOR)
            yield Draw(self._column, Style(vector.slot), placement.matrix(), name="vector hues")

    @cached_property
    def _tint(self) -> Picture:
        """The hue of every cell of the matrix; of very many cells of im2col the numbers'."""
        item, _ = self.of(MATRIX)
        cells = self.items.kernel_cells
        if self.items.form == IM2COL and self.items.many:
            return _coloured(item)
        if self.items.form == IM2COL:  # a column has one
            cells = cells[:1]
        return tint(cells, self._strong, item.block.width, item.block.shape)

    @cached_property
    def _column(self) -> Picture:
        """The hues of the weights as a column."""
        block = self.of(VECTOR)[0].block
        cells = self.items.kernel_cells[0][:, None]
        return tint(cells, self._hues, block.width, block.shape)

    def _strip(self, name: str) -> Iterator[Draw]:
        """Yield a vector of very many cells: its colours and its border."""
        item, placement = self.of(name)
        if name not in self._strips:
            self._strips[name] = _coloured(item)
        picture = self._strips[name]
        yield Draw(picture, Style(item.slot), placement.matrix(), name=f"{name} strip")
        area = self.area(name, (0, 0), (item.block.rows, item.block.columns))
        yield Draw(shapes.unit_square_outline(), Style(item.slot), area, name=f"{name} border")

    def _kernel_hues(self) -> Iterator[Draw]:
        item, placement = self.of(WEIGHTS)
        matrix = placement.matrix(item.block.left, item.block.top)
        for picture in self._kernel_pictures:
            yield Draw(picture, Style(item.slot), matrix, name="kernel hues")

    @cached_property
    def _kernel_pictures(self) -> tuple[Picture, ...]:
        item, _ = self.of(WEIGHTS)
        home = item.block.put(0.0, 0.0)
        return kernel_tints(home, self.items.windowed.sliding, self._hues)

    def _hidden(self, lines: int) -> Iterator[Draw]:
        """Yield what hides the lines of a matrix that are not there yet."""
        count = self.items.windowed.sliding.count
        if lines >= count:
            return
        rows, columns = self.items.matrix.shape
        sheets = 1 if self.items.form == IM2COL else len(self.items.windowed.small)
        for sheet in range(sheets):
            first = sheet * count + lines
            size = (rows, count - lines) if self.items.spread else (count - lines, columns)
            corner = (0, first) if self.items.spread else (first, 0)
            area = self.area(MATRIX, corner, size)
            style = Style(Slot.BACKGROUND)
            yield Draw(shapes.unit_square(), style, area, name="matrix cover")

    # --- a place of the window -----------------------------------------------------------------

    def area(self, name: str, corner: tuple[int, int], size: tuple[int, int]) -> Floats:
        """Return the matrix that carries the unit square onto rows and columns of an item."""
        item, placement = self.of(name)
        wide, high = size[1] * item.block.width, float(size[0])
        left, top = corner[1] * item.block.width, -float(corner[0])
        matrix = placement.matrix(left + item.block.left, top - high + item.block.top)
        return np.asarray(matrix @ np.diag([wide, high, 1.0, 1.0]))

    def line(self, sheet: int, place: int) -> Iterator[Draw]:
        """Yield the row of a place with a border, or the column in a transposed matrix."""
        rows, columns = self.items.matrix.shape
        line = self.items.line_of(sheet, place)
        spread = self.items.spread
        corner, size = ((0, line), (rows, 1)) if spread else ((line, 0), (1, columns))
        style = Style(Slot.INK, _OUTLINE)
        outline = shapes.unit_square_outline()
        yield Draw(outline, style, self.area(MATRIX, corner, size), name="line")
        if self.items.form == IM2COL:
            corner, size = (0, sheet), (len(self.items.vector), 1)
        elif spread:
            corner, size = (line, 0), (1, 1)
        else:
            corner, size = (0, 0), (len(self.items.vector), 1)
        yield Draw(outline, style, self.area(VECTOR, corner, size), name="vector line")

    def result(self, sheet: int, place: int) -> Iterator[Draw]:
        """Yield the cell of the result lit that belongs to a place."""
        if self.items.spread:
            return
        corner = (
            (place, sheet) if self.items.form == IM2COL else (self.items.line_of(sheet, place), 0)
        )
        style = Style(self.of(OUTPUT)[0].slot, opacity=_LIT)
        area = self.area(OUTPUT, corner, (1, 1))
        yield Draw(shapes.unit_square(), style, area, name="output light")

    def covered(self, row: float, column: float) -> Iterator[Draw]:
        """Yield the hues of the window on the image, its first cell at a row and a column."""
        item, placement = self.of(WIDE)
        matrix = placement.matrix(item.block.left + column * item.block.width, item.block.top - row)
        for picture in self._window_pictures if not item.many else ():
            yield Draw(picture, Style(item.slot), matrix, name="window hues")
        yield from self.window.outline(row, column, self._channels)

    @cached_property
    def _window_pictures(self) -> tuple[Picture, ...]:
        item, _ = self.of(WIDE)
        home, sliding = item.block.put(0.0, 0.0), self.items.windowed.sliding
        return window_tints(home, sliding, self._channels, self._hues)

    @cached_property
    def _channels(self) -> tuple[int, ...]:
        """The sheets that the window lies on: a row of im2col takes the cells of all of them."""
        windowed = self.items.windowed
        if self.items.form == IM2COL:
            return tuple(range(len(windowed.wide)))
        return tuple(windowed.channels(self.items.window.sheet))

    def framed(self, name: str, cells: tuple[int, ...]) -> Iterator[Draw]:
        """Yield cells of an item with a border: a face would hide their hues."""
        item, placement = self.of(name)
        yield from lights(replace(item, most=0), placement, cells)

    def vector_hues(self, sheet: int, place: int) -> Iterator[Draw]:
        """Yield the hues of the cells of vec(X), or of the result, that a place has to do with."""
        if self.items.form != TOEPLITZ:
            return
        item, placement = self.of(OUTPUT if self.items.spread else VECTOR)
        line = self.items.line_of(sheet, place)
        if line not in self._vectors:
            own = self.items.kernel_cells
            cells = own[:, line] if self.items.spread else own[line]
            self._vectors[line] = tint(
                cells[:, None], self._strong, item.block.width, item.block.shape
            )
        picture = self._vectors[line]
        yield Draw(picture, Style(item.slot), placement.matrix(), name="cells in the window")


def _coloured(item: TensorItem) -> Picture:
    """Return the numbers of a matrix as colours."""
    assert item.tensor is not None
    colours = cell_colours(item.tensor.numbers, item.largest)
    cells = np.arange(item.block.count).reshape(item.block.shape)
    return tint(cells, colours, item.block.width, item.block.shape)
