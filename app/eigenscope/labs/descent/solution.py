"""What is computed once for a set of inputs, before any frame is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.curvature import Curvature
from eigenscope.engine.optimise.descent import Run
from eigenscope.engine.optimise.landscapes import Landscape
from eigenscope.engine.optimise.verdicts import Verdict
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.labs.kit.functions.terrain import Terrain
from eigenscope.labs.kit.timeline import Timeline, even
from eigenscope.scene.geometry import Polyline
from eigenscope.wording.words import Text

_SIGHT = 10.0  # radii of the region: marks that are farther away are left out

NAMES: Mapping[str, Text] = {
    "descent": "gradient descent",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
"""What the methods are called within a sentence."""
TITLES: Mapping[str, Text] = {
    "descent": "Gradient descent",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
"""The same where one begins."""
EXTREMES = ("λₘᵢₙ", "λₘₐₓ")
"""The smallest and largest eigenvalue of a Hessian; λ₁ and λ₂, in any order, are entered."""


@dataclass(frozen=True, eq=False)
class Track:
    """A run as it is drawn.

    ``line`` goes through its points as far as the picture reaches, in equal parts for each of the
    first ``drawn`` steps; None if there is no step to draw. ``verdict`` is what became of it.
    """

    run: Run
    verdict: Verdict
    line: Polyline | None
    drawn: int

    @cached_property
    def layers(self) -> float:
        """How often its line passes over itself: its length by that of its longest axis, or more.

        A way that diverges goes back and forth over the same line, and translucent layers add up.
        """
        if self.line is None:
            return 1.0
        points = self.line.points.astype(np.float64)
        length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
        across = float(np.linalg.norm(np.ptp(points, axis=0)))
        return max(length / across, 1.0) if 0 < across < np.inf else 1.0

    def point(self, step: float) -> Floats:
        """Return where it stands after so many steps, (2,).

        It is at whole steps alone, where f and its slope are taken: in the middle of a step only
        its line grows towards the next point.
        """
        point: Floats = self.run.points[self.at(step)]
        return point

    def at(self, step: float) -> int:
        """Return which of its points it has reached after so many steps."""
        return min(int(step + 1e-9), len(self.run.points) - 1)


@dataclass(frozen=True, eq=False)
class Solution:
    """All a frame needs.

    Attributes
    ----------
    landscape
        The function f.
    tracks
        The methods' ways; none in the preview of a formula.
    curvatures
        Of the Hessian at each point of the first track (of the start, if there is none); None
        where it has no value.
    terrain
        Contours, surface and field.
    lowest
        The least value of f as far as it is known, else None.
    problem
        Why there is nothing to see, or nothing.
    partial
        Whether that is true of a part of the picture alone, and does not keep any way from sight.
    """

    inputs: Inputs
    start: Floats
    landscape: Landscape
    tracks: tuple[Track, ...]
    curvatures: tuple[Curvature | None, ...]
    terrain: Terrain
    lowest: float | None
    problem: Text = ""
    partial: bool = False

    @property
    def steps(self) -> int:
        """How many steps the whole time takes: those of the longest run."""
        return max((len(track.run.points) - 1 for track in self.tracks), default=0)

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each step."""
        return even(self.steps)

    def step(self, t: float) -> float:
        """Return how many steps have been taken at a time (0…1)."""
        return t * self.steps

    def in_sight(self, point: Floats) -> bool:
        """Tell whether a point of the plane (2,) is where the picture can be."""
        return bool(self.terrain.region.holds(point[None], _SIGHT)[0])

    def place(self, point: Floats) -> Floats:
        """Return where a point of the plane is drawn, (3,): in space, on the surface."""
        height = self.terrain.height
        z = 0.0 if height is None else float(height.of(self.landscape.value(point)))
        return np.array([point[0], point[1], z if np.isfinite(z) else 0.0])
