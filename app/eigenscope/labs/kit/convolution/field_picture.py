"""Layers side by side, and the cells of each that one cell comes from: its receptive field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import OPERAND_A, RESULT
from eigenscope.labs.kit.convolution.layer_stack import LayerStack
from eigenscope.labs.kit.tensors.arrangement import ROW
from eigenscope.labs.kit.tensors.cells.block_draws import number_labels
from eigenscope.labs.kit.tensors.cells.item_draws import item_draws, item_labels, lights
from eigenscope.labs.kit.tensors.cells.items import TensorItem, block_of
from eigenscope.labs.kit.tensors.pointing import Cell, cell_under
from eigenscope.labs.kit.tensors.step_layout import StepLayout, step_layout
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import short

_TITLE, _WAYS = 0.36, 0.42  # letters of a title in world units, of numbers in heights of a cell
_WIDE = 1.5  # letters of a number in widths of a cell, times how many it has
_LARGEST_SIDE = 9.0  # of a layer, in heights of an ordinary cell
_AXES = (Slot.AXIS, Slot.AXIS)
_JUST = 1e-9
_MANY = 1000  # numbers that are not all looked at


@dataclass(frozen=True, eq=False)
class FieldPicture:
    """The picture of a stack of layers, of which cells light up."""

    stack: LayerStack
    _ways: dict[Cell, tuple[Floats, ...]] = field(default_factory=dict)
    _gradients: dict[Cell, tuple[Floats, ...]] = field(default_factory=dict)
    _sizes: dict[Cell, tuple[float, ...]] = field(default_factory=dict)

    def ways(self, cell: Cell) -> tuple[Floats, ...]:
        """Return in how many ways the cells of the image and of each layer make a cell of one."""
        if cell not in self._ways:
            self._ways[cell] = self.stack.ways(*cell)
        return self._ways[cell]

    def gradients(self, cell: Cell) -> tuple[Floats, ...]:
        """Return how much a cell changes with each cell of the image and of each layer."""
        if cell not in self._gradients:
            self._gradients[cell] = self.stack.gradients(*cell)
        return self._gradients[cell]

    def name(self, cell: Cell, channel: str = "") -> str:
        """Return a cell by its row and column, after its ``channel`` where the program has one."""
        number, flat = cell
        row, column = divmod(flat, self.stack.sides[number])
        return f"{_label(number)}[{channel}{row}, {column}]"

    @property
    def last(self) -> int:
        """The number of the last layer; the image is 0."""
        return len(self.stack.layers)

    @cached_property
    def items(self) -> tuple[TensorItem, ...]:
        """The image and each layer, as blocks without numbers."""
        return tuple(map(self._item, range(self.last + 1)))

    def _item(self, number: int) -> TensorItem:
        side = self.stack.sides[number]
        block = block_of((side, side), 1.0, deep=False)
        slot = RESULT if number == self.last else OPERAND_A
        empty = ShownTensor(_label(number), np.broadcast_to(0.0, (side, side)))
        factor = min(1.0, _LARGEST_SIDE / max(self.stack.sides))  # one scale for all
        return TensorItem(f"layer {number}", empty, block, block, factor, slot, _AXES)

    def layout(self, view: View) -> StepLayout:
        """Return where all stands in a view."""
        return step_layout(self.items, self._signs, view, kinds=(ROW,))

    @property
    def _signs(self) -> tuple[str, ...]:
        if not self.stack.named:
            return ("→",) * self.last
        return tuple(f"{layer.name} →" for layer in self.stack.layers)

    def pointed(self, view: View) -> Cell | None:
        """Return the layer and the cell of it under the pointer."""
        return cell_under(self.items, self.layout(view), view)

    def parts(self, cell: Cell, reached: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels of a cell's field, up to a layer on the way back.

        ``reached`` goes down from the cell's layer to 0, the image; between two layers a frame is
        on its way.
        """
        layout = self.layout(view)
        draws: list[Draw] = []
        labels: list[Label] = []
        nothing = np.zeros(0, np.int64)
        for number, (item, placement) in enumerate(zip(self.items, layout.placements, strict=True)):
            draws += item_draws(item, placement, view, strength=0.0)
            labels += item_labels(item, placement, view, _label(number), cells=nothing)
        draws += self._lit(layout, cell, reached)
        labels += self._numbers(layout, cell, reached, view)
        labels += layout.sign_labels(self._signs, view)
        labels.append(layout.line(self.name(cell), layout.code, view, _TITLE, bold=True))
        return draws, labels

    def _lit(self, layout: StepLayout, cell: Cell, reached: float) -> Iterator[Draw]:
        """Yield the cells of all layers that have been reached, and the frame on its way."""
        ways = self.ways(cell)
        areas = [self._area(layout, number, each) for number, each in enumerate(ways)]
        for number in range(cell[0], -1, -1):
            if number >= reached - _JUST:
                yield from self._field(layout, number, ways[number], areas[number])
            elif number + 1 > reached:
                part = number + 1 - reached
                matrix = areas[number + 1] * (1 - part) + areas[number] * part
                yield _frame_of(matrix, "field on its way")

    def _field(self, layout: StepLayout, number: int, ways: Floats, area: Floats) -> Iterator[Draw]:
        item, placement = self.items[number], layout.placements[number]
        if item.many:
            style = Style(item.slot, opacity=0.3)
            yield Draw(shapes.unit_square(), style, area, name=f"{item.name} light")
        else:
            yield from lights(item, placement, tuple(np.flatnonzero(ways).tolist()))
        yield _frame_of(area, f"field {number}")

    def _area(self, layout: StepLayout, number: int, ways: Floats) -> Floats:
        """Return the matrix that carries the unit square onto all cells that take part."""
        down, across = (np.flatnonzero((ways != 0).any(axis)) for axis in (1, 0))
        block, placement = self.items[number].block, layout.placements[number]
        if not len(down):  # all of them lie in the border
            return np.asarray(placement.matrix() @ np.diag([0.0, 0.0, 1.0, 1.0]))
        wide, high = (float(cells[-1] + 1 - cells[0]) for cells in (across, down))
        left, top = block.left + float(across[0]) * block.width, block.top - float(down[0])
        size = np.diag([wide * block.width, -high, 1.0, 1.0])
        return np.asarray(placement.matrix(left, top) @ size)

    def _letters(self, cell: Cell) -> tuple[float, ...]:
        """Return how large the numbers of the image and of each layer are, so that all fit."""
        if cell not in self._sizes:
            longest = map(_longest, self.gradients(cell))
            self._sizes[cell] = tuple(min(_WAYS, _WIDE / count) for count in longest)
        return self._sizes[cell]

    def _numbers(
        self, layout: StepLayout, cell: Cell, reached: float, view: View
    ) -> Iterator[Label]:
        """Yield how much each cell counts, of all layers that have been reached."""
        both = zip(self.ways(cell), self.gradients(cell), strict=True)
        for number, (ways, gradients) in enumerate(both):
            if number >= reached - _JUST:
                yield from number_labels(
                    self.items[number].block,
                    layout.placements[number],
                    partial(_written, gradients),
                    view,
                    np.flatnonzero(ways),
                    letters=self._letters(cell)[number],
                )


def _written(gradients: Floats, cell: int) -> str:
    return short(float(gradients.flat[cell]), 2)


def _longest(gradients: Floats) -> int:
    """Return how many characters the longest number has; of very many, the outermost."""
    values = np.unique(gradients)
    outermost = values if len(values) <= _MANY else values[[0, -1]]
    return max(len(_written(outermost, place)) for place in range(len(outermost)))


def _label(number: int) -> str:
    return f"layer{number}" if number else "image"


def _frame_of(matrix: Floats, name: str) -> Draw:
    return Draw(shapes.unit_square_outline(), Style(Slot.INK, 2.0), matrix, name=name)
