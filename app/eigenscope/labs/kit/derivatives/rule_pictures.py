"""The pictures of the rules: rectangles and bars that grow, and scales that drive one another."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.composed_function import ComposedFunction
from eigenscope.labs.kit.derivatives.derivative_inputs import CHAIN, POWER, QUOTIENT, SUM
from eigenscope.labs.kit.derivatives.rule_texts import change_of, raised
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.tip_labels import named
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy

_SIDE = 4.0  # units of the picture: the longest side
_ROWS = (2.0, 0.0, -2.0)  # of the three scales


@dataclass(frozen=True, eq=False)
class RulePicture(ABC):
    """What a rule makes of u and v, and how that changes with a step of x."""

    of: ComposedFunction

    @abstractmethod
    def parts(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield what is drawn after a step of which a share has grown, 0 to 1."""

    @abstractmethod
    def room(self, step: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the least and largest x, and the least and largest y, that a step takes."""

    def _values(self, step: float) -> tuple[float, float, float]:
        return self.of.values(self.of.x + step)


class RectanglePicture(RulePicture):
    """A rectangle of u and v with two strips and a corner; of a quotient, of v and q."""

    def _sides(self, step: float) -> tuple[float, float, float, float]:
        """Return the sides and by how much they grow."""
        (u, v, q), (u1, v1, q1) = self._values(0.0), self._values(step)
        if self.of.inputs.rule == QUOTIENT:
            return v, q, v1 - v, q1 - q
        return u, v, u1 - u, v1 - v

    def parts(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield the rectangle, its strips and its corner, with their sizes."""
        across, up, right, top = self._sides(step)
        unit = _unit(across, up, across + right, up + top)
        a, b, da, db = (n * unit for n in (across, up, right * grown, top * grown))
        yield from _box("rectangle", (0, 0), (a, b), Slot.MUTED)
        yield from _box("strip of u", (a, 0), (da, b), colours.RUN)
        yield from _box("strip of v", (0, b), (a, db), colours.RISE)
        yield from _box("corner", (a, b), (da, db), colours.SECOND)
        names = ("v", "q") if self.of.inputs.rule == QUOTIENT else ("u", "v")
        if self.of.inputs.rule == POWER:
            names = ("x", raised(self.of.inputs.power - 1))
        low, aside = -math.copysign(1.0, b), -math.copysign(1.0, a)
        yield named(f"{names[0]} = {tidy(across)}", (a / 2, 0.0, 0.0), Slot.INK, (0.0, low))
        yield named(f"{names[1]} = {tidy(up)}", (0.0, b / 2, 0.0), Slot.INK, (aside, 0.0))
        if grown:
            first, second = map(change_of, names)
            place = (a + da / 2, b - low * max(-low * db, 0.0), 0.0)
            yield named(f"{first} = {rounded(right)}", place, colours.RUN, (0.0, -low))
            place = (a - aside * max(-aside * da, 0.0), b + db / 2, 0.0)
            yield named(f"{second} = {rounded(top)}", place, colours.RISE, (-aside, 0.0))

    def room(self, step: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the sides with room for the numbers beside them."""
        a, b, da, db = self._sides(step)
        unit = _unit(a, b, a + da, b + db)
        across, up = (0.0, a * unit, (a + da) * unit), (0.0, b * unit, (b + db) * unit)
        return (min(across) - 1.2, max(across) + 1.4), (min(up) - 0.7, max(up) + 0.7)


class SumPicture(RulePicture):
    """Bars of u, v and their sum, each with what it grows by."""

    def parts(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield the bars, with their sizes."""
        now, then = self._totals(0.0), self._totals(step)
        for place, (name, bars) in enumerate(self._stacks(step)):
            x, heights = 2.0 * place, [0.0]
            for slot, size in bars:
                high = size if slot is Slot.MUTED else size * grown
                yield from _box("bar", (x, heights[-1]), (1.0, high), slot)
                heights.append(heights[-1] + high)
            below, above = (x + 0.5, min(heights), 0.0), (x + 0.5, max(heights), 0.0)
            yield named(f"{name} = {tidy(now[name])}", below, Slot.INK, (0.0, -1.0))
            if grown:
                text = f"{change_of(name)} = {rounded(then[name] - now[name])}"
                yield named(text, above, bars[-1][0], (0.0, 1.0))

    def _totals(self, step: float) -> Mapping[str, float]:
        """Return u, v and their sum after a step."""
        return dict(zip(("u", "v", "u + v"), self._values(step), strict=True))

    def _stacks(self, step: float) -> Iterator[tuple[str, list[tuple[Slot, float]]]]:
        """Yield u, v and their sum with their bars from the ground: colours, and sizes."""
        now, then = self._values(0.0)[:2], self._values(step)[:2]
        unit = _SIDE / max(sum(map(abs, now)), sum(map(abs, then)), 1e-300)
        bars = [(Slot.MUTED, number * unit) for number in now]
        slots = (colours.RUN, colours.RISE)
        growths = [(s, (b - a) * unit) for s, a, b in zip(slots, now, then, strict=True)]
        yield "u", [bars[0], growths[0]]
        yield "v", [bars[1], growths[1]]
        yield "u + v", [*bars, *growths]

    def room(self, step: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the bars' own, with room for the numbers above and below."""
        stacks = [[size for _, size in bars] for _, bars in self._stacks(step)]
        heights = [height for bars in stacks for height in accumulate(bars, initial=0.0)]
        return (-0.5, 5.5), (min(heights) - 0.8, max(heights) + 0.6)


class ChainPicture(RulePicture):
    """Three scales of one unit, and how a step on one moves the next."""

    def _changes(self, step: float) -> tuple[float, float, float]:
        """Return by how much x, v and y change."""
        (_, v, y), (_, v1, y1) = self._values(0.0), self._values(step)
        return step, v1 - v, y1 - y

    def _lengths(self, step: float) -> list[float]:
        """Return the same in the picture, where the largest has always the same size."""
        changes = self._changes(step)
        return [change * _unit(*changes) for change in changes]

    def _reach(self, step: float) -> tuple[float, float]:
        """Return where scales begin and end."""
        lengths = self._lengths(step)
        return min(0.0, *lengths) - 0.25 * _SIDE, max(0.0, *lengths) + 0.25 * _SIDE

    def parts(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield the scales, the steps on them, and the links between."""
        _, v, y = self._values(0.0)
        low, high = self._reach(step)
        slots = (colours.RUN, colours.RISE, colours.TANGENT)
        begins = np.array([(0.0, row, 0.0) for row in _ROWS])
        ends = begins + np.outer(self._lengths(step), (grown, 0.0, 0.0))
        for begin, end, name, number, change, slot in zip(
            begins, ends, "xvy", (self.of.x, v, y), self._changes(step), slots, strict=True
        ):
            row = float(begin[1])
            left, right = np.array([low, row, 0.0]), np.array([high, row, 0.0])
            yield from segment("scale", left, right, Slot.AXIS, 1.4)
            yield from segment(f"Δ{name}", begin, end, slot, 5.0)
            yield dot("now", begin, Slot.INK, 8.0)
            yield named(f"{name} = {tidy(number)}", (low, row, 0.0), Slot.INK, (-1.0, 0.0))
            if grown:
                middle = (float(end[0]) / 2, row, 0.0)
                yield named(f"Δ{name} = {rounded(change)}", middle, slot, (0.0, 1.0))
        for places, slot in ((begins, Slot.GHOST), (ends, colours.SECOND)):
            yield Draw(Polyline(places), Style(slot, 1.8), name="link")

    def room(self, step: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the scales' own, with room for the numbers to the left."""
        low, high = self._reach(step)
        return (low - 0.35 * _SIDE, high + 0.05 * _SIDE), (-2.6, 2.6)


def rule_picture(of: ComposedFunction) -> RulePicture:
    """Return the picture of a rule."""
    kinds: Mapping[str, type[RulePicture]] = {SUM: SumPicture, CHAIN: ChainPicture}
    return kinds.get(of.inputs.rule, RectanglePicture)(of)


def _unit(*sides: float) -> float:
    """Return the units of the picture for 1, of which the longest side has so many."""
    return _SIDE / max(*map(abs, sides), 1e-300)


def _box(
    name: str, corner: tuple[float, float], size: tuple[float, float], slot: Slot
) -> Iterator[Draw]:
    """Yield a filled rectangle with its border; nothing if it has no area."""
    if all(size):
        matrix = affine(np.diag([*size, 1.0]), (*corner, 0.0))
        yield from filled(name, "unit square", matrix, slot, 0.35, 1.6)
