"""What happens in a table picture, told beat by beat.

Every operation, whatever it computes, is told in beats: at each some blocks of cells are lit, some
results stand in their cells, and a formula says what is computed. Beats are made once, when the
inputs change; a frame only looks up its beat and lets the lights glide there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from eigenscope.exact.matrix_operations import Results
from eigenscope.labs.kit.cells import Texts
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

Block = tuple[float, float, float, float]
"""First row, first column, rows, columns."""


@dataclass(frozen=True)
class Highlight:
    """A block of a table's cells that is lit; the same name at the next beat glides there."""

    name: str
    table: str
    block: Block
    slot: Slot
    strength: float = 0.2


@dataclass(frozen=True)
class Live:
    """What has been computed at this moment: what it is called, and its number or numbers."""

    label: Text
    table: Results


@dataclass(frozen=True)
class Beat:
    """A moment of what happens.

    Attributes
    ----------
    marks
        What is lit.
    results
        The texts in the result's cells; "" where there is none yet.
    caption
        What happens, in a sentence.
    formula, note
        What is written below the tables: what is computed, and a remark beside it.
    live
        The numbers that have been computed now.
    title
        What stands at the result's table, if that is not yet what it will be.
    spread
        How far copies along a stretched axis have come out at the end of the beat, 0…1.
    """

    marks: tuple[Highlight, ...]
    results: Texts
    caption: Words
    formula: Text = ""
    note: Text = ""
    live: Live | None = None
    title: Text = ""
    spread: float = 1.0


@dataclass(frozen=True, eq=False)
class Beats:
    """How it begins, its stages (each of one beat or more) and how it ends."""

    begin: Beat
    stages: tuple[tuple[Beat, ...], ...]
    end: Beat

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        """The beats of all stages in a row."""
        return tuple(beat for stage in self.stages for beat in stage)

    @cached_property
    def timeline(self) -> Timeline:
        """The beats one after another; stages take the same time, and stepping halts at them."""
        beats = [
            Stage(beat.caption, Fraction(1, len(stage)), stop=k == 0)
            for stage in self.stages
            for k, beat in enumerate(stage)
        ] or [Stage(self.begin.caption)]
        return Timeline(tuple(beats), self.begin.caption, self.end.caption)

    def at(self, t: float) -> tuple[Beat, Beat, float]:
        """Return the beat before, the beat of a time, and how far it has come (0…1).

        At the time at which a stage ends, it is the last beat of that stage.
        """
        if t <= 0 or not self.beats:
            beat = self.begin if t < 1 else self.end
            return beat, beat, 1.0
        if t >= 1:
            return self.end, self.end, 1.0
        index, part = self.timeline.at(t)
        before = self.beats[index - 1] if index else self.begin
        return before, self.beats[index], part

    def shown(self, t: float) -> Beat:
        """Return the beat of a time."""
        return self.at(t)[1]

    def all_results(self) -> Sequence[Texts]:
        """Return the results of all beats, to see how much room they need."""
        return [beat.results for beat in (self.begin, *self.beats, self.end)]
