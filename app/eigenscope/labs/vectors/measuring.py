"""A vector's norm: the factor by which the unit ball must grow to reach its tip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.norms import norm, p_norm
from eigenscope.exact.vectors import Quantity
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import ORIGIN, arrow, dot, segment
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.balls import (
    Ball,
    ball,
    ball_name,
    morph,
    norm_mark,
    norm_name,
    norm_order,
)
from eigenscope.labs.vectors.inputs import p_of
from eigenscope.labs.vectors.pieces import lower_left_label
from eigenscope.labs.vectors.scene import VectorScene, quantity_readout
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Draw, Label, affine
from eigenscope.scene.geometry import place_of, vertices
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy
from eigenscope.wording.words import Text, Words, as_words, say

NOW, NORMS = "Now: the ball in the picture", "Norms of a"
_SAMPLES = 121  # along the motion
_HALF = np.array([0.5, 0.5, 0.0])
_SHOWN: tuple[tuple[float, str, Text], ...] = (
    (1.0, "1", "The sum of the absolute values: the walk along the grid."),
    (2.0, "2", "The square root of the sum of squares: the straight distance."),
    (np.inf, "inf", "The largest absolute value."),
)
_CONCLUSIONS = {
    1.0: "‖a‖{mark} = {size}: the walk along the grid lines.",
    2.0: "‖a‖{mark} = {size}: the straight distance.",
    np.inf: "‖a‖{mark} = {size}: the longest of the coordinates.",
}
_WAYS: Mapping[float, Text] = {1.0: "walk along the grid", np.inf: "longest coordinate"}


@dataclass(frozen=True, eq=False)
class Norm(VectorScene):
    """The unit ball morphs to the chosen norm, then grows to the tip of a.

    For p < 1 it does not measure anything: it is shown why this is no norm.
    """

    used = 1

    @cached_property
    def p(self) -> float:
        """The chosen p."""
        return p_of(self.inputs)

    @cached_property
    def powers(self) -> tuple[float, ...]:
        """The p's that the ball runs through."""
        return morph(self.p)

    @cached_property
    def balls(self) -> tuple[Ball, ...]:
        """Their balls."""
        return tuple(ball(p, self.dimensions) for p in self.powers)

    @cached_property
    def size(self) -> Quantity:
        """The norm of a."""
        return norm(self.vectors[0], self.p)

    def index(self, t: float) -> int:
        """Return which of the balls is shown."""
        return round(self.part(0, t) * (len(self.balls) - 1))

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        values = {"first": norm_name(self.powers[0]), "norm": norm_name(self.p)}
        morphing = Words(
            "All vectors of length at most 1: the unit ball of {first} becomes that of {norm}.",
            values,
        )
        if self.p < 1:
            return morphing, Words(
                "e₁ and e₂ have length 1, but halfway between them is outside the ball."
            )
        if self.vectors[0].zero:
            return morphing, Words("a = 0: the ball shrinks to a point, every norm of 0 is 0.")
        return morphing, Words(
            "The ball grows until it reaches the tip of a; its radius is then ‖a‖."
        )

    def conclusion(self) -> Words:
        """Return the end."""
        if self.p < 1:
            return Words(
                "p < 1 does not give a norm: the ball is not convex, and the triangle inequality "
                "fails."
            )
        values = {"mark": norm_mark(self.p), "size": tidy(self.size.value)}
        if self.p in _CONCLUSIONS:
            return Words(_CONCLUSIONS[self.p], values)
        return Words("‖a‖{mark} = {size}: between the walk and the longest coordinate.", values)

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the ball, the vector and the walk."""
        grown = self.part(1, t)
        radius = self._radius(t)
        shape = self.balls[self.index(t)]
        if grown > 0 and self.p >= 1:
            for draw in shape.draws("unit ball", colours.UNIT_BALL, affine(np.eye(3))):
                if draw.geometry is shape.border:
                    yield draw
        yield from shape.draws("ball", colours.BALL, affine(np.eye(3) * max(radius, 1e-9)))
        if self.p < 1:
            yield from self._counterexample(grown)
            return
        yield from self._walk(grown)
        yield from self.arrows()

    def _walk(self, grown: float) -> Iterator[Draw]:
        """Yield the way along the axes for L1, the longest coordinate for L∞."""
        a = self.places[0]
        if grown <= 0 or self.p not in (1.0, np.inf):
            return
        if self.p == 1:
            walked = grown * float(np.abs(a).sum())
            place = ORIGIN
            for axis in range(3):
                leg = np.zeros(3)
                leg[axis] = a[axis]
                share = min(1.0, walked / abs(a[axis])) if a[axis] else 0.0
                yield from segment("walk", place, place + leg * share, colours.LENGTH, 4.5)
                walked = max(0.0, walked - abs(float(a[axis])))
                place = place + leg
            return
        yield from segment("longest", ORIGIN, self._longest() * grown, colours.LENGTH, 4.5)

    def _longest(self) -> Floats:
        """Return a with its longest coordinate alone."""
        a = self.places[0]
        longest = np.zeros(3)
        axis = int(np.argmax(np.abs(a)))
        longest[axis] = a[axis]
        return longest

    def _counterexample(self, grown: float) -> Iterator[Draw]:
        first, second = np.eye(3)[0], np.eye(3)[1]
        yield from arrow("unit e₁", first, colours.LENGTH)
        yield from arrow("unit e₂", second, colours.LENGTH)
        if grown > 0:
            yield from segment("chord", first, first + grown * (second - first), colours.MIDPOINT)
        if grown > 0.5:
            yield dot("midpoint", _HALF, colours.MIDPOINT, 11.0)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the name of the ball and of the vector."""
        now = self.powers[self.index(t)]
        grown = self.part(1, t)
        radius = self._radius(t)
        corner = 2.0 ** -(0.0 if np.isinf(now) else 1 / now)
        place = np.array([-corner * radius, -corner * radius, 0.0])
        name = ball_name(now, tidy if now == self.p else rounded)
        if grown > 0 and self.p >= 1:
            write = tidy if grown >= 1 else rounded
            name = Words("radius {size}", {"size": write(radius, 2)})
        yield lower_left_label(say(name), place, colours.BALL)
        if self.p >= 1:
            yield from self.names(view)
            way = say(_WAYS.get(self.p, ""))
            if grown > 0.4 and way and not self.vectors[0].zero:
                half = self.places[0] * [0.5, 0.0, 0.0] if self.p == 1 else self._longest() / 2
                yield Label(
                    way, place_of(half), colours.LENGTH, (0, -16), 13, bold=True, priority=2
                )
            return
        for axis in range(2):
            yield tip_label(f"e{'₁₂'[axis]}", np.eye(3)[axis], colours.LENGTH, view, 6)
        if grown > 0.5:
            half = (0.5, 0.5, 0.0)
            length = Words("length {size} > 1", {"size": tidy(p_norm(_HALF, self.p), 3)})
            yield Label(say(length), half, colours.MIDPOINT, (58, 14), 14, bold=True, priority=7)

    def live(self, t: float) -> tuple[Readout, ...]:
        """Return p and the length of a as the ball morphs."""
        now = self.powers[self.index(t)]
        size, slot = p_norm(self.vectors[0].values, now), colours.BALL
        powers = (self.powers[0], self.powers[-1])
        tip = "The norm whose unit ball is shown."
        first = number_readout("now.p", NOW, "p", now, powers, live=True, tip=tip)
        if self.part(1, t) > 0 and self.p >= 1:
            tip = "The ball reaches the tip of a when its radius is the norm of a."
            radius = self._radius(t)
            ends = (self._radius(0.0), self._radius(1.0))
            return (
                first,
                number_readout(
                    "now.radius", NOW, "Radius", radius, ends, live=True, slot=slot, tip=tip
                ),
            )
        label = "(Σ|aᵢ|ᵖ)^(1/p)"
        norms = [p_norm(self.vectors[0].values, p) for p in powers]
        return first, number_readout("now.norm", NOW, label, size, norms, live=True, slot=slot)

    def _radius(self, t: float) -> float:
        """Return how large the ball is."""
        return 1.0 if self.p < 1 else 1 + self.part(1, t) * (self.size.value - 1)

    def facts(self) -> Iterator[Readout]:
        """Yield the chosen norm, the others, and for p < 1 what breaks."""
        a = self.vectors[0]
        if self.p not in _CONCLUSIONS:
            label = f"‖a‖ₚ, p = {tidy(self.p)}" if self.p >= 1 else "(Σ|aᵢ|ᵖ)^(1/p)"
            yield _norm("p", label, self.p, self.size)
        for p, key, tip in _SHOWN:
            yield _norm(key, f"‖a‖{norm_mark(p)}", p, norm(a, p), tip)
        if self.p < 1:
            yield text_readout(
                "broken",
                "Why it is not a norm",
                "Triangle inequality",
                as_words("broken: ‖e₁ + e₂‖ > ‖e₁‖ + ‖e₂‖"),
                brief=True,
            )
            yield number_readout(
                "broken.sum",
                "Why it is not a norm",
                "‖e₁ + e₂‖",
                p_norm([1.0, 1.0], self.p),
                line=f"of_sum = torch.linalg.vector_norm(torch.ones(2), {self.p!r})  # above 2",
                tip="2^(1/p). A norm would give at most ‖e₁‖ + ‖e₂‖ = 2.",
            )

    def input_readouts(self) -> Iterator[Readout]:
        """Yield the vector alone: its length is among the norms."""
        yield next(super().input_readouts())

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the tip of a, where a is measured."""
        return super().handles(t) if self.p >= 1 else iter(())

    def curves(self) -> tuple[Curve, ...]:
        """Return the length of a by the norm whose ball is shown."""
        times = np.linspace(0.0, 1.0, _SAMPLES)
        values = self.vectors[0].values
        sizes = np.array([p_norm(values, self.powers[self.index(t)]) for t in times])
        if not np.isfinite(sizes).all():
            return ()
        return (Curve("‖a‖ₚ", times, sizes, colours.BALL),)

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean."""
        way = "two vectors of length 1" if self.p < 1 else _WAYS.get(self.p, "")
        return {
            colours.BALL: ball_name(self.p),
            colours.UNIT_BALL: "unit ball",
            colours.MIDPOINT: "midpoint",
            colours.LENGTH: way,
        }

    def reach(self) -> Floats:
        """Return the first ball, and the last at its largest."""
        size = np.float64(1.0 if self.p < 1 else max(1.0, self.size.value))
        first, last = (vertices(self.balls[k].border)[::8] for k in (0, -1))
        tip = self.places if self.p >= 1 else self.places[:0]
        return np.concatenate([first, last * size, tip], dtype=np.float64)


def _norm(key: str, label: Text, p: float, size: Quantity, tip: Text = "") -> Readout:
    line = f"norm_{key} = torch.linalg.vector_norm(a, {norm_order(p)})"
    return quantity_readout(f"norm.{key}", NORMS, label, size, brief=True, line=line, tip=tip)
