"""Bars in the plane: numbers as heights, with what they are written above or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.slots import Slot

_FILLED = 0.72  # of a bar's room
LARGEST = 28.0
"""Pixels of the letters at bars, at most: so large in a lecture, on a screen of its own."""

_LETTERS, _AWAY = 0.2, 0.17  # of numbers: their size, and from a bar's end


@dataclass(frozen=True)
class Bars:
    """Where bars stand: ``left``, the base line ``bottom``, and so much ``width`` for each.

    ``unit`` is the height of 1; the name begins the names of all draws.
    """

    name: str
    left: float
    bottom: float
    width: float
    unit: float
    slot: Slot

    def middle(self, number: int) -> float:
        """Return the x of the middle of a bar."""
        return self.left + (number + 0.5) * self.width

    def draws(self, values: Floats) -> Iterator[Draw]:
        """Yield the bars of some values (n,), and their base line."""
        for number, value in enumerate(values.tolist()):
            high = value * self.unit
            if high:
                x = self.middle(number) - self.width * _FILLED / 2
                matrix = affine(np.diag([self.width * _FILLED, high, 1.0]), (x, self.bottom, 0.0))
                name = f"{self.name} {number}"
                yield Draw(shapes.unit_square(), Style(self.slot, opacity=0.8), matrix, name=name)
        ends = self.left, self.left + len(values) * self.width
        start, end = (np.array([x, self.bottom, 0.0]) for x in ends)
        yield from segment(f"{self.name} base", start, end, Slot.AXIS, 1.2)

    def labels(self, values: Floats, texts: Sequence[str], view: View) -> Iterator[Label]:
        """Yield texts beyond the ends of the bars."""
        for number, (value, text) in enumerate(zip(values.tolist(), texts, strict=True)):
            away = _AWAY if value >= 0 else -_AWAY
            place = (self.middle(number), self.bottom + value * self.unit + away)
            yield line_of_text(text, place, view, _LETTERS, room=self.width, most=LARGEST)
