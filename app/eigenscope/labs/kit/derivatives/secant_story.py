"""The secant becomes the tangent, and Δy is compared with dy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.engine.calculus.quotients import secant_slope
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.curve_story import CurveStory
from eigenscope.labs.kit.derivatives.derivative_chart import error_chart
from eigenscope.labs.kit.derivatives.derivative_readouts import KINDS
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.tip_labels import named
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_it_is, as_words

if TYPE_CHECKING:
    from eigenscope.plots.charts import Plotted

_SMALLEST = -12.0  # the power of ten that h goes to
_APART = 5.0  # pixels from Δy to dy


class SecantStory(CurveStory):
    """Stages: the secant, h → 0, the tangent with dy beside Δy."""

    @cached_property
    def timeline(self) -> Timeline:
        """The three stages, as far as the function has them."""
        of = self.of
        numbers = {"x": tidy(of.x), "end": tidy(of.x + of.h), "slope": tidy(of.secant)}
        words = "Between x = {x} and x + h = {end} the secant has the slope Δy/Δx = {slope}."
        secant = Words(words, numbers)
        if not math.isfinite(of.secant):
            secant = _no_secant(of.h)
        elif of.x + of.h == of.x:
            secant = _too_near(of.x, of.h)
        going = Words("h goes to 0: the other point comes nearer, and the secant turns.")
        return Timeline(
            (
                Stage(secant, 1),
                Stage(going, 3, self._near(), 0.9),
                Stage(self._tangent(), 1.5, moving=0.5),
            )
        )

    def _near(self) -> Words | None:
        """Return what is said of the smallest h; None where there is no quotient."""
        h = self.step(1.0)
        slope = secant_slope(self.of.f, self.of.x, h)
        if not math.isfinite(slope):
            return None
        if self.of.x + h == self.of.x:
            words = "At h = {h}, x + h is x itself in float64, and the quotient is 0."
            return Words(words, {"h": tidy(h)})
        words = "At h = {h} the quotient is {slope}."
        if self._is_rounded(h, slope):
            words = (
                "At h = {h} the quotient is {slope}: rounding, as f(x + h) and f(x) share most "
                "digits."
            )
        return Words(words, {"h": tidy(h), "slope": tidy(slope, 8)})

    def _is_rounded(self, h: float, quotient: float) -> bool:
        """Tell whether it is the rounding of f and x + h that parts a quotient from the slope."""
        of, slope = self.of, self.of.here.derivative
        error, eps = abs(quotient - slope), float(np.finfo(np.float64).eps)
        if not (of.smooth and h and error > 4 * eps * abs(slope)):
            return False
        sizes = abs(of.here.value), abs(of.x * slope)
        return error < 4 * eps * max(sizes) / abs(h)

    def _tangent(self) -> Words:
        of, here = self.of, self.of.here
        if not of.smooth:
            return as_words(KINDS[here.kind])
        if of.h and of.x + of.h == of.x:
            return _too_near(of.x, of.h)
        dy, rise = here.derivative * of.h, of.value(of.x + of.h) - of.value(of.x)
        words = (
            "The tangent has the slope f′({x}) = {slope}. Along it y changes by dy = {dy}, along "
            "the curve by Δy = {rise}."
        )
        if not math.isfinite(rise):
            words = (
                "The tangent has the slope f′({x}) = {slope}. Along it y changes by dy = {dy}; "
                "along the curve float64 has no Δy."
            )
        return Words(
            words,
            {"x": tidy(of.x), "slope": tidy(here.derivative), "dy": tidy(dy), "rise": tidy(rise)},
        )

    def step(self, part: float) -> float:
        """Return h once it has gone a part of its way to 0: by factors, slowly at first."""
        h = self.of.h
        if abs(h) <= 10.0**_SMALLEST:
            return h
        begin = math.log10(abs(h))
        return math.copysign(10.0 ** (begin + part**2 * (_SMALLEST - begin)), h)

    def _now(self, t: float) -> float:
        """Return the Δx that is drawn at ``t``: h again once dy is beside Δy."""
        part = self.timeline.part(1, t)
        return self.of.h if not part or self._is_last(t) else self.step(part)

    def _is_last(self, t: float) -> bool:
        return self.timeline.at(t)[0] == 2

    def parts(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield the secant with its triangle, then the tangent with dy."""
        h = self._now(t)
        if self._is_last(t):
            yield from self.tangents(view, plane)
            yield from self._differential(view, plane)
        else:
            slope = secant_slope(self.of.f, self.of.x, h)
            yield from self.straight("secant", slope, colours.SECANT, view, plane)
        yield from self._triangle(h, view, plane, beside_dy=self._is_last(t))
        yield from self.marks(plane)

    def _triangle(
        self, h: float, view: View, plane: GraphPlane, *, beside_dy: bool
    ) -> Iterator[Draw | Label]:
        """Yield Δx and Δy, with names where they are long enough for them."""
        x, value, other = self.of.x, self.of.here.value, self.of.value(self.of.x + h)
        if not (math.isfinite(value) and math.isfinite(other)):
            return
        begin, corner, end = (
            np.array(plane.place(*xy)) for xy in ((x, value), (x + h, value), (x + h, other))
        )
        yield from segment("Δx", begin, corner, colours.RUN, 3.0)
        yield from segment("Δy", corner, end, colours.RISE, 3.0)
        yield dot("other point", end, colours.SECANT, 8.0)
        pixel = view.camera.height / view.size[1]
        right, up = (1.0 if h > 0 else -1.0), (1.0 if other >= value else -1.0)
        if abs(corner - begin).max() > 40 * pixel:
            place = tuple((begin + corner) / 2)
            text = f"Δx = {tidy(h)}"
            yield named(text, (place[0], place[1], 0.0), colours.RUN, (0.0, -up))
        if abs(end - corner).max() > 24 * pixel:
            height = _name_height(other - value, self._dy if beside_dy else math.nan)
            x, y, _ = plane.place(self.of.x + h, value + height)
            text = f"Δy = {tidy(other - value)}"
            beside = (x + _APART * right * pixel, y, 0.0)
            yield named(text, beside, colours.RISE, (right, 0.0))

    @property
    def _dy(self) -> float:
        """The change along the tangent; no number where there is none."""
        return self.of.here.derivative * self.of.h if self.of.smooth and self.of.h else math.nan

    def _differential(self, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield dy, beside Δy: on the outside, where the tangent has left the triangle."""
        of, dy = self.of, self._dy
        if not math.isfinite(dy):
            return
        right, pixel = math.copysign(1.0, of.h), view.camera.height / view.size[1]
        shift = np.array([_APART * right * pixel, 0.0, 0.0])
        corner = np.array(plane.place(of.x + of.h, of.here.value)) + shift
        tip = np.array(plane.place(of.x + of.h, of.here.value + dy)) + shift
        yield from segment("dy", corner, tip, colours.TANGENT, 3.0)
        if abs(tip - corner).max() > 24 * pixel:
            height = _name_height(dy, of.value(of.x + of.h) - of.here.value)
            x, y, _ = plane.place(of.x + of.h, of.here.value + height)
            beside = (x + shift[0], y, 0.0)
            yield named(f"dy = {tidy(dy)}", beside, colours.TANGENT, (right, 0.0))

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point and, where it stands, the other end of the secant."""
        yield from super().handles(t)
        if self.timeline.part(1, t) > 0 and self.timeline.at(t)[0] < 2:
            return
        other = self.of.value(self.of.x + self.of.h)
        yield self._handle("h", self.of.x + self.of.h, other, t, "Drag: h follows.")

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        own: dict[Slot, Text] = {
            colours.SECANT: "secant", colours.RUN: "Δx", colours.RISE: "Δy"
        }  # fmt: skip
        return {**super().legend(), **own}

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers, and those of the secant that is drawn."""
        h = self._now(t)
        slope = secant_slope(self.of.f, self.of.x, h)
        now = (
            number_readout("h.now", "Now", "h", h, live=True),
            text_readout(
                "secant.now",
                "Now",
                "Δy/h",
                as_it_is(tidy(slope, 8)),
                np.float64(slope),
                live=True,
                slot=colours.SECANT,
            ),
        )
        return (*super().readouts(t), *now)

    def charts(self) -> tuple[Plotted, ...]:
        """Return the errors of five ways to the derivative."""
        chart = error_chart(self.of)
        return () if chart is None else (chart,)

    def missing_charts(self) -> Mapping[str, Text]:
        """Return why there is no chart of errors."""
        if self.charts():
            return {}
        point = self.of.inputs.point.texts()[0][0]
        if self.of.smooth:
            return {"errors": Words("float64 has no value of f at {x}", {"x": point})}
        return {"errors": Words("there is no derivative at {x}", {"x": point})}


def _name_height(own: float, other: float) -> float:
    """Return how high a change is named: in its middle, or that of what it has beyond another."""
    beyond = own * other > 0 and abs(own) > abs(other)
    return (own + other) / 2 if beyond else own / 2


def _too_near(x: float, h: float) -> Words:
    words = "With h = {h}, x + h is x = {x} itself in float64, and Δy is 0: choose a larger h."
    return Words(words, {"x": tidy(x), "h": tidy(h)})


def _no_secant(h: float) -> Words:
    if h == 0:
        return Words("With h = 0 there is no secant: choose another h.")
    return Words("There is no secant: f has no finite value at one of its ends.")
