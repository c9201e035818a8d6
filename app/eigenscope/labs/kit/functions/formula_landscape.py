"""A formula in two variables as a landscape: with derivatives at once, before torch is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.derivatives import derivatives
from eigenscope.engine.calculus.local_map import local_map, values_at
from eigenscope.engine.optimise.landscapes import NOWHERE
from eigenscope.language.definitions.formula import Formula


@dataclass(frozen=True, eq=False)
class FormulaLandscape:
    """The function that a formula says.

    Attributes
    ----------
    formula
        A `Formula` of two variables, or what takes a library and two arrays as it does.
    """

    formula: Callable[..., Any]

    @property
    def minima(self) -> Floats:
        """None is known, (0, 2)."""
        return NOWHERE

    def value(self, points: Floats) -> Floats:
        """Return f at points (…, 2); not finite where it has no real value."""
        return np.asarray(values_at([self.formula], points)[..., 0])

    def gradient(self, points: Floats) -> Floats:
        """Return ∇f at points (n, 2)."""
        return derivatives(self.formula, points)[1]

    def hessian(self, points: Floats) -> Floats:
        """Return the second derivatives at points (n, 2), as (n, 2, 2)."""
        return derivatives(self.formula, points)[2]

    def is_differentiable(self, point: Floats) -> bool:
        """Tell whether f has a gradient at a point (2,), not just what stands for one at a kink."""
        return local_map([self.formula], point).is_differentiable


@lru_cache(maxsize=16)
def landscape_of_formula(formula: Formula) -> FormulaLandscape:
    """Return the landscape of a formula; kept, as its contours are by it."""
    return FormulaLandscape(formula)
