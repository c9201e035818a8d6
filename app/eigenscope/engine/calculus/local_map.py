"""A map at a point: its value, its Jacobian and its second derivatives, as far as there are any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.derivatives import derivatives
from eigenscope.engine.calculus.directional import SeriesAlong, next_to
from eigenscope.engine.calculus.precise import Function
from eigenscope.engine.calculus.smooth import is_derivative

_AGREE = 1e-9  # of derivatives from two ways to work them out
_NEAR = 2.0**-30  # of the point: whether f is a number there parts a pole from an overflow


class PointKind(StrEnum):
    """What a function of several variables has at a point."""

    SMOOTH = "smooth"
    STEEP = "steep"  # slopes, but beyond what a float can be
    VERTICAL = "vertical"  # a slope along an axis is infinite
    ROUGH = "rough"  # a value, but no derivative
    JUMP = "jump"
    POLE = "pole"
    HUGE = "huge"  # a value beyond what a float can be
    NO_VALUE = "no value"


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
        The second derivatives of each of the m functions, (m, n, n); infinite where they are
        beyond what a float can be.
    kinds
        What each of the m functions has there.
    """

    point: Floats
    value: Floats
    partials: Floats
    jacobian: Floats
    hessians: Floats
    kinds: tuple[PointKind, ...]

    @property
    def has_value(self) -> bool:
        """Whether all functions have a finite value."""
        return bool(np.isfinite(self.value).all())

    @property
    def is_differentiable(self) -> bool:
        """Whether the map has a derivative that can be written down."""
        return bool(np.isfinite(self.jacobian).all())

    @property
    def is_steep(self) -> bool:
        """Whether it has one, but numbers in it are beyond float64."""
        smooth = {PointKind.SMOOTH, PointKind.STEEP}
        return PointKind.STEEP in self.kinds and smooth.issuperset(self.kinds)

    @property
    def is_twice_differentiable(self) -> bool:
        """Whether it has second derivatives, too."""
        return bool(np.isfinite(self.hessians).all())

    @property
    def is_bent(self) -> bool:
        """Whether it has those, but some are beyond float64."""
        return bool(np.isinf(self.hessians).any() and not np.isnan(self.hessians).any())


@dataclass(frozen=True, eq=False)
class _Row:
    """One function at the point, as `LocalMap` has them all."""

    kind: PointKind
    value: float
    partials: Floats
    gradient: Floats
    hessian: Floats


def local_map(functions: Sequence[Function], point: Floats) -> LocalMap:
    """Return what functions are at a point (n,): on numpy, by series and by the definition."""
    rows = [_row(function, point) for function in functions]
    return LocalMap(
        point,
        np.array([row.value for row in rows]),
        np.stack([row.partials for row in rows]),
        np.stack([row.gradient for row in rows]),
        np.stack([row.hessian for row in rows]),
        tuple(row.kind for row in rows),
    )


def values_at(functions: Sequence[Function], points: Floats) -> Floats:
    """Return the values of m functions at points (…, n), as (…, m)."""
    coordinates = [points[..., axis] for axis in range(points.shape[-1])]
    with np.errstate(all="ignore"):
        columns = [np.asarray(function(np, *coordinates), dtype=float) for function in functions]
    return np.stack([np.broadcast_to(each, points.shape[:-1]) for each in columns], axis=-1)


def _row(function: Function, point: Floats) -> _Row:
    value, gradient, hessian = derivatives(function, point)
    nothing = np.full_like(gradient, np.nan), np.full_like(hessian, np.nan)
    if not np.isfinite(value):
        return _Row(_without_value(function, point, value), float(value), nothing[0], *nothing)
    series = SeriesAlong.of(function, point)
    if not series.is_known:
        return _by_definition(function, point, value, gradient, hessian)
    number = float(value)
    partials = series.partials(number)
    if not series.comes_to(number).all():
        return _Row(PointKind.JUMP, number, partials, *nothing)
    if np.isinf(partials).any():
        return _upright(function, point, number, _agreed(gradient, partials))
    gradient = _agreed(gradient, partials)
    if np.isnan(partials).any() or not series.has_slopes(gradient):
        return _Row(PointKind.ROUGH, number, partials, *nothing)
    hessian = _second(function, point, series, gradient, hessian)
    return _Row(PointKind.SMOOTH, number, gradient, gradient, hessian)


def _agreed(first: Floats, second: Floats) -> Floats:
    """Return numbers of the first way where the second agrees, else those of the second."""
    with np.errstate(all="ignore"):
        close = np.abs(first - second) <= _AGREE * np.abs(second)
        return np.where(close & np.isfinite(second), first, second)


def _upright(function: Function, point: Floats, value: float, partials: Floats) -> _Row:
    """Return what has an infinite slope, or one that is beyond float64."""
    nothing = np.full((len(point),) * 2, np.nan)
    there = next_to(function, point).slopes[: len(point)]
    if np.isnan(partials).any() or np.isfinite(there[np.isinf(partials)]).any():
        return _Row(PointKind.VERTICAL, value, partials, nothing[0], nothing)
    return _Row(PointKind.STEEP, value, partials, partials, nothing)


def _second(
    function: Function, point: Floats, series: SeriesAlong, gradient: Floats, hessian: Floats
) -> Floats:
    """Return the second derivatives; not a number where there are none."""
    nothing = np.full_like(hessian, np.nan)
    if np.isnan(series.bends).any():
        whole = is_derivative(
            lambda places: derivatives(function, places)[1], point, gradient, hessian
        )
        return hessian if whole else nothing
    if np.isinf(series.bends).any():
        there = next_to(function, point).bends
        return nothing if np.isfinite(there).all() else hessian
    if series.has_bends(gradient, hessian):
        return hessian
    by_lines = series.second()
    return by_lines if series.has_bends(gradient, by_lines) else nothing


def _without_value(function: Function, point: Floats, value: Floats) -> PointKind:
    if np.isnan(value):
        return PointKind.NO_VALUE
    away = np.where(point == 0, _NEAR, _NEAR * np.abs(point))
    near = values_at(
        [function], point + np.array([away, -away, away * [1, *[-1] * (len(away) - 1)]])
    )
    return PointKind.POLE if np.isfinite(near).any() else PointKind.HUGE


# --- by the definition, where there are no series -------------------------------------------------


def _by_definition(
    function: Function, point: Floats, value: Floats, gradient: Floats, hessian: Floats
) -> _Row:
    nothing = np.full_like(gradient, np.nan), np.full_like(hessian, np.nan)
    whole = is_derivative(
        lambda places: values_at([function], places), point, value[None], gradient[None]
    )
    if not whole:
        partials = _partials(function, point, value, gradient)
        return _Row(PointKind.ROUGH, float(value), partials, *nothing)
    twice = is_derivative(lambda places: derivatives(function, places)[1], point, gradient, hessian)
    second = hessian if twice else nothing[1]
    return _Row(PointKind.SMOOTH, float(value), gradient, gradient, second)


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
