"""The rules as pictures: growing bars and rectangles, and scales that drive one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.composed_function import ComposedFunction
from eigenscope.labs.kit.derivatives.curve_story import named
from eigenscope.labs.kit.derivatives.derivative_inputs import (
    CHAIN,
    POWER,
    PRODUCT,
    QUOTIENT,
    SUM,
    DerivativeInputs,
)
from eigenscope.labs.kit.derivatives.rule_texts import AREAS, LAWS, change_of, raised
from eigenscope.labs.kit.readout_makers import number_readout
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.language.texts.messages import filled
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Polyline, Triangles
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy
from eigenscope.wording.words import Text, Words, as_it_is, as_words

_SMALL = 1 / 16  # of h: how far it has gone to 0 in the end
_SIDE = 4.0  # units of the picture: the longest side
_ROWS = (2.0, 0.0, -2.0)  # of the three scales


@dataclass(frozen=True, eq=False)
class RulesStory(Story):
    """One rule at a point: a step h, then a smaller one."""

    inputs: DerivativeInputs

    @cached_property
    def _of(self) -> ComposedFunction:
        return ComposedFunction(self.inputs)

    def _step(self, t: float) -> float:
        whole: float = self.inputs.h.scalar.value
        return whole * float(_SMALL ** self.timeline.eased(2, t))

    @property
    def unseen(self) -> Text:
        """Why nothing is drawn: a function has no value at an end of the step."""
        h = self.inputs.h.scalar.value
        numbers = (*self._of.values(self._of.x), *self._of.values(self._of.x + h))
        if not all(map(math.isfinite, numbers)) or max(map(abs, numbers)) > 1e100:
            return "u, v and their result need finite values at x and x + h."
        return "" if h else "With h = 0 nothing grows: choose another h."

    # --- time ----------------------------------------------------------------------------------

    @cached_property
    def timeline(self) -> Timeline:
        """What there is at x, the step h, and h → 0."""
        left, right, slope = self._of.slopes
        outer, inner, _ = self._of.values(self._of.x)
        parts, n = (left, right), self.inputs.power
        if self.inputs.rule in (PRODUCT, POWER):
            parts = left * inner, outer * right
        numbers = {"left": tidy(parts[0]), "right": in_product(tidy(parts[1]))}
        powers = {"power": raised(n), "below": raised(n - 1), "n": str(n)}
        law = filled(LAWS[self.inputs.rule], {**numbers, "slope": tidy(slope), **powers})
        first: Text = "u and v at x."
        if self.inputs.rule == CHAIN:
            first = "x gives v, and v gives y = u(v)."
        elif self.inputs.rule in (PRODUCT, POWER):
            first = "The product is the area of a rectangle."
        elif self.inputs.rule == QUOTIENT:
            first = "q = u/v is the height of a rectangle with the area u and the width v."
        h = tidy(self.inputs.h.scalar.value)
        changes = Words("x changes by h = {h}, and with it all that depends on it.", {"h": h})
        smaller = Words("h becomes {times} times smaller.", {"times": round(1 / _SMALL)})
        ends = Stage(changes, moving=0.8), Stage(smaller, 1.5, law, 0.8)
        return Timeline((Stage(as_words(first)), *ends))

    # --- the picture ---------------------------------------------------------------------------

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        if self.unseen:
            return Frame((), (), view.camera)
        grown = self.timeline.eased(1, t)
        draw = {SUM: self._bars, CHAIN: self._scales}.get(self.inputs.rule, self._rectangle)
        parts = list(draw(self._step(t), grown))
        draws = tuple(part for part in parts if isinstance(part, Draw))
        labels = tuple(part for part in parts if isinstance(part, Label))
        return Frame(draws, labels, view.camera)

    def _sides(self, step: float) -> tuple[float, float, float, float]:
        """Return the sides of the rectangle and by how much they grow."""
        (u, v, q), (u1, v1, q1) = self._of.values(self._of.x), self._of.values(self._of.x + step)
        if self.inputs.rule == QUOTIENT:
            return v, q, v1 - v, q1 - q
        return u, v, u1 - u, v1 - v

    def _rectangle(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield the rectangle with two strips and a corner."""
        across, up, right, top = self._sides(step)
        unit = _unit(across, up, across + right, up + top)
        a, b, da, db = (n * unit for n in (across, up, right * grown, top * grown))
        yield from _box("rectangle", (0, 0), (a, b), Slot.MUTED)
        yield from _box("strip of u", (a, 0), (da, b), colours.RUN)
        yield from _box("strip of v", (0, b), (a, db), colours.RISE)
        yield from _box("corner", (a, b), (da, db), colours.SECOND)
        names = ("v", "q") if self.inputs.rule == QUOTIENT else ("u", "v")
        if self.inputs.rule == POWER:
            names = ("x", raised(self.inputs.power - 1))
        low, aside = -math.copysign(1.0, b), -math.copysign(1.0, a)
        yield named(f"{names[0]} = {tidy(across)}", (a / 2, 0.0, 0.0), Slot.INK, (0.0, low))
        yield named(f"{names[1]} = {tidy(up)}", (0.0, b / 2, 0.0), Slot.INK, (aside, 0.0))
        if grown:
            first, second = map(change_of, names)
            place = (a + da / 2, b - low * max(-low * db, 0.0), 0.0)
            yield named(f"{first} = {rounded(right)}", place, colours.RUN, (0.0, -low))
            place = (a - aside * max(-aside * da, 0.0), b + db / 2, 0.0)
            yield named(f"{second} = {rounded(top)}", place, colours.RISE, (-aside, 0.0))

    def _bars(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield bars of u, v and the sum, each with what it grows by."""
        for place, (name, bars) in enumerate(self._stacks(step)):
            x, heights = 2.0 * place, [0.0]
            for slot, size in bars:
                high = size if slot is Slot.MUTED else size * grown
                yield from _box("bar", (x, heights[-1]), (1.0, high), slot)
                heights.append(heights[-1] + high)
            total, change = self._total(name, 0.0), self._total(name, step)
            below, above = (x + 0.5, min(heights), 0.0), (x + 0.5, max(heights), 0.0)
            yield named(f"{name} = {tidy(total)}", below, Slot.INK, (0.0, -1.0))
            if grown:
                text = f"{change_of(name)} = {rounded(change - total)}"
                yield named(text, above, bars[-1][0], (0.0, 1.0))

    def _total(self, name: str, step: float) -> float:
        """Return u, v or their sum after a step."""
        return self._of.values(self._of.x + step)[("u", "v", "u + v").index(name)]

    def _stacks(self, step: float) -> Iterator[tuple[str, list[tuple[Slot, float]]]]:
        """Yield u, v and their sum with their bars from the ground: colours, and sizes."""
        now, then = self._of.values(self._of.x)[:2], self._of.values(self._of.x + step)[:2]
        unit = _SIDE / max(sum(map(abs, now)), sum(map(abs, then)), 1e-300)
        bars = [(Slot.MUTED, number * unit) for number in now]
        slots = (colours.RUN, colours.RISE)
        growths = [(s, (b - a) * unit) for s, a, b in zip(slots, now, then, strict=True)]
        yield "u", [bars[0], growths[0]]
        yield "v", [bars[1], growths[1]]
        yield "u + v", [*bars, *growths]

    def _scales(self, step: float, grown: float) -> Iterator[Draw | Label]:
        """Yield three scales of one unit, and how a step on one moves the next."""
        (_, v, y), (_, v1, y1) = self._of.values(self._of.x), self._of.values(self._of.x + step)
        changes = (step, v1 - v, y1 - y)
        lengths = [length * grown for length in self._lengths(step)]
        low, high = self._reach(step)
        slots = (colours.RUN, colours.RISE, colours.TANGENT)
        begins, ends = [], []
        for row, name, number, change, length, slot in zip(
            _ROWS, "xvy", (self._of.x, v, y), changes, lengths, slots, strict=True
        ):
            begin, end = np.array([0.0, row, 0.0]), np.array([length, row, 0.0])
            left, right = np.array([low, row, 0.0]), np.array([high, row, 0.0])
            yield from segment("scale", left, right, Slot.AXIS, 1.4)
            yield from segment(f"Δ{name}", begin, end, slot, 5.0)
            yield dot("now", begin, Slot.INK, 8.0)
            begins.append(begin)
            ends.append(end)
            text = f"{name} = {tidy(number)}"
            yield named(text, (low, row, 0.0), Slot.INK, (-1.0, 0.0))
            if grown:
                middle = (length / 2, row, 0.0)
                yield named(f"Δ{name} = {rounded(change)}", middle, slot, (0.0, 1.0))
        for places, slot in ((begins, Slot.GHOST), (ends, colours.SECOND)):
            yield Draw(Polyline(np.array(places)), Style(slot, 1.8), name="link")

    def _lengths(self, step: float) -> list[float]:
        """Return the changes of x, v and y, of which the largest has always the same size."""
        (_, v, y), (_, v1, y1) = self._of.values(self._of.x), self._of.values(self._of.x + step)
        changes = (step, v1 - v, y1 - y)
        return [change * _unit(*changes) for change in changes]

    def _reach(self, step: float) -> tuple[float, float]:
        """Return where scales begin and end."""
        lengths = self._lengths(step)
        return min(0.0, *lengths) - 0.25 * _SIDE, max(0.0, *lengths) + 0.25 * _SIDE

    def extent(self) -> Floats:
        """Return the corners of all that is drawn."""
        if self.unseen:
            return super().extent()
        if self.inputs.rule == CHAIN:
            reaches = [self._reach(self._step(t)) for t in (0.0, 1.0)]
            low = min(reach[0] for reach in reaches) - 0.35 * _SIDE, -2.6
            high = max(reach[1] for reach in reaches) + 0.05 * _SIDE, 2.6
        elif self.inputs.rule == SUM:
            heights = [
                height
                for t in (0.0, 1.0)
                for _, bars in self._stacks(self._step(t))
                for height in accumulate((size for _, size in bars), initial=0.0)
            ]
            low, high = (-0.5, min(heights) - 0.8), (5.5, max(heights) + 0.6)
        else:
            across, up = [0.0], [0.0]
            for t in (0.0, 1.0):
                a, b, da, db = self._sides(self._step(t))
                unit = _unit(a, b, a + da, b + db)
                across += [a * unit, (a + da) * unit]
                up += [b * unit, (b + db) * unit]
            low, high = (min(across) - 1.2, min(up) - 0.7), (max(across) + 1.4, max(up) + 0.7)
        return np.array([(x, y, 0.0) for x in (low[0], high[0]) for y in (low[1], high[1])])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        names: dict[Slot, Text] = {} if self.inputs.rule == CHAIN else {Slot.MUTED: "at x"}
        colour = (colours.RUN, colours.RISE, colours.SECOND)
        if self.inputs.rule == CHAIN:
            colour = (colours.RUN, colours.RISE, colours.TANGENT)
        if self.inputs.rule == POWER:
            below = raised(self.inputs.power - 1)
            change = change_of(below)
            texts: tuple[str, ...] = f"{below}·Δx", f"x·{change}", f"Δx·{change}"
        else:
            texts = AREAS[self.inputs.rule]
        return names | {slot: as_it_is(text) for slot, text in zip(colour, texts, strict=False)}

    # --- words and numbers ---------------------------------------------------------------------

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return u, v, their slopes, and the derivative by the rule."""
        outer, inner, result = self._of.values(self._of.x)
        left, right, slope = self._of.slopes
        point = "v(x)" if self.inputs.rule == CHAIN else "x"
        grad = "torch.func.grad"
        names = ["u", "v", "u′", "v′"]
        if self.inputs.rule == POWER:
            below = raised(self.inputs.power - 1)
            names = ["x", below, "x′", f"({below})′"]
        u, v, first, second = map(as_it_is, names)
        rows: tuple[tuple[str, Text, float, str], ...] = (
            ("u", u, outer, f"u_value = u({point})"),
            ("v", v, inner, "v_value = v(x)"),
            ("value", "Result", result, "value = f(x)"),
            ("u.slope", first, left, f"u_slope = {grad}(u)({point})"),
            ("v.slope", second, right, f"v_slope = {grad}(v)(x)"),
            ("derivative", "Derivative by the rule", slope, f"derivative = {grad}(f)(x)"),
        )
        return tuple(
            number_readout(
                key, "Rule", name, value, brief=key in ("value", "derivative"),
                line=line if math.isfinite(value) else "",
            )
            for key, name, value, line in rows
        )  # fmt: skip

    def prepared(self) -> str:
        """Return the functions, as the program begins."""
        joined = {SUM: "u(x) + v(x)", QUOTIENT: "u(x) / v(x)", CHAIN: "u(v(x))"}
        u, v = self._of.functions
        bodies = (u.program(), v.program(), joined.get(self.inputs.rule, "u(x) * v(x)"))
        functions = (
            f"def {name}(x):\n    return {body}" for name, body in zip("uvf", bodies, strict=True)
        )
        return "\n\n\n".join((*functions, f"x = torch.tensor({self._of.x!r})"))


def _unit(*sides: float) -> float:
    """Return the units of the picture for 1, of which the longest side has so many."""
    return _SIDE / max(*map(abs, sides), 1e-300)


def _box(
    name: str, corner: tuple[float, float], size: tuple[float, float], slot: Slot
) -> Iterator[Draw]:
    """Yield a filled rectangle with its border; nothing if it has no area."""
    (x, y), (w, h) = corner, size
    if not (w and h):
        return
    corners = np.array([(x, y, 0.0), (x + w, y, 0.0), (x + w, y + h, 0.0), (x, y + h, 0.0)])
    faces = Triangles([corners[[0, 1, 2]], corners[[0, 2, 3]]])
    yield Draw(faces, Style(slot, opacity=0.35), name=name)
    yield Draw(Polyline(corners, closed=True), Style(slot, 1.6), name=name)
