"""First and second derivatives of whatever is worked out by a library's functions, as jets."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.gradient_jets import GradientJet, Truths, variables_at
from eigenscope.engine.error_function import error_function

_Bent = Callable[[Floats, Floats], tuple[Any, Any]]
"""From x and f(x) to f′(x) and f″(x)."""


def _bell(x: Floats) -> Floats:
    """Return the derivative of erf."""
    return np.asarray(2 / math.sqrt(math.pi) * np.exp(-x * x))


_FUNCTIONS: dict[str, _Bent] = {
    "exp": lambda _x, y: (y, y),
    "log": lambda x, _y: (1 / x, -1 / x**2),
    "log2": lambda x, _y: (1 / (x * math.log(2)), -1 / (x**2 * math.log(2))),
    "log10": lambda x, _y: (1 / (x * math.log(10)), -1 / (x**2 * math.log(10))),
    "log1p": lambda x, _y: (1 / (1 + x), -1 / (1 + x) ** 2),
    "sqrt": lambda x, y: (0.5 / y, -0.25 / (y * x)),
    "sin": lambda x, y: (np.cos(x), -y),
    "cos": lambda x, y: (-np.sin(x), -y),
    "tan": lambda _x, y: (1 + y * y, 2 * y * (1 + y * y)),
    "asin": lambda x, _y: (1 / np.sqrt(1 - x * x), x / (1 - x * x) ** 1.5),
    "acos": lambda x, _y: (-1 / np.sqrt(1 - x * x), -x / (1 - x * x) ** 1.5),
    "atan": lambda x, _y: (1 / (1 + x * x), -2 * x / (1 + x * x) ** 2),
    "sinh": lambda x, y: (np.cosh(x), y),
    "cosh": lambda x, y: (np.sinh(x), y),
    "tanh": lambda _x, y: (1 - y * y, -2 * y * (1 - y * y)),
    "erf": lambda x, _y: (_bell(x), -2 * x * _bell(x)),
    "abs": lambda x, _y: (np.sign(x), 0 * x),
    "sign": lambda x, _y: (0 * x, 0 * x),
    "floor": lambda x, _y: (0 * x, 0 * x),
    "ceil": lambda x, _y: (0 * x, 0 * x),
    "round": lambda x, _y: (0 * x, 0 * x),
}
_VALUES: dict[str, Callable[[Floats], Floats]] = {
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "erf": error_function,
}  # fmt: skip
"""The functions that numpy calls otherwise, or lacks."""


class GradientJets:
    """The functions that formulas ask a library for, on jets.

    Where a function has a corner or a jump, its derivatives are those that torch takes, such as 0
    for abs(x) at 0: whether there is a derivative at all is for `smooth` to tell.
    """

    def __getattr__(self, name: str) -> Callable[[GradientJet], GradientJet]:
        """Return a function of one variable; raise AttributeError for what is none."""
        if name not in _FUNCTIONS:
            raise AttributeError(name)
        of, bent = _VALUES.get(name) or getattr(np, name), _FUNCTIONS[name]

        def function(x: GradientJet) -> GradientJet:
            value = of(x.value)
            return x.through(value, *bent(x.value, value))

        return function

    @property
    def nn(self) -> GradientJets:
        """Where torch has its activations: here as well."""
        return self

    functional = nn

    def relu(self, x: GradientJet) -> GradientJet:
        """Return x where it is positive, else 0; at 0 the derivative is 0, as torch has it."""
        value = np.where(x.value > 0, x.value, 0.0 * x.value)
        return x.through(value, np.where(x.value > 0, 1.0, 0.0), 0.0 * x.value)

    def gelu(self, x: GradientJet) -> GradientJet:
        """Return x Φ(x)."""
        share = 0.5 * (1 + error_function(x.value / math.sqrt(2)))
        density = np.exp(-x.value * x.value / 2) / math.sqrt(2 * math.pi)
        first, second = share + x.value * density, density * (2 - x.value * x.value)
        return x.through(x.value * share, first, second)

    def logaddexp(self, first: GradientJet, second: GradientJet) -> GradientJet:
        """Return log(eˣ + eʸ), without overflow."""
        between = first - second
        share = 0.5 * (1 + np.tanh(0.5 * between.value))
        soft = np.logaddexp(between.value, 0.0)
        return between.through(soft, share, share * (1 - share)) + second

    def full_like(self, x: GradientJet, value: float) -> GradientJet:
        """Return a number at all points of a jet."""
        return x.like(value)

    def where(self, condition: Truths, first: Any, second: Any) -> Any:
        """Return the first where the condition holds, else the second."""
        if not isinstance(first, GradientJet):
            if not isinstance(second, GradientJet):
                return np.where(condition, first, second)
            first = second.like(first)
        second = first.like(second)
        return GradientJet(
            np.where(condition, first.value, second.value),
            np.where(condition, first.gradient, second.gradient),
            np.where(condition, first.hessian, second.hessian),
        )

    def maximum(self, first: Any, second: Any) -> Any:
        """Return the larger one; of two equal ones the mean, as torch has it."""
        if not isinstance(first, GradientJet) and not isinstance(second, GradientJet):
            return np.maximum(first, second)
        equal = self.where(first < second, second, (first + second) / 2)
        return self.where(first > second, first, equal)

    def minimum(self, first: Any, second: Any) -> Any:
        """Return the smaller one; of two equal ones the mean, as torch has it."""
        return -self.maximum(-first, -second)


GRADIENT_JETS = GradientJets()


def derivatives(function: Callable[..., Any], points: Floats) -> tuple[Floats, Floats, Floats]:
    """Return f, ∇f and the Hessian at points (…, n), as (…), (…, n) and (…, n, n).

    Parameters
    ----------
    function
        Takes a library and one array for each variable, as a formula does.
    points
        Where.

    Returns
    -------
    tuple
        Not numbers where f has no finite value.
    """
    points = np.asarray(points, dtype=np.float64)
    variables = variables_at(points)
    with np.errstate(all="ignore"):
        jet = variables[0].like(function(GRADIENT_JETS, *variables))
        missing = ~np.isfinite(jet.value)
        gradient = np.where(missing, np.nan, jet.gradient)
        hessian = np.where(missing, np.nan, jet.hessian)
    return jet.value, np.moveaxis(gradient, 0, -1), np.moveaxis(hessian, (0, 1), (-2, -1))
