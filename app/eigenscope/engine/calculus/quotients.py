"""Five ways to a derivative, and how far each is from it as h gets small.

Rounding makes a difference quotient worse below some h: forward and backward are best near
h = √ε, the central one near ∛ε; the complex step Im f(x + ih)/h has no difference, and keeps all
digits (W. Squire, G. Trapp, *Using Complex Variables to Estimate Derivatives of Real Functions*,
SIAM Review 40, 1998).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.complex_numbers import ComplexFunctions
from eigenscope.engine.calculus.one_sided import RealFunction

FORWARD, BACKWARD, CENTRAL, COMPLEX, AUTOGRAD = (
    "forward", "backward", "central", "complex", "autograd",
)  # fmt: skip
_PER_DECADE = 4
STEPS: Floats = 10.0 ** -(np.arange(16 * _PER_DECADE + 1) / _PER_DECADE)
"""Values of h, from 1 to 1e-16."""


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


@dataclass(frozen=True, eq=False)
class AutogradMap:
    """What torch takes for m functions of n numbers: (m,), (m, n) and (m, n, n)."""

    value: Floats
    jacobian: Floats
    hessians: Floats


def autograd_map(functions: Sequence[RealFunction], point: Floats) -> AutogradMap:
    """Return what torch computes at a point (n,) by the chain rule."""
    import torch
    from torch.autograd import functional

    place = torch.tensor(point, dtype=torch.float64)

    def at(function: Any) -> Any:
        return lambda p: function(torch, *p) + 0 * p.sum()

    with torch.enable_grad():
        maps = [at(function) for function in functions]
        values = np.array([float(each(place)) for each in maps])
        rows = [
            functional.jacobian(each, place).numpy()  # type: ignore[no-untyped-call]
            for each in maps
        ]
        bends = [
            functional.hessian(each, place).numpy()  # type: ignore[no-untyped-call]
            for each in maps
        ]
    return AutogradMap(values, np.stack(rows), np.stack(bends))


def errors(approximations: Floats, derivative: Any) -> Floats:
    """Return how far numbers (n,) are from a derivative, which may have more digits."""
    return np.array(
        [float(abs(x - derivative)) if math.isfinite(x) else math.nan for x in approximations]
    )
