"""From heights of a cell to the world: one scale and one offset for all of a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.cells.blocks import Vector
from eigenscope.scene.frame import affine

_STANDING = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
_LYING = np.eye(3)


@dataclass(frozen=True)
class Placement:
    """How large cells are in the world and where their origin is.

    Attributes
    ----------
    scale
        The height of a cell in world units.
    across, up
        Where the origin is, to the right and upwards.
    standing
        Whether sheets stand upright in space; else they lie in the plane.
    """

    scale: float
    across: float = 0.0
    up: float = 0.0
    standing: bool = False

    @property
    def _basis(self) -> Floats:
        return _STANDING if self.standing else _LYING

    def matrix(self, left: float = 0.0, top: float = 0.0, back: float = 0.0) -> Floats:
        """Return the 4×4 matrix that carries what is drawn at the origin to a place."""
        return affine(self._basis * self.scale, self.place(left, top, back))

    def place(self, x: float, y: float, z: float = 0.0) -> Vector:
        """Return a place in the world."""
        place = self._basis @ np.array([x, y, z]) * self.scale
        offset = self._basis @ np.array([self.across, self.up, 0.0])
        moved = (place + offset).tolist()
        return moved[0], moved[1], moved[2]

    def places(self, points: Floats) -> Floats:
        """Return places (n, 3) in the world."""
        offset = np.array([self.across, self.up, 0.0])
        return np.asarray((points * self.scale + offset) @ self._basis.T)

    @property
    def normal(self) -> Floats:
        """The direction from the front of a sheet to its back."""
        return np.asarray(self._basis[:, 2])

    def units_of(self, place: Floats) -> Vector:
        """Return a place of the world in heights of a cell: right, up and back."""
        across, up, back = (self._basis.T @ place).tolist()
        return (
            (across - self.across) / self.scale,
            (up - self.up) / self.scale,
            back / self.scale,
        )
