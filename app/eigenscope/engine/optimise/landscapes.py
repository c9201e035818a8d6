"""Functions of two variables that are to be made small: values, gradients and Hessians.

The well-known ones have all three in closed form, on numpy, so that they are there before torch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.curvature import curvature


class Landscape(Protocol):
    """A function f of the plane; where it has no real value, its values are not finite."""

    def __hash__(self) -> int:
        """Return what it is looked up by, so that its pictures can be kept."""

    @property
    def minima(self) -> Floats:
        """Its lowest points as far as they are known, (m, 2); none if m is 0."""

    def value(self, points: Floats) -> Floats:
        """Return f at points (…, 2), as (…)."""

    def gradient(self, points: Floats) -> Floats:
        """Return ∇f at points (n, 2), as (n, 2)."""

    def hessian(self, points: Floats) -> Floats:
        """Return the second derivatives at points (n, 2), as (n, 2, 2)."""


NOWHERE: Floats = np.zeros((0, 2))


@dataclass(frozen=True, eq=False)
class Quadratic:
    """½ xᵀHx − bᵀx with a symmetric H (2, 2) and b (2,)."""

    H: Floats
    b: Floats

    @cached_property
    def kind(self) -> str:
        """Its shape.

        "bowl" (one lowest point), "valley" (a line of them), "slope" (falls without end in a
        direction without curvature), "saddle", "dome", "flat" (constant).
        """
        low, high = (float(x) for x in curvature(self.H).eigenvalues)
        if low < 0:
            return "saddle" if high > 0 else "dome"
        if low > 0:
            return "bowl"
        # b must lie in the range of H, else f falls along the null space.
        rest = self.b - self.H @ (np.linalg.pinv(self.H, hermitian=True) @ self.b)
        if float(np.abs(rest).max()) > 1e-9 * max(float(np.abs(self.b).max()), 1e-300):
            return "slope"
        return "valley" if high > 0 else "flat"

    @cached_property
    def stationary(self) -> Floats | None:
        """The point without a slope that is nearest to the origin, (2,), or None."""
        if self.kind == "slope":
            return None
        with np.errstate(all="ignore"):
            if self.kind in ("bowl", "saddle"):
                point = np.asarray(np.linalg.solve(self.H, self.b))
            else:
                point = np.linalg.pinv(self.H, hermitian=True) @ self.b
            scale = max(float(np.abs(self.b).max()), 1e-300)
            fits = float(np.abs(self.H @ point - self.b).max()) <= 1e-9 * scale
        return point if fits and np.isfinite(point).all() else None

    @property
    def minima(self) -> Floats:
        """The lowest point, or of a valley's the nearest to the origin."""
        point = self.stationary
        return point[None] if point is not None and self.kind in ("bowl", "valley") else NOWHERE

    def value(self, points: Floats) -> Floats:
        """Return f."""
        with np.errstate(all="ignore"):
            bent = 0.5 * np.sum(points * (points @ self.H), axis=-1)
            heights: Floats = bent - points @ self.b
        return heights

    def gradient(self, points: Floats) -> Floats:
        """Return Hx − b."""
        with np.errstate(all="ignore"):
            slopes: Floats = points @ self.H - self.b
        return slopes

    def hessian(self, points: Floats) -> Floats:
        """Return H, everywhere."""
        return np.broadcast_to(self.H, (len(points), 2, 2))


@dataclass(frozen=True, eq=False)
class Rosenbrock:
    """(1 − x)² + 100 (y − x²)²: a bent valley with a flat floor.

    H. H. Rosenbrock, *An automatic method for finding the greatest or least value of a function*,
    The Computer Journal 3, 1960.
    """

    minima: Floats = field(default_factory=lambda: np.array([[1.0, 1.0]]))

    def value(self, points: Floats) -> Floats:
        """Return f."""
        x, y = points[..., 0], points[..., 1]
        with np.errstate(all="ignore"):
            heights: Floats = (1 - x) ** 2 + 100 * (y - x**2) ** 2
        return heights

    def gradient(self, points: Floats) -> Floats:
        """Return ∇f."""
        x, y = points[:, 0], points[:, 1]
        with np.errstate(all="ignore"):
            across = -2 * (1 - x) - 400 * x * (y - x**2)
            return np.stack([across, 200 * (y - x**2)], axis=1)

    def hessian(self, points: Floats) -> Floats:
        """Return the second derivatives."""
        x, y = points[:, 0], points[:, 1]
        with np.errstate(all="ignore"):
            return _symmetric(2 - 400 * y + 1200 * x**2, -400 * x, np.full_like(x, 200.0))


@dataclass(frozen=True, eq=False)
class Himmelblau:
    """(x² + y − 11)² + (x + y² − 7)²: four lowest points, all with f = 0.

    D. M. Himmelblau, *Applied Nonlinear Programming*, 1972.
    """

    minima: Floats = field(
        default_factory=lambda: np.array(
            [
                (3.0, 2.0),
                (-2.805118086952745, 3.131312518250573),
                (-3.779310253377747, -3.283185991286170),
                (3.584428340330492, -1.848126526964404),
            ]
        )
    )

    def value(self, points: Floats) -> Floats:
        """Return f."""
        x, y = points[..., 0], points[..., 1]
        with np.errstate(all="ignore"):
            heights: Floats = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
        return heights

    def gradient(self, points: Floats) -> Floats:
        """Return ∇f."""
        x, y = points[:, 0], points[:, 1]
        with np.errstate(all="ignore"):
            first, second = x**2 + y - 11, x + y**2 - 7
            return np.stack([4 * x * first + 2 * second, 2 * first + 4 * y * second], axis=1)

    def hessian(self, points: Floats) -> Floats:
        """Return the second derivatives."""
        x, y = points[:, 0], points[:, 1]
        with np.errstate(all="ignore"):
            return _symmetric(12 * x**2 + 4 * y - 42, 4 * x + 4 * y, 12 * y**2 + 4 * x - 26)


@dataclass(frozen=True, eq=False)
class Saddle:
    """½x² − ½y² + ¼y⁴: a saddle at the origin between two lowest points."""

    minima: Floats = field(default_factory=lambda: np.array([(0.0, 1.0), (0.0, -1.0)]))

    def value(self, points: Floats) -> Floats:
        """Return f."""
        x, y = points[..., 0], points[..., 1]
        with np.errstate(all="ignore"):
            heights: Floats = x**2 / 2 - y**2 / 2 + y**4 / 4
        return heights

    def gradient(self, points: Floats) -> Floats:
        """Return ∇f."""
        x, y = points[:, 0], points[:, 1]
        with np.errstate(all="ignore"):
            return np.stack([x, y**3 - y], axis=1)

    def hessian(self, points: Floats) -> Floats:
        """Return the second derivatives."""
        x, y = points[:, 0], points[:, 1]
        with np.errstate(all="ignore"):
            return _symmetric(np.ones_like(x), np.zeros_like(x), 3 * y**2 - 1)


def _symmetric(a: Floats, b: Floats, d: Floats) -> Floats:
    """Return matrices [[a, b], [b, d]], (n, 2, 2), from entries (n,)."""
    rows: Any = [np.stack([a, b], axis=-1), np.stack([b, d], axis=-1)]
    return np.stack(rows, axis=-2)
