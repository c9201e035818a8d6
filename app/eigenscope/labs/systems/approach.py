"""Least squares over time: x on its way to the minimiser, and then along the way of a ridge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.least_squares import exact_least_squares, least_squares, ridge_path
from eigenscope.exact.types import ExactRow
from eigenscope.labs.kit.timeline import Timeline, even
from eigenscope.labs.systems.story import share
from eigenscope.labs.systems.system import System, vector

_SAMPLES = 97  # of the way of a ridge
_ZERO = 1e-12  # of b: a gap that small is none


@dataclass(frozen=True, eq=False)
class Approach:
    """x goes straight from 0 to the minimiser of ‖Ax − b‖²; then a ridge, if any, draws it back."""

    system: System

    @cached_property
    def timeline(self) -> Timeline:
        """One stage, or with a ridge two."""
        return even(2 if self.system.ridge else 1)

    @cached_property
    def best(self) -> Floats:
        """The minimiser of ‖Ax − b‖², (n,); the shortest if there are several."""
        exact = self.exact(0.0)
        if exact is not None:
            return vector(exact)
        return least_squares(self.system.matrix, self.system.right)

    def exact(self, ridge: float) -> ExactRow | None:
        """Return the minimiser for a ridge of 0 or λ exactly, where it is known so."""
        system = self.system
        known = system.inputs.ridge.scalar.exact
        if system.exact is None or (ridge and known is None):
            return None
        return exact_least_squares(system.exact, known if ridge and known else Fraction())

    @cached_property
    def way(self) -> Floats:
        """The minimisers for ridges from 0 to λ, (k, n)."""
        shares = np.linspace(0.0, 1.0, _SAMPLES) ** 2
        return ridge_path(self.system.matrix, self.system.right, self.system.ridge * shares)

    def weights(self, t: float) -> Floats:
        """Return x at a time, (n,)."""
        index, part = self.timeline.at(t)
        if index == 0:
            return share(self.best, part)
        along = part * (_SAMPLES - 1)
        below = min(int(along), _SAMPLES - 2)
        first, second = self.way[below], self.way[below + 1]
        weights: Floats = first + share(second - first, along - below)
        return weights

    def reached(self, t: float) -> Floats:
        """Return Ax at a time, (m,)."""
        if self.system.solvable and not self.system.ridge and t >= 1:
            return self.system.right
        return self.system.product(self.weights(t))

    def gap(self, t: float) -> float:
        """Return ‖Ax − b‖ at a time."""
        gap = math.hypot(*(self.reached(t) - self.system.right))
        return 0.0 if gap <= _ZERO * float(np.abs(self.system.right).max()) else gap
