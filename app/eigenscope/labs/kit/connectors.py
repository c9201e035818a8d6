"""Connectors: smooth lines from one box to another, past others on the way.

A bend leaves and arrives along the same direction, so connectors meet the sides of boxes upright.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.geometry import Segments

_BEND = 16  # pieces of a bend, shorter at its ends, where it turns
_EVENLY, _MOST = 64, 1000  # pieces of a line that something runs along, at least and at most
_PIECE = 0.1  # length of these at most: a long line has corners, too
_STRAIGHT = 1e-6
_TURN = 0.3  # radius of the corners of a turn round


def bent(points: npt.ArrayLike, axis: int) -> Floats:
    """Return a smooth way (n, 2) through points (k, 2): in turn a straight piece and a bend.

    Bends begin and end along the axis, 0 for x and 1 for y. One that ends where it began along the
    axis is a turn round.
    """
    places = np.asarray(points, dtype=np.float64)
    parts = [places[:1]]
    for number in range(1, len(places)):
        start, end = places[number - 1], places[number]
        is_bend = number % 2 == 0
        if is_bend and abs(end[1 - axis] - start[1 - axis]) > _STRAIGHT:
            turns = number > 1 and abs(end[axis] - start[axis]) < _STRAIGHT
            onwards = float(start[axis] - places[number - 2][axis]) if turns else 0.0
            parts.append(_turn(start, end, axis, onwards) if turns else _bend(start, end, axis))
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


def _turn(start: Floats, end: Floats, axis: int, onwards: float) -> Floats:
    """Return the points of a turn round after its first: two corners, and what is between.

    It goes out along the axis in the direction of ``onwards``.
    """
    aside = end[1 - axis] - start[1 - axis]
    radius = min(_TURN, abs(aside) / 2)
    angles = np.linspace(0.0, np.pi / 2, _BEND // 2 + 1)
    out, across = radius * np.sin(angles), radius * (1 - np.cos(angles))
    points = np.empty((2 * len(angles), 2))
    points[:, axis] = start[axis] + np.copysign(np.append(out, out[::-1]), onwards)
    points[:, 1 - axis] = start[1 - axis] + np.copysign(
        np.append(across, abs(aside) - across[::-1]), aside
    )
    turned: Floats = points[1:]
    return turned


@lru_cache(maxsize=1)
def _weights() -> tuple[Floats, Floats]:
    """Return how far along and aside a bend is at each of its points, 0 to 1."""
    t = (1 - np.cos(np.pi * np.arange(1, _BEND + 1) / _BEND)) / 2
    return 1.5 * t * (1 - t) ** 2 + 1.5 * t**2 * (1 - t) + t**3, 3 * t**2 * (1 - t) + t**3


def evenly(points: Floats, count: int | None = None) -> Floats:
    """Return so many pieces of the same length along a line (n, d), as (count + 1, d).

    By itself as many as follow the corners of connectors.
    """
    lengths = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1)))
    count = count or min(max(_EVENLY, math.ceil(lengths[-1] / _PIECE)), _MOST)
    stops = np.linspace(0.0, lengths[-1], count + 1)
    return np.column_stack([np.interp(stops, lengths, each) for each in points.T])


def together(lines: Sequence[Floats]) -> Segments:
    """Return lines (n, 3) as one geometry, which takes a renderer no longer than one of them."""
    pieces = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
    return Segments(np.concatenate([np.zeros((0, 2, 3)), *pieces]))
