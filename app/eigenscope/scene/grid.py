"""The lines and numbers of a plane, at a step that suits the zoom."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.geometry import Segments

LEAST_SPACING = 44.0  # logical pixels between two lines: closer looks like a hatch
MOST_LINES = 41  # one way; both ways 82. Zoomed out further, the step grows instead


def nice_step(least: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= least * (1 - 1e-9))


def grid_step(camera: Camera, size: Size) -> float:
    """Return the step, in world units, at which lines are far enough apart to be read."""
    return nice_step(camera.height / max(size[1], 1.0) * LEAST_SPACING)


def reach(camera: Camera, size: Size, step: float) -> int:
    """Return how many steps from the origin a grid must go to fill the view, within limits."""
    half = camera.height / 2 * math.hypot(1.0, size[0] / max(size[1], 1.0))
    far = half + math.hypot(*camera.target)
    wanted = math.ceil(far / step) + 1
    tens = max(10, 10 * math.ceil(wanted / 10))  # in tens, so that panning seldom makes a new grid
    return min(tens, MOST_LINES // 2)


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


@lru_cache(maxsize=64)
def axis_lines(step: float, count: int, dimensions: int) -> Segments:
    """Return the coordinate axes as lines through the origin, as long as the grid."""
    end = step * count
    points = np.zeros((dimensions, 2, 3))
    for axis in range(dimensions):
        points[axis, :, axis] = -end, end
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
