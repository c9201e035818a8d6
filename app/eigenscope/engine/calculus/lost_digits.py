"""Values and slopes that float64 has lost, such as those of (1 − cos x)/x² near 0, set right.

The parts of such a formula cancel, and their rounding is divided by something small: what float64
gives has wrong digits, at worst none that are right. Numbers of more than a hundred digits have
enough of them left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.local_map import LocalMap, PointKind
from eigenscope.engine.calculus.one_sided import OneSide, RealFunction
from eigenscope.engine.calculus.precise import (
    Function,
    PreciseDerivatives,
    precise_derivatives,
    precise_series,
)
from eigenscope.engine.calculus.slopes import LocalBehaviour, SlopeKind
from eigenscope.engine.runtime.interruption import Check, TimeIsUp, limited

_LOST = 1e-9  # of a number: more than a few operations round
_CLOSER = 3  # digits by which h is smaller the second time
_SETTLED = 1e-15  # of a slope, from one h to the other
_VANISHING = 1e-5  # of a slope that is 0: its h² is smaller by this at least
_ROUNDED = 1e-60  # of a function: what is left of more than a hundred digits in f″
_SECONDS = 1.0
_BY_DIFFERENCES = 3  # terms of a series: value, slope and half of the second derivative


def recovered(
    function: RealFunction,
    point: float | Fraction,
    here: LocalBehaviour,
    check: Check | None = None,
) -> tuple[LocalBehaviour, Any]:
    """Return a function at a point with numbers that are right, and f′ as precisely as is known.

    What is known stays as it is where mpmath cannot work the function out, or comes to no rest. A
    ``check`` may end the work by what it raises.
    """
    if here.kind not in (SlopeKind.SMOOTH, SlopeKind.HUGE, SlopeKind.NO_VALUE):
        return here, here.derivative
    pair = precise_pair(function, (point,), check)
    if pair is None or (here.kind is not SlopeKind.SMOOTH and not _is_smooth(*pair)):
        return here, here.derivative
    far, near = pair
    value = right_one(far.value, near.value, here.value)
    slope = right_one(far.gradient[0], near.gradient[0], here.derivative, far.value)
    second = here.second
    if math.isfinite(second) or here.kind is not SlopeKind.SMOOTH:
        second = right_one(far.hessian[0][0], near.hessian[0][0], second, far.value)
    series = here.series.copy()
    first = [value, slope, *([] if math.isnan(second) else [second / 2])][: len(series)]
    series[: len(first)] = first
    series = _recovered_terms(function, point, series, check)
    if np.array_equal(series, here.series, equal_nan=True):
        return here, far.gradient[0]
    side = OneSide(value, slope, present=True, second=second)
    return LocalBehaviour(value, side, side, series, second), far.gradient[0]


def _recovered_terms(
    function: RealFunction, point: float | Fraction, series: Floats, check: Check | None
) -> Floats:
    """Return a series (n + 1,) with its terms from the third on right, as far as there are any."""
    if len(series) <= _BY_DIFFERENCES:
        return series
    try:
        with limited(_SECONDS, check):
            order = len(series) - 1
            pair = [precise_series(function, point, order, more) for more in (0, _CLOSER)]
    except (ArithmeticError, ValueError, TypeError, MemoryError, TimeIsUp):
        return series
    right = [
        right_one(far, near, term, pair[0][0])
        for far, near, term in zip(*pair, series.tolist(), strict=True)
    ]
    return np.array([*series[:_BY_DIFFERENCES], *right[_BY_DIFFERENCES:]])


def _is_smooth(far: PreciseDerivatives, near: PreciseDerivatives) -> bool:
    """Tell whether all that float64 has no number for is settled, and a float."""
    ends = (
        right_one(a, b, math.nan, far.value)
        for a, b in (
            (far.value, near.value),
            *zip(far.gradient, near.gradient, strict=True),
            *zip(sum(far.hessian, ()), sum(near.hessian, ()), strict=True),
        )
    )
    return all(map(math.isfinite, ends))


def precise_pair(
    function: Function, point: Sequence[float | Fraction], check: Check | None
) -> tuple[PreciseDerivatives, PreciseDerivatives] | None:
    """Return the derivatives for two values of h; None where mpmath doesn't get that far."""
    try:
        with limited(_SECONDS, check):
            return (
                precise_derivatives(function, point),
                precise_derivatives(function, point, _CLOSER),
            )
    except (ArithmeticError, ValueError, TypeError, MemoryError, TimeIsUp):
        return None


def right_one(far: Any, near: Any, computed: float, size: Any = 0) -> float:
    """Return what two precise numbers come to, if float64 has lost it; else what it computed.

    Beside ``size``, the function's own, a number may be the rounding of 0.
    """
    if not (_real(far) and _real(near)):
        return computed
    if _same(far, near, _SETTLED):
        settled = near
    elif not far or abs(near) <= max(_VANISHING * abs(far), _ROUNDED * abs(size)):
        settled = 0.0
    else:
        return computed
    is_right = math.isfinite(computed) and _same(settled, computed, _LOST)
    return computed if is_right else float(settled)


def _real(number: Any) -> bool:
    return hasattr(number, "_mpf_") and math.isfinite(number)


def _same(a: Any, b: Any, apart: float) -> bool:
    return bool(abs(a - b) <= apart * max(abs(a), abs(b)))


def recovered_map(
    functions: Sequence[Function],
    point: Sequence[float | Fraction],
    here: LocalMap,
    check: Check | None = None,
) -> LocalMap:
    """Return functions of several variables at a point with numbers that are right.

    Parameters
    ----------
    functions
        The m functions.
    point
        Where: n numbers, not rounded where they are fractions.
    here
        What float64 makes of them.
    check
        May end the work by what it raises.

    Returns
    -------
    LocalMap
        ``here`` itself where nothing is lost.
    """
    parts = value, jacobian, hessians = (
        here.value.copy(), here.jacobian.copy(), here.hessians.copy()
    )  # fmt: skip
    kinds = list(here.kinds)
    for row, function in enumerate(functions):
        if kinds[row] not in (PointKind.SMOOTH, PointKind.HUGE, PointKind.NO_VALUE):
            continue
        pair = precise_pair(function, point, check)
        if pair is None or (kinds[row] is not PointKind.SMOOTH and not _is_smooth(*pair)):
            continue
        far, near = pair
        value[row] = right_one(far.value, near.value, float(value[row]))
        for i in range(len(point)):
            slopes = far.gradient[i], near.gradient[i]
            jacobian[row, i] = right_one(*slopes, float(jacobian[row, i]), far.value)
        if np.isfinite(hessians[row]).all() or kinds[row] is not PointKind.SMOOTH:
            for i, j in np.ndindex(*hessians[row].shape):
                twice = far.hessian[i][j], near.hessian[i][j]
                hessians[row, i, j] = right_one(*twice, float(hessians[row, i, j]), far.value)
        kinds[row] = PointKind.SMOOTH
    known = here.value, here.jacobian, here.hessians
    if all(np.array_equal(a, b, equal_nan=True) for a, b in zip(parts, known, strict=True)):
        return here
    partials = np.where(np.isnan(jacobian), here.partials, jacobian)
    return LocalMap(here.point, value, partials, jacobian, hessians, tuple(kinds))
