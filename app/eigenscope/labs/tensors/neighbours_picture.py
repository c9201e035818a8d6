"""A strip of the number line around a number: what a type has there, and where the number is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow, dot, segment
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.timeline import smooth
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits import StoredNumber, nearest
from eigenscope.labs.tensors.bits_picture import WIDTH
from eigenscope.labs.tensors.decimals import begun_decimal, power_of_ten_below
from eigenscope.labs.tensors.roundings import Rounding
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

HEIGHT = 3.5
_LINE, _TYPED = -2.1, -0.95  # below the top: the line, and the arrows above it
_APART = 6.2  # world units of a gap
_SIDE = 2  # neighbours on each side
_TICK, _LONG_TICK = 0.28, 0.5
_TEXT, _NAME = 0.6, 0.64
_ROOM = 5.8
_EDGE = 1.2


@dataclass(frozen=True)
class Strip:
    """The line at a height; its middle is the stored number, or the largest if that is infinite."""

    rounding: Rounding
    top: float

    @cached_property
    def middle(self) -> StoredNumber | None:
        """The number in the middle."""
        stored = self.rounding.stored
        if stored is None or stored.value is not None:
            return stored
        largest = self.rounding.kind.largest
        return nearest(-largest if stored.negative else largest, self.rounding.kind)

    @cached_property
    def ticks(self) -> tuple[tuple[Fraction, float], ...]:
        """The numbers of the type that are near, and how far each is from the middle."""
        if self.middle is None:
            return ()
        own = (self.middle.neighbour(steps) for steps in range(-_SIDE, _SIDE + 1))
        values = [each.value for each in own if each is not None and each.value is not None]
        places = ((value, self.place(value)) for value in values)
        return tuple((value, x) for value, x in places if 0 <= x <= WIDTH)

    def place(self, value: Fraction) -> float:
        """Return the world x of a number, at most a little beyond the ends."""
        if self.middle is None or self.middle.value is None or not self.middle.gap:
            return WIDTH / 2
        steps = (value - self.middle.value) / self.middle.gap
        return WIDTH / 2 + _APART * float(min(max(steps, Fraction(-100)), Fraction(100)))

    @cached_property
    def typed(self) -> float:
        """World x of what was typed, at the edge if it is not near."""
        return min(max(self.place(self.rounding.typed.value), _EDGE), WIDTH - _EDGE)

    @property
    def target(self) -> float:
        """World x of what is stored: far away if it is infinite."""
        stored = self.rounding.stored
        if stored is not None and stored.infinite:
            return 0.0 if stored.negative else WIDTH
        return WIDTH / 2

    @property
    def beyond(self) -> bool:
        """Whether what was typed is not within the strip."""
        return not _EDGE <= self.place(self.rounding.typed.value) <= WIDTH - _EDGE

    def draws(self, part: float) -> Iterator[Draw]:
        """Yield the line with its ticks; then the number goes to the nearest one."""
        y = self.top + _LINE
        yield from segment("strip", _at(0, y), _at(WIDTH, y), Slot.AXIS, 1.6)
        spread = smooth(min(2 * part, 1.0))
        for value, x in self.ticks:
            own = self.rounding.value == value
            where = WIDTH / 2 + spread * (x - WIDTH / 2)
            half = _LONG_TICK if own else _TICK
            slot = colours.STORED if own else Slot.AXIS
            name = "stored tick" if own else "neighbour"
            width = 3.0 if own else 1.8
            yield from segment(name, _at(where, y - half), _at(where, y + half), slot, width)
        high = self.top + _TYPED
        yield from segment(
            "typed line", _at(self.typed, y), _at(self.typed, high), colours.TYPED, 1.6, 0.7
        )
        yield dot("typed place", _at(self.typed, y), colours.TYPED)
        moved = smooth(max(2 * part - 1, 0.0)) * (self.target - self.typed)
        if abs(moved) > 1e-9:
            tail = _at(self.typed, y)
            yield from arrow("rounding", np.array([moved, 0.0, 0.0]), colours.STORED, tail)

    def labels(self, part: float, view: View) -> Iterator[Label]:
        """Yield what was typed above the line, the numbers of the type below."""
        y = self.top + _LINE
        text = self.rounding.typed.text
        if self.beyond:
            text = f"← {text}" if self.typed < WIDTH / 2 else f"{text} →"
        place = (min(max(self.typed, 2.0), WIDTH - 2.0), self.top + _TYPED + 0.45)
        yield line_of_text(text, place, view, _NAME, slot=colours.TYPED, bold=True)
        dense = all(text_width(self._text(value), _TEXT) < _ROOM for value, _ in self.ticks)
        room = _ROOM if dense else 2 * _ROOM
        for value, x in self.ticks:
            own = self.rounding.value == value
            if not own and part < 0.5:
                continue
            if not dense and round((x - WIDTH / 2) / _APART) % 2:
                continue
            slot = colours.STORED if own else Slot.INK
            place = (x, y - 1.0)
            yield line_of_text(
                self._text(value), place, view, _TEXT, slot=slot, room=room, bold=own
            )

    def _text(self, value: Fraction) -> str:
        """Return a number by as many digits as tell it from its neighbours."""
        gap = self.middle.gap if self.middle is not None else None
        if not value or not gap:
            return "0"
        digits = power_of_ten_below(abs(value)) - power_of_ten_below(gap) + 2
        return begun_decimal(value, max(digits, 3))


def _at(x: float, y: float) -> Floats:
    return np.array([x, y, 0.0])
