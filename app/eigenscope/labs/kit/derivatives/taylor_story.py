"""Taylor polynomials of growing order, and the band in which they come to the function."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.curve_story import CurveStory
from eigenscope.labs.kit.derivatives.derivative_readouts import KINDS
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.frame import Draw, Label, affine
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript, superscript, tidy
from eigenscope.wording.words import Text, Words, as_words

_BAND = 0.13  # opacity


class TaylorStory(CurveStory):
    """A stage for each order: the next term bends the polynomial nearer to the curve."""

    @cached_property
    def terms(self) -> Floats:
        """The coefficients that are known, (n + 1,)."""
        terms = self.of.here.series
        unknown = np.flatnonzero(~np.isfinite(terms))
        return terms[: unknown[0]] if len(unknown) else terms

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each term."""
        if not self.of.smooth:
            return Timeline((Stage(as_words(KINDS[self.of.here.kind])),))
        return Timeline(tuple(self._stage(k) for k in range(len(self.terms))))

    def _stage(self, order: int) -> Stage:
        numbers = {
            "order": str(order),
            "term": tidy(float(self.terms[order])),
            "coefficient": f"c{subscript(order)}",
            "derivative": f"f⁽{superscript(order)}⁾",
        }
        if order == 0:
            words = "Order 0: a constant, the value {term} of f at the point."
        elif self.terms[order] == 0:
            words = "Order {order}: the coefficient is 0, and the polynomial stays as it is."
        elif order == 1:
            words = "Order 1: the tangent, with the slope c₁ = f′ = {term}."
        else:
            words = (
                "Order {order}: with {coefficient} = {derivative}/{order}! = {term}, the "
                "derivatives at the point agree with those of f up to order {order}."
            )
        return Stage(Words(words, numbers), moving=0.7)

    def ground(self, _t: float, view: View, plane: GraphPlane) -> Iterable[Draw]:
        """Yield the band in which the series converges."""
        radius = self.of.slow.radius if self.of.slow is not None else None
        if radius is None or not math.isfinite(radius.value):
            return
        yield from _band(plane, view, self.of.x, radius.value)

    def parts(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield the polynomial, and the one before it."""
        if not self.of.smooth:
            yield from self.tangents(view, plane)
            yield from self.marks(plane)
            return
        stage = self.timeline.at(t)[0]
        last, now = (partial(self._worth, self.terms[:count]) for count in (stage, stage + 1))
        key = f"{self.of.inputs.f}:{self.of.x}:{stage}"
        if stage:
            before = f"polynomial:before:{key}"
            yield from plane.curve(before, last, view, colours.TANGENT, opacity=0.35)
        mix = self.timeline.eased(stage, t) if stage else 1.0
        yield from plane.turning(f"polynomial:{key}", last, now, view, colours.TANGENT, mix)
        yield from self.marks(plane)

    def _worth(self, terms: Floats, x: Floats) -> Floats:
        worth = np.polynomial.polynomial.polyval(x - self.of.x, [*terms, 0.0])
        return np.asarray(worth, np.float64)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        names = dict(super().legend())
        if self.of.smooth:
            names[colours.TANGENT] = Words("Taylor polynomial")
            names[colours.SECOND] = Words("where the series converges")
        return names


def _band(plane: GraphPlane, view: View, x: float, radius: float) -> Iterator[Draw]:
    """Yield what is nearer to x than a radius, with its edges."""
    left, right, bottom, top = plane.window(view)
    low, high = max(x - radius, left), min(x + radius, right)
    if low >= high:
        return
    corner, end = plane.places([(low, bottom), (high, top)])
    matrix = affine(np.diag([*(end - corner)[:2], 1.0]), corner)
    yield from filled("band", "unit square", matrix, colours.SECOND, _BAND)
    for edge in (x - radius, x + radius):
        if left < edge < right:
            foot, head = plane.places([(edge, bottom), (edge, top)])
            yield from segment("band edge", foot, head, colours.SECOND, 1.6)
