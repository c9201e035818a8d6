"""From the world to pixels, cut off before the eye's near plane and far outside the view.

Qt's rasterisers lose their precision on coordinates of a billion pixels, so nothing beyond a
generous frame around the view ever reaches them.
"""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.scene.camera import Camera, Size

_GUARD = 4.0  # half widths and heights of the view that are kept, from its middle
_GUARDS = np.array([_GUARD, _GUARD])
# Columns: distances to the near plane, and to the sides but for how far off they are.
_PLANES = np.array(
    [(0, 1, -1, 0, 0), (0, 0, 0, 1, -1), (1, 0, 0, 0, 0), (1, 0, 0, 0, 0)], dtype=np.float64
)


class Projector:
    """Maps world points to logical pixels of a view.

    Parameters
    ----------
    camera, size
        Where it is seen from; the view's width and height in logical pixels.
    """

    def __init__(self, camera: Camera, size: Size) -> None:
        self.camera = camera
        self.size = size
        self._matrix = camera.matrix(size)
        width, height = size
        self._half = np.array([width / 2, -height / 2])
        self._middle = np.array([width / 2, height / 2])

    def clip(self, world: Floats) -> Floats:
        """Return clip coordinates (…, 4) of world points (…, 3)."""
        clip: Floats = world @ self._matrix[:, :3].T + self._matrix[:, 3]
        return clip

    def pixels(self, clip: Floats) -> Floats:
        """Return pixels (…, 2), x right and y down, of clip coordinates in front of the eye."""
        pixels: Floats = clip[..., :2] / clip[..., 3:] * self._half + self._middle
        return pixels

    def depth(self, clip: Floats) -> Floats:
        """Return depths (…), larger farther."""
        depth: Floats = clip[..., 2] / clip[..., 3]
        return depth

    def visible_parts(self, clip: Floats, margins: Floats) -> tuple[Floats, Floats]:
        """Return where segments (n, 2, 4) enter and leave what is kept, as parts 0…1, each (n,).

        A segment of which nothing is kept enters after it leaves. Of each no more is kept than a
        margin (n,) in pixels around the view: what a rasteriser need not look at costs nothing.
        Method: Liang and Barsky 1984.
        """
        spare = 2 * margins[:, None] + 4
        sides = np.minimum(1 + spare / np.maximum(self.size, 1.0), _GUARD)
        away = _distances(clip, sides[:, None])
        if len(clip) and away.min() >= 0:
            return np.zeros(len(clip)), np.ones(len(clip))
        first, second = away[:, 0], away[:, 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = first / (first - second)
        outside, ends_outside = first < 0, second < 0
        enters = np.where(outside, np.where(ends_outside, 2.0, crossing), 0.0).max(axis=1)
        leaves = np.where(ends_outside, np.where(outside, -1.0, crossing), 1.0).min(axis=1)
        return enters, leaves

    def keeps(self, clip: Floats) -> bool:
        """Tell whether all points in clip coordinates (n, 4) are kept."""
        return bool(_distances(clip).min() >= 0)

    def polygon(self, corners: Floats) -> Floats:
        """Return the kept part of a convex polygon (k, 3) in pixels, (m, 2), perhaps empty.

        Method: Sutherland and Hodgman 1974.
        """
        clip = self.clip(corners)
        if self.keeps(clip):
            return self.pixels(clip)
        for plane in range(5):
            away = _distances(clip)[:, plane]
            if (away >= 0).all():
                continue
            if (away < 0).all():
                return np.empty((0, 2))
            clip = _cut(clip, away)
        return self.pixels(clip)


def _distances(clip: Floats, sides: Floats = _GUARDS) -> Floats:
    """Return the distances (…, 5) to the near plane and the four sides, negative outside.

    ``sides`` (…, 2) are in half widths and half heights of the view.
    """
    away: Floats = clip @ _PLANES
    away[..., 1:] += np.repeat(sides, 2, axis=-1) * clip[..., 3:]
    return away


def _cut(corners: Floats, away: Floats) -> Floats:
    """Return what is on the positive side of a polygon whose corners are ``away`` from a plane."""
    inside: list[Floats] = []
    for index, corner in enumerate(corners):
        before, last = away[index - 1], corners[index - 1]
        if (before < 0) != (away[index] < 0):
            inside.append(last + (corner - last) * (before / (before - away[index])))
        if away[index] >= 0:
            inside.append(corner)
    return np.array(inside)
