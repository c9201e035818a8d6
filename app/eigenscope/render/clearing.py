"""Where a label moves that covers something: just off it, so that it moves aside as that comes."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from eigenscope.render.obstacles import Obstacles

Floats = npt.NDArray[np.float64]

_WORST: Final = 3  # of the pieces that a label covers are those that it is moved off
_CLEAR: Final = 0.5  # pixels between a label and what it is moved off
_ON_AXIS: Final = 0.75  # pixels: what is nearer to an axis is on it
_RIGHT_OF: Final = np.array([1.0, -1.2])  # every axis, but steep ones are not above themselves


def off_axes(obstacles: Obstacles, named: Floats, middles: Floats, halves: Floats) -> Floats:
    """Return boxes (r, 2) moved off the axes that they cover, each to where it names something.

    So a label changes sides once, when what it names (r, 2) does. What is on an axis has its label
    above it or, if the axis is upright, to its right.
    """
    axes = obstacles.axes
    starts, steps = obstacles.starts[:, axes].T, 1 / obstacles.inverses[:, axes].T
    normals = np.stack([-steps[:, 1], steps[:, 0]], axis=1)
    normals /= np.hypot(normals[:, 0], normals[:, 1])[:, None]
    normals *= np.where(normals @ _RIGHT_OF < 0, -1.0, 1.0)[:, None]
    rows = np.arange(len(middles))
    for _ in range(2):  # a corner lies on two axes at most
        covered = obstacles.covered(middles[:, None], halves, axes)[:, 0]
        if not covered.any():
            break
        worst = covered.argmax(axis=1)
        start, normal = starts[worst], normals[worst]
        sides = np.where(((named - start) * normal).sum(axis=1) < -_ON_AXIS, -1.0, 1.0)
        reach = (np.abs(normal) * (halves + obstacles.reaches[:, axes[worst]].T)).sum(axis=1)
        moves = sides * (reach + _CLEAR) - ((middles - start) * normal).sum(axis=1)
        moves *= covered[rows, worst] > 0
        middles = middles + normal * moves[:, None]
    return middles


def beside(obstacles: Obstacles, middles: Floats, halves: Floats, costs: Floats) -> Floats:
    """Return places next to boxes (r, 2) that are just off what they cover, (r, m, 2).

    To either side of those pieces that cost most, (r, n): so a label that a line comes upon
    moves aside with it, where it would otherwise jump.
    """
    worst = np.argsort(-costs, axis=1)[:, :_WORST]
    steps = 1 / obstacles.inverses[:, worst]
    x, y = steps / np.hypot(steps[0], steps[1])
    normals = np.stack([-y, x], axis=2)
    starts = obstacles.starts[:, worst].transpose(1, 2, 0)
    away = ((middles[:, None] - starts) * normals).sum(axis=2)
    reach = halves[:, None] + obstacles.reaches[:, worst].transpose(1, 2, 0)
    room = (np.abs(normals) * reach).sum(axis=2) + _CLEAR
    there = np.take_along_axis(costs, worst, axis=1) > 0
    moves = np.concatenate([(room - away) * there, (-room - away) * there], axis=1)
    places: Floats = middles[:, None] + np.tile(normals, (1, 2, 1)) * moves[:, :, None]
    return places
