"""From the world to pixels, cut off before the eye's near plane and far outside the view.

Qt's rasterisers lose their precision on coordinates of a billion pixels, so nothing beyond a
generous frame around the view ever reaches them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.scene.camera import Camera, Size

Floats = npt.NDArray[np.float64]

_GUARD = 4.0  # half widths and heights of the view that are kept, from its middle


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

    def visible_parts(self, clip: Floats, margin: float | None = None) -> tuple[Floats, Floats]:
        """Return where segments (n, 2, 4) enter and leave what is kept, as parts 0…1, each (n,).

        A segment of which nothing is kept enters after it leaves. With a margin in pixels, no more
        than that around the view is kept: what a rasteriser need not look at costs nothing.
        Method: Liang and Barsky 1984.
        """
        sides = (_GUARD, _GUARD)
        if margin is not None:
            spare = 2 * margin + 4
            sides = (1 + spare / max(self.size[0], 1.0), 1 + spare / max(self.size[1], 1.0))
        away = _distances(clip, sides)
        if len(clip) and away.min() >= 0:
            return np.zeros(len(clip)), np.ones(len(clip))
        first, second = away[:, 0], away[:, 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = first / (first - second)
        outside, ends_outside = first < 0, second < 0
        enters = np.where(outside, np.where(ends_outside, 2.0, crossing), 0.0).max(axis=1)
        leaves = np.where(ends_outside, np.where(outside, -1.0, crossing), 1.0).min(axis=1)
        return enters, leaves

    def polygon(self, corners: Floats) -> Floats:
        """Return the kept part of a convex polygon (k, 3) in pixels, (m, 2), perhaps empty.

        Method: Sutherland and Hodgman 1974.
        """
        clip = self.clip(corners)
        if _distances(clip).min() >= 0:
            return self.pixels(clip)
        for plane in range(5):
            away = _distances(clip)[:, plane]
            if (away >= 0).all():
                continue
            if (away < 0).all():
                return np.empty((0, 2))
            clip = _cut(clip, away)
        return self.pixels(clip)


def _distances(clip: Floats, sides: tuple[float, float] = (_GUARD, _GUARD)) -> Floats:
    """Return the distances (…, 5) to the near plane and the four sides, negative outside.

    ``sides`` are in half widths and half heights of the view.
    """
    return clip @ _planes(sides)


@lru_cache(maxsize=64)
def _planes(sides: tuple[float, float]) -> Floats:
    """Return the planes (4, 5), to be kept: so few points are cut that making them would count."""
    across, down = sides
    x, y, z, w = np.eye(4)
    return np.stack([w + z, across * w + x, across * w - x, down * w + y, down * w - y], axis=1)


def _cut(corners: Floats, away: Floats) -> Floats:
    """Return what is on the positive side of a polygon whose corners are ``away`` from a plane."""
    kept: list[Floats] = []
    for index, corner in enumerate(corners):
        before, last = away[index - 1], corners[index - 1]
        if (before < 0) != (away[index] < 0):
            kept.append(last + (corner - last) * (before / (before - away[index])))
        if away[index] >= 0:
            kept.append(corner)
    return np.array(kept)
