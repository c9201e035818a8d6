"""A curve under a magnifying glass, and the slopes along it as curves of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.slopes import slopes_along
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import dot
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.curve_story import CurveStory
from eigenscope.labs.kit.derivatives.derivative_readouts import KINDS
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.functions.graph_window import plane_about
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.readout_makers import text_readout
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.scene.frame import Draw, Label, affine
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy
from eigenscope.wording.words import Text, Words, as_it_is, as_words

_FARTHEST = 1e4  # times as large as it is
_ANEW = 2.0  # the factor from one curve that is made anew to the next
_LOOKED_AT, _MOSTLY = 201, (0.05, 0.95)  # slopes, and which shares of them are to be seen
_ROOM = 1.0  # heights of f above it, and below it, that f′ may take


class ZoomStory(CurveStory):
    """The plane about the point becomes larger, until the curve is straight or has a corner."""

    @cached_property
    def timeline(self) -> Timeline:
        """One stage."""
        of = self.of
        if self._height is None:
            return Timeline((Stage(as_words(KINDS[of.here.kind])),))
        going = Words("The curve is enlarged about the point.")
        if of.smooth:
            going = Words("The curve is enlarged about the point: it bends less and less.")
        done = Words(
            "Enlarged 10 000 times, the curve is its tangent: f(x + h) ≈ f(x) + {slope}·h.",
            {"slope": in_product(tidy(of.here.derivative))},
        )
        return Timeline((Stage(going, done=done if of.smooth else as_words(KINDS[of.here.kind])),))

    def plane(self, t: float) -> GraphPlane:
        """Return the plane, enlarged about the point."""
        plane = self.of.drawn[0]
        if self._height is None:
            return plane
        return plane.zoomed((self.of.x, self._height), self._factor(t))

    def curve(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw]:
        """Yield f as it was at the last of a few factors, enlarged by what the factor is now more.

        So only some frames on the way make the curve anew; the others enlarge the one there is.
        """
        factor, height = self._factor(t), self._height
        if height is None:
            yield from super().curve(t, view, plane)
            return
        anew = _ANEW ** math.floor(math.log(factor, _ANEW) + 1e-9)
        at_first = self.of.drawn[0].zoomed((self.of.x, height), anew)
        middle, more = np.array(at_first.place(self.of.x, height)), factor / anew
        matrix = affine(more * np.eye(3), (1 - more) * middle)
        for draw in super().curve(t, view, at_first):
            yield replace(draw, matrix=matrix)

    @cached_property
    def _height(self) -> float | None:
        """Where the curve is at the point, or comes to; None where it is enlarged about nothing."""
        here = self.of.here
        heights = (here.value, here.right.limit, here.left.limit)
        return next(filter(math.isfinite, heights), None)

    def _factor(self, t: float) -> float:
        """Return how many times as large the picture is."""
        return 1.0 if self._height is None else _FARTHEST ** self.timeline.part(0, t)

    def parts(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield the tangent and the point."""
        yield from self.tangents(view, plane)
        yield from self.marks(plane)

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point while the plane is as large as at first."""
        return super().handles(t) if t <= 0 else iter(())

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers, and how many times as large the picture is."""
        factor = self._factor(t)
        text = as_it_is(rounded(factor, 1))
        now = text_readout("zoom", "Now", "Enlarged", text, np.float64(factor), live=True)
        return (*super().readouts(t), now)


class SlopesStory(CurveStory):
    """A tangent runs along the curve and leaves its slope behind: f′, then f″."""

    @cached_property
    def timeline(self) -> Timeline:
        """Two stages."""
        first = Words("The slope of the tangent at each x is the height of f′ there.")
        second = Words("The slope of f′ at each x is the height of f″ there.")
        return Timeline((Stage(first, 1, moving=0.92), Stage(second, 1, moving=0.92)))

    def plane(self, _t: float) -> GraphPlane:
        """Return the plane, in whose window f′ is too, as far as it leaves f large enough."""
        return self._drawn[0]

    def extent(self) -> Floats:
        """Return the corners of that window."""
        return self._drawn[1]

    @cached_property
    def _drawn(self) -> tuple[GraphPlane, Floats]:
        plane, corners = self.of.drawn
        low, bottom = plane.numbers(tuple(corners[0]))
        high, top = plane.numbers(tuple(corners[-1]))
        with np.errstate(all="ignore"):
            slopes = self.along(1, np.linspace(low, high, _LOOKED_AT))
        slopes = slopes[np.isfinite(slopes)]
        if not len(slopes):
            return self.of.drawn
        least, most = bottom - _ROOM * (top - bottom), top + _ROOM * (top - bottom)
        ends = np.clip(np.quantile(slopes, _MOSTLY), least, most)
        bottom, top = min(bottom, float(ends[0])), max(top, float(ends[1]))
        return plane_about(self.of.values, low, high, (bottom, top))

    def along(self, order: int, places: Floats) -> Floats:
        """Return f, f′ or f″ at places (n,)."""
        return slopes_along(self.of.f, places)[order]

    def parts(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield f′ and f″ as far as the tangent has come, and the tangent."""
        left, right, _, _ = plane.window(view)
        stage = self.timeline.at(t)[0]
        for order, slot in ((1, colours.TANGENT), (2, colours.SECOND)):
            part = self.timeline.part(order - 1, t)
            end = left + part * (right - left)
            name = ("", "f′", "f″")[order]
            key, values = f"{name}:{self.of.inputs.f}", partial(self.along, order)
            if part > 0:
                until = math.inf if part >= 1 else end
                yield from plane.curve(key, values, view, slot, until=until)
            if stage == order - 1 and 0 < part < 1:
                yield from self._running(order, end, view, plane)
        yield from self.marks(plane)

    def _running(self, order: int, x: float, view: View, plane: GraphPlane) -> Iterator[Draw]:
        """Yield the tangent of f or f′ at x, and the point that it leaves."""
        below, slope = (float(self.along(k, np.array([x]))[0]) for k in (order - 1, order))
        if not (math.isfinite(below) and math.isfinite(slope)):
            return
        place = np.array(plane.place(x, below))
        way = plane.direction(slope)
        yield from line("running tangent", way, view, colours.SECANT, place, 2.0)
        yield dot("running point", place, colours.POINT, 8.0)
        slot = colours.TANGENT if order == 1 else colours.SECOND
        yield dot("slope", np.array(plane.place(x, slope)), slot, 8.0)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.CURVE: self.equation,
            colours.TANGENT: Words("f′, the slope of f"),
            colours.SECOND: Words("f″, the slope of f′"),
            colours.SECANT: Words("tangent that runs along"),
        }
