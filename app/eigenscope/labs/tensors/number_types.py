"""The topic *Number types*: the kinds of numbers, and what a computer stores of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits import TYPES, NumberType
from eigenscope.labs.tensors.bits_picture import (
    WIDTH,
    bit_draws,
    bit_labels,
    frame_draws,
    large_table,
    part_legend,
)
from eigenscope.labs.tensors.decimals import short_decimal
from eigenscope.labs.tensors.kinds_picture import KINDS_HEIGHT, kinds_draws, kinds_labels
from eigenscope.labs.tensors.lettering import begun_line
from eigenscope.labs.tensors.neighbours_picture import HEIGHT, Strip
from eigenscope.labs.tensors.number_facts import number_facts
from eigenscope.labs.tensors.roundings import Rounding
from eigenscope.labs.tensors.sums import RoundedSum, sum_draws, sum_labels, sum_of
from eigenscope.labs.tensors.typed_number import TypedNumber
from eigenscope.labs.tensors.types_picture import types_draws, types_height, types_labels
from eigenscope.language.evaluating.entry import Entry
from eigenscope.scene.camera import FITTED
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.words import Text, Words, say

_LARGE = -KINDS_HEIGHT - 2.8  # height of the large bits
_HEADING, _FORMULA = 1.45, -3.15  # above them, and what they stand for below
_TYPES = _LARGE + _FORMULA - 0.85
_STRIP = _TYPES - types_height(len(TYPES)) - 0.5
_BOTTOM = _STRIP - HEIGHT
_TEXT = 0.64
_MARGIN = 1.06  # of the picture, which has its own room around it
_BETWEEN = 1.4  # from what the bits stand for to how its power comes about


def number_types_story(number: Entry, dtype: str) -> Story:
    """Return what the types make of a number, one of them at large."""
    return NumberTypes(TypedNumber(number), TYPES[dtype])


@dataclass(frozen=True, eq=False)
class NumberTypes(Story):
    """A number that was typed, and the type whose bits are shown."""

    typed: TypedNumber
    kind: NumberType

    @cached_property
    def rows(self) -> Sequence[Rounding]:
        """What each type makes of it."""
        return tuple(Rounding(self.typed, kind) for kind in TYPES.values())

    @cached_property
    def large(self) -> Rounding:
        """What the type at large makes of it."""
        return Rounding(self.typed, self.kind)

    @cached_property
    def sum(self) -> RoundedSum | None:
        """What the type makes of two summands, if a sum was typed."""
        return sum_of(self.typed, self.kind)

    @cached_property
    def timeline(self) -> Timeline:
        """The kinds, the bits, the neighbours, and the sum if there is one."""
        stages = [
            Stage(self.typed.kind_words(), moving=0.7),
            Stage(self.large.layout_words(), 1.6, done=self.large.outcome_words(), moving=0.6),
            Stage(self._between(), moving=0.7),
        ]
        if self.sum is not None:
            stages.append(Stage(self.sum.words(), 1.4, moving=0.6))
        return Timeline(tuple(stages))

    @property
    def _single(self) -> str:
        """What was typed; of a sum its value, for the sum itself is stored otherwise."""
        return self.typed.text if self.sum is None else short_decimal(self.typed.value)

    def _between(self) -> Words:
        stored = self.large.stored
        if stored is None or stored.gap is None or self.large.wraps:
            return self.large.outcome_words()
        number = self.typed.text
        values = {"number": number, "type": self.kind.name, "gap": self.large.gap_text()}
        return Words("Near {number}, the numbers of {type} are {gap} apart.", values)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        parts = [self.timeline.part(k, t) for k in range(len(self.timeline.stages))]
        draws = tuple(self._draws(parts, t))
        return Frame(draws, tuple(self._labels(parts, t, view)), view.camera)

    def _draws(self, parts: Sequence[float], t: float) -> Iterator[Draw]:
        if self.sum is not None and parts[3] > 0:
            yield from sum_draws(self.sum, parts[3])
        else:
            yield from kinds_draws(self.typed, parts[0])
        stored = self.large.stored
        table = large_table(self.kind, _LARGE)
        yield from frame_draws(self.kind, table)
        if stored is not None:
            yield from bit_draws(stored, table, self._count(parts[1]))
        yield from types_draws(self.rows, self.kind.name, _TYPES)
        if self._strip.middle is not None:
            yield from self._strip.draws(parts[2])

    def _labels(self, parts: Sequence[float], t: float, view: View) -> Iterator[Label]:
        if self.sum is not None and parts[3] > 0:
            yield from sum_labels(self.sum, parts[3], view)
        else:
            yield from kinds_labels(self.typed, parts[0], view)
        heading = Words("{number} in {type}", {"number": self._single, "type": self.kind.name})
        place = (0.0, _LARGE + _HEADING)
        yield begun_line(say(heading), place, view, 0.66, room=WIDTH, bold=True)
        stored = self.large.stored
        if stored is not None:
            count = self._count(parts[1])
            yield from bit_labels(stored, large_table(self.kind, _LARGE), count, view)
        if parts[1] >= 1:
            yield from self._formula(view)
        yield from types_labels(self.rows, self.kind.name, _TYPES, view)
        if self._strip.middle is not None:
            yield from self._strip.labels(parts[2], view)

    def _formula(self, view: View) -> Iterator[Label]:
        """Yield what the bits stand for, and how the power of two comes about."""
        formula, y = self.large.formula(), _LARGE + _FORMULA
        yield begun_line(formula, (0.0, y), view, _TEXT, slot=colours.STORED, room=WIDTH)
        power = say(self.large.power_words())
        if power:
            x = text_width(formula, _TEXT) + _BETWEEN
            slot = colours.EXPONENT
            yield begun_line(power, (x, y), view, _TEXT, slot=slot, room=WIDTH - x)

    def _count(self, part: float) -> int:
        return round(part * self.kind.width)

    @cached_property
    def _strip(self) -> Strip:
        return Strip(self.large, _STRIP)

    def extent(self) -> Floats:
        """Return the corners of the picture."""
        corners = np.array([(0.0, 0.0, 0.0), (WIDTH, _BOTTOM, 0.0)])
        middle = corners.mean(axis=0)
        return np.asarray(middle + (corners - middle) * (_MARGIN / FITTED))

    def aspect(self) -> float:
        """Return the width by the height."""
        return WIDTH / -_BOTTOM

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.TYPED: "typed",
            colours.STORED: "stored",
            **part_legend(self.kind),
        }

    @cached_property
    def _facts(self) -> tuple[Readout, ...]:
        return tuple(number_facts(self.typed, self.large, self.rows, self.sum))

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the kinds, what is stored, and what other types store."""
        return self._facts
