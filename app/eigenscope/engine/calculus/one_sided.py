"""A function of one variable next to a point, on one side: where it goes, and with which slopes.

The series on that side tells, exactly; only where it can't be had, as of x sin(1/x) at 0, values
nearer and nearer to the point are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet

RealFunction = Callable[[Any, Any], Any]
"""Takes a library and its array x, and returns values of the same shape."""

_SPARE = 4  # terms more than are asked for: a quotient of series that begin with t loses some
_NEAR = 2.0**-30  # of the point: what is that near tells whether f is there on a side
_UNIT = 1e-3  # by which "near" is meant at 0
_APPROACH = 2.0 ** -np.arange(10.0, 27.0)
_AWAY = 2.0 ** -np.array([2.0, 5.0, 9.0])  # how large f is there tells what is small
_SMALL = 1e-6
_SETTLED = 1e-4  # of a slope, from one h to half of it
_NEXT, _NEXT_TO_ZERO = 2.0**-50, 1e-30  # there no slope is infinite but by overflow


@dataclass(frozen=True)
class OneSide:
    """What a function goes to from one side, and with which slopes; not a number where to none.

    Attributes
    ----------
    limit, slope
        Of f; the slope is infinite where the secants become upright.
    present
        Whether f has values there, infinite ones too.
    second
        The slope of f′ on this side.
    is_steep, is_bent
        Whether f′ or f″ is a number, but beyond float64; then it is given as infinite.
    """

    limit: float
    slope: float
    present: bool
    second: float = math.nan
    is_steep: bool = False
    is_bent: bool = False


def terms_beside(function: RealFunction, point: float, order: int, side: float) -> Floats:
    """Return the terms of the series of powers of x − point that holds on one side, (n + 1,)."""
    terms = _jet(function, np.array([point], np.float64), max(order, 2) + _SPARE, side)[:, 0]
    return np.asarray(terms * side ** np.arange(len(terms)))


def slopes_at(function: RealFunction, places: Floats, order: int = 2) -> Floats:
    """Return the terms of the series at places (n,), on the right, as (order + 1, n)."""
    return _jet(function, places, order, 1.0)


def one_side(function: RealFunction, point: float, terms: Floats, side: float) -> OneSide:
    """Return what a function with such terms on a side of a point (−1 or 1) goes to there."""
    limit, slope, second = float(terms[0]), float(terms[1]), 2 * float(terms[2])
    if not (math.isfinite(limit) and math.isfinite(slope)):
        unit = abs(point) or _UNIT
        near = np.asarray(function(np, point + side * unit * np.array([_NEAR, 4 * _NEAR])))
        if not np.isfinite(near).any():
            return OneSide(math.nan, math.nan, bool(np.isinf(near).any()))
        if math.isnan(limit):  # the terms meet 0·∞ on the way
            limit = _limit(near, function, point, side)
        if math.isnan(slope) and math.isfinite(limit):
            slope = _approached(lambda x: np.asarray(function(np, x)), point, limit, side)
    if math.isnan(second) and math.isfinite(slope):
        second = _approached(lambda x: slopes_at(function, x)[1], point, slope, side)
    is_steep, is_bent = math.isinf(slope), math.isinf(second)
    if is_steep or is_bent:
        next_to = point + side * (_NEXT * abs(point) if point else _NEXT_TO_ZERO)
        there = ~np.isfinite(slopes_at(function, np.array([next_to]))[:, 0])
        is_steep, is_bent = is_steep and bool(there[1]), is_bent and bool(there[2])
    return OneSide(limit, slope, True, second, is_steep, is_bent)


def _jet(function: RealFunction, places: Floats, order: int, side: float) -> Floats:
    variable = Jet.variable(places, order, side)
    return variable.of(function(JetFunctions, variable)).terms


def _limit(near: Floats, function: RealFunction, point: float, side: float) -> float:
    """Return where values near the point seem to go; not a number if they differ."""
    away = np.abs(np.asarray(function(np, point + side * (abs(point) or 1.0) * _AWAY)))
    size = float(np.nan_to_num(away, nan=0.0, posinf=0.0).max()) or 1.0
    first, second = near.tolist()
    if max(abs(first), abs(second)) <= _SMALL * size:
        return 0.0
    return float(f"{first:.6g}") if math.isclose(first, second, rel_tol=_SMALL) else math.nan


def _approached(
    function: Callable[[Floats], Floats], point: float, limit: float, side: float
) -> float:
    """Return where the slopes of secants go as h is halved; not a number if nowhere."""
    steps = side * (abs(point) or 1.0) * _APPROACH
    slopes = (function(point + steps) - limit) / steps
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
