"""A face of a box: a block of cells of any length and width, turned any way in space."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.cells.blocks import Vector
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.scene.camera import SPACE
from eigenscope.scene.frame import affine

_FILLED = 0.86  # of a cell, by its number


@dataclass(frozen=True)
class FacePlacement(Placement):
    """Where the cells of a face stand, each a unit square of its block.

    Attributes
    ----------
    corner
        The world place of the upper left corner.
    rightward, upward
        From a cell to the next one in its row, and to the one above.
    """

    corner: Vector = (0.0, 0.0, 0.0)
    rightward: Vector = (1.0, 0.0, 0.0)
    upward: Vector = (0.0, 1.0, 0.0)

    @cached_property
    def _axes(self) -> Floats:
        """The directions of a block's x, y and z as columns."""
        right, up = np.array(self.rightward), np.array(self.upward)
        normal = np.cross(right, up)
        return np.stack([right, up, normal / np.linalg.norm(normal)], axis=1)

    @cached_property
    def _back(self) -> Floats:
        return np.asarray(np.linalg.inv(self._axes))

    def matrix(self, left: float = 0.0, top: float = 0.0, back: float = 0.0) -> Floats:
        """Return the 4×4 matrix that carries what is drawn at the origin to a place."""
        return affine(self._axes, self.place(left, top, back))

    def place(self, x: float, y: float, z: float = 0.0) -> Vector:
        """Return a place in the world."""
        place = (np.array(self.corner) + self._axes @ (x, y, z)).tolist()
        return place[0], place[1], place[2]

    def places(self, points: Floats) -> Floats:
        """Return places (n, 3) in the world."""
        return np.asarray(points @ self._axes.T + np.array(self.corner))

    @property
    def normal(self) -> Floats:
        """The direction at right angles to the face."""
        return np.asarray(self._axes[:, 2])

    def units_of(self, place: Floats) -> Vector:
        """Return a place of the world in cells: right, up and off the face."""
        units = (self._back @ (np.asarray(place) - np.array(self.corner))).tolist()
        return units[0], units[1], units[2]

    def area(self, row: float, column: float, rows: float = 1, columns: float = 1) -> Floats:
        """Return the 4×4 matrix that carries the unit square onto some of the cells."""
        legs = self._axes[:, :2] * np.array([columns, -rows])
        return affine(legs, self.place(column, -row))

    def letters(self, widest: float, most: float) -> float:
        """Return how large letters fit into a cell as it is first seen, in heights of a cell.

        ``widest`` is the width of the widest number in sizes of its letters; ``most`` the largest
        size in world units.
        """
        screen = SPACE.axes()[:2] if self.standing else np.eye(2, 3)
        corners = np.array([(widest / 2, 0.4), (widest / 2, -0.4)]).T
        shares = np.abs(np.linalg.inv(screen @ self._axes[:, :2]) @ corners)
        return min(_FILLED * 0.5 / float(shares.max()), most) / self.scale
