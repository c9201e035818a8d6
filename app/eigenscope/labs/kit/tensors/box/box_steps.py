"""The steps of one or two products on a box: which face holds which of their tensors.

What depends on what is stated once, by the steps' sources: which cells light up follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from eigenscope.labs.kit.tensors.box.box_layout import FLOOR, LEFT, RIGHT, TOP, WALL
from eigenscope.labs.kit.tensors.box.sheet import Sheet
from eigenscope.labs.kit.tensors.box.turns import MOST_CELLS, Reading, Span, Turns, partial_product
from eigenscope.labs.kit.tensors.moving.waves import goes_to, made_of
from eigenscope.labs.kit.tensors.tensor_step import Indices, ShownTensor, TensorStep

_MOST_KNOWN = 256  # cells of which is remembered what belongs to them

Rectangle = tuple[Span, Span]
"""Rows and columns of a face."""

Lit = tuple[tuple[int, Rectangle], ...]
"""Faces, and what is lit on each."""


@dataclass(frozen=True, eq=False)
class BoxSteps:
    """A product, steps that change its result cell by cell or row by row, and a second product.

    Attributes
    ----------
    first
        A @ B, of matrices or of batches of them.
    between
        Steps whose results have the shape of A @ B, in their order.
    second
        What they lead to @ V, if it is multiplied again.
    number
        Which matrix of a batch is shown.
    reading
        In which order products are made.
    most_cells
        How many cells are made one by one; of more, whole rows are.
    """

    first: TensorStep
    between: tuple[TensorStep, ...] = ()
    second: TensorStep | None = None
    number: int = 0
    reading: Reading = "cells"
    most_cells: int = MOST_CELLS
    _sheets: dict[int, Sheet] = field(default_factory=dict)
    _belonging: dict[tuple[int, int, int], Lit] = field(default_factory=dict)
    _partial: dict[tuple[int, int], Sheet] = field(default_factory=dict)

    @cached_property
    def all(self) -> tuple[TensorStep, ...]:
        """The steps, one for each stage."""
        last = () if self.second is None else (self.second,)
        return (self.first, *self.between, *last)

    def product(self, stage: int) -> bool:
        """Tell whether a stage is a product."""
        return self.all[stage] in (self.first, self.second)

    @cached_property
    def turns(self) -> dict[int, Turns]:
        """The turns of each stage that is a product."""
        return {
            stage: Turns(*sheets[0].shape, sheets[1].shape[1], self.reading, self.most_cells)
            for stage in range(len(self.all))
            if self.product(stage)
            for sheets in [[self.sheet(operand) for operand in self.all[stage].operands[:2]]]
        }

    def sheet(self, tensor: ShownTensor) -> Sheet:
        """Return the matrix of a tensor that is shown; the same one each time."""
        key = id(tensor)
        if key not in self._sheets:
            count = int(np.prod(tensor.shape[:-2]))
            self._sheets[key] = Sheet(tensor, self.number % max(count, 1))
        return self._sheets[key]

    def result(self, stage: int) -> Sheet:
        """Return what comes out at a stage."""
        tensor = self.all[stage].result
        assert tensor is not None
        return self.sheet(tensor)

    def partial(self, stage: int, terms: int) -> Sheet:
        """Return what the first terms of a product add up to."""
        turns, step = self.turns[stage], self.all[stage]
        if terms >= turns.k or step.result is None:
            return self.result(stage)
        if (stage, terms) not in self._partial:
            a, b = (self.sheet(operand).numbers for operand in step.operands[:2])
            numbers = partial_product(a, b, terms)
            tensor = ShownTensor(step.result.label, numbers, step.result.dtype)
            self._partial[stage, terms] = Sheet(tensor)
        return self._partial[stage, terms]

    def faces(self, stage: int) -> dict[int, Sheet]:
        """Return what is on the faces while a stage runs; its own result is not there yet."""
        sheets = {LEFT: self.sheet(self.first.operands[0]), TOP: self.sheet(self.first.operands[1])}
        if stage:
            sheets[WALL] = self.result(stage - 1)
        if self.second is not None:
            sheets[FLOOR] = self.sheet(self.second.operands[1])
        return sheets

    def target(self, stage: int) -> int:
        """Return on which face a stage's result is."""
        return RIGHT if self.second is not None and stage == len(self.all) - 1 else WALL

    def operands(self, stage: int) -> tuple[int, ...]:
        """Return on which faces a stage's operands are."""
        if stage == 0:
            return LEFT, TOP
        return (WALL, FLOOR) if self.target(stage) == RIGHT else (WALL,)

    # --- what belongs together -----------------------------------------------------------------

    def belonging(self, stage: int, face: int, cell: int) -> Lit:
        """Return what is lit with a cell of a face: it, and what it is made of or goes into.

        The cell is that of the face's own sheet. One of the wall is first of all a result there.
        """
        key = (stage, face, cell)
        if key not in self._belonging:
            if len(self._belonging) >= _MOST_KNOWN:
                self._belonging.clear()
            parts = self._made_of if face == self.target(stage) else self._goes_into
            self._belonging[key] = tuple(parts(*key))
        return self._belonging[key]

    def _made_of(self, stage: int, face: int, cell: int) -> Iterator[tuple[int, Rectangle]]:
        step, result = self.all[stage], self.result(stage)
        yield face, _rectangle(result, np.array([cell + result.first]))
        sources = made_of(step, cell + result.first)
        for number, operand in enumerate(self.operands(stage)):
            if len(sources[number]):
                yield operand, _rectangle(self.sheet(step.operands[number]), sources[number])

    def _goes_into(self, stage: int, face: int, cell: int) -> Iterator[tuple[int, Rectangle]]:
        if face not in self.operands(stage):
            return
        number, result = self.operands(stage).index(face), self.result(stage)
        own = self.sheet(self.all[stage].operands[number])
        yield face, _rectangle(own, np.array([cell + own.first]))
        goes = goes_to(self.all[stage], number, cell + own.first)
        inside = goes[(goes >= result.first) & (goes < result.first + result.numbers.size)]
        if len(inside):
            yield self.target(stage), _rectangle(result, inside)

    def spoken_of(self, stage: int, face: int, cell: int) -> int | None:
        """Return the cell of a stage's result whose formula tells of a cell of a face."""
        result, target = self.result(stage), self.target(stage)
        for each, ((row, _), (column, _)) in self.belonging(stage, face, cell):
            if each == target:
                return int(row) * result.shape[1] + int(column) + result.first
        return None


def _rectangle(sheet: Sheet, cells: Indices) -> Rectangle:
    """Return the rows and columns of a sheet that hold cells of its tensor."""
    rows, columns = np.divmod(cells - sheet.first, sheet.shape[1])
    return (int(rows.min()), int(rows.max()) + 1), (int(columns.min()), int(columns.max()) + 1)
