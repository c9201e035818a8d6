"""Things that a matrix carries at first, and that then go from pose to pose.

A map moves everything by one matrix; what bends is moved point by point. Each thing has all its
poses as geometry from the beginning, so that a frame only says which, and how far it has come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eigenscope.arrays import Floats
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Geometry

Shape = Callable[[Floats], Geometry]
"""Makes geometry of places (…, 3)."""


@dataclass(frozen=True, eq=False)
class Stance:
    """How far things have come.

    Attributes
    ----------
    matrix
        What carries the first pose, 4×4.
    bend
        How many of the later poses have been reached, the last one in part; 0 while the matrix
        carries.
    """

    matrix: Floats
    bend: float = 0.0


@dataclass(frozen=True, eq=False)
class Carried:
    """Something drawn, with its poses: at the start, where the matrix leads, and those after it."""

    name: str
    style: Style
    poses: tuple[Geometry, ...]

    def draw(self, stance: Stance, width: float = 0.0) -> Draw:
        """Return it where it is; a ``width`` replaces that of its style."""
        style = replace(self.style, width=width) if width else self.style
        if stance.bend <= 0:
            return Draw(self.poses[0], style, stance.matrix, name=self.name)
        before = min(int(stance.bend), len(self.poses) - 3)
        first, second = self.poses[1 + before], self.poses[2 + before]
        mix = stance.bend - before
        return Draw(first, style, name=self.name, towards=second, mix=mix)


def carried(
    name: str,
    style: Style,
    shape: Shape,
    points: Floats,
    stations: Callable[[Floats], Sequence[Floats]],
) -> Carried:
    """Return what is made of points (…, n) wherever they stand.

    ``stations`` gives the places (k, 3) of points
    (k, n) in each pose.
    """
    flat = points.reshape(-1, points.shape[-1])
    places = (each.reshape(*points.shape[:-1], 3) for each in stations(flat))
    return Carried(name, style, tuple(map(shape, places)))
