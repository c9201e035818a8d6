"""Values with their first and second derivatives, carried along through a formula.

A jet knows what a quantity is at some points, its gradient and its Hessian; every operation passes
all three on by the chain rule. So the derivatives are as exact as the values, with numpy alone, at
one point or at ten thousand: no differences are taken, and torch need not be there yet.

A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd edition, SIAM 2008, chapter 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats

Truths = npt.NDArray[np.bool_]


def _times(factor: Floats, derivative: Floats) -> Floats:
    """Return products in which 0 wins over what is not finite: no change is passed on as none."""
    with np.errstate(all="ignore"):
        return np.where((derivative == 0) | (factor == 0), 0.0, factor * derivative)


def _outer(first: Floats, second: Floats) -> Floats:
    return _times(first[:, None], second[None, :])


@dataclass(frozen=True, eq=False)
class GradientJet:
    """A quantity at points: ``value`` (…), ``gradient`` (n, …) and ``hessian`` (n, n, …)."""

    value: Floats
    gradient: Floats
    hessian: Floats

    __hash__ = object.__hash__
    __array_ufunc__ = None  # numpy leaves operations with its arrays to this class

    def through(self, value: Floats, first: Floats, second: Floats) -> GradientJet:
        """Return a function of it, by the function's value and its two derivatives there."""
        bent = _times(second, _outer(self.gradient, self.gradient))
        return GradientJet(value, _times(first, self.gradient), bent + _times(first, self.hessian))

    def like(self, value: Any) -> GradientJet:
        """Return a number, or what does not change with the variables, as a jet."""
        if isinstance(value, GradientJet):
            return value
        wide = np.broadcast_to(np.asarray(value, dtype=np.float64), self.value.shape)
        return GradientJet(wide, np.zeros_like(self.gradient), np.zeros_like(self.hessian))

    def __neg__(self) -> GradientJet:
        return GradientJet(-self.value, -self.gradient, -self.hessian)

    def __add__(self, other: Any) -> GradientJet:
        other = self.like(other)
        return GradientJet(
            self.value + other.value, self.gradient + other.gradient, self.hessian + other.hessian
        )

    def __sub__(self, other: Any) -> GradientJet:
        return self + -self.like(other)

    def __mul__(self, other: Any) -> GradientJet:
        other = self.like(other)
        mixed = _outer(self.gradient, other.gradient)
        return GradientJet(
            self.value * other.value,
            _times(other.value, self.gradient) + _times(self.value, other.gradient),
            _times(other.value, self.hessian)
            + _times(self.value, other.hessian)
            + mixed
            + mixed.swapaxes(0, 1),
        )

    def __truediv__(self, other: Any) -> GradientJet:
        other = self.like(other)
        one = 1.0 / other.value
        quotient = self * other.through(one, -one * one, 2 * one * one * one)
        return GradientJet(self.value / other.value, quotient.gradient, quotient.hessian)

    def __pow__(self, other: Any) -> GradientJet:
        other = self.like(other)
        base, power = self.value, other.value
        value = base**power
        first = _times(base ** (power - 1), power)
        second = _times(base ** (power - 2), power * (power - 1))
        raised = self.through(value, first, second)
        if not other.gradient.any() and not other.hessian.any():
            return raised
        log = np.log(base)
        mixed = _times(
            base ** (power - 1) * (1 + power * log), _outer(self.gradient, other.gradient)
        )
        grown = other.through(value, value * log, value * log * log)
        return GradientJet(
            value,
            raised.gradient + grown.gradient,
            raised.hessian + grown.hessian + mixed + mixed.swapaxes(0, 1),
        )

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: Any) -> GradientJet:
        return self.like(other) - self

    def __rtruediv__(self, other: Any) -> GradientJet:
        return self.like(other) / self

    def __rpow__(self, other: Any) -> GradientJet:
        return self.like(other) ** self

    def __lt__(self, other: Any) -> Truths:
        return np.asarray(self.value < self.like(other).value)

    def __le__(self, other: Any) -> Truths:
        return np.asarray(self.value <= self.like(other).value)

    def __gt__(self, other: Any) -> Truths:
        return np.asarray(self.value > self.like(other).value)

    def __ge__(self, other: Any) -> Truths:
        return np.asarray(self.value >= self.like(other).value)

    def __eq__(self, other: object) -> Any:
        return np.asarray(self.value == self.like(other).value)

    def __ne__(self, other: object) -> Any:
        return np.asarray(self.value != self.like(other).value)


def variables_at(points: Floats) -> tuple[GradientJet, ...]:
    """Return the coordinates of points (…, n) as jets, each with the derivative 1 by itself."""
    count = points.shape[-1]
    shape = points.shape[:-1]
    jets = []
    for axis in range(count):
        gradient = np.zeros((count, *shape))
        gradient[axis] = 1.0
        jets.append(GradientJet(points[..., axis], gradient, np.zeros((count, count, *shape))))
    return tuple(jets)
