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
from eigenscope.labs.kit.derivatives.curve_story import CurveStory, named
from eigenscope.labs.kit.derivatives.derivative_chart import error_chart
from eigenscope.labs.kit.derivatives.derivative_readouts import KINDS
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.labs.kit.timeline import Stage, Timeline
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
        secant = Words(words, numbers) if math.isfinite(of.secant) else _no_secant(of.h)
        least = self.step(1.0)
        tiny = secant_slope(of.f, of.x, least)
        near = Words(
            "At h = {h} the quotient is {slope}: rounding, as f(x + h) and f(x) share most digits."
            if self._is_rounded(least, tiny)
            else "At h = {h} the quotient is {slope}.",
            {"h": tidy(least), "slope": tidy(tiny, 8)},
        )
        going = Words("h goes to 0: the other point comes nearer, and the secant turns.")
        return Timeline(
            (
                Stage(secant, 1),
                Stage(going, 3, near if math.isfinite(tiny) else None, 0.9),
                Stage(self._tangent(), 1.5, moving=0.5),
            )
        )

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
        dy, rise = here.derivative * of.h, of.value(of.x + of.h) - here.value
        return Words(
            "The tangent has the slope f′({x}) = {slope}. Along it y changes by dy = {dy}, along "
            "the curve by Δy = {rise}.",
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
        """Return the step of the secant that is drawn at ``t``."""
        return self.step(self.timeline.part(1, t)) if self.timeline.part(1, t) else self.of.h

    def parts(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield the secant with its triangle, then the tangent with dy."""
        last = self.timeline.at(t)[0] == 2
        h = self.of.h if last else self._now(t)
        if last:
            yield from self.tangents(view, plane)
            yield from self._differential(view, plane)
        else:
            slope = secant_slope(self.of.f, self.of.x, h)
            yield from self.straight("secant", slope, colours.SECANT, view, plane)
        yield from self._triangle(h, view, plane)
        yield from self.marks(plane)

    def _triangle(self, h: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
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
            place = tuple((end + corner) / 2)
            text = f"Δy = {tidy(other - value)}"
            beside = (place[0] + 6 * right * pixel, place[1], 0.0)
            yield named(text, beside, colours.RISE, (right, 0.0))

    def _differential(self, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield dy, beside Δy."""
        of = self.of
        dy = of.here.derivative * of.h
        if not (of.smooth and of.h and math.isfinite(dy)):
            return
        aside = math.copysign(_APART, -of.h) * view.camera.height / view.size[1]
        shift = np.array([aside, 0.0, 0.0])
        corner = np.array(plane.place(of.x + of.h, of.here.value)) + shift
        tip = np.array(plane.place(of.x + of.h, of.here.value + dy)) + shift
        yield from segment("dy", corner, tip, colours.TANGENT, 3.0)
        if abs(tip - corner).max() > 24 * view.camera.height / view.size[1]:
            middle = (corner + tip) / 2 + shift
            side = (-1.0 if of.h > 0 else 1.0, 0.0)
            yield named(f"dy = {tidy(dy)}", (middle[0], middle[1], 0.0), colours.TANGENT, side)

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point and, where it stands, the other end of the secant."""
        yield from super().handles(t)
        if self.timeline.part(1, t) > 0 and self.timeline.at(t)[0] < 2:
            return
        other = self.of.value(self.of.x + self.of.h)
        place = self.plane(t).place(self.of.x + self.of.h, other if math.isfinite(other) else 0.0)
        yield Handle("h", place, Slot.HANDLE, "Drag: h follows.")

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
        if self.of.smooth:
            return {}
        point = self.of.inputs.point.texts()[0][0]
        return {"errors": Words("there is no derivative at {x}", {"x": point})}


def _no_secant(h: float) -> Words:
    if h == 0:
        return Words("With h = 0 there is no secant: choose another h.")
    return Words("There is no secant: f has no finite value at one of its ends.")
