"""Hands on dials: what turns, a pair of numbers each, drawn with shapes that matrices move."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.arrows import arrow, segment
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.slots import Slot

_ARC, _ARC_OF_HAND = 0.42, 0.8  # of the radius, and of the shorter hand at most


@dataclass(frozen=True)
class Dial:
    """A circle of the plane z = 0 about (x, y); its name begins the names of all drawn of it."""

    name: str
    x: float
    y: float
    radius: float

    @property
    def centre(self) -> Floats:
        """Its middle, (3,)."""
        return np.array([self.x, self.y, 0.0])

    def place(self, number: complex) -> Floats:
        """Return where a number of the complex plane is, (3,), 1 being the rim."""
        return self.centre + self.radius * np.array([number.real, number.imag, 0.0])

    def face(self) -> Iterator[Draw]:
        """Yield the rim and the axes."""
        yield Draw(
            shapes.circle(),
            Style(Slot.AXIS, 1.4),
            affine(np.eye(3) * self.radius, self.centre),
            name=f"{self.name} rim",
        )
        for tip in (1, 1j):
            yield from segment(
                f"{self.name} axis", self.place(-tip), self.place(tip), Slot.GHOST, 1
            )

    def hand(
        self, name: str, number: complex, slot: Slot, width: float = 3.4, opacity: float = 1.0
    ) -> Iterator[Draw]:
        """Yield the arrow from the middle to a number."""
        vector = self.place(number) - self.centre
        yield from arrow(f"{name} {self.name}", vector, slot, self.centre, width, opacity)

    def shadows(self, name: str, number: complex, across: Slot, up: Slot) -> Iterator[Draw]:
        """Yield a number's real part along the axis, and its imaginary part up from there."""
        foot = self.place(complex(number.real, 0))
        yield from segment(f"{name} real {self.name}", self.centre, foot, across, 4.0)
        yield from segment(f"{name} imaginary {self.name}", foot, self.place(number), up, 4.0)

    def arc(self, name: str, start: complex, end: complex, slot: Slot) -> Iterator[Draw]:
        """Yield the shorter arc from the direction of a number to that of another."""
        if start == 0 or end == 0:
            return
        sweep = cmath.phase(end / start)
        ahead = start / abs(start)
        aside = ahead * (1j if sweep >= 0 else -1j)
        reach = min(_ARC, _ARC_OF_HAND * min(abs(start), abs(end)))
        legs = np.array([[ahead.real, aside.real], [ahead.imag, aside.imag], [0, 0]])
        yield Draw(
            shapes.circle(),
            Style(slot, 2.4),
            affine(legs * (self.radius * reach), self.centre),
            abs(sweep) / (2 * math.pi),
            f"{name} {self.name}",
        )
