"""The lines and numbers of a plane: they fill the view wherever it is, at steps that suit the zoom.

The lines are made once, for a size of the view. Which of a plane's lines they are, at a moment and
in a place, is decided by matrices: neither a pan, a zoom nor a motion makes new geometry.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.geometry import Segments

LEAST_SPACING = 44.0  # logical pixels between two lines with numbers
FAINT = 0.4  # strength of subdivisions
_APPEARS, _READABLE, _STRONG = 18.0, 36.0, 44.0  # pixels apart: lines from nothing to full strength
_SPACE = 0.5  # in space far rows crowd: lines must be so much farther apart
_SPACE_REACH = 0.65  # of the view's width: how far lines go in space, where they fade out
_COLLAPSED, _COLLAPSING = 1e-4, 1e-3  # of a unit: how narrow a plane is that counts as a line
_BUCKET = 8  # lines: a view that is a little larger needs no new geometry


@dataclass(frozen=True, eq=False)
class GridLines:
    """Some parallel lines of a plane.

    Attributes
    ----------
    geometry, matrix
        The lines and what puts them in their place, 4×4.
    strength
        0 to 1: subdivisions are faint.
    fade
        As in `eigenscope.scene.frame.Style`.
    """

    geometry: Segments
    matrix: Floats
    strength: float
    fade: float


def nice_step(least: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= least * (1 - 1e-9))


def grid_step(camera: Camera, size: Size) -> float:
    """Return the step, in world units, at which numbers are far enough apart to be read."""
    return nice_step(camera.height / max(size[1], 1.0) * LEAST_SPACING)


@dataclass(frozen=True)
class Level:
    """Lines at multiples of a step, moved by ``shift`` (in steps), and how strong they are."""

    step: float
    strength: float
    shift: float = 0.0


def levels(spacing: float, least: float = _READABLE / 2) -> tuple[Level, ...]:
    """Return which lines are drawn.

    ``spacing`` is how many pixels lines one unit apart are from each other. Powers of ten are
    strong, their halves and tenths faint; halves appear once they are ``least`` apart. As a
    picture shrinks, lines grow faint and vanish while ten times wider ones take over, so that
    nothing ever jumps.
    """
    power = 10.0 ** math.ceil(math.log10(_READABLE / spacing) - 1e-12)
    apart = power * spacing
    strong = FAINT + (1 - FAINT) * _share(apart, _READABLE, _STRONG)
    levels = (
        Level(10 * power, 1.0 if strong < 1 else 0.0),
        Level(power, strong),
        Level(power, FAINT * _share(apart / 2, least, 2 * least), 0.5),
        Level(power / 10, FAINT * _share(apart / 10, _APPEARS, _READABLE)),
    )
    return tuple(level for level in levels if level.strength > 0.01)


def plane_lines(camera: Camera, size: Size, matrix: Floats) -> Iterator[GridLines]:
    """Yield the lines of the plane z = 0, carried by a 4×4 matrix, that fill the view.

    A plane that has collapsed to a line has none; one that is about to loses them.
    """
    projection = matrix[:2] if camera.flat else matrix[:3]
    largest = float(np.abs(projection[:, :2]).max())
    if not 0 < largest < math.inf:  # a point, or beyond all numbers
        return
    columns = projection[:, :2] / largest
    (aa, ab), (_, bb) = (columns.T @ columns).tolist()
    area = math.sqrt(max(aa * bb - ab * ab, 0.0))
    narrow = area / max(aa, bb) * max(largest, 1.0)
    if narrow <= _COLLAPSED:
        return
    lasting = _share(math.log(narrow), math.log(_COLLAPSED), math.log(_COLLAPSING))
    # The point of the plane that is nearest to the middle of the view, before the matrix.
    away = (np.asarray(camera.target)[: len(projection)] - projection[:, 3]) / largest
    along, across = (columns.T @ away).tolist()
    middle = (bb * along - ab * across) / area**2, (aa * across - ab * along) / area**2
    lengths = math.sqrt(aa), math.sqrt(bb)
    count = _count(size, camera.flat)
    for axis, other in ((0, 1), (1, 0)):
        spacing = area / lengths[other] * largest  # of lines a unit apart, in the picture
        pixels = spacing * size[1] / camera.height
        for level in _levels(camera, pixels):
            fade = 0.0
            if camera.flat:
                far = _reaches(camera, size, columns, area)[other] / largest / count
            else:
                far = level.step * spacing / (lengths[other] * largest)  # so that fades are round
                fade = space_reach(camera, size) / (level.step * spacing)
            first = level.step * (round(middle[axis] / level.step) + level.shift)
            place = np.zeros((4, 4))
            place[axis, 0], place[other, 1], place[2, 2], place[3, 3] = level.step, far, 1.0, 1.0
            place[axis, 3], place[other, 3] = first, middle[other]
            yield GridLines(stripes(count), matrix @ place, level.strength * lasting, fade)


def still_lines(camera: Camera, size: Size) -> Iterator[GridLines]:
    """Yield the lines of the plane z = 0 where it is, those of both kinds together."""
    both = mesh(_count(size, camera.flat))
    for level in _levels(camera, size[1] / camera.height):
        place = np.diag([level.step, level.step, 1.0, 1.0])
        for axis in (0, 1):
            place[axis, 3] = level.step * (round(camera.target[axis] / level.step) + level.shift)
        fade = 0.0 if camera.flat else space_reach(camera, size) / level.step
        yield GridLines(both, place, level.strength, fade)


def _levels(camera: Camera, pixels: float) -> tuple[Level, ...]:
    return levels(pixels) if camera.flat else levels(_SPACE * pixels, _READABLE)


def _reaches(camera: Camera, size: Size, columns: Floats, area: float) -> tuple[float, float]:
    """Return how far from the middle the plane's coordinates go within a flat view."""
    high = camera.height / 2 * 1.05
    wide = high * size[0] / max(size[1], 1.0)
    (ax, bx), (ay, by) = np.abs(columns).tolist()
    return (by * wide + bx * high) / area, (ay * wide + ax * high) / area


def axis_line(camera: Camera, size: Size, matrix: Floats, axis: int) -> GridLines | None:
    """Return an axis, carried by a 4×4 matrix, as far as the view goes; None if it is a point."""
    projection = matrix[:2] if camera.flat else matrix[:3]
    direction = projection[:, axis]
    square = float(direction @ direction)
    if square <= 0.0:
        return None
    away = np.asarray(camera.target)[: len(projection)] - projection[:, 3]
    far = math.hypot(*size) / size[1] * camera.height if camera.flat else space_reach(camera, size)
    place = np.zeros((4, 4))
    place[axis, 0] = far / math.sqrt(square)
    place[axis, 3] = float(direction @ away) / square
    place[3, 3] = 1.0
    return GridLines(stripes(0), matrix @ place, 1.0, 0.0 if camera.flat else 1.0)


def space_reach(camera: Camera, size: Size) -> float:
    """Return how far from the middle of a view of space lines go, in world units."""
    return _SPACE_REACH * camera.height * max(size[0] / max(size[1], 1.0), 1.0)


def _count(size: Size, flat: bool) -> int:
    """Return how many lines on each side of the middle a view can need; the same for all steps."""
    farthest = math.hypot(*size) / 2 if flat else _SPACE * _SPACE_REACH * max(size)
    return _BUCKET * math.ceil((farthest / _APPEARS + 2) / _BUCKET)


@lru_cache(maxsize=64)
def stripes(count: int) -> Segments:
    """Return lines up and down, ``count`` each side of x = 0; with none, a line along x alone."""
    if not count:
        return Segments([[(-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)]])
    points = np.zeros((2 * count + 1, 2, 3))
    points[:, :, 0] = np.arange(-count, count + 1)[:, None]
    points[:, :, 1] = -count, count
    return Segments(points)


@lru_cache(maxsize=16)
def mesh(count: int) -> Segments:
    """Return lines up and down, and lines across, ``count`` each side of the origin."""
    upright = stripes(count).points
    return Segments(np.concatenate([upright, upright[:, :, [1, 0, 2]]]))


@lru_cache(maxsize=64)
def plane_grid(step: float, count: int, axes: tuple[int, int] = (0, 1)) -> Segments:
    """Return the lines of a square grid about the origin, all but the two through it.

    ``count`` lines each side of the origin, spanning the coordinate plane of ``axes``.
    """
    places = step * np.array([k for k in range(-count, count + 1) if k != 0], dtype=np.float64)
    end = step * count
    points = np.zeros((2 * len(places), 2, 3))
    for half, (along, across) in enumerate((axes, axes[::-1])):
        block = points[half * len(places) : (half + 1) * len(places)]
        block[:, :, across] = places[:, None]
        block[:, 0, along], block[:, 1, along] = -end, end
    return Segments(points)


@lru_cache(maxsize=16)
def lattice(count: int) -> Segments:
    """Return the unit lines of a cube of space about the origin, ``count`` cells each way."""
    places = np.arange(-count, count + 1)
    first, second = (grid.ravel() for grid in np.meshgrid(places, places))
    points = np.zeros((3, len(first), 2, 3))
    for axis in range(3):
        points[axis, :, :, (axis + 1) % 3] = first[:, None]
        points[axis, :, :, (axis + 2) % 3] = second[:, None]
        points[axis, :, 0, axis], points[axis, :, 1, axis] = -count, count
    return Segments(points.reshape(-1, 2, 3))


def visible_ticks(camera: Camera, size: Size, step: float, axis: int) -> list[float]:
    """Return the multiples of the step, but 0, that a flat view shows along an axis."""
    aspect = size[0] / max(size[1], 1.0)
    half = camera.height / 2 * (aspect if axis == 0 else 1.0)
    low = math.ceil((camera.target[axis] - half) / step)
    high = math.floor((camera.target[axis] + half) / step)
    return [k * step for k in range(low, high + 1) if k != 0]


def _share(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)
