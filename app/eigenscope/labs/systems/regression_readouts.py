"""The numbers of a regression: how much is explained, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from eigenscope.wording.words import Text, Value, Words, as_it_is, as_words

FIT, TABLE = "Best fit", "Table"
_MOST_COEFFICIENTS = 12  # that are listed
_DECIMALS = 3  # of all numbers of the fit, so that one number reads the same everywhere
_LINE, _PLANE, _PREDICTIONS = "line", "plane", "predictions"
_SHARES: Mapping[str, Text] = {
    _LINE: "R² of this line",
    _PLANE: "R² of this plane",
    _PREDICTIONS: "R² of these predictions",
}
_ERRORS = {
    _LINE: "Typical error of this line: {target}",
    _PLANE: "Typical error of this plane: {target}",
    _PREDICTIONS: "Typical error of these predictions: {target}",
}
"""What the numbers of a time are called, by what is drawn."""


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
        return (text_readout("problem", FIT, "No fit", as_words(table.problem), brief=True),)
    drawn = _PREDICTIONS if overall else (_LINE, _PLANE)[len(table.chosen) - 1]
    return (
        *_now(table, table.fit, t, drawn),
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


def _now(table: RegressionTable, fit: Regression, t: float, drawn: str) -> Iterator[Readout]:
    if fit.r_squared is not None:
        yield number_readout(
            "now.r_squared",
            NOW,
            _SHARES[drawn],
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
            Words(_ERRORS[drawn], {"target": table.target_name}),
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
        yield text_readout("r_squared", FIT, "R²", Words("undefined: the target is constant"))
    error = _error(fit, 1.0)
    if error is not None:
        readout = number_readout(
            "error",
            FIT,
            Words("Typical error: {target}", {"target": table.target_name}),
            error,
            line=ERROR,
            tip="The square root of the mean squared error, in the target's unit.",
        )
        yield _rounded(readout, error)


def _rounded(readout: Readout, value: float) -> Readout:
    """Return a number's readout with as many decimals as the formula has."""
    return replace(readout, text=as_it_is(tidy(value, _DECIMALS)))


def _coefficients(table: RegressionTable, fit: Regression) -> Iterator[Readout]:
    pairs = list(zip(fit.coefficients.tolist(), table.names, strict=True))
    if len(pairs) <= 4:
        formula = _formula(table.target_name, pairs, fit.intercept)
        yield text_readout("formula", FIT, "Formula", formula, brief=True)
    for k, (w, name) in enumerate(pairs[:_MOST_COEFFICIENTS]):
        coefficient = number_readout(
            f"coefficient.{k}",
            FIT,
            Words("Coefficient of {name}", {"name": name}),
            w,
            variable=f"w{k + 1}",
            tip="How much the prediction changes when this grows by 1 and all else stays the same.",
        )
        yield _rounded(coefficient, w)
    intercept = number_readout(
        "intercept",
        FIT,
        "Intercept",
        fit.intercept,
        variable="intercept",
        tip="The prediction where all columns are 0.",
    )
    yield _rounded(intercept, fit.intercept)


def _formula(target: Words, terms: Sequence[tuple[float, Words]], last: float) -> Words:
    """Return a sum of numbers times names, and of a number, as a formula for the target."""
    formula = Words("{target} ≈", {"target": target})
    for place, (factor, name) in enumerate([*terms, (last, None)]):
        text = tidy(factor, _DECIMALS)
        sign = ""
        if place:
            sign = "− " if text.startswith("−") else "+ "
            text = text.removeprefix("−")
        values: dict[str, Value] = {"formula": formula, "sign": sign, "factor": text}
        if name is None:
            formula = Words("{formula} {sign}{factor}", values)
        else:
            formula = Words("{formula} {sign}{factor} · {name}", {**values, "name": name})
    return formula


def _table(table: RegressionTable, fit: Regression) -> Iterator[Readout]:
    used, rows = int(fit.used.sum()), len(fit.used)
    counts = {"used": str(used), "rows": str(rows)}
    text = Words("{used} of {rows} rows: the others lack a number", counts)
    if used == rows:
        text = Words("{rows} rows", counts)
    yield text_readout("rows", TABLE, "Used", text, used)
    name = Words("Mean of {target}", {"target": table.target_name})
    yield _rounded(number_readout("mean", TABLE, name, fit.mean, variable="mean"), fit.mean)
