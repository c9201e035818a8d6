"""Elimination as a picture: rows are combined, and their lines turn about what solves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.elimination import ADD, SCALE, SWAP, Step
from eigenscope.exact.rounding import as_floats, scaled_floats
from eigenscope.exact.types import ExactRows
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import is_dot
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.readout_makers import matrix_readout, text_readout
from eigenscope.labs.kit.running import Running, running
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.systems import colours, legends, program
from eigenscope.labs.systems.equations import entry_text, equation_text, operation_text
from eigenscope.labs.systems.flats import Flats, Unit
from eigenscope.labs.systems.readouts import system_readouts
from eigenscope.labs.systems.row_words import is_one, set_words
from eigenscope.labs.systems.rows import RowPicture, equation_label, extent_of, solution_labels
from eigenscope.labs.systems.story import NOW, SystemStory
from eigenscope.labs.systems.system import System, span, unit_row
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, sentences

_SECONDS = {ADD: 1.0, SCALE: 0.5, SWAP: 0.7}  # of a step; a scaled equation has the same line
_FARTHEST = 1e100  # of a line that nobody can see, so that infinities do not meet
_REST = 0.15  # of a step, at its end: time to read what has become of the row

_TURNS = {
    (2, 0): "{operation}: {name} is eliminated from row {row}; its line turns about the solution.",
    (3, 0): "{operation}: {name} is eliminated from row {row}; its plane turns about a line "
    "through the solution.",
    (3, 1): "{operation}: {name} is eliminated from row {row}; its plane turns about the solution "
    "line.",
}
"""What becomes of a row from which another is subtracted, by the unknowns and the free ones."""


@dataclass(frozen=True, eq=False)
class EliminationPicture(SystemStory):
    """The row operations one after another; none of them moves the solutions."""

    system: System

    @property
    def dimensions(self) -> int:
        """2, or 3 for three unknowns."""
        return 3 if self.system.shape[1] == 3 else 2

    @cached_property
    def flats(self) -> Flats:
        """What draws the equations."""
        return RowPicture(self.system).flats

    @cached_property
    def _stages(self) -> tuple[ExactRows, ...]:
        return self.system.elimination.stages()

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each step."""
        steps = self.system.elimination.steps
        if not steps:
            return even(1, self._conclusion())
        stages = (
            Stage(self._operation(step), _SECONDS[step.operation.kind], moving=1 - _REST)
            for step in steps
        )
        before = Words("Row operations change the equations, but not their solutions.")
        return Timeline(tuple(stages), before, self._conclusion())

    def _now(self, t: float) -> tuple[int, Step | None, float]:
        """Return which step is under way, from 0, and how far it is, 0…1."""
        steps = self.system.elimination.steps
        if not steps:
            return 0, None, 1.0
        index, _ = self.timeline.at(t)
        return index, steps[index], self.timeline.part(index, t)

    @cached_property
    def _units(self) -> tuple[tuple[Unit | None, ...], ...]:
        """The unit form of every row at every stage."""
        return tuple(tuple(unit_row(row) for row in rows) for rows in self._stages)

    @cached_property
    def _changes(self) -> tuple[Floats, ...]:
        """Each step's changed row before and after, (2, n + 1), on one scale."""
        pairs = []
        for before, step in zip(self._stages, self.system.elimination.steps, strict=False):
            pair = (before[step.operation.row], step.rows[step.operation.row])
            scaled = scaled_floats(pair, [entry for row in pair for entry in row[:-1]])
            pairs.append(np.clip(scaled, -_FARTHEST, _FARTHEST))
        return tuple(pairs)

    @cached_property
    def _arrays(self) -> tuple[Floats, ...]:
        return tuple(as_floats(rows) for rows in self._stages)

    @cached_property
    def _moving(self) -> Running:
        """How entries are written that are being changed."""
        return running(self._arrays)

    def _units_at(self, t: float) -> list[Unit | None]:
        """Return the rows' unit forms; one that is being changed is between before and after."""
        index, step, part = self._now(t)
        if step is None:
            return list(self._units[0])
        units = list(self._units[index + (part >= 0.5)])
        if step.operation.kind == ADD:
            changed = step.operation.row
            before, after = self._changes[index]
            if part in (0.0, 1.0):
                units[changed] = self._units[index + int(part)][changed]
            else:
                units[changed] = _unit(before + (after - before) * part)
        return units

    def _array_at(self, t: float) -> Floats:
        """Return the augmented matrix at a time, (m, n + 1)."""
        index, step, part = self._now(t)
        if step is None:
            return self._arrays[0]
        if step.operation.kind == SWAP or part in (0.0, 1.0):
            return self._arrays[index + (part >= 0.5)]
        with np.errstate(over="ignore", invalid="ignore"):
            mixed = self._arrays[index] * (1 - part) + self._arrays[index + 1] * part
        return np.where(np.isnan(mixed), self._arrays[index + 1], mixed)

    def frame(self, t: float, view: View) -> Frame:
        """Return the equations at a time; those that take part are drawn stronger."""
        index, step, part = self._now(t)
        busy = step is not None and t > 0 and 0 < part < 1
        taking = {step.operation.row, step.operation.other} if step is not None and busy else set()
        draws = [*standing_grid(view, self.dimensions)]
        labels = [*axis_numbers(view, self.dimensions)]
        solutions = [*self._solutions(view)]
        draws += [draw for draw in solutions if not is_dot(draw)]
        units = self._units_at(t)
        for k, unit in enumerate(units):
            if unit is not None:
                width, shown = (
                    3.2 if k in taking else 2.2,
                    1.0 if k in taking or not taking else 0.6,
                )
                style = Style(colours.EQUATIONS[k], width, shown)
                draws += self.flats.equation(unit, style, f"equation {k + 1}", view)
            labels += self._label(k, unit, t, view)
        draws += self.flats.crossings(units)
        draws += [draw for draw in solutions if is_dot(draw)]
        resting = self._units[index + (step is not None and part >= 0.5)]
        labels += solution_labels(self.system, self.flats, resting)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _label(self, k: int, unit: Unit | None, t: float, view: View) -> Iterator[Label]:
        index, step, part = self._now(t)
        exact = self.system.elimination.exact
        shown = self._stages[index + (part >= 0.5)] if step is not None else self._stages[0]
        text = ""
        changing = step is not None and t > 0 and 0 < part < 1 and step.operation.row == k
        if step is not None and changing and step.operation.kind == ADD:
            text = operation_text(step.operation, exact)
        yield from equation_label(self.flats, shown[k], unit, k, exact, view, text)

    def _solutions(self, view: View) -> Iterator[Draw]:
        if self.system.solvable:
            basis = span(self.system.elimination.null_basis, self.system.shape[1])
            yield from self.flats.solutions(self.system.nearest, basis, view, 1.0)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the row operation and the augmented matrix, then what is known of the system."""
        index, step, _ = self._now(t)
        elimination = self.system.elimination
        now = []
        if step is not None:
            values = {
                "operation": operation_text(step.operation, elimination.exact),
                "step": str(index + 1),
                "steps": str(len(elimination.steps)),
            }
            text = Words("{operation}, step {step} of {steps}", values)
            if t <= 0:
                text = Words("none yet")
            now.append(text_readout("now.operation", NOW, "Row operation", text, live=True))
        augmented = matrix_readout(
            "now.augmented",
            NOW,
            "[A | b]",
            self._array_at(t),
            live=True,
            variable="R",
            tip="The coefficients of the equations; the last column is the right-hand side.",
        )
        augmented = replace(augmented, matrix=self._texts(t), factor="")
        slot = colours.SOLUTIONS if self.system.solvable else None
        return (*now, augmented, *system_readouts(self.system, slot))

    def _texts(self, t: float) -> tuple[tuple[str, ...], ...]:
        """Return the augmented matrix as it is read: in decimals as long as a row is changing."""
        index, step, part = self._now(t)
        exact = self.system.elimination.exact
        if step is not None and step.operation.kind != SWAP and 0 < part < 1:
            return tuple(tuple(map(self._moving, row)) for row in self._array_at(t).tolist())
        resting = self._stages[index + (step is not None and part >= 0.5)]
        return tuple(tuple(entry_text(entry, exact) for entry in row) for row in resting)

    def _operation(self, step: Step) -> Words:
        """Return a row operation in words."""
        elimination, operation = self.system.elimination, step.operation
        values = {
            "operation": operation_text(operation, elimination.exact),
            "row": str(operation.row + 1),
            "other": str(operation.other + 1),
        }
        if operation.kind == SWAP:
            return Words("{operation}: row {row} and row {other} change places.", values)
        if operation.kind == SCALE:
            return Words("{operation}: the pivot becomes 1; the picture stays as it is.", values)
        unknowns = "xyz"[: self.system.shape[1]]
        cleared = next(
            (name for name, value in zip(unknowns, elimination_column(step), strict=True) if value),
            "",
        )
        values["name"] = cleared
        if self.system.solvable and not any(step.rows[operation.row]):
            return Words("{operation}: row {row} becomes 0 = 0.", values)
        turns = (len(unknowns), len(elimination.null_basis))
        if self.system.solvable and turns in _TURNS:
            return Words(_TURNS[turns], values)
        return Words("{operation}: {name} is eliminated from row {row}.", values)

    def _conclusion(self) -> Words:
        """Return what can be read off at the end."""
        elimination = self.system.elimination
        wrong = next((row for row in elimination.reduced if not any(row[:-1]) and row[-1]), None)
        if wrong is not None:
            text = equation_text(wrong, elimination.exact)
            return Words("One row reads {text}, which is never true: no solution.", {"text": text})
        values = {"set": set_words(self.system.shape[1], elimination)}
        solved = Words("Reduced: {set} solve the system.", values)
        if is_one(elimination):
            solved = Words("Reduced: {set} solves the system.", values)
        zeros = sum(not any(row) for row in elimination.reduced)
        if not zeros:
            return solved
        note = Words(
            "One row reads 0 = 0: it adds nothing.",
            {"count": zeros},
            plural="{count} rows read 0 = 0: they add nothing.",
        )
        return sentences([solved, note])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.ROWS

    def prepared(self) -> str:
        """Return the program's beginning."""
        return program.elimination(self.system)

    def extent(self) -> Floats:
        """Return the ball in which the equations are seen, and the origin."""
        return extent_of(self.flats)


def _unit(row: Floats) -> Unit | None:
    """Return the unit form of a row of floats (n + 1,) of moderate size."""
    length = float(np.linalg.norm(row[:-1]))
    return (row[:-1] / length, float(row[-1] / length)) if length > 1e-12 else None


def elimination_column(step: Step) -> tuple[bool, ...]:
    """Return, for each unknown, whether it is the pivot by which a row is cleared."""
    source = step.rows[step.operation.other][:-1]
    first = next((k for k, value in enumerate(source) if value), 0)
    return tuple(k == first for k in range(len(source)))
