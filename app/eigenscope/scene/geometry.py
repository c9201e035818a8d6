"""Immutable shapes, without colour or place, that both renderers draw.

Geometry is compared by identity: a renderer uploads each object once and keeps it for as long as
it lives, so a lab that wants smooth playback returns the *same* geometry with another matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Pixels, Singles

FARTHEST: Final = 1e30
"""World units from the origin to what is farther away: float32 ends at 3e38."""

Place: TypeAlias = tuple[float, float, float]


def place_of(vector: npt.ArrayLike) -> Place:
    """Return up to three coordinates as a place in the world; missing ones are 0."""
    values = [*np.asarray(vector, dtype=np.float64).ravel().tolist(), 0.0, 0.0, 0.0]
    return values[0], values[1], values[2]


def _frozen(values: npt.ArrayLike, *shape: int) -> Singles:
    """Return a read-only float32 copy; raise ValueError unless its shape is (n, *shape).

    What is farther away than any camera goes is drawn that far away.
    """
    within = np.clip(np.asarray(values), -FARTHEST, FARTHEST)  # a copy
    array = np.asarray(within, dtype=np.float32, order="C")
    if array.ndim != len(shape) + 1 or array.shape[1:] != shape:
        raise ValueError(
            f"expected (n, {', '.join(map(str, shape))}) coordinates, got {array.shape}"
        )
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False, init=False)
class Segments:
    """Independent straight lines; ``points`` is (n, 2, 3)."""

    points: Singles

    def __init__(self, points: npt.ArrayLike) -> None:
        object.__setattr__(self, "points", _frozen(points, 2, 3))


@dataclass(frozen=True, eq=False, init=False)
class Polyline:
    """A connected line through ``points`` (n, 3), joined end to start if ``closed``."""

    points: Singles
    closed: bool = False

    def __init__(self, points: npt.ArrayLike, closed: bool = False) -> None:
        object.__setattr__(self, "points", _frozen(points, 3))
        object.__setattr__(self, "closed", closed)


@dataclass(frozen=True, eq=False, init=False)
class Arrows:
    """Arrows from tail to tip; ``points`` is (n, 2, 3). The head's size is in pixels."""

    points: Singles

    def __init__(self, points: npt.ArrayLike) -> None:
        object.__setattr__(self, "points", _frozen(points, 2, 3))


@dataclass(frozen=True, eq=False, init=False)
class Triangles:
    """Filled faces; ``points`` is (n, 3, 3). ``convex`` promises the surface of a convex body."""

    points: Singles
    convex: bool = False

    def __init__(self, points: npt.ArrayLike, convex: bool = False) -> None:
        object.__setattr__(self, "points", _frozen(points, 3, 3))
        object.__setattr__(self, "convex", convex)


@dataclass(frozen=True, eq=False, init=False)
class Points:
    """Round dots, ``positions`` (n, 3); ``colours`` (n, 4) uint8 RGBA replaces the style's slot."""

    positions: Singles
    colours: Pixels | None = None

    def __init__(self, positions: npt.ArrayLike, colours: npt.ArrayLike | None = None) -> None:
        object.__setattr__(self, "positions", _frozen(positions, 3))
        rgba = None
        if colours is not None:
            rgba = np.array(colours, dtype=np.uint8, order="C", copy=True)
            if rgba.shape != (len(self.positions), 4):
                raise ValueError(f"expected one RGBA per point, got {rgba.shape}")
            rgba.setflags(write=False)
        object.__setattr__(self, "colours", rgba)


@dataclass(frozen=True, eq=False, init=False)
class Picture:
    """An image on a parallelogram.

    ``pixels`` is (h, w, 4) uint8 RGBA, not premultiplied, first row on top; ``corners`` (3, 3) are
    the world places of its bottom left, bottom right and top left. Of a picture of ``cells`` each
    pixel stands for a number: it keeps its colour up to its edge, and no other is mixed in.
    """

    pixels: Pixels
    corners: Singles
    cells: bool

    def __init__(
        self, pixels: npt.ArrayLike, corners: npt.ArrayLike, *, cells: bool = False
    ) -> None:
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "corners", _frozen(corners, 3))
        rgba = np.asarray(pixels, dtype=np.uint8, order="C")
        if rgba is pixels and rgba.flags.writeable:  # what nobody can write into needs no copy
            rgba = rgba.copy()
        if rgba.ndim != 3 or rgba.shape[2] != 4:
            raise ValueError(f"expected (h, w, 4) pixels, got {rgba.shape}")
        rgba.setflags(write=False)
        object.__setattr__(self, "pixels", rgba)


Geometry: TypeAlias = Segments | Polyline | Arrows | Triangles | Points | Picture


def check_poses(first: Geometry, second: Geometry) -> None:
    """Raise ValueError unless each point of one geometry has its place in the other as well."""
    if isinstance(first, Picture) or type(first) is not type(second):
        kinds = type(first).__name__, type(second).__name__
        raise ValueError(f"no two poses of one thing: {' and '.join(kinds)}")
    if len({line.closed for line in (first, second) if isinstance(line, Polyline)}) > 1:
        raise ValueError("of two poses, one is a closed line and one is not")
    counts = len(vertices(first)), len(vertices(second))
    if counts[0] != counts[1]:
        raise ValueError(f"two poses have {counts[0]} and {counts[1]} points")


def vertices(geometry: Geometry) -> Singles:
    """Return all vertices of a geometry as (n, 3), a view where that is possible."""
    match geometry:
        case Segments() | Arrows() | Triangles() | Polyline():
            return geometry.points.reshape(-1, 3)
        case Points():
            return geometry.positions
        case Picture():
            a, b, c = geometry.corners
            return np.stack([a, b, c, b + c - a])
