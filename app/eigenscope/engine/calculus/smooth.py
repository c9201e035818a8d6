"""Whether a function has derivatives at a point, asked of the definition itself.

Automatic differentiation has an answer everywhere, at corners too. The derivative of f at p is the
one linear map that f(p + δ) − f(p) is to first order; what is left over tells whether there is one:
divided by ‖δ‖ it goes to 0 as δ does, in all directions, or it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats

_WINDOWS = ((1e-3, 1e-5, 1e-7), (1e-7, 1e-9, 1e-11))
"""Radii, of the point's size; the smaller ones are for points beside a pole or a corner."""

_FALLS = 0.35  # from one radius to one a hundred times smaller: the rest falls more than that
_ROUNDING = 200 * np.finfo(np.float64).eps
_HEARD = 0.1  # of the rest at first: rounding that is larger tells nothing
_LEAST_SLOPE = 1e-9
_DIRECTIONS = 6  # besides the axes


def directions(count: int) -> Floats:
    """Return unit vectors (k, n) of ``count`` coordinates: the axes, others, and all opposites."""
    others = np.random.default_rng(count).normal(size=(_DIRECTIONS if count > 1 else 0, count))
    units = np.concatenate([np.eye(count), others])
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    return np.concatenate([units, -units])


def is_derivative(
    function: Callable[[Floats], Floats], point: Floats, value: Floats, linear: Floats
) -> bool:
    """Tell whether a linear map is the derivative of a function at a point.

    Parameters
    ----------
    function
        From points (k, n) to values (k, m).
    point
        Where, (n,).
    value
        The function's value there, (m,).
    linear
        What may be its derivative there, (m, n).
    """
    if not (np.isfinite(value).all() and np.isfinite(linear).all()):
        return False
    rests = _Rests(function, point, value, linear)
    first = _falling(rests, _WINDOWS[0])
    if first is None or not rests.audible(_WINDOWS[1][-1], first):
        return first is None
    return _falling(rests, _WINDOWS[1]) is None


@dataclass(frozen=True, eq=False)
class _Rests:
    """What is left of a function beside a linear map, around a point."""

    function: Callable[[Floats], Floats]
    point: Floats
    value: Floats
    linear: Floats

    def at(self, radius: float) -> Floats:
        """Return the rests by the lengths of the steps, (k,), without what rounding may add."""
        places = self.point + self._length(radius) * directions(len(self.point))
        steps = places - self.point
        with np.errstate(all="ignore"):
            expected = steps @ self.linear.T
            rest = np.abs(self.function(places) - self.value - expected).max(axis=1)
            noise = _ROUNDING * (np.abs(self.value).max() + np.abs(expected).max(axis=1))
            by_length = np.maximum(rest - noise, 0.0) / np.linalg.norm(steps, axis=1)
        return np.asarray(np.nan_to_num(by_length, nan=np.inf))

    def _length(self, radius: float) -> float:
        return radius * max(1.0, float(np.abs(self.point).max()))

    def audible(self, radius: float, rest: float) -> bool:
        """Tell whether rounding at a radius would not drown a rest."""
        noise = _ROUNDING * float(np.abs(self.value).max()) / self._length(radius)
        return bool(noise <= _HEARD * rest)


def _falling(rests: _Rests, radii: tuple[float, float, float]) -> float | None:
    """Return None if the rests go to 0 with the radii, else the largest of the first."""
    first, middle, last = map(rests.at, radii)
    least = _LEAST_SLOPE * max(1.0, float(np.abs(rests.linear).max()))
    falls = (last <= _FALLS * middle) | (last <= _FALLS * _FALLS * first) | (last <= least)
    if np.isfinite(last).all() and falls.all():
        return None
    return float(first.max())
