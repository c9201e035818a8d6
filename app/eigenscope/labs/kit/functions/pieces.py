"""A curve y = f(x) as the pieces that it has: no line goes across a pole, a jump or a gap.

Between two samples that are far apart the middle is looked at, and again the half in which the
curve rises more, until it is known whether it only is steep there or does jump.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eigenscope.arrays import Floats

Function = Callable[[Floats], Floats]
_SAMPLES = 600
_HALVINGS = 44
_FAR = 0.02  # of the height in view: what neighbours may differ by without being looked at
_JUMPS = 0.5  # of their difference: what is left of it, next to a jump, however near one looks
_BEYOND = 4.0  # heights of the view: what is farther out is drawn there


def curve_pieces(
    function: Function, low: float, high: float, bottom: float, top: float
) -> list[Floats]:
    """Return what is seen of a curve, each piece as points (n, 2) from left to right.

    Parameters
    ----------
    function
        Takes places (n,) and returns values (n,); not finite where there is none.
    low, high, bottom, top
        What is in view. Values far beyond are drawn a few heights away.
    """
    height = top - bottom
    least, most = bottom - _BEYOND * height, top + _BEYOND * height

    def clipped(places: Floats) -> Floats:
        with np.errstate(all="ignore"):
            return np.clip(np.asarray(function(places), dtype=np.float64), least, most)

    x = np.linspace(low, high, _SAMPLES)
    x, y, broken = _looked_into(clipped, x, clipped(x), height)
    broken |= ((y >= most) | (y <= least))[1:] & (y[1:] == y[:-1])  # out of sight
    broken |= ~(np.isfinite(y[:-1]) & np.isfinite(y[1:]))
    pieces = np.split(np.column_stack([x, y]), np.flatnonzero(broken) + 1)
    return [piece for piece in pieces if len(piece) > 1 and np.isfinite(piece).all()]


def _looked_into(
    function: Function, x: Floats, y: Floats, height: float
) -> tuple[Floats, Floats, np.ndarray]:
    """Return the samples and more where they differ much, and between which the curve breaks."""
    rise = _rise(y[:-1], y[1:])
    suspects = np.flatnonzero(rise > _FAR * height)
    if not len(suspects):
        return x, y, np.zeros(len(x) - 1, dtype=bool)
    a, b, u, v = x[suspects], x[suspects + 1], y[suspects], y[suspects + 1]
    first = rise[suspects]
    added_x: list[Floats] = []
    added_y: list[Floats] = []
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        w = function(middle)
        added_x.append(middle)
        added_y.append(w)
        left = _rise(u, w) >= _rise(w, v)
        a, u = np.where(left, a, middle), np.where(left, u, w)
        b, v = np.where(left, middle, b), np.where(left, w, v)
    jumps = _rise(u, v) > np.where(np.isfinite(first), _JUMPS * first, np.inf)
    jumps |= np.isinf(_rise(u, v))
    where = np.concatenate([x, *added_x])
    order = np.argsort(where, kind="stable")
    where, values = where[order], np.concatenate([y, *added_y])[order]
    where, distinct = np.unique(where, return_index=True)
    broken = np.zeros(len(where) - 1, dtype=bool)
    broken[np.clip(np.searchsorted(where, b[jumps]) - 1, 0, len(broken) - 1)] = True
    return where, values[distinct], broken


def _rise(before: Floats, after: Floats) -> Floats:
    """Return by how much values differ; infinite if only one of them is finite, 0 if neither is."""
    finite = np.isfinite(before).astype(int) + np.isfinite(after)
    with np.errstate(all="ignore"):
        rise = np.abs(after - before)
    return np.where(finite == 2, rise, np.where(finite == 1, np.inf, 0.0))
