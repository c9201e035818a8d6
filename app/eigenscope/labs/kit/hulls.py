"""Convex hulls of points of the plane."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats


def hull_of(places: Floats) -> Floats:
    """Return the corners (k, 3) of the hull of places (n, 3) with z = 0, counterclockwise."""
    points = np.unique(places, axis=0)
    if len(points) < 3:
        return points
    lower, upper = _chain(points), _chain(points[::-1])
    return np.array([*lower[:-1], *upper[:-1]])


def _chain(points: Floats) -> list[Floats]:
    """Return the places of a sorted row that turn left only."""
    chain: list[Floats] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(first: Floats, second: Floats, third: Floats) -> float:
    """Return over 0 if the way from the first place through the second turns left to the third."""
    (a, b, _), (c, d, _) = second - first, third - first
    return float(a * d - b * c)
