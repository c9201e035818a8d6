"""The gradient of a function of up to five variables, as bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.bars import LARGEST, Bars
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.colours import DIRECTIONS, OUTPUT
from eigenscope.labs.kit.functions.partial_formulas import PartialFormulas
from eigenscope.labs.kit.gradients.gradient_numbers import prepared, readouts
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Text, Words, as_words

_WIDTH, _HIGH, _GAP = 1.3, 1.1, 0.3  # of a bar's room, the longest bar, and between the rows
_LETTERS, _LINE = 0.22, 0.4  # of names: their size, and what they take beside a bar
_FILLING = 0.84  # of the room that a view leaves around what it is fitted to: texts are to be large


@dataclass(frozen=True, eq=False)
class BarsStory(Story):
    """The partial derivatives of a function at a point, and what each adds to a slope."""

    slope: Slope
    partials: PartialFormulas = field(default_factory=dict)

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

    @cached_property
    def _unit(self) -> float:
        largest = max(float(np.abs(self._rows[0]).max()), 1e-300)
        return min(_HIGH / largest, 1e300)

    @cached_property
    def _ends(self) -> Floats:
        """Where each row ends below and above its base line, with its texts, (2, 2)."""
        rows = [[row.min(initial=0.0), row.max(initial=0.0)] for row in self._rows]
        return np.array(rows) * self._unit + (-_LINE, _LINE)

    @cached_property
    def _bottoms(self) -> tuple[float, float]:
        """The base lines, the rows in the middle of the plane."""
        (low, high), (below, above) = self._ends.tolist()
        apart = above + _GAP - low
        middle = (high + below - apart) / 2
        return -middle, -middle - apart

    def _bars(self, row: int) -> Bars:
        left = -_WIDTH * len(self.slope.point) / 2
        slot = (OUTPUT, DIRECTIONS[2])[row]
        name = ("gradient", "terms")[row]
        return Bars(name, left, self._bottoms[row], _WIDTH, self._unit, slot)

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
        shown = [f"∂f/∂{name}" for name in self.slope.names]
        if row:
            shown = [f"u{subscript(number)}·{each}" for number, each in enumerate(shown, 1)]
        numbers = slopes if row == 0 else values
        texts = [tidy(float(number), 3) for number in numbers]
        labels = list(bars.labels(share * values, texts, view))
        for number, (name, value) in enumerate(zip(shown, values.tolist(), strict=True)):
            side = 0.17 if value < 0 else -0.17
            place = (bars.middle(number), bars.bottom + side)
            labels.append(line_of_text(name, place, view, _LETTERS, room=_WIDTH, most=LARGEST))
        return labels

    def extent(self) -> Floats:
        """Return the corners of both rows."""
        half, high = _WIDTH * len(self.slope.point) / 2, self._bottoms[0] + self._ends[0, 1]
        corners = [(x, y, 0.0) for x in (-half, half) for y in (-high, high)]
        return _FILLING * np.array(corners)

    def aspect(self) -> float | None:
        """Return the width by the height of both rows."""
        low, high = self.extent()[[0, -1]]
        return float((high[0] - low[0]) / (high[1] - low[1]))

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {OUTPUT: "slopes along the axes", DIRECTIONS[2]: "what each adds along u"}

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers."""
        return tuple(readouts(self.slope, self.partials))

    def prepared(self) -> str:
        """Return f and where it is looked at."""
        return prepared(self.slope)
