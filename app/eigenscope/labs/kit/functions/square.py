"""The part of the plane for which a landscape is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.wording.words import Text

WIDE, HIGH = 2.6, 1.9  # of a region's radius: how far contours go in a view that is wide
FARTHEST = 1e12
TOO_FAR: Text = "The point is too far away to be drawn; the numbers hold all the same."
"""How far from 0 a point is drawn at most, and what is said of one that is farther."""


@dataclass(frozen=True)
class Square:
    """A square: its middle and half its side."""

    x: float
    y: float
    radius: float

    @property
    def middle(self) -> Floats:
        """The middle as a point, (2,)."""
        return np.array([self.x, self.y])

    def grid(self, columns: int, rows: int, wide: float, high: float) -> tuple[Floats, Floats]:
        """Return coordinates (columns,) and (rows,) of a grid about the middle."""
        across = self.x + np.linspace(-wide, wide, columns) * self.radius
        up = self.y + np.linspace(-high, high, rows) * self.radius
        return across, up

    def holds(self, points: Floats, times: float) -> npt.NDArray[np.bool_]:
        """Tell which points (n, 2) lie in the square made so many times as large."""
        away = np.maximum(np.abs(points[:, 0] - self.x), np.abs(points[:, 1] - self.y))
        return np.asarray(away <= times * self.radius)


def region_about(points: Floats) -> Square:
    """Return a square with round numbers that holds points (n, 2), n ≥ 1."""
    low, high = points.min(axis=0), points.max(axis=0)
    least = 0.6 * float((high - low).max())
    if least <= 1e-9 * float(np.abs(points).max()):
        least = max(1.0, 0.5 * float(np.abs(points).max()))
    power = 10.0 ** math.floor(math.log10(least))
    radius = next(m * power for m in (1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15) if m * power >= least)
    middle = np.round((low + high) / 2 / (radius / 4)) * (radius / 4)
    return Square(float(middle[0]), float(middle[1]), radius)
