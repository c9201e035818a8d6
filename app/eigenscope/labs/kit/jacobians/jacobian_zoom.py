"""A map at a point: all that the topic *Jacobian* speaks of."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.local_map import LocalMap, PointKind, local_map, values_at
from eigenscope.engine.calculus.quotients import AutogradMap, autograd_map
from eigenscope.labs.kit.functions.square import FARTHEST, TOO_FAR
from eigenscope.labs.kit.functions.zoomed_grid import ZoomedGrid
from eigenscope.labs.kit.jacobians.jacobian_inputs import JacobianInputs, formulas_of, second_of
from eigenscope.labs.kit.one_vector import numbers_of
from eigenscope.labs.kit.typed_texts import exact_column
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.interruption import Check

_ROUNDING = 8 * Fraction(sys.float_info.epsilon)


def area_of(jacobian: Floats) -> float:
    """Return by how much a linear map (m, 2) scales areas: with a sign in the plane."""
    minors = [_minor(*rows) for rows in combinations(jacobian, 2)]
    return minors[0] if len(minors) == 1 else math.hypot(*minors)


@dataclass(frozen=True, eq=False)
class Zoom:
    """The map, and the second one if there is one, at a point.

    ``right`` are both with what float64 loses, and ``torch`` what it takes for them.
    """

    inputs: JacobianInputs
    right: tuple[LocalMap, LocalMap | None] | None = None
    torch: tuple[AutogradMap, AutogradMap | None] | None = None

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
        return numbers_of(self.inputs.spot)

    @property
    def radius(self) -> float:
        """How far the grid goes from the point."""
        return self.inputs.window.scalar.value

    @cached_property
    def first(self) -> LocalMap:
        """The map there."""
        return local_map(self.formulas, self.point) if self.right is None else self.right[0]

    def recovered(self, check: Check | None) -> Zoom:
        """Return both maps with what float64 loses, or these themselves if it loses nothing."""
        from eigenscope.engine.calculus.lost_digits import recovered_map

        spot = exact_column(self.inputs.spot[0])
        first = recovered_map(self.formulas, spot, self.first, check)
        after = self.after if first is self.first else self._second_at(first)
        if after is not None:
            after = recovered_map(self.second, first.value.tolist(), after, check)
        if first is self.first and after is self.after:
            return self
        there = None if after is None else autograd_map(self.second, self.first.value)
        torch = autograd_map(self.formulas, self.point), there
        return replace(self, right=(first, after), torch=torch)

    @cached_property
    def after(self) -> LocalMap | None:
        """The second map where the first one leads, if there is one."""
        return self._second_at(self.first) if self.right is None else self.right[1]

    def _second_at(self, first: LocalMap) -> LocalMap | None:
        there = bool(self.second) and first.has_value
        return local_map(self.second, first.value) if there else None

    @property
    def jacobian(self) -> Floats:
        """The Jacobian of F, (m, 2)."""
        return self.first.jacobian

    @property
    def product(self) -> Floats:
        """That of both maps together, (m, 2): 0 where terms cancel but for their rounding."""
        if self.after is None:
            return self.jacobian
        with np.errstate(all="ignore"):
            terms = self.after.jacobian[:, :, None] * self.jacobian
            product: Floats = terms.sum(axis=1)
            rounding = float(_ROUNDING) * np.abs(terms).sum(axis=1)
            cancels = np.isfinite(rounding) & (np.abs(product) <= rounding)
        return np.where(cancels, 0.0, product)

    @cached_property
    def area(self) -> float:
        """By how much F scales areas at the point: with a sign in the plane."""
        return area_of(self.jacobian)

    @property
    def areas(self) -> tuple[float, float]:
        """By how much G scales areas at F(p), and both maps together at p."""
        outer = 1.0 if self.after is None else area_of(self.after.jacobian)
        return outer, area_of(self.product)

    @property
    def misfit(self) -> Text:
        """Why nothing can be drawn; nothing if all can."""
        if self.point.shape != (2,):
            return "The point of a map of the plane has two numbers."
        if not (np.isfinite(self.point).all() and (np.abs(self.point) < FARTHEST).all()):
            return TOO_FAR
        if PointKind.HUGE in self.first.kinds:
            return "F(p) is beyond ±1.8×10³⁰⁸, more than float64 can hold: drag p elsewhere."
        if not self.first.has_value:
            return "F has no value at p: drag p elsewhere."
        if (np.abs(self.first.value) > FARTHEST).any():
            return "F(p) is too far away to be drawn; the numbers hold all the same."
        if self.after is not None and not self.after.has_value:
            return "G has no value at F(p): drag p elsewhere."
        if (np.abs(self.jacobian) * self.radius > FARTHEST).any():
            return "F is too steep at p to be drawn; the numbers hold all the same."
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
        return ZoomedGrid(
            lambda points: values_at(self.formulas, points),
            self.point,
            self.first.value,
            self.radius,
        )


def _minor(first: Floats, second: Floats) -> float:
    """Return the determinant of two rows of a Jacobian, (2,): exact but for its own rounding.

    Huge products don't overflow on the way; what the rounding of the rows may be is 0.
    """
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        return math.nan
    a, b, c, d = (Fraction(float(entry)) for entry in (*first, *second))
    difference, size = a * d - b * c, abs(a * d) + abs(b * c)
    if abs(difference) <= _ROUNDING * size:
        return 0.0
    try:
        return float(difference)
    except OverflowError:
        return math.inf if difference > 0 else -math.inf
