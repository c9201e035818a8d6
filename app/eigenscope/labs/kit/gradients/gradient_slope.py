"""A function at a point, in a direction: what all of the topic *gradient* speaks of."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.local_map import LocalMap, PointKind, local_map
from eigenscope.engine.calculus.quotients import AutogradMap, autograd_map
from eigenscope.engine.optimise.curvature import Curvature, curvature
from eigenscope.labs.kit.functions.square import FARTHEST, TOO_FAR
from eigenscope.labs.kit.gradients.gradient_inputs import GradientInputs, formula_of
from eigenscope.labs.kit.one_vector import numbers_of
from eigenscope.labs.kit.typed_texts import exact_column
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.number_texts import SUBSCRIPT
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.interruption import Check

_HALF_A_DIGIT = np.finfo(np.float64).eps / 2  # of a number: how far it may be from what was typed
_ROUNDING = 4 * np.finfo(np.float64).eps
_LACKS: Mapping[PointKind, Text] = {
    PointKind.SMOOTH: "",
    PointKind.STEEP: "A slope of f at p is beyond ±1.8×10³⁰⁸, more than float64 can hold.",
    PointKind.VERTICAL: "Along an axis the slope of f at p is infinite: f has no gradient there.",
    PointKind.JUMP: "f jumps at p, and so has no gradient there.",
    PointKind.ROUGH: "f has no gradient at p: no plane is tangent to it there.",
    PointKind.POLE: "f has no value at p, as it goes to infinity there: drag p elsewhere.",
    PointKind.HUGE: "|f| is above 1.8×10³⁰⁸ at p, more than float64 can hold: drag p elsewhere.",
    PointKind.NO_VALUE: "f has no value at p, and so no slope: drag p elsewhere.",
}
"""What is said of a point without a gradient."""


@dataclass(frozen=True, eq=False)
class Slope:
    """The slopes of f at a point; what there is not is not a number.

    ``right`` are those that float64 loses, set right, and ``torch`` what it takes for them.
    """

    inputs: GradientInputs
    right: LocalMap | None = None
    torch: AutogradMap | None = None

    @cached_property
    def formula(self) -> Formula:
        """The function."""
        return formula_of(self.inputs.surface)

    @cached_property
    def point(self) -> Floats:
        """Where, (n,)."""
        return numbers_of(self.inputs.place)

    @cached_property
    def local(self) -> LocalMap:
        """The function there."""
        return local_map([self.formula], self.point) if self.right is None else self.right

    def recovered(self, check: Check | None) -> Slope:
        """Return the slopes with what float64 loses, or these themselves if it loses nothing."""
        from eigenscope.engine.calculus.lost_digits import recovered_map

        right = recovered_map([self.formula], exact_column(self.inputs.place[0]), self.local, check)
        if right is self.local:
            return self
        return replace(self, right=right, torch=autograd_map([self.formula], self.point))

    @property
    def value(self) -> float:
        """The value of f."""
        return float(self.local.value[0])

    @cached_property
    def gradient(self) -> Floats:
        """Its gradient, (n,): 0 where only the rounding of p, as of π, keeps it from that."""
        gradient: Floats = self.local.jacobian[0]
        exact = self.inputs.place[0].fractions()
        if exact is not None and [Fraction(float(x)) for x in self.point] == [x for (x,) in exact]:
            return gradient
        rounding = np.abs(self.hessian) @ np.abs(self.point) * _HALF_A_DIGIT
        return np.where(np.abs(gradient) <= rounding, 0.0, gradient)

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
        direction = numbers_of(self.inputs.direction)
        with np.errstate(all="ignore"):
            scaled = direction / np.abs(direction).max()
            unit: Floats = scaled / np.linalg.norm(scaled)
        return unit

    @property
    def directional(self) -> float:
        """The slope in the direction: 0 where its terms cancel but for their rounding."""
        with np.errstate(all="ignore"):
            terms = self.gradient * self.unit
            slope = float(terms.sum())
            return 0.0 if abs(slope) <= _ROUNDING * float(np.abs(terms).sum()) else slope

    @cached_property
    def curvature(self) -> Curvature | None:
        """The principal curvatures of a function of two variables, if there are second ones."""
        there = len(self.point) == 2 and self.local.is_twice_differentiable
        return curvature(self.hessian) if there else None

    @property
    def fits(self) -> bool:
        """Whether the point and the direction have a number for each variable."""
        vectors = (*self.inputs.place, *self.inputs.direction)
        return {vector.shape[0] for vector in vectors} == {len(self.formula.variables)}

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
        if (np.abs(self.point) > FARTHEST).any():
            return TOO_FAR
        return ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the axes are called: "x" and "y", or "x₁" and "x₂"."""
        return tuple(name.translate(SUBSCRIPT) for name in self.formula.variables)

    @property
    def lacks(self) -> Text:
        """What f has not at the point: a value, or a derivative; nothing if it has both."""
        kind = self.local.kinds[0]
        if kind is PointKind.ROUGH and np.isfinite(self.local.partials).all():
            return (
                "Along each axis f has a slope at p, but no plane is tangent to it there: "
                "f has no gradient at p."
            )
        return _LACKS[kind]

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
        return "without curvature in at least one direction"
