"""A function at a point: its value, its slope from either side, and what else there may be."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.one_sided import (
    OneSide,
    RealFunction,
    one_side,
    slopes_at,
    terms_beside,
)

_SAME = 1e-9  # of two slopes: rounding


class SlopeKind(StrEnum):
    """What a function has at a point."""

    SMOOTH = "smooth"
    KINK = "kink"
    STEEP = "steep"  # there is a slope, but beyond what a float can be
    VERTICAL = "vertical"  # the slope is +∞ or −∞ from both sides
    CUSP = "cusp"  # or +∞ from one side and −∞ from the other
    JUMP = "jump"
    POLE = "pole"
    HUGE = "huge"  # beyond what a float can be, here and about here
    HOLE = "hole"  # there is a limit, but not as a value
    EDGE = "edge"  # there are values on one side alone
    ISOLATED = "isolated"  # there is a value, but none beside it
    UNSETTLED = "unsettled"  # the secants come to no rest
    NO_VALUE = "no value"


@dataclass(frozen=True, eq=False)
class LocalBehaviour:
    """A function at a point: ``series`` are its Taylor coefficients to the right of it, (n + 1,).

    ``second`` is the second derivative, if there is one; infinite, too, if `is_bent` says that it
    is beyond float64.
    """

    value: float
    left: OneSide
    right: OneSide
    series: Floats
    second: float

    @property
    def derivative(self) -> float:
        """The derivative; infinite where the tangent is upright, not a number where there is none.

        At the edge of where f has values it is the slope of the side that there is.
        """
        if self.kind in (SlopeKind.SMOOTH, SlopeKind.STEEP, SlopeKind.VERTICAL):
            return self.right.slope
        return math.nan

    @property
    def is_bent(self) -> bool:
        """Whether f″ is a number beyond what a float can be."""
        return math.isinf(self.second) and (self.left.is_bent or self.right.is_bent)

    @cached_property
    def kind(self) -> SlopeKind:
        """What there is at the point."""
        sides = [side for side in (self.left, self.right) if side.present]
        limits = [side.limit for side in (self.left, self.right)]
        if any(math.isinf(limit) for limit in (*limits, self.value)):
            huge = len(sides) == 2 and all(map(math.isnan, limits))
            return SlopeKind.HUGE if huge else SlopeKind.POLE
        if not sides:
            return SlopeKind.NO_VALUE if math.isnan(self.value) else SlopeKind.ISOLATED
        if len(sides) == 1:
            return SlopeKind.NO_VALUE if math.isnan(self.value) else SlopeKind.EDGE
        if any(map(math.isnan, limits)):
            return SlopeKind.NO_VALUE if math.isnan(self.value) else SlopeKind.UNSETTLED
        if not _same(*limits):
            return SlopeKind.JUMP
        if not _same(self.value, limits[0]):
            return SlopeKind.HOLE
        return self._of_slopes()

    def _of_slopes(self) -> SlopeKind:
        left, right = self.left.slope, self.right.slope
        if math.isnan(left) or math.isnan(right):
            return SlopeKind.UNSETTLED
        if self.left.is_steep and self.right.is_steep:
            return SlopeKind.STEEP if left == right else SlopeKind.KINK
        if math.isinf(left) and math.isinf(right):
            return SlopeKind.VERTICAL if left == right else SlopeKind.CUSP
        return SlopeKind.SMOOTH if _same(left, right) else SlopeKind.KINK


def _same(a: float, b: float) -> bool:
    return a == b or (math.isfinite(a - b) and abs(a - b) <= _SAME * max(abs(a), abs(b)))


def behaviour(function: RealFunction, point: float, order: int = 2) -> LocalBehaviour:
    """Return what a function is at a point, with so many terms of its series."""
    with np.errstate(all="ignore"):
        value = float(np.asarray(function(np, np.array([point], np.float64)))[0])
        terms = [terms_beside(function, point, order, side) for side in (-1.0, 1.0)]
        left, right = (
            one_side(function, point, each, side)
            for each, side in zip(terms, (-1.0, 1.0), strict=True)
        )
    series = terms[1][: order + 1]
    second = right.second if _same(left.second, right.second) else math.nan
    of = LocalBehaviour(value, left, right, series, second)
    return of if of.kind is SlopeKind.SMOOTH else replace(of, second=math.nan)


def slopes_along(function: RealFunction, places: Floats) -> tuple[Floats, Floats, Floats]:
    """Return f, f′ and f″ at places (n,), to the right where the sides differ."""
    with np.errstate(all="ignore"):
        terms = slopes_at(function, places)
        return np.asarray(function(np, places), np.float64), terms[1], 2 * terms[2]
