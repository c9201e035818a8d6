"""Which part of a function's graph is to be seen, and the plane that suits it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.scene import grid

_EVEN = 1.7  # times as high as wide, or the reverse: still drawn with one unit for both
_LEAST, _MOST = 0.05, 50.0  # half of a window that is drawn as large as it is
_LARGEST = 1e307  # y that a window is made for
_HALF = 3.0  # units of the picture from the middle to the side of any other window


def plane_about(
    function: Callable[[Floats], Floats], low: float, high: float, ends: tuple[float, float]
) -> tuple[GraphPlane, Floats]:
    """Return a plane that suits a function from one x to another, and the corners of its window.

    ``ends`` are values that must be in it. The steepest parts of the curve may leave it.
    """
    half = (high - low) / 2
    usual = _LEAST <= half <= _MOST and abs(low + high) < 1e3 * half
    unit = 1.0 if usual else half / _HALF
    middle = 0.0 if usual else (low + high) / 2
    bottom, top = _height(function, low, high, ends)
    wanted = (top - bottom) / 2 / (half / unit)  # of y to a unit of the picture
    even = usual and 1 / _EVEN <= wanted <= _EVEN and abs(bottom + top) < 20 * (top - bottom)
    if even:
        plane = GraphPlane((middle, 0.0), (unit, 1.0))
    else:
        near = abs(bottom + top) < 3 * (top - bottom)
        plane = GraphPlane(
            (middle, 0.0 if near else (bottom + top) / 2), (unit, _round_number(wanted))
        )
    return plane, plane.places([(x, y) for x in (low, high) for y in (bottom, top)])


def _round_number(size: float) -> float:
    """Return the nearest 1, 2 or 5 times a power of ten above half of a number."""
    return grid.nice_step(max(size * 0.7, 1e-290))


def _height(
    function: Callable[[Floats], Floats], low: float, high: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return the least and largest y of a window: where most of the curve is, with its ends."""
    with np.errstate(all="ignore"):
        all_values = np.asarray(function(np.linspace(low, high, 401)), np.float64)
    values, middle = (
        np.clip(y[np.isfinite(y)], -_LARGEST, _LARGEST) for y in (all_values, all_values[120:281])
    )
    needed = [y for y in ends if abs(y) <= _LARGEST]
    if not len(values):
        return (-1.0, 1.0) if not needed else (min(needed) - 1, max(needed) + 1)
    bottom, top = (float(y) for y in np.quantile(values, (0.02, 0.98)))
    if needed:
        least = 0.3 * (top - bottom)
        if len(middle):  # where the curve is flat, its far ends would leave it no height
            least = min(least, 1.5 * float(np.ptp(middle)))
        reach = max(max(needed) - min(needed), least)
        bottom, top = max(bottom, min(needed) - reach), min(top, max(needed) + reach)
        bottom, top = min(bottom, *needed), max(top, *needed)
    if top - bottom <= 1e-9 * max(abs(top), abs(bottom)):
        room = max(abs(top) * 0.5, (high - low) / 4 if abs(top) < 1e6 else 0.0)
        bottom, top = bottom - room, top + room
    return bottom, top
