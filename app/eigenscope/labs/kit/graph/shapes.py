"""The shapes of a graph: boxes with round corners, heads of arrows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.places import in_space
from eigenscope.scene.geometry import Triangles

HEAD_LENGTH, _HEAD_HALF = 0.34, 0.13
_CORNER = 6  # pieces of a round corner


def outline(middle: Floats, size: Floats, radius: float) -> Floats:
    """Return the border (n, 3) of a box with round corners, its last point the first again."""
    inner = np.maximum(size / 2 - radius, 0.0)
    points = in_space(middle + np.repeat(_signs(), _CORNER + 1, axis=0) * inner + radius * _arcs())
    return np.concatenate([points, points[:1]])


def faces(outlines: Sequence[Floats]) -> Triangles:
    """Return the insides of convex borders (n, 3)."""
    parts = [
        np.stack([np.broadcast_to(line[0], line[1:-2].shape), line[1:-2], line[2:-1]], axis=1)
        for line in outlines
    ]
    return Triangles(np.concatenate([np.zeros((0, 3, 3)), *parts]))


def heads(lines: Sequence[Floats]) -> Triangles:
    """Return the heads of arrows at the ends of lines (n, 3)."""
    if not lines:
        return Triangles(np.zeros((0, 3, 3)))
    tips = np.array([line[-1] for line in lines])
    along = tips - np.array([line[-2] for line in lines])
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    aside = along[:, [1, 0, 2]] * (-_HEAD_HALF, _HEAD_HALF, 0.0)
    feet = tips - HEAD_LENGTH * along
    return Triangles(np.stack([tips, feet + aside, feet - aside], axis=1))


@lru_cache(maxsize=1)
def _signs() -> Floats:
    """Return on which side of the middle the corners are, anticlockwise."""
    return np.array([(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)])


@lru_cache(maxsize=1)
def _arcs() -> Floats:
    """Return the points of all corners on the unit circle."""
    quarter = np.linspace(0.0, np.pi / 2, _CORNER + 1)
    angles = (quarter + np.arange(4)[:, None] * np.pi / 2).ravel()
    return np.column_stack([np.cos(angles), np.sin(angles)])
