"""How far a Taylor series reaches: to the nearest place where the function is not analytic.

Where such places cannot be known from the formula, the radius is estimated from the coefficients,
as 1/lim sup |cₙ|^(1/n) (Cauchy and Hadamard).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.analytic import Analytic
from eigenscope.engine.calculus.analytic_functions import AnalyticFunctions
from eigenscope.engine.calculus.complex_numbers import ComplexFunctions
from eigenscope.engine.calculus.one_sided import RealFunction

_ORDER = 6
_CIRCLE = np.exp(2j * np.pi * np.arange(128) / 128)
_NOISE = 1e-7  # of a function on a circle: below it is no negative power
_ENDED = 1e-14  # of the larger terms: what rounding leaves of those that are 0
_LAST = 5  # coefficients that an estimate looks at


@dataclass(frozen=True)
class Radius:
    """A radius of convergence, infinite if the series converges everywhere.

    ``nearest`` is the place, in the complex plane, up to which it converges, if that is known.
    """

    value: float
    nearest: complex | None = None
    estimated: bool = False


def radius_of(function: RealFunction, point: float, series: Floats) -> Radius:
    """Return the radius of convergence of a series (n + 1,) of powers of x − point."""
    with np.errstate(all="ignore"):
        near = Analytic.variable(point, _ORDER)
        of = near.of(function(AnalyticFunctions(), near))
        if not of.known:
            return _estimated(series)
        places = sorted((place for place in of.places() if np.isfinite(place)), key=abs)
        for place in places:
            if _goes_beyond(series, abs(place)):
                continue
            if not of.whole or _is_singular(function, point + place, places, place):
                return Radius(abs(place), point + place)
    return Radius(math.inf)


def _goes_beyond(series: Floats, distance: float) -> bool:
    """Tell whether a series ends as that of a polynomial, such as that of √(x²) at 1."""
    sizes = np.abs(series) * distance ** np.arange(len(series))
    first, last = sizes[1 : len(sizes) // 2], sizes[len(sizes) // 2 :]
    ends = np.isfinite(sizes).all() and len(first) > 0
    return bool(ends and last.max() <= _ENDED * first.max())


def _is_singular(
    function: RealFunction, place: complex, others: list[complex], local: complex
) -> bool:
    """Tell whether the series about a place has negative powers, or the circle round it jumps."""
    away = [abs(other - local) for other in others if abs(other - local) > 1e-6]
    circle = place + min(0.2, 0.4 * min(away, default=0.5)) * _CIRCLE
    values = np.asarray(function(ComplexFunctions(), circle))
    if not np.isfinite(values).all():
        return True
    powers = np.abs(np.fft.fft(values))
    return bool(powers[64:].max() > _NOISE * powers.max())


def _estimated(series: Floats) -> Radius:
    powers = np.arange(len(series))
    usable = (series != 0) & np.isfinite(series) & (powers > len(series) // 2)
    if not usable.any():
        return Radius(math.inf, None, True)
    roots = np.abs(series[usable]) ** (-1.0 / powers[usable])
    return Radius(float(roots[-_LAST:].min()), None, True)
