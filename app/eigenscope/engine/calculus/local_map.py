"""A map at a point: its value, its Jacobian and its second derivatives, as far as there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.derivatives import derivatives
from eigenscope.engine.calculus.smooth import is_derivative

Function = Callable[..., Any]
"""Takes a library and an array for each variable, as a formula does."""


@dataclass(frozen=True, eq=False)
class LocalMap:
    """What there is of a map from n numbers to m at a point; what there is not is not a number.

    Attributes
    ----------
    point, value
        (n,) and (m,).
    partials
        The derivatives along the axes alone, (m, n).
    jacobian
        The derivative, (m, n): no number where the map has partial derivatives at most.
    hessians
        The second derivatives of each of the m functions, (m, n, n).
    """

    point: Floats
    value: Floats
    partials: Floats
    jacobian: Floats
    hessians: Floats

    @property
    def has_value(self) -> bool:
        """Whether all functions have a finite value."""
        return bool(np.isfinite(self.value).all())

    @property
    def is_differentiable(self) -> bool:
        """Whether the map has a derivative."""
        return bool(np.isfinite(self.jacobian).all())

    @property
    def is_twice_differentiable(self) -> bool:
        """Whether it has second derivatives, too."""
        return bool(np.isfinite(self.hessians).all())


def local_map(functions: Sequence[Function], point: Floats) -> LocalMap:
    """Return what functions are at a point (n,): on numpy, by jets and by the definition."""
    rows = [_row(function, point) for function in functions]
    value, partials, jacobian, hessians = (np.stack(parts) for parts in zip(*rows, strict=True))
    return LocalMap(point, value, partials, jacobian, hessians)


def values_at(functions: Sequence[Function], points: Floats) -> Floats:
    """Return the values of m functions at points (…, n), as (…, m)."""
    coordinates = [points[..., axis] for axis in range(points.shape[-1])]
    with np.errstate(all="ignore"):
        columns = [np.asarray(function(np, *coordinates), dtype=float) for function in functions]
    return np.stack([np.broadcast_to(each, points.shape[:-1]) for each in columns], axis=-1)


def _row(function: Function, point: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    value, gradient, hessian = derivatives(function, point)
    whole = is_derivative(
        lambda places: values_at([function], places), point, value[None], gradient[None]
    )
    partials = gradient if whole else _partials(function, point, value, gradient)
    twice = whole and is_derivative(
        lambda places: derivatives(function, places)[1], point, gradient, hessian
    )
    return (
        value,
        partials,
        gradient if whole else np.full_like(gradient, np.nan),
        hessian if twice else np.full_like(hessian, np.nan),
    )


def _partials(function: Function, point: Floats, value: Floats, gradient: Floats) -> Floats:
    """Return those derivatives along an axis that there are."""
    partials = np.full_like(gradient, np.nan)
    for axis in range(len(point)):

        def along(places: Floats, axis: int = axis) -> Floats:
            moved = np.repeat(point[None], len(places), axis=0)
            moved[:, axis] = places[:, 0]
            return values_at([function], moved)

        slope = gradient[[axis]]
        if is_derivative(along, point[[axis]], value[None], slope[None]):
            partials[axis] = slope[0]
    return partials
