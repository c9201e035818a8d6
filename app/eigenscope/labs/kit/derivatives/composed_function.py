"""Functions made of u and v at a point, and their derivatives by the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.engine.calculus.slopes import behaviour
from eigenscope.labs.kit.derivatives.derivative_inputs import (
    CHAIN,
    POWER,
    QUOTIENT,
    SUM,
    VARIABLES,
    DerivativeInputs,
)
from eigenscope.language.definitions.formula import Formula, read_formula


@dataclass(frozen=True, eq=False)
class ComposedFunction:
    """What a rule makes of u and v."""

    inputs: DerivativeInputs

    @cached_property
    def functions(self) -> tuple[Formula, Formula]:
        """The functions u and v; of a power x and xⁿ⁻¹."""
        inputs = self.inputs
        texts = (inputs.u, inputs.v)
        if inputs.rule == POWER:
            texts = ("x", f"x^{inputs.power - 1}")
        return read_formula(texts[0], VARIABLES), read_formula(texts[1], VARIABLES)

    @property
    def x(self) -> float:
        """The point."""
        return self.inputs.point.scalar.value

    def values(self, x: float) -> tuple[float, float, float]:
        """Return u, v and what the rule makes of them, at x; u at v(x) in a chain."""
        u, v = self.functions
        inner = _value(v, x)
        outer = _value(u, inner if self.inputs.rule == CHAIN else x)
        with np.errstate(all="ignore"):
            result = {
                SUM: np.float64(outer) + inner,
                QUOTIENT: np.float64(outer) / inner,
                CHAIN: np.float64(outer),
            }.get(self.inputs.rule, np.float64(outer) * inner)
        return outer, inner, float(result)

    @cached_property
    def slopes(self) -> tuple[float, float, float]:
        """The slopes of u and v, and the derivative by the rule."""
        u, v = self.functions
        outer, inner, result = self.values(self.x)
        at = inner if self.inputs.rule == CHAIN else self.x
        left, right = behaviour(u, at).derivative, behaviour(v, self.x).derivative
        with np.errstate(all="ignore"):
            slope = {
                SUM: np.float64(left) + right,
                QUOTIENT: (np.float64(left) - result * right) / np.float64(inner),
                CHAIN: np.float64(left) * right,
            }.get(self.inputs.rule, np.float64(left) * inner + outer * np.float64(right))
        return left, right, float(slope)


def _value(function: Formula, x: float) -> float:
    return float(np.asarray(function(np, np.array([x], np.float64)))[0])
