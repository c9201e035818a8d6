"""A function at a point, in a direction: what all of the topic *gradient* speaks of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.local_map import LocalMap, local_map
from eigenscope.engine.optimise.curvature import Curvature, curvature
from eigenscope.labs.kit.gradients.gradient_inputs import GradientInputs, formula_of
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.words import Text, Words

_FARTHEST = 1e12


@dataclass(frozen=True, eq=False)
class Slope:
    """The slopes of f at a point; what there is not is not a number."""

    inputs: GradientInputs

    @cached_property
    def formula(self) -> Formula:
        """The function."""
        return formula_of(self.inputs.surface)

    @cached_property
    def point(self) -> Floats:
        """Where, (n,)."""
        point: Floats = self.inputs.place[0].to_array()[:, 0]
        return point

    @cached_property
    def local(self) -> LocalMap:
        """The function there."""
        return local_map([self.formula], self.point)

    @property
    def value(self) -> float:
        """The value of f."""
        return float(self.local.value[0])

    @property
    def gradient(self) -> Floats:
        """Its gradient, (n,)."""
        gradient: Floats = self.local.jacobian[0]
        return gradient

    @property
    def length(self) -> float:
        """The length of the gradient, of huge numbers, too."""
        return math.hypot(*self.gradient.tolist())

    @property
    def hessian(self) -> Floats:
        """Its second derivatives, (n, n)."""
        hessian: Floats = self.local.hessians[0]
        return hessian

    @cached_property
    def unit(self) -> Floats:
        """The direction as a vector of length 1, (n,); no number of a direction 0."""
        direction = self.inputs.direction[0].to_array()[:, 0]
        with np.errstate(all="ignore"):
            scaled = direction / np.abs(direction).max()
            unit: Floats = scaled / np.linalg.norm(scaled)
        return unit

    @property
    def directional(self) -> float:
        """The slope in the direction."""
        with np.errstate(all="ignore"):
            return float(self.gradient @ self.unit)

    @cached_property
    def curvature(self) -> Curvature | None:
        """The principal curvatures of a function of two variables, if there are second ones."""
        there = len(self.point) == 2 and self.local.is_twice_differentiable
        return curvature(self.hessian) if there else None

    @property
    def misfit(self) -> Text:
        """Why nothing can be drawn; nothing if all can."""
        count = len(self.formula.variables)
        for name, (vector,) in (
            ("Point", self.inputs.place),
            ("Direction", self.inputs.direction),
        ):
            if vector.shape[0] != count:
                return Words(
                    "{vector} has {length} numbers, but f has {count} variables.",
                    {"vector": Words(name), "length": str(vector.shape[0]), "count": str(count)},
                )
        if not (np.isfinite(self.point).all() and np.isfinite(self.unit).all()):
            return "A direction needs one number that is not 0, and all numbers must be finite."
        if (np.abs(self.point) > _FARTHEST).any():
            return "The point is too far away to be drawn; the numbers hold all the same."
        return ""

    @property
    def lacks(self) -> Text:
        """What f has not at the point: a value, or a derivative; nothing if it has both."""
        if not self.local.has_value:
            return "f has no value at p, and so no slope: drag p elsewhere."
        if self.local.is_differentiable:
            return ""
        if np.isfinite(self.local.partials).all():
            return (
                "Along x and along y f has a slope at p, but no plane is tangent to it there: "
                "f has no gradient at p."
            )
        return "f has no gradient at p: no plane is tangent to it there."

    @property
    def kind(self) -> Text:
        """What the curvatures say of the shape at the point."""
        if self.curvature is None:
            return "f has no second derivatives at p"
        low, high = self.curvature.eigenvalues
        flat = not self.gradient.any()
        if low > 0:
            return "a minimum" if flat else "curved up in every direction"
        if high < 0:
            return "a maximum" if flat else "curved down in every direction"
        if low < 0 < high:
            return "a saddle point" if flat else "curved up one way, down the other"
        return "flat in one direction at least"
