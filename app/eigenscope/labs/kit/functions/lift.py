"""A point of a landscape with its tangent plane, drawn flat or in space by the same rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.landscapes import Landscape
from eigenscope.labs.kit.functions.breaks import values_along
from eigenscope.labs.kit.functions.terrain import Terrain
from eigenscope.scene.geometry import Segments

_FAR = 10.0  # radii of the region: how far a slice goes in the plane
_PARTS = 160  # of a slice from one side of the region to the other


@dataclass(frozen=True, eq=False)
class Lift:
    """Where things stand that belong to a point of the plane.

    Attributes
    ----------
    terrain
        What they are drawn on; one without heights is flat.
    point, value, gradient
        (2,), f and ∇f there.
    """

    terrain: Terrain
    point: Floats
    value: float
    gradient: Floats

    @property
    def scale(self) -> float:
        """The height in the picture of 1 in f; 0 in the plane."""
        height = self.terrain.height
        return 0.0 if height is None else height.top / (height.high - height.low)

    @property
    def place(self) -> Floats:
        """Where the point is drawn, (3,)."""
        height = self.terrain.height
        z = 0.0 if height is None else (self.value - height.low) * self.scale
        return np.array([*self.point, z])

    def rise(self, steps: Floats) -> Floats:
        """Return steps (…, 2) along the tangent plane, (…, 3)."""
        return np.concatenate([steps, (self.scale * (steps @ self.gradient))[..., None]], axis=-1)

    def bent(self, steps: Floats, curvature: Floats) -> Floats:
        """Return steps (k, 2) along the surface of second order, whose f″ there is (k,)."""
        risen = self.rise(steps)
        risen[:, 2] += self.scale * curvature / 2
        return risen

    def slice(self, landscape: Landscape, direction: Floats) -> Segments:
        """Return f along a line through the point, as far as the region goes and f has values."""
        radius = self.terrain.region.radius
        steps = np.linspace(-2, 2, 2 * _PARTS + 1)[:, None] * radius * direction
        places = self.point + steps
        height = self.terrain.height
        if height is None:
            ends = self.point + _FAR * radius * np.outer((-1.0, 1.0), direction)
            return Segments(np.column_stack([ends, np.zeros(2)])[None])
        within = self.terrain.region.holds(places, 1.0)
        line = np.column_stack([places, height.of(values_along(landscape.value, places))])
        line[~within] = np.nan
        segments = np.stack([line[:-1], line[1:]], axis=1)
        return Segments(segments[np.isfinite(segments).all(axis=(1, 2))])
