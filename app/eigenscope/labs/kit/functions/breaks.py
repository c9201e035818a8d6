"""Where a function of two variables breaks off: poles, jumps, and the edge of where it has values.

On a grid, a pole between −300 and 300 looks like a steep slope with every level on it. So each
step that is suspiciously large is halved again and again: on a slope the difference shrinks, at a
break it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats

_SUSPECT = 0.1  # of the range in which most values lie: a smaller step can't be seen
_MOST = 20_000  # steps that are looked into
_HALVINGS = 14
_REMAINS = 0.05  # of a step: what a slope doesn't leave of it, however steep it is at one end

Broken = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Breaks:
    """Which steps of a grid of (r, c) values break: ``across`` (r, c − 1), ``up`` (r − 1, c)."""

    across: Broken
    up: Broken

    def any(self) -> bool:
        """Tell whether any does."""
        return bool(self.across.any() or self.up.any())

    def beside(self) -> Broken:
        """Return the places of the grid (r, c) that are at an end of such a step."""
        touched = np.zeros((self.across.shape[0], self.up.shape[1]), dtype=bool)
        touched[:, :-1] |= self.across
        touched[:, 1:] |= self.across
        touched[:-1] |= self.up
        touched[1:] |= self.up
        return touched

    def cells(self) -> Broken:
        """Return the cells of the grid (r − 1, c − 1) that have such a step as a side."""
        sides = self.across[:-1] | self.across[1:] | self.up[:, :-1] | self.up[:, 1:]
        return np.asarray(sides)


def breaks_of(value: Callable[[Floats], Floats], places: Floats, values: Floats) -> Breaks:
    """Return where a function breaks off, by its values (r, c) at places (r, c, 2)."""
    good = values[np.isfinite(values)]
    low, high = np.quantile(good, (0.05, 0.95)) if good.size else (0.0, 0.0)
    least = _SUSPECT * float(high - low)
    return Breaks(
        _broken(value, places[:, :-1], places[:, 1:], values[:, :-1], values[:, 1:], least),
        _broken(value, places[:-1], places[1:], values[:-1], values[1:], least),
    )


def values_along(value: Callable[[Floats], Floats], places: Floats) -> Floats:
    """Return a function's values (n,) along a line of places (n, 2), for a curve through them.

    Beside a pole or a jump there is no number, so that no line crosses it.
    """
    values = value(places)
    values[:-1][breaks_of(value, places[None], values[None]).across[0]] = np.nan
    return np.where(np.isfinite(values), values, np.nan)


def _broken(
    value: Callable[[Floats], Floats],
    starts: Floats,
    ends: Floats,
    before: Floats,
    after: Floats,
    least: float,
) -> Broken:
    broken = np.zeros(before.shape, dtype=bool)
    with np.errstate(all="ignore"):
        steps = np.nan_to_num(np.abs(after - before), nan=0.0, posinf=0.0)
        chosen = np.flatnonzero(steps.ravel() > max(least, 0.0))
        if len(chosen) > _MOST:
            chosen = chosen[np.argsort(steps.ravel()[chosen])[-_MOST:]]
        if not len(chosen):
            return broken
        low, high = starts.reshape(-1, 2)[chosen], ends.reshape(-1, 2)[chosen]
        a, b = before.ravel()[chosen], after.ravel()[chosen]
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            m = value(middle)
            left = ~(np.abs(m - b) > np.abs(m - a))  # where the middle has no value, either
            low, high = np.where(left[:, None], low, middle), np.where(left[:, None], middle, high)
            a, b = np.where(left, a, m), np.where(left, m, b)
        remains = np.abs(b - a)
        broken.ravel()[chosen] = ~(remains <= _REMAINS * steps.ravel()[chosen])
    return broken
