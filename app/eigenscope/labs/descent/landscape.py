"""The function that the inputs name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from eigenscope.engine.optimise.landscapes import (
    Himmelblau,
    Landscape,
    Quadratic,
    Rosenbrock,
    Saddle,
)
from eigenscope.exact.surd import ExactNumber
from eigenscope.labs.descent.inputs import VARIABLES, Inputs
from eigenscope.labs.kit.functions.formula_landscape import landscape_of_formula
from eigenscope.labs.kit.one_vector import numbers_of
from eigenscope.language.definitions.formula import read_formula

KNOWN: Mapping[str, Landscape] = {
    "rosenbrock": Rosenbrock(),
    "himmelblau": Himmelblau(),
    "saddle": Saddle(),
}


def landscape_of(inputs: Inputs) -> Landscape:
    """Return the function; raise LanguageError if the formula cannot be read."""
    return _landscape(_function_of(inputs))


def _function_of(inputs: Inputs) -> Inputs:
    """Return inputs that differ only if their functions do."""
    return Inputs(
        function=inputs.function,
        matrix=inputs.matrix,
        b=inputs.b,
        first=inputs.first,
        second=inputs.second,
        angle=inputs.angle,
        formula=inputs.formula,
    )


@lru_cache(maxsize=16)
def _landscape(inputs: Inputs) -> Landscape:
    """Return the function; kept, so that its contours are made once."""
    if inputs.function == "formula":
        return landscape_of_formula(read_formula(inputs.formula, VARIABLES))
    if inputs.function in KNOWN:
        return KNOWN[inputs.function]
    return quadratic_of(inputs)


def quadratic_of(inputs: Inputs) -> Quadratic:
    """Return the quadratic that is entered or made of its eigenvalues."""
    if inputs.function == "curvatures":
        turn = math.radians(inputs.angle.scalar.value)
        axes = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
        values = np.array([inputs.first.scalar.value, inputs.second.scalar.value])
        turned = (axes * values) @ axes.T
        return Quadratic((turned + turned.T) / 2, np.zeros(2))
    H = inputs.matrix.to_array()
    return Quadratic(H / 2 + H.T / 2, numbers_of(inputs.b))


def exact_hessian(inputs: Inputs) -> tuple[ExactNumber, ExactNumber, ExactNumber] | None:
    """Return the entries a, b, d of the exact symmetric [[a, b], [b, d]] that was entered."""
    rows = inputs.matrix.exact() if inputs.function == "quadratic" else None
    if rows is None:
        return None
    return rows[0][0], (rows[0][1] + rows[1][0]) / 2, rows[1][1]
