"""Connectors: smooth lines from one box to another, and along a way past others.

A bend leaves and arrives along the same direction, so connectors meet the sides of boxes upright.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.geometry import Segments

_BEND = 16  # pieces of a bend, shorter at its ends, where it turns
_EVENLY = 64  # pieces of a line that something runs along
_STRAIGHT = 1e-6


class Rectangle(NamedTuple):
    """A box that connectors lead to and from."""

    left: float
    bottom: float
    right: float
    top: float


def connector(first: Rectangle, second: Rectangle) -> Floats:
    """Return the points (n, 3) of a line from one box to another, from the sides that face.

    They are the right and left ones, or lower and upper, whichever are farther apart.
    """
    across = max(second.left - first.right, first.left - second.right)
    down = max(second.bottom - first.top, first.bottom - second.top)
    axis = 0 if across >= down else 1
    lows, highs = (first[axis], second[axis]), (first[axis + 2], second[axis + 2])
    onwards = lows[1] + highs[1] >= lows[0] + highs[0]
    along = (highs[0], lows[1]) if onwards else (lows[0], highs[1])
    aside = [(box[1 - axis] + box[3 - axis]) / 2 for box in (first, second)]
    ends = np.stack([along, aside], axis=1)
    return in_space(bent(ends if axis == 0 else ends[:, ::-1], axis, straight_first=False))


def bent(points: npt.ArrayLike, axis: int, *, straight_first: bool = True) -> Floats:
    """Return a smooth way (n, 2) through points (k, 2): in turn a straight piece and a bend.

    Bends begin and end along the axis, 0 for x and 1 for y.
    """
    places = np.asarray(points, dtype=np.float64)
    parts = [places[:1]]
    for number in range(1, len(places)):
        start, end = places[number - 1], places[number]
        is_bend = (number % 2 == 0) == straight_first
        if is_bend and abs(end[1 - axis] - start[1 - axis]) > _STRAIGHT:
            parts.append(_bend(start, end, axis))
        elif np.abs(end - start).max() > _STRAIGHT:
            parts.append(end[None])
    return np.concatenate(parts)


def _bend(start: Floats, end: Floats, axis: int) -> Floats:
    """Return the points of a bend after its first: a cubic curve whose handles meet amid."""
    along, aside = _weights()
    shares = np.empty((_BEND, 2))
    shares[:, axis], shares[:, 1 - axis] = along, aside
    points: Floats = start + shares * (end - start)
    return points


@lru_cache(maxsize=1)
def _weights() -> tuple[Floats, Floats]:
    """Return how far along and aside a bend is at each of its points, 0 to 1."""
    t = (1 - np.cos(np.pi * np.arange(1, _BEND + 1) / _BEND)) / 2
    return 1.5 * t * (1 - t) ** 2 + 1.5 * t**2 * (1 - t) + t**3, 3 * t**2 * (1 - t) + t**3


def in_space(points: Floats) -> Floats:
    """Return points (n, 2) of the plane as (n, 3)."""
    return np.column_stack([points, np.zeros(len(points))])


def evenly(points: Floats, count: int = _EVENLY) -> Floats:
    """Return so many pieces of the same length along a line (n, d), as (count + 1, d)."""
    lengths = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1)))
    stops = np.linspace(0.0, lengths[-1], count + 1)
    return np.column_stack([np.interp(stops, lengths, each) for each in points.T])


def together(lines: Sequence[Floats]) -> Segments:
    """Return lines (n, 3) as one geometry, which takes a renderer no longer than one of them."""
    pieces = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
    return Segments(np.concatenate([np.zeros((0, 2, 3)), *pieces]))
