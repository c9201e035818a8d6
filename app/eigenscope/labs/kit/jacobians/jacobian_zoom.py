"""A map at a point: all that the topic *Jacobian* speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.local_map import LocalMap, local_map, values_at
from eigenscope.labs.kit.functions.zoomed_grid import ZoomedGrid
from eigenscope.labs.kit.jacobians.jacobian_inputs import JacobianInputs, formulas_of, second_of
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.words import Text

_FARTHEST = 1e12
_ROUNDING = 8 * np.finfo(np.float64).eps


@dataclass(frozen=True, eq=False)
class Zoom:
    """The map, and the second one if there is one, at a point."""

    inputs: JacobianInputs

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The map's functions."""
        return formulas_of(self.inputs)

    @cached_property
    def second(self) -> tuple[Formula, ...]:
        """Those of the map that comes after it."""
        return second_of(self.inputs)

    @cached_property
    def point(self) -> Floats:
        """Where, (2,)."""
        point: Floats = self.inputs.spot[0].to_array()[:, 0]
        return point

    @cached_property
    def first(self) -> LocalMap:
        """The map there."""
        return local_map(self.formulas, self.point)

    @cached_property
    def after(self) -> LocalMap | None:
        """The second map where the first one leads, if there is one."""
        there = bool(self.second) and self.first.has_value
        return local_map(self.second, self.first.value) if there else None

    @property
    def jacobian(self) -> Floats:
        """The Jacobian of F, (m, 2)."""
        return self.first.jacobian

    @property
    def product(self) -> Floats:
        """That of both maps together, (m, 2): the product of theirs."""
        return self.jacobian if self.after is None else self.after.jacobian @ self.jacobian

    @property
    def area(self) -> float:
        """By how much F scales areas at the point: with a sign in the plane."""
        J = self.jacobian
        if J.shape[0] == 2:
            straight, crossed = J[0, 0] * J[1, 1], J[0, 1] * J[1, 0]
            noise = _ROUNDING * (abs(straight) + abs(crossed))
            return 0.0 if abs(straight - crossed) <= noise else float(straight - crossed)
        return float(np.linalg.norm(np.cross(J[:, 0], J[:, 1])))

    @property
    def misfit(self) -> Text:
        """Why nothing can be drawn; nothing if all can."""
        if self.point.shape != (2,):
            return "The point of a map of the plane has two numbers."
        if not (np.isfinite(self.point).all() and (np.abs(self.point) < _FARTHEST).all()):
            return "The point is too far away to be drawn; the numbers hold all the same."
        if not self.first.has_value:
            return "F has no value at p: drag p elsewhere."
        if (np.abs(self.first.value) > _FARTHEST).any():
            return "F(p) is too far away to be drawn; the numbers hold all the same."
        if self.after is not None and not self.after.has_value:
            return "G has no value at F(p): drag p elsewhere."
        return ""

    @property
    def is_linear(self) -> bool:
        """Whether the zoom ends in a linear map."""
        return self.first.is_differentiable

    @property
    def composes(self) -> bool:
        """Whether a second map with a derivative comes after."""
        return self.is_linear and self.after is not None and self.after.is_differentiable

    @cached_property
    def grid(self) -> ZoomedGrid:
        """The grid under F."""
        radius = self.inputs.window.scalar.value
        return ZoomedGrid(
            lambda points: values_at(self.formulas, points), self.point, self.first.value, radius
        )
