"""Five ways to a derivative, and how far each is from it as h gets small.

Rounding makes a difference quotient worse below some h: forward and backward are best near
h = √ε, the central one near ∛ε; the complex step Im f(x + ih)/h has no difference, and keeps all
digits (W. Squire, G. Trapp, *Using Complex Variables to Estimate Derivatives of Real Functions*,
SIAM Review 40, 1998).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.complex_numbers import ComplexFunctions
from eigenscope.engine.calculus.slopes import RealFunction

FORWARD, BACKWARD, CENTRAL, COMPLEX, AUTOGRAD = (
    "forward", "backward", "central", "complex", "autograd",
)  # fmt: skip
_PER_DECADE = 4
STEPS: Floats = 10.0 ** -(np.arange(16 * _PER_DECADE + 1) / _PER_DECADE)
"""Values of h, from 1 to 1e-16."""

_DIGITS = 60
_TINY = 25  # digits of the h of the central difference that counts as the true derivative


def quotients(function: RealFunction, point: float, steps: Floats) -> Mapping[str, Floats]:
    """Return what the four quotients give at a point for values of h (n,), of either sign."""
    with np.errstate(all="ignore"):
        here = np.asarray(function(np, np.array([point], np.float64)))
        ahead, behind = (np.asarray(function(np, point + s * steps)) for s in (1.0, -1.0))
        along = np.asarray(function(ComplexFunctions(), point + 1j * steps))
        return {
            FORWARD: (ahead - here) / steps,
            BACKWARD: (here - behind) / steps,
            CENTRAL: (ahead - behind) / (2 * steps),
            COMPLEX: np.where(np.isfinite(ahead + here), along.imag / steps, np.nan),
        }


def secant_slope(function: RealFunction, point: float, step: float) -> float:
    """Return (f(x + h) − f(x))/h; not a number for h = 0."""
    if not step:
        return math.nan
    return float(quotients(function, point, np.array([step]))[FORWARD][0])


def autograd_slope(function: RealFunction, point: float) -> float:
    """Return the derivative that torch computes by the chain rule."""
    import torch

    x = torch.tensor([point], dtype=torch.float64, requires_grad=True)
    with torch.enable_grad():
        total = (function(torch, x) + 0 * x).sum()
        total.backward()
    return math.nan if x.grad is None else float(x.grad[0])


def precise_derivative(function: RealFunction, point: float) -> Any:
    """Return the derivative to some 50 digits, as a number of mpmath."""
    from mpmath import MPContext

    numbers = MPContext()
    numbers.dps = 2 * _DIGITS
    x, h = numbers.mpf(point), numbers.mpf(10) ** -_TINY
    library = PreciseFunctions(numbers)
    return (function(library, x + h) - function(library, x - h)) / (2 * h)


def errors(approximations: Floats, derivative: Any) -> Floats:
    """Return how far numbers (n,) are from a derivative, which may have more digits."""
    return np.array(
        [float(abs(x - derivative)) if math.isfinite(x) else math.nan for x in approximations]
    )


class PreciseFunctions:
    """The functions of numpy that formulas use, of numbers of mpmath."""

    def __init__(self, numbers: Any) -> None:
        self._numbers = numbers

    def __getattr__(self, name: str) -> Any:
        names = {"abs": "fabs", "round": "nint"}
        if name in ("relu", "nn"):  # what torch alone has
            raise AttributeError(name)
        return getattr(self._numbers, names.get(name, name))

    def log2(self, x: Any) -> Any:
        """Return the logarithm to base 2."""
        return self._numbers.log(x, 2)

    def logaddexp(self, x: Any, y: Any) -> Any:
        """Return ln(eˣ + eʸ)."""
        return self._numbers.log(self._numbers.exp(x) + self._numbers.exp(y))

    def maximum(self, x: Any, y: Any) -> Any:
        """Return the larger one."""
        return max(x, y)

    def minimum(self, x: Any, y: Any) -> Any:
        """Return the smaller one."""
        return min(x, y)

    def where(self, holds: Any, x: Any, y: Any) -> Any:
        """Return x if a condition holds, else y."""
        return x if holds else y

    def full_like(self, _like: Any, number: float) -> Any:
        """Return a constant."""
        return self._numbers.mpf(number)
