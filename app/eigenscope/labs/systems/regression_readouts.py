"""The numbers of a regression: how much is explained, and by what."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.engine.least_squares import Regression
from eigenscope.labs.base import Readout
from eigenscope.labs.numerals import tidy
from eigenscope.labs.saying import number_readout, text_readout
from eigenscope.labs.systems.regression_data import Table
from eigenscope.scene.roles import Role

FIT, COEFFICIENTS, TABLE = "Fit", "Coefficients", "Table"
_MOST_COEFFICIENTS = 12  # that are listed


def regression_readouts(table: Table, t: float) -> tuple[Readout, ...]:
    """Return how good the fit is once it has ``t`` of its slope, then what it is in the end."""
    if table.found is None:
        return (text_readout("problem", FIT, "No fit", table.problem, brief=True),)
    return (
        *_quality(table.found, t),
        *_coefficients(table, table.found),
        *_table(table, table.found),
    )


def _quality(found: Regression, t: float) -> Iterator[Readout]:
    spread = float(np.abs(found.residuals).max(initial=0.0))
    around = found.fitted - found.mean
    rests = found.residuals + (1 - t) * around
    if found.r_squared is not None:
        yield number_readout(
            "r_squared",
            FIT,
            "R²",
            found.r_squared * t * (2 - t),
            live=True,
            brief=True,
            role=Role.COLUMN_SPACE,
            variable="r_squared",
            tip="The share of the target's variance that is explained: 1 is all of it.",
        )
    else:
        yield text_readout("r_squared", FIT, "R²", "undefined: the target never changes")
    if np.isfinite(spread):
        yield number_readout(
            "error",
            FIT,
            "Typical error",
            float(np.sqrt(np.mean(rests**2))),
            live=True,
            role=Role.NEGATIVE_AREA,
            variable="error",
            tip="The root of the mean of the squared residuals, in the target's unit.",
        )


def _coefficients(table: Table, found: Regression) -> Iterator[Readout]:
    terms = [
        f"{tidy(float(w), 3)} · {name}"
        for w, name in zip(found.coefficients, table.names, strict=True)
    ]
    if len(terms) <= 4:
        sides = " + ".join([*terms, tidy(found.intercept, 3)]).replace("+ −", "− ")
        text = f"{table.target_name} ≈ {sides}"
        yield text_readout("formula", COEFFICIENTS, "Formula", text, brief=True)
    pairs = list(zip(found.coefficients, table.names, strict=True))
    for k, (w, name) in enumerate(pairs[:_MOST_COEFFICIENTS]):
        yield number_readout(
            f"coefficient.{k}",
            COEFFICIENTS,
            name,
            float(w),
            variable=f"w{k + 1}",
            tip="How much the target grows with one more of this, all else being the same.",
        )
    yield number_readout(
        "intercept",
        COEFFICIENTS,
        "Intercept",
        found.intercept,
        variable="intercept",
        tip="The prediction where all columns are 0.",
    )


def _table(table: Table, found: Regression) -> Iterator[Readout]:
    used, rows = int(found.used.sum()), len(found.used)
    text = f"{used} rows" if used == rows else f"{used} of {rows} rows: the others lack a number"
    yield text_readout("rows", TABLE, "Used", text)
    yield number_readout("mean", TABLE, f"Mean of {table.target_name}", found.mean, variable="mean")
