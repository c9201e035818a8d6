"""What a step's picture lights up and says of single cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.moving.telling import telling_cell
from eigenscope.labs.kit.tensors.moving.waves import Wave, Waves, goes_to, made_of
from eigenscope.labs.kit.tensors.pointing import Cell
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.sources.step_cells import index_text
from eigenscope.labs.kit.tensors.tensor_step import TensorStep

_MOST_CHOSEN = 2_500  # cells that are marked as those that are taken


@dataclass(frozen=True, eq=False)
class StepSpeech:
    """What is said of a step's cells, at moments of its motion."""

    step: TensorStep
    items: Sequence[TensorItem]
    waves: Waves

    def lit(self, part: float, flight: float, pointed: Cell | None) -> dict[int, tuple[int, ...]]:
        """Return the cells that are lit, by the numbers of items.

        Those that belong to a cell that is pointed at, or at rest to the one that the formula
        speaks of; else those from which the cells of a wave come.
        """
        spoken = self.spoken_of(part, flight, None) if part >= 1 else None
        if pointed is not None:
            return self._belonging(pointed)
        if spoken is not None:
            return self._belonging((len(self.items) - 1, spoken))
        lit: dict[int, set[int]] = {}
        if self.waves.kind in ("turn", "fold"):
            for wave in self._playing(flight):
                for move in wave.moves:
                    lit.setdefault(move.operand, set()).update(move.sources.tolist())
        return {number: tuple(sorted(cells)) for number, cells in lit.items()}

    def _belonging(self, pointed: Cell) -> dict[int, tuple[int, ...]]:
        number, cell = pointed
        lit: dict[int, tuple[int, ...]] = {number: (cell,)}
        last = len(self.items) - 1
        if number != last:
            return {**lit, last: tuple(goes_to(self.step, number, cell).tolist())}
        for operand, cells in enumerate(made_of(self.step, cell)):
            lit[operand] = tuple(sorted(set(cells.tolist())))
        return {operand: cells for operand, cells in lit.items() if cells}

    @cached_property
    def taken(self) -> dict[int, tuple[int, ...]]:
        """The cells that a step takes of operands of which it leaves others."""
        taken: dict[int, tuple[int, ...]] = {}
        if self.step.operation == "[]=":  # it takes nothing out
            return taken
        for number, (operand, sources) in enumerate(
            zip(self.step.operands, self.step.sources or (), strict=False)
        ):
            if sources is None or sources.shape[1:] != (1,) or self.waves.kind != "fly":
                continue
            cells = np.unique(sources[sources >= 0])
            if 0 < len(cells) < min(operand.numbers.size, _MOST_CHOSEN):
                taken[number] = tuple(cells.tolist())
        return taken

    def spoken_of(self, part: float, flight: float, pointed: Cell | None) -> int | None:
        """Return the cell of the result whose formula is written."""
        if self.step.result is None or not self.items[-1].block.count:
            return None
        if pointed is not None:
            if pointed[0] == len(self.items) - 1:
                return pointed[1]
            cells = goes_to(self.step, *pointed)
            return int(cells[0]) if len(cells) else None
        if not self.step.operands or self.waves.kind == "fade":
            return None
        if part >= 1:
            return self._telling
        if self.waves.kind == "turn":
            done = (wave.done for wave in self._playing(flight) if len(wave.done))
            return next((int(cells[0]) for cells in done), None)
        there = self.waves.kind == "fly" and self._telling in self.waves.done(flight)
        return self._telling if there and part > 0 else None

    def copies(self, part: float, pointed: Cell | None) -> dict[int, int]:
        """Return the copies that a result's cell is made from, by the numbers of operands."""
        cell = self.spoken_of(part, 1.0, pointed) if pointed is not None or part >= 1 else None
        if cell is None:
            return {}
        return {number: cell for number, item in enumerate(self.items) if item.stretched}

    def _playing(self, flight: float) -> Iterator[Wave]:
        return (wave for wave in self.waves.waves if 0 < wave.part(flight) < 1)

    @cached_property
    def _telling(self) -> int:
        return telling_cell(self.step)

    def formula(self, cell: int) -> str:
        """Return how a cell is made, and which it is."""
        return cell_formula(self.step, cell)


def cell_formula(step: TensorStep, cell: int) -> str:
    """Return how a cell of a step's result is made, and which it is."""
    result, said = step.result, formula(step, cell)
    if result is None or not result.shape or result.label.isidentifier():
        return said
    return f"{index_text(result.shape, cell)} = {said}"
