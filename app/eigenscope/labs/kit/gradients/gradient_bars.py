"""The gradient of a function of up to five variables, as bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.bars import Bars
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.colours import DIRECTIONS, OUTPUT
from eigenscope.labs.kit.gradients.gradient_numbers import prepared, readouts
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_words

_WIDTH, _HIGH, _ROOM = 1.3, 1.1, 1.75  # of a bar's room, the longest bar, and from row to row
_LETTERS = 0.22


@dataclass(frozen=True, eq=False)
class BarsStory(Story):
    """The partial derivatives of a function at a point, and what each adds to a slope."""

    slope: Slope

    @cached_property
    def timeline(self) -> Timeline:
        """The slopes along the axes, then along u."""
        if self.slope.lacks:
            return Timeline((Stage(as_words(self.slope.lacks)),))
        total = tidy(self.slope.directional, 3)
        return Timeline(
            (
                Stage(Words("Each bar is the slope along one axis; all together they are ∇f.")),
                Stage(
                    Words(
                        "Each slope times the part of u along its axis: their sum is the slope "
                        "along u, {sum}.",
                        {"sum": total},
                    )
                ),
            )
        )

    @cached_property
    def _rows(self) -> tuple[Floats, Floats]:
        gradient = np.nan_to_num(self.slope.local.partials[0], posinf=0.0, neginf=0.0)
        return gradient, np.nan_to_num(gradient * self.slope.unit)

    def _bars(self, row: int) -> Bars:
        largest = max(float(np.abs(self._rows[0]).max()), 1e-300)
        left = -_WIDTH * len(self.slope.point) / 2
        unit = min(_HIGH / largest, 1e300)
        slot = (OUTPUT, DIRECTIONS[2])[row]
        return Bars(("gradient", "terms")[row], left, _ROOM * (1 - 2 * row), _WIDTH, unit, slot)

    def frame(self, t: float, view: View) -> Frame:
        """Return the bars at ``t``."""
        draws: list[Draw] = []
        labels: list[Label] = []
        for row, values in enumerate(self._rows):
            share = 0.0 if self.slope.lacks else self.timeline.eased(row, t)
            if not share and not (row == 0 and self.slope.lacks):
                continue
            bars = self._bars(row)
            draws += bars.draws(share * values)
            labels += self._row_labels(row, bars, share, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _row_labels(self, row: int, bars: Bars, share: float, view: View) -> list[Label]:
        values, slopes = self._rows[row], self.slope.local.partials[0]
        names = self.slope.formula.variables
        shown = [f"∂f/∂{name}" if row == 0 else f"u·∂f/∂{name}" for name in names]
        numbers = slopes if row == 0 else values
        texts = [tidy(float(number), 3) for number in numbers]
        labels = list(bars.labels(share * values, texts, view))
        for number, (name, value) in enumerate(zip(shown, values.tolist(), strict=True)):
            side = 0.17 if value < 0 else -0.17
            place = (bars.middle(number), bars.bottom + side)
            labels.append(line_of_text(name, place, view, _LETTERS, room=_WIDTH, most=16.0))
        return labels

    def extent(self) -> Floats:
        """Return the corners of both rows."""
        half, high = _WIDTH * len(self.slope.point) / 2, _ROOM + _HIGH + 0.4
        return np.array([(x, y, 0.0) for x in (-half, half) for y in (-high, high)])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {OUTPUT: "slopes along the axes", DIRECTIONS[2]: "what each adds along u"}

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers."""
        return tuple(readouts(self.slope))

    def prepared(self) -> str:
        """Return f and where it is looked at."""
        return prepared(self.slope)
