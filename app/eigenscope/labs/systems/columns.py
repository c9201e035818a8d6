"""The column picture: the columns, each taken some times and set tip to tail, try to reach b."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.elimination import INFINITE
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import ORIGIN, arrow, segment
from eigenscope.labs.kit.embedding import Embedding, embedding_of
from eigenscope.labs.kit.readout_makers import matrix_readout
from eigenscope.labs.kit.running import Running, running
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.kit.tip_labels import middle_label, tip_label
from eigenscope.labs.systems import colours, legends, program
from eigenscope.labs.systems.drawn_columns import DrawnColumns, column_name
from eigenscope.labs.systems.equations import entry_text
from eigenscope.labs.systems.readouts import REACHED, solution_line, system_readouts
from eigenscope.labs.systems.story import (
    NOW,
    TOO_LARGE,
    SystemStory,
    drawable,
    not_whole,
    share,
)
from eigenscope.labs.systems.system import System
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, say, sentences


@dataclass(frozen=True, eq=False)
class ColumnPicture(SystemStory):
    """b as a combination of the columns, or what comes nearest."""

    system: System

    @property
    def dimensions(self) -> int:
        """2 or 3."""
        return self.embedding.dimensions

    @cached_property
    def embedding(self) -> Embedding:
        """Where vectors of ℝᵐ stand."""
        system = self.system
        return embedding_of(np.stack([system.right, *system.matrix.T]), system.shape[0])

    @cached_property
    def _arrows(self) -> DrawnColumns:
        return DrawnColumns(self.system, self.embedding)

    @cached_property
    def tips(self) -> Floats:
        """Where the chain of scaled columns stands after none, one, … all of them, (n + 1, 3)."""
        scaled = self._arrows.columns * self.system.nearest[:, None]
        return np.concatenate([np.zeros((1, 3)), np.cumsum(scaled, axis=0)])

    @cached_property
    def _combined(self) -> bool:
        return self._arrows.drawable and drawable(self.system.nearest) and drawable(self.tips)

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each column."""
        count = self.system.shape[1]
        if not self._combined:
            return even(count, TOO_LARGE)
        words = "Can the columns, each scaled by a number, be joined tip to tail to reach b?"
        stages = tuple(Stage(self._grows(k)) for k in range(count))
        return Timeline(stages, Words(words), self._conclusion())

    def _grows(self, index: int) -> Words:
        exact = self.system.exact_nearest
        times = tidy(float(self.system.nearest[index]))
        if exact is not None:
            times = entry_text(exact[index], exact=True)
        name = column_name(index)
        values = {"name": name, "end": f"{times} {name}"}
        if times == "0":
            return Words("{name} is scaled by 0: nothing is added.", values)
        if index == 0 and times == "1":
            return Words("{name} grows from 0 to its own length.", values)
        if index == 0:
            return Words("{name} grows from 0 to {end}.", values)
        if times == "1":
            words = "At the tip of the sum so far, {name} grows from 0 to its own length."
            return Words(words, values)
        return Words("At the tip of the sum so far, {name} grows from 0 to {end}.", values)

    def frame(self, t: float, view: View) -> Frame:
        """Return the columns at the origin, and the chain as far as it has come."""
        draws, labels = self._arrows.ground(view)
        if self._arrows.drawable:
            draws += self._arrows.still(view, self.tips if self._combined else ORIGIN[None])
            draws += self._arrows.b()
            labels += self._arrows.names(view)
        if self._combined:
            draws += self._chain(t, view, labels)
            if t >= 1 and not self.system.solvable:
                draws += self._gap(view, labels)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _chain(self, t: float, view: View, labels: list[Label]) -> Iterator[Draw]:
        """Yield the columns that have been set tip to tail, and the one that grows at their tip."""
        for k, weight in enumerate(map(float, self._weights(t))):
            tail, vector = self.tips[k], self._arrows.columns[k] * weight
            if not np.any(vector):
                continue
            yield from arrow(f"columns {k + 1} scaled", vector, colours.COLUMNS[k], tail, 4.0)
            name = column_name(k)
            grown = self.timeline.part(k, t) >= 1
            times = tidy(weight, 2) if grown else self._taken(weight)
            if not (times == "1" and not np.any(tail)):
                text = name if times == "1" else f"{times} {name}"
                labels.append(
                    middle_label(
                        text, vector, colours.COLUMNS[k], view, tail, share=0.5, priority=7
                    )
                )

    @cached_property
    def _taken(self) -> Running:
        """How it is written how often a column has been taken."""
        return running(self.system.nearest)

    @cached_property
    def _reached(self) -> Running:
        """How it is written where the columns lead."""
        return running([*map(self.system.product, map(self._weights, self.timeline.stops))])

    def _weights(self, t: float) -> Floats:
        """Return how often each column has been taken at a time, (n,)."""
        nearest = self.system.nearest
        return share(nearest, [self.timeline.part(k, t) for k in range(len(nearest))])

    def _gap(self, view: View, labels: list[Label]) -> Iterator[Draw]:
        start, end = self.tips[-1], self._arrows.right
        yield from segment("gap", start, end, colours.RESIDUAL, 3.0)
        size = self.system.distance(self.system.nearest)
        text = say(Words("gap {size}", {"size": tidy(size, 3)}))
        labels.append(
            middle_label(text, end - start, colours.RESIDUAL, view, start, share=0.5, priority=7)
        )
        labels.append(tip_label("Ax̂", start, Slot.INK, view, priority=6))

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return how often each column has been taken and where that leads."""
        weights = self._weights(t)
        reached = self.system.product(weights)
        if t >= 1 and self.system.solvable:
            reached = self.system.right
        return (
            matrix_readout(
                "now.weights",
                NOW,
                "Coefficients so far",
                weights,
                self._taken,
                live=True,
                **solution_line(self.system, program.pivot_columns(self.system)),
            ),
            matrix_readout(
                "now.sum",
                NOW,
                "Sum so far",
                reached,
                self._reached,
                live=True,
                line=REACHED,
                tip="The sum of the columns scaled so far.",
            ),
            *system_readouts(self.system, slot=None),
        )

    def _conclusion(self) -> Words:
        words: Text = "The columns reach b in exactly one way."
        if not self.system.solvable:
            words = "b is not in the column space: Ax̂ is the nearest point of it."
        elif self.system.elimination.kind == INFINITE:
            words = "The columns reach b in infinitely many ways: they are dependent."
        return sentences([words, *not_whole(self.embedding)])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.COLUMNS

    def prepared(self) -> str:
        """Return the program's beginning."""
        return program.elimination(self.system)

    def extent(self) -> Floats:
        """Return all arrows' ends."""
        points = self._arrows.extent()
        return np.concatenate([points, self.tips]) if self._combined else points

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the tips of b and of the columns, where the picture's coordinates are theirs."""
        return self._arrows.handles()
