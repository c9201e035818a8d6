"""How a step moves on the number line: arrows that meet, a line that stretches, points that go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.arrows import arrow, dot, segment
from eigenscope.labs.kit.timeline import smooth
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.scalar_steps import Operand, ScalarStep, has_place
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.shapes import half_circle
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy

HALF = 8.0
"""World units from the middle of the line to either end."""

_LEVELS = (2.4, 4.6)  # heights of the first operand's arrow, and of the second's
_TOP = 6.0
_ARC = 4.4  # height of an arc at most
_THICK = 4.4
_NAME = 15.0
_LIFT = 13.0  # pixels of a name above its arrow
_BELOW = 17.0  # pixels of a number below its mark on the line


@dataclass(frozen=True)
class Scale:
    """Where numbers stand on the line: from ``low`` to ``high``, 0 among them."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Return the world x of a number."""
        middle, half = self.low / 2 + self.high / 2, self.high / 2 - self.low / 2
        return HALF * ((value - middle) / half)

    def number(self, place: float) -> float:
        """Return the number at a world x."""
        return self.low / 2 + self.high / 2 + place * self.unit

    @property
    def unit(self) -> float:
        """How many numbers a world unit holds."""
        return (self.high / 2 - self.low / 2) / HALF


@dataclass(frozen=True)
class Motion:
    """A step on the line, so far as ``part`` says, 0…1."""

    step: ScalarStep
    scale: Scale
    part: float

    def draws(self) -> Iterator[Draw]:
        """Yield what the step draws."""
        if not self.step.finite:
            for operand, slot in zip(
                self.step.operands, (colours.FIRST, colours.SECOND), strict=False
            ):
                if has_place(operand.value):
                    yield dot("operand", self._at(operand.value), slot)
            return
        match self.step.kind:
            case "add":
                yield from self._added()
            case "subtract":
                yield from self._subtracted()
            case "multiply" | "divide":
                yield from self._stretched()
            case "power" if self.step.factors:
                yield from self._repeated()
            case "compare":
                yield from self._compared()
            case "point":
                yield from self._put()
            case _:
                yield from self._moved()

    # --- what each kind draws ---

    def _added(self) -> Iterator[Draw]:
        a, b = self._operands
        carried = self._carried
        yield from self._arrow("first", 0.0, a, 0, colours.FIRST)
        yield from self._guide(a, carried)
        yield from self._arrow("second", a * carried, b, 1, colours.SECOND)
        yield from self._outcome(0.0, a + b, 1)

    def _subtracted(self) -> Iterator[Draw]:
        a, b = self._operands
        yield from self._arrow("first", 0.0, a, 0, colours.FIRST)
        yield from self._guide(a, self._carried)
        yield from self._arrow("second", (a - b) * self._carried, b, 1, colours.SECOND)
        yield from self._outcome(0.0, a - b, 1)

    def _stretched(self) -> Iterator[Draw]:
        a, b = self._operands
        factor, start = self._factor
        reached = 1 + (factor - 1) * smooth(self.part)
        yield from self._arrow("unit", 0.0, start * reached, 1, colours.UNIT)
        yield from self._arrow("first before", 0.0, a, 0, colours.FIRST, 0.3)
        yield from self._arrow("first", 0.0, a * reached, 0, colours.FIRST)
        yield dot("second", self._at(b), colours.SECOND)
        yield from self._guide(start * reached, 1.0)
        yield from self._guide(a * reached, 1.0, 0)
        yield dot("one", self._at(1.0), colours.UNIT)
        yield dot("target", self._at(self.step.value), colours.ANSWER, 9.0, 0.5)
        yield dot("result", self._at(a * reached), colours.ANSWER, 11.0)

    def _repeated(self) -> Iterator[Draw]:
        base, _ = self._operands
        done = self.part * self.step.factors
        for k in range(self.step.factors):
            if done > k:
                portion = smooth(min(done - k, 1.0))
                yield from self._arc("factor", base**k, base ** (k + 1), portion, colours.FIRST)
                yield dot("power", self._at(base**k), colours.FIRST)
        now = min(int(done), self.step.factors)
        yield dot("result", self._at(base**now), colours.ANSWER, 11.0)

    def _moved(self) -> Iterator[Draw]:
        start, end = self.step.operands[0].value, self.step.value
        way = smooth(self.part)
        yield dot("operand", self._at(start), colours.FIRST)
        yield from self._arc("way", start, end, way, colours.FIRST)
        if len(self.step.operands) > 1:
            yield dot("second", self._at(self.step.operands[1].value), colours.SECOND)
        yield dot("result", self._on_arc(start, end, way), colours.ANSWER, 11.0)

    def _compared(self) -> Iterator[Draw]:
        a, b = self._operands
        for name, value, level, slot in (
            ("first", a, 0, colours.FIRST),
            ("second", b, 1, colours.SECOND),
        ):
            high = _LEVELS[level] * smooth(self.part)
            yield from segment(f"{name} line", self._at(value), self._at(value, high), slot, 2.4)
            yield dot(name, self._at(value), slot, 11.0)

    def _put(self) -> Iterator[Draw]:
        high = _TOP * (1 - smooth(self.part))
        place = self._at(self.step.value)
        yield from segment("fall", place, self._at(self.step.value, high), colours.ANSWER, 1.6, 0.6)
        yield dot("result", self._at(self.step.value, high), colours.ANSWER, 11.0)

    # --- names ---

    def labels(self) -> Iterator[Label]:
        """Yield the numbers that the step takes, and its result once it is there."""
        if not self.step.finite or self.step.kind == "point":
            return
        if self.step.factors:
            yield from self._factors()
            return
        if self.step.kind in ("multiply", "divide"):
            yield from self._targets()
        slots = (colours.FIRST, colours.SECOND)
        names = [operand.named for operand in self.step.operands]
        for k, (x, high, side) in enumerate(self._spots()):
            slot = slots[k] if k < 2 else colours.UNIT
            text = names[k] if k < 2 else self._unit_text()
            if k == 0 and self.step.kind in ("multiply", "divide") and self.part > 0:
                text = f"{text} → {tidy(self.step.value)}"  # its arrow is no longer so long
            offset = (0.0, _LIFT if side > 0 else -_BELOW)
            yield Label(text, (x, high, 0.0), slot, offset, _NAME, bold=True, priority=6 - k)

    def says(self, number: Operand) -> bool:
        """Tell whether the picture of the step has a number with its name already."""
        step = self.step
        if not step.finite or step.kind == "point" or step.factors:
            return False
        return number in step.operands[:2]

    def _factors(self) -> Iterator[Label]:
        """Yield where a power begins, and by what each arc multiplies."""
        base, _ = self._operands
        yield self._below(1.0, colours.FIRST)
        done = self.part * self.step.factors
        for k in range(self.step.factors):
            a, b = self.scale.place(base**k), self.scale.place(base ** (k + 1))
            if done >= k + 0.5 and a != b:
                place = ((a + b) / 2, _height(a, b), 0.0)
                yield Label(_times(base), place, colours.FIRST, (0.0, _LIFT), _NAME, bold=True)

    def _targets(self) -> Iterator[Label]:
        """Yield 1, and the number to which the first operand is carried, until that is there."""
        if self.part < 1:
            yield self._below(self.step.value, colours.ANSWER)
        if 1.0 not in (self.step.operands[1].value, self.step.value):
            yield self._below(1.0, colours.UNIT)

    def _below(self, value: float, slot: Slot) -> Label:
        """Return a number below its place on the line."""
        place = (self.scale.place(value), 0.0, 0.0)
        return Label(tidy(value), place, slot, (0.0, -_BELOW), _NAME, bold=True, fixed=True)

    def _spots(self) -> Iterator[tuple[float, float, int]]:
        """Yield where the names of operands stand, and whether above or below there."""
        values = [operand.value for operand in self.step.operands]
        kind, place = self.step.kind, self.scale.place
        if kind in ("add", "subtract"):
            a, b = values
            tail = (a if kind == "add" else a - b) * self._carried
            yield place(a / 2), _LEVELS[0], 1
            yield place(tail + b / 2), _LEVELS[1], 1
        elif kind in ("multiply", "divide"):
            factor, start = self._factor
            reached = 1 + (factor - 1) * smooth(self.part)
            yield place(values[0] * reached / 2), _LEVELS[0], 1
            yield place(values[1]), 0.0, 1
            yield place(start * reached / 2), _LEVELS[1], 1
        elif kind == "compare":
            for value, level in zip(values, _LEVELS, strict=True):
                yield place(value), level * smooth(self.part), 1
        else:
            for value in values:
                yield place(value), 0.0, -1

    def _unit_text(self) -> str:
        b = tidy(self.step.operands[1].value)
        return f"1 → {b}" if self.step.kind == "multiply" else f"{b} → 1"

    # --- pieces ---

    @property
    def _operands(self) -> tuple[float, float]:
        first, second = self.step.operands
        return first.value, second.value

    @property
    def _factor(self) -> tuple[float, float]:
        """By what the line is stretched, and what is drawn beside: 1, or the divisor."""
        _, b = self._operands
        return (b, 1.0) if self.step.kind == "multiply" else (1 / b, b)

    @property
    def _carried(self) -> float:
        return smooth(min(2 * self.part, 1.0))

    def _outcome(self, start: float, end: float, level: int) -> Iterator[Draw]:
        grown = smooth(max(2 * self.part - 1, 0.0))
        if grown > 0:
            tip = start + (end - start) * grown
            yield from self._guide(end, grown, level)
            yield from self._arrow("result", start, tip - start, None, colours.ANSWER)

    def _guide(self, value: float, opacity: float, level: int = 1) -> Iterator[Draw]:
        """Yield a faint upright line from the line to a level."""
        place, top = self._at(value), self._at(value, _LEVELS[level])
        yield from segment("guide", place, top, Slot.AXIS, 1.0, 0.6 * opacity)

    def _arrow(
        self,
        name: str,
        tail: float,
        length: float,
        level: int | None,
        slot: Slot,
        opacity: float = 1.0,
    ) -> Iterator[Draw]:
        high = 0.0 if level is None else _LEVELS[level]
        along = self.scale.place(tail + length) - self.scale.place(tail)
        start = self._at(tail, high)
        yield from arrow(name, np.array([along, 0.0, 0.0]), slot, start, _THICK, opacity)

    def _arc(self, name: str, start: float, end: float, way: float, slot: Slot) -> Iterator[Draw]:
        a, b = self.scale.place(start), self.scale.place(end)
        if a == b:
            return
        size = affine(np.diag([(b - a) / 2, _height(a, b), 1.0]), ((a + b) / 2, 0.0, 0.0))
        yield Draw(half_circle(), Style(slot, 2.6), size, portion=way, name=name)

    def _on_arc(self, start: float, end: float, way: float) -> Floats:
        a, b = self.scale.place(start), self.scale.place(end)
        angle = np.pi * (1 - way)
        x = (a + b) / 2 + (b - a) / 2 * np.cos(angle)
        return np.array([x, _height(a, b) * np.sin(angle), 0.0])

    def _at(self, value: float, high: float = 0.0) -> Floats:
        return np.array([self.scale.place(value), high, 0.0])


def _times(factor: float) -> str:
    text = tidy(factor)
    return f"×({text})" if factor < 0 else f"×{text}"


def _height(a: float, b: float) -> float:
    return min(abs(b - a) / 2, _ARC)
