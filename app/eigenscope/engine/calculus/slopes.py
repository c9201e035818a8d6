"""A function at a point: its value, its slope from either side, and what else there may be."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet

RealFunction = Callable[[Any, Any], Any]
"""Takes a library and its array x, and returns values of the same shape."""

_SPARE = 4  # terms more than are asked for: a quotient of series that begin with t loses some
_SAME = 1e-9  # of two slopes: rounding
_NEAR = 2.0**-30  # of the point: what is that near tells whether f is there on a side
_APPROACH = 2.0 ** -np.arange(10.0, 27.0)
_SETTLED = 1e-4  # of a slope, from one h to half of it


class SlopeKind(StrEnum):
    """What a function has at a point."""

    SMOOTH = "smooth"
    KINK = "kink"
    VERTICAL = "vertical"  # the slope is +∞ or −∞ from both sides
    CUSP = "cusp"  # or +∞ from one side and −∞ from the other
    JUMP = "jump"
    POLE = "pole"
    HOLE = "hole"  # there is a limit, but not as a value
    EDGE = "edge"  # there are values on one side alone
    UNSETTLED = "unsettled"  # the secants come to no rest
    NO_VALUE = "no value"


@dataclass(frozen=True)
class OneSide:
    """What a function goes to from one side, and with which slope; not a number where to none."""

    limit: float
    slope: float
    present: bool


@dataclass(frozen=True, eq=False)
class LocalBehaviour:
    """A function at a point: ``series`` are its Taylor coefficients to the right of it, (n + 1,).

    ``second`` is the second derivative, if there is one.
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
        if self.kind in (SlopeKind.SMOOTH, SlopeKind.VERTICAL):
            return self.right.slope
        return math.nan

    @cached_property
    def kind(self) -> SlopeKind:
        """What there is at the point."""
        sides = [side for side in (self.left, self.right) if side.present]
        limits = [side.limit for side in (self.left, self.right)]
        if any(math.isinf(limit) for limit in (*limits, self.value)):
            return SlopeKind.POLE
        if not sides:
            return SlopeKind.NO_VALUE
        if len(sides) == 1:
            return SlopeKind.NO_VALUE if math.isnan(self.value) else SlopeKind.EDGE
        if not _same(*limits):
            return SlopeKind.UNSETTLED if any(map(math.isnan, limits)) else SlopeKind.JUMP
        if not _same(self.value, limits[0]):
            return SlopeKind.HOLE
        return self._of_slopes(self.left.slope, self.right.slope)

    @staticmethod
    def _of_slopes(left: float, right: float) -> SlopeKind:
        if math.isnan(left) or math.isnan(right):
            return SlopeKind.UNSETTLED
        if math.isinf(left) and math.isinf(right):
            return SlopeKind.VERTICAL if left == right else SlopeKind.CUSP
        return SlopeKind.SMOOTH if _same(left, right) else SlopeKind.KINK


def _same(a: float, b: float) -> bool:
    return a == b or abs(a - b) <= _SAME * max(abs(a), abs(b))


def behaviour(function: RealFunction, point: float, order: int = 2) -> LocalBehaviour:
    """Return what a function is at a point, with so many terms of its series."""
    with np.errstate(all="ignore"):
        value = float(np.asarray(function(np, np.array([point], np.float64)))[0])
        left, right = (_terms(function, point, order, side) for side in (-1.0, 1.0))
        sides = [_side(function, point, terms, s) for terms, s in ((left, -1.0), (right, 1.0))]
    twice = [2 * float(terms[2]) for terms in (left, right)]
    second = twice[1] if _same(*twice) else math.nan
    of = LocalBehaviour(value, sides[0], sides[1], right[: order + 1], second)
    if of.kind is not SlopeKind.SMOOTH:
        return LocalBehaviour(value, sides[0], sides[1], right[: order + 1], math.nan)
    return of


def slopes_along(function: RealFunction, places: Floats) -> tuple[Floats, Floats, Floats]:
    """Return f, f′ and f″ at places (n,), to the right where the sides differ."""
    with np.errstate(all="ignore"):
        terms = _jet(function, places, 2, 1.0)
        return np.asarray(function(np, places), np.float64), terms[1], 2 * terms[2]


def _terms(function: RealFunction, point: float, order: int, side: float) -> Floats:
    """Return the terms of the series of powers of x − point that holds on one side."""
    terms = _jet(function, np.array([point], np.float64), max(order, 2) + _SPARE, side)[:, 0]
    return np.asarray(terms * side ** np.arange(len(terms)))


def _jet(function: RealFunction, places: Floats, order: int, side: float) -> Floats:
    variable = Jet.variable(places, order, side)
    return variable.of(function(JetFunctions, variable)).terms


def _side(function: RealFunction, point: float, terms: Floats, side: float) -> OneSide:
    unit = max(abs(point), 1e-3)
    near = np.asarray(function(np, point + side * unit * np.array([_NEAR, 4 * _NEAR])))
    if not np.isfinite(near).any():
        return OneSide(math.nan, math.nan, bool(np.isinf(near).any()))
    limit, slope = float(terms[0]), float(terms[1])
    if math.isnan(limit):  # the terms meet 0·∞ on the way
        first, second = (float(x) for x in np.round(near, 6))
        limit = first if first == second else math.nan
    if math.isnan(slope) and math.isfinite(limit):
        slope = _approached(function, point, limit, side)
    return OneSide(limit, slope, True)


def _approached(function: RealFunction, point: float, limit: float, side: float) -> float:
    """Return where the slopes of secants go as h is halved; not a number if nowhere."""
    steps = side * max(abs(point), 1.0) * _APPROACH
    slopes = (np.asarray(function(np, point + steps)) - limit) / steps
    if not np.isfinite(slopes[-4:]).all():
        return math.nan
    changes = np.abs(np.diff(slopes[-6:]))
    size = np.abs(slopes[-6:])
    if (changes <= _SETTLED * np.maximum(size[1:], 1e-30)).all():
        return float(slopes[-1])
    if (size[1:] < 0.9 * size[:-1]).all() or (size < 1e-3).all():
        return 0.0
    grows = (size[1:] > size[:-1]).all() and (changes[1:] > 0.9 * changes[:-1]).all()
    if grows and len({*np.sign(slopes[-6:])}) == 1:
        return math.copysign(math.inf, float(slopes[-1]))
    return math.nan
