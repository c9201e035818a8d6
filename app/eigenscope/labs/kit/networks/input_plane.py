"""The plane of the picture in the space of a network's inputs, and the grid that is laid on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.places import in_space

_ROOM = 1.25  # of the data's reach
_WIDE = 1.6  # the picture by its height, at least
_LEAST = 0.5  # half a side, for data that all are in one place


@dataclass(frozen=True, eq=False)
class InputPlane:
    """A plane of inputs: ``origin`` + ``axes`` · (x, y), and how far the picture goes in it.

    Attributes
    ----------
    origin, axes
        (d,) and (d, 2), orthonormal: the coordinates themselves for up to two, else the first two
        principal axes of the data.
    middle, half
        Of the rectangle that is drawn, (2,) each, in the plane's own coordinates.
    """

    origin: Floats
    axes: Floats
    middle: Floats
    half: Floats

    def places(self, inputs: Floats) -> Floats:
        """Return where inputs (n, d) stand, (n, 3)."""
        return in_space((inputs - self.origin) @ self.axes)

    def inputs(self, points: Floats) -> Floats:
        """Return the inputs (n, d) at points (n, 2) of the plane."""
        return np.asarray(self.origin + points @ self.axes.T)

    def lines(self, cells: int) -> tuple[Floats, Floats]:
        """Return coordinates across (columns,) and up (rows,) of a grid, ``cells`` high."""
        columns = round(cells * float(self.half[0] / self.half[1]))
        across = self.middle[0] + np.linspace(-1, 1, columns + 1) * self.half[0]
        up = self.middle[1] + np.linspace(-1, 1, cells + 1) * self.half[1]
        return across, up

    @cached_property
    def corners(self) -> Floats:
        """The corners of the rectangle, (4, 3)."""
        signs = np.array([(x, y) for x in (-1.0, 1.0) for y in (-1.0, 1.0)])
        return in_space(self.middle + signs * self.half)


def plane_of(data: Floats) -> InputPlane:
    """Return the plane in which inputs (n, d) are seen best."""
    count = data.shape[1]
    if count <= 2:
        origin, axes = np.zeros(count), np.eye(count, 2)
    else:
        origin = data.mean(axis=0)
        _, _, rows = np.linalg.svd(data - origin, full_matrices=False)
        axes = np.zeros((count, 2))
        axes[:, : min(len(rows), 2)] = rows[:2].T
    places = (data - origin) @ axes
    low, high = places.min(axis=0), places.max(axis=0)
    half = np.maximum(_ROOM * (high - low) / 2, _LEAST)
    half = np.maximum(half, (half[1] * _WIDE, half[0] / (2 * _WIDE)))
    return InputPlane(origin, axes, (low + high) / 2, half)


def grid_points(across: Floats, up: Floats) -> Floats:
    """Return the points (rows · columns, 2) of a grid, row by row."""
    return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
