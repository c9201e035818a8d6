"""The picture of the topic *gradient*: the landscape about p, its slices, and the gradient."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow, dot, segment
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS, OUTPUT
from eigenscope.labs.kit.functions.lift import Lift
from eigenscope.labs.kit.functions.tangent_draws import (
    bent_line,
    circle,
    tangent_line,
    tangent_plane,
)
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.gradients.gradient_words import (
    CURVATURE,
    DIRECTION,
    GRADIENT,
    PARTIALS,
    TANGENT,
    stages_of,
)
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Polyline, Segments, place_of
from eigenscope.scene.grid import nice_step
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words

_COMPASS = 0.3  # of the region's radius: the circle of directions is about so large, or larger
_LEAST, _MOST = 0.35, 1.7  # of the circle's radius: how long a gradient is drawn as it is
_FAINT = 0.4  # opacity of slices once something else is looked at
_NAMED = 0.5  # opacity from which a line that appears has a name
_PLANE = 1.6  # radii of the circle: half a side of the tangent plane


@dataclass(frozen=True, eq=False)
class GradientPicture:
    """What is drawn besides the landscape itself."""

    slope: Slope
    lift: Lift
    timeline: Timeline
    slices: tuple[Segments, Segments] | None

    @cached_property
    def radius(self) -> float:
        """The radius of the circle of directions: a round number."""
        return nice_step(_COMPASS * self.lift.terrain.region.radius)

    @cached_property
    def unit(self) -> float:
        """The length of the arrow of a gradient of length 1: 1, or a round number."""
        length = self.slope.length / self.radius
        if not length > 1e-300 or _LEAST <= length <= _MOST:
            return 1.0
        return nice_step(0.6 / length)

    @cached_property
    def up(self) -> Floats:
        """The arrow of the gradient, (2,)."""
        up: Floats = self.slope.gradient * self.unit
        return up

    def _share(self, stage: str, t: float) -> float:
        """Return how far a stage has come; nothing of one that there is not."""
        stages = stages_of(self.slope)
        return self.timeline.eased(stages.index(stage), t) if stage in stages else 0.0

    def turned(self, t: float) -> Floats:
        """Return the direction u, (2,), which goes all around before it stops."""
        left = 2 * math.pi * (1 - self._share(DIRECTION, t))
        cos, sin = math.cos(left), math.sin(left)
        turned: Floats = np.array([[cos, sin], [-sin, cos]]) @ self.slope.unit
        return turned

    def _foot(self, t: float) -> Floats:
        """Return the projection of the gradient's arrow onto the direction, (2,)."""
        unit = self.turned(t)
        foot: Floats = (self.up @ unit) * unit
        return foot

    # --- what is drawn -------------------------------------------------------------------------

    def draws(self, t: float) -> Iterator[Draw]:
        """Yield all of it, the point last."""
        if stages_of(self.slope):
            yield from self._plane_draws(self._share(TANGENT, t))
            yield from self._slice_draws(t)
            yield from self._curvature_draws(self._share(CURVATURE, t))
            yield from self._compass_draws(t)
            yield from self._gradient_draws(self._share(GRADIENT, t))
        yield dot("point", self.lift.place, Slot.INK, 10.0)

    def _slice_draws(self, t: float) -> Iterator[Draw]:
        share = self._share(PARTIALS, t)
        if self.slices is None or share <= 0:
            return
        opacity = share * (_FAINT if self._share(GRADIENT, t) > 0 else 1.0)
        for axis, curve in enumerate(self.slices):
            name = f"slice {'xy'[axis]}"
            yield Draw(curve, Style(BASIS[axis], 2.2, opacity), name=name)
            if self.lift.scale:
                step = self.radius * np.eye(2)[axis]
                yield from tangent_line(f"{name} tangent", self.lift, step, BASIS[axis], opacity)
            part = share * self.up * np.eye(2)[axis]
            yield from arrow(
                f"partial {'xy'[axis]}", self.lift.rise(part), BASIS[axis], self.lift.place
            )

    def _plane_draws(self, share: float) -> Iterator[Draw]:
        if share <= 0:
            return
        if self.lift.scale:
            yield from tangent_plane("tangent", self.lift, share * _PLANE * self.radius, Slot.GRID)
        elif self.slope.gradient.any():
            along = np.array([-self.up[1], self.up[0]]) / np.linalg.norm(self.up)
            step = share * _PLANE * self.radius * along
            yield from tangent_line("tangent", self.lift, step, Slot.GRID)

    def _gradient_draws(self, share: float) -> Iterator[Draw]:
        if share <= 0:
            return
        tip = self.lift.place + self.lift.rise(self.up)
        if self.slices is not None:
            for axis in range(2):
                corner = self.lift.place + self.lift.rise(self.up * np.eye(2)[axis])
                yield from segment(f"sum {axis}", corner, tip, Slot.AXIS, 1.2, 0.8 * share)
        vector = share * self.lift.rise(self.up)
        yield from arrow("gradient", vector, OUTPUT, self.lift.place, width=4.6)

    def _compass_draws(self, t: float) -> Iterator[Draw]:
        share = self._share(DIRECTION, t)
        if share <= 0:
            return
        yield circle("compass", self.lift, self.radius, np.zeros(2), Slot.AXIS)
        size = float(np.linalg.norm(self.up)) / 2
        if size:
            yield circle("projections", self.lift, size, self.up / 2, Slot.AXIS, 0.5)
        direction, foot = self.radius * self.turned(t), self._foot(t)
        place = self.lift.place
        yield from arrow("direction", self.lift.rise(direction), DIRECTIONS[2], place)
        ends = place + self.lift.rise(foot), place + self.lift.rise(self.up)
        yield from segment("drop", *ends, Slot.AXIS, 1.4)
        yield from arrow("projection", self.lift.rise(foot), DIRECTIONS[2], place, width=5.2)

    def _curvature_draws(self, share: float) -> Iterator[Draw]:
        if share <= 0:
            return
        for index, line in enumerate(self._bent_lines):
            style = Style(DIRECTIONS[index], 3.0, share)
            yield Draw(line, style, name=f"curvature {index + 1}")

    @cached_property
    def _bent_lines(self) -> tuple[Polyline, ...]:
        bends = self.slope.curvature
        if bends is None:
            return ()
        steps = zip(bends.eigenvectors.T, bends.eigenvalues.tolist(), strict=True)
        return tuple(bent_line(self.lift, self.radius * way, value) for way, value in steps)

    # --- what is written -----------------------------------------------------------------------

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names of what is drawn, and their numbers."""
        place = self.lift.place
        yield Label("p", place_of(place), Slot.INK, (-13.0, -13.0), 15, bold=True, priority=7)
        if not stages_of(self.slope):
            return
        gradient, partials = self._share(GRADIENT, t), self._share(PARTIALS, t)
        if gradient > 0:
            yield self._at(gradient * self.up, self._gradient_name(), OUTPUT, view, 9)
        elif partials > 0:
            for axis, name in enumerate(self.slope.names):
                text = f"∂f/∂{name} = {tidy(float(self.slope.gradient[axis]), 3)}"
                step = partials * self.up * np.eye(2)[axis]
                yield self._at(step, text, BASIS[axis], view, 6)
        share = self._share(DIRECTION, t)
        if share > 0:
            yield self._at(self.radius * self.turned(t), "u", DIRECTIONS[2], view, 8)
        if share >= 1 and self._share(CURVATURE, t) <= 0:
            text = str(Words("slope {number}", {"number": tidy(self.slope.directional, 3)}))
            yield self._at(self._foot(t), text, DIRECTIONS[2], view, 8)
        yield from self._curvature_labels(self._share(CURVATURE, t), view)

    def _gradient_name(self) -> str:
        if not self.slope.gradient.any():
            return "∇f = 0"
        return "∇f" if self.unit == 1 else f"∇f × {tidy(self.unit)}"

    def _at(self, step: Floats, text: str, slot: Slot, view: View, priority: int) -> Label:
        place = self.lift.place
        return tip_label(text, place + self.lift.rise(step), slot, view, priority, start=place)

    def _curvature_labels(self, share: float, view: View) -> Iterator[Label]:
        bends = self.slope.curvature
        if bends is None or share < _NAMED:
            return
        for index, value in enumerate(bends.eigenvalues.tolist()):
            name, step = f"λ{'₁₂'[index]}", self.radius * bends.eigenvectors[:, index]
            yield self._at(-step, f"{name} = {tidy(value, 3)}", DIRECTIONS[index], view, 6)
