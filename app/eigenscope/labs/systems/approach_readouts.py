"""The numbers of a least-squares problem while Ax moves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from eigenscope.labs.base import Readout
from eigenscope.labs.saying import matrix_readout, number_readout
from eigenscope.labs.systems.approach import Approach
from eigenscope.labs.systems.equations import entry_text
from eigenscope.labs.systems.readouts import rank_readouts, vector_readout
from eigenscope.scene.roles import Role

SQUARES = "Least squares"


def approach_readouts(approach: Approach, t: float) -> tuple[Readout, ...]:
    """Return x, Ax and the gap at a time, then the ranks."""
    x = matrix_readout(
        "x",
        SQUARES,
        "x̂" if t >= 1 else "x",
        approach.weights(t),
        live=t < 1,
        brief=True,
        role=Role.COLUMN_SPACE,
        variable="x",
        tip="How often each column is taken.",
    )
    if t >= 1:
        x = vector_readout(x, approach.exact(approach.system.ridge))
    reached = matrix_readout(
        "reached", SQUARES, "Ax", approach.reached(t), live=True, variable="reached"
    )
    return (
        x,
        number_readout(
            "gap",
            SQUARES,
            "‖Ax − b‖",
            approach.gap(t),
            live=True,
            role=Role.NEGATIVE_AREA,
            variable="distance",
            tip="How far Ax is from b.",
        ),
        *_squared(approach, t),
        reached,
        *_with_ridge(approach, t),
        *rank_readouts(approach.system),
    )


def _squared(approach: Approach, t: float) -> Iterator[Readout]:
    squared = approach.gap(t) ** 2 if approach.gap(t) < 1e150 else np.inf
    if np.isfinite(squared):
        yield number_readout(
            "squared",
            SQUARES,
            "‖Ax − b‖²",
            squared,
            live=True,
            brief=True,
            exact=_exact_squared(approach) if t >= 1 else "",
            variable="squared_error",
            tip="The sum of the squared errors: least at the end, if there is no ridge.",
        )


def _exact_squared(approach: Approach) -> str:
    exact, x = approach.system.exact, approach.exact(approach.system.ridge)
    if exact is None or x is None:
        return ""
    rests = [
        sum((a * b for a, b in zip(row, x, strict=False)), Fraction()) - row[-1] for row in exact
    ]
    text = entry_text(sum((rest * rest for rest in rests), Fraction()), exact=True)
    return text if "/" in text else ""


def _with_ridge(approach: Approach, t: float) -> Iterator[Readout]:
    if approach.system.ridge:
        size = math.hypot(*approach.weights(t))
        yield number_readout(
            "length",
            SQUARES,
            "‖x‖",
            size,
            live=True,
            variable="length",
            tip="What a ridge keeps short.",
        )
