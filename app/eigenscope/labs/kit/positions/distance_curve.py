"""The dot product as a function of the distance, drawn above the table of all dot products."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.heat_tables import heading
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded
from eigenscope.wording.words import Words, say

_LETTERS, _BELOW, _ABOVE = 0.54, 0.45, 0.85  # world units


@dataclass(frozen=True, eq=False)
class DistanceCurve:
    """A curve in a box, whose lower left corner is (left, bottom).

    ``products`` (n, n) has one number along each diagonal.
    """

    products: Floats
    left: float
    bottom: float
    width: float
    height: float

    @cached_property
    def values(self) -> Floats:
        """The dot products at the distances 1 − n … n − 1, (2n − 1,)."""
        return np.concatenate([self.products[0, :0:-1], self.products[:, 0]])

    @cached_property
    def _range(self) -> tuple[float, float]:
        low, high = min(float(self.values.min()), 0.0), max(float(self.values.max()), 0.0)
        return low, high if high > low else low + 1.0

    @cached_property
    def _line(self) -> Polyline:
        """The curve in the unit square."""
        low, high = self._range
        across = np.linspace(0.0, 1.0, len(self.values))
        up = (self.values - low) / (high - low)
        return Polyline(np.stack([across, up, np.zeros_like(up)], axis=1))

    def place(self, distance: float, value: float) -> Floats:
        """Return where a point of the graph is, (3,)."""
        low, high = self._range
        most = len(self.products) - 1
        across = (distance + most) / (2 * most)
        up = (value - low) / (high - low)
        return np.array([self.left + across * self.width, self.bottom + up * self.height, 0.0])

    def parts(self, distance: int, opacity: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the graph with a mark at a distance."""
        low, high = self._range
        most = len(self.products) - 1
        value = float(self.values[distance + most])
        here, foot = self.place(distance, value), self.place(distance, 0.0)
        ends = self.place(-most, 0), self.place(most, 0)
        middle = self.place(0, low), self.place(0, high)
        draws = [
            *segment("graph axis", *ends, Slot.AXIS, 1.2, opacity),
            *segment("graph zero", *middle, Slot.GHOST, 1.2, opacity),
            Draw(
                self._line,
                Style(Slot.AXIS, 2.0, opacity),
                affine(np.diag([self.width, self.height, 1.0]), (self.left, self.bottom, 0.0)),
                name="graph line",
            ),
            *segment("graph here", foot, here, Slot.HIGHLIGHT, 2.4, opacity),
            dot("graph point", here, Slot.HIGHLIGHT, 9.0, opacity),
        ]  # fmt: skip
        under = self.bottom - _BELOW
        labels = [
            heading(text, (float(self.place(at, 0)[0]), under), view, _LETTERS)
            for at, text in ((-most, f"−{most}"), (0, "0"), (most, str(most)))
        ]
        across = self.left - 0.5
        labels += [
            heading(rounded(end, 2), (across, float(self.place(0, end)[1])), view, _LETTERS)
            for end in (low, high)
        ]
        title = say(Words("dot product by distance m − n"))
        place = (self.left + self.width / 2, self.bottom + self.height + _ABOVE)
        labels.append(line_of_text(title, place, view, _LETTERS, room=self.width, most=16.0))
        return draws, labels
