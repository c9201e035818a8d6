"""The numbers of a regression: how much is explained, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.engine.optimise.least_squares import Regression
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.labs.systems import colours
from eigenscope.labs.systems.regression_data import RegressionTable
from eigenscope.labs.systems.regression_program import ERROR, R_SQUARED
from eigenscope.labs.systems.story import NOW
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words

FIT, TABLE = "Best fit", "Table"
_MOST_COEFFICIENTS = 12  # that are listed
_DECIMALS = 3  # of all numbers of the fit, so that one number reads the same everywhere
_THINGS = ("line", "plane")


def regression_readouts(table: RegressionTable, t: float, overall: bool) -> tuple[Readout, ...]:
    """Return how good the fit is once it has ``t`` of its slope, then what it is in the end.

    Parameters
    ----------
    table
        What is explained, and by what.
    t
        0…1: the share of the slope.
    overall
        Whether predictions are drawn rather than a line or plane.
    """
    if table.fit is None:
        return (text_readout("problem", FIT, "No fit", table.problem, brief=True),)
    thing = "of these predictions" if overall else f"of this {_THINGS[len(table.chosen) - 1]}"
    return (
        *_now(table, table.fit, t, thing),
        *_coefficients(table, table.fit),
        *_quality(table, table.fit),
        *_table(table, table.fit),
    )


def _error(fit: Regression, t: float) -> float | None:
    """Return the root of the mean squared error at a time, or None if it is beyond all floats."""
    if not np.isfinite(np.abs(fit.residuals).max(initial=0.0)):
        return None
    rests = fit.residuals + (1 - t) * (fit.fitted - fit.mean)
    return float(np.sqrt(np.mean(rests**2)))


def _now(table: RegressionTable, fit: Regression, t: float, thing: str) -> Iterator[Readout]:
    if fit.r_squared is not None:
        yield number_readout(
            "now.r_squared",
            NOW,
            f"R² {thing}",
            fit.r_squared * t * (2 - t),
            fit.r_squared,
            live=True,
            slot=colours.FIT,
            line=R_SQUARED,
            tip="The share of the target's variance that it explains.",
        )
    error = _error(fit, t)
    if error is not None:
        yield number_readout(
            "now.error",
            NOW,
            f"Typical error {thing}: {table.target_name}",
            error,
            [_error(fit, end) or 0.0 for end in (0.0, 1.0)],
            live=True,
            slot=colours.RESIDUAL,
            line=ERROR,
            tip="The square root of the mean squared error, in the target's unit.",
        )


def _quality(table: RegressionTable, fit: Regression) -> Iterator[Readout]:
    if fit.r_squared is not None:
        readout = number_readout(
            "r_squared",
            FIT,
            "R²",
            fit.r_squared,
            brief=True,
            line=R_SQUARED,
            tip="The share of the target's variance that is explained: 1 is all of it.",
        )
        yield _rounded(readout, fit.r_squared)
    else:
        yield text_readout("r_squared", FIT, "R²", "undefined: the target is constant")
    error = _error(fit, 1.0)
    if error is not None:
        readout = number_readout(
            "error",
            FIT,
            f"Typical error: {table.target_name}",
            error,
            line=ERROR,
            tip="The square root of the mean squared error, in the target's unit.",
        )
        yield _rounded(readout, error)


def _rounded(readout: Readout, value: float) -> Readout:
    """Return a number's readout with as many decimals as the formula has."""
    return replace(readout, text=Words("{text}", {"text": tidy(value, _DECIMALS)}))


def _coefficients(table: RegressionTable, fit: Regression) -> Iterator[Readout]:
    terms = [
        f"{tidy(float(w), _DECIMALS)} · {name}"
        for w, name in zip(fit.coefficients, table.names, strict=True)
    ]
    if len(terms) <= 4:
        sides = " + ".join([*terms, tidy(fit.intercept, _DECIMALS)]).replace("+ −", "− ")
        text = f"{table.target_name} ≈ {sides}"
        yield text_readout("formula", FIT, "Formula", text, brief=True)
    pairs = list(zip(fit.coefficients, table.names, strict=True))
    for k, (w, name) in enumerate(pairs[:_MOST_COEFFICIENTS]):
        coefficient = number_readout(
            f"coefficient.{k}",
            FIT,
            f"Coefficient of {name}",
            float(w),
            variable=f"w{k + 1}",
            tip="How much the prediction changes when this grows by 1 and all else stays the same.",
        )
        yield _rounded(coefficient, float(w))
    intercept = number_readout(
        "intercept",
        FIT,
        "Intercept",
        fit.intercept,
        variable="intercept",
        tip="The prediction where all columns are 0.",
    )
    yield _rounded(intercept, fit.intercept)


def _table(table: RegressionTable, fit: Regression) -> Iterator[Readout]:
    used, rows = int(fit.used.sum()), len(fit.used)
    text = f"{used} rows" if used == rows else f"{used} of {rows} rows: the others lack a number"
    yield text_readout("rows", TABLE, "Used", text, used)
    name = f"Mean of {table.target_name}"
    yield _rounded(number_readout("mean", TABLE, name, fit.mean, variable="mean"), fit.mean)
