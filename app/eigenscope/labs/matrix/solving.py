"""From inputs to a solution: what can be shown at once, and what the engine finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.large.blocks import even_sample
from eigenscope.engine.large.limits import limits_of
from eigenscope.engine.large.overview import Overview
from eigenscope.labs.matrix.inputs import APPROXIMATION, ENTRIES, Inputs
from eigenscope.labs.matrix.matrix_analysis import MatrixAnalysis, analysis_of
from eigenscope.labs.matrix.solution import Solution
from eigenscope.scene.geometry import Points
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.large.truncated_svd import MatrixSpectrum
    from eigenscope.engine.runtime.jobs import Cancellation

MOST_POINTS = 20_000
_WITHIN = 0.9  # of the rows that are drawn lie in the unit ball


def preview(inputs: Inputs) -> Solution:
    """Return what can be shown without the engine; all of it if this matrix has been solved."""
    known = analysis_of(inputs.data)
    solution = _started(inputs, known)
    if solution.missing is not None and known.solved:
        return _with_spectrum(solution, known)
    return solution


def solve(inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
    """Return the whole solution; slow, so not for the GUI thread."""
    known = analysis_of(inputs.data)
    solution = _started(inputs, known)
    if known.overview.not_finite:
        return solution
    known.solve(cancellation)
    solution = _with_spectrum(solution, known)
    if cancellation is not None:
        cancellation.progress(0.95, "Approximation")
    return _with_map(solution, known)


def _started(inputs: Inputs, known: MatrixAnalysis) -> Solution:
    overview = known.overview
    return Solution(
        inputs=inputs,
        values=known.values,
        overview=overview,
        shown=known.values if inputs.map == ENTRIES else None,
        limits=overview.limits,
        missing=_why_none(overview, known.values.size) if overview.not_finite else Solution.missing,
    )


def _why_none(overview: Overview, size: int) -> Words:
    row, column = overview.first_not_finite or (0, 0)
    return Words(
        "{count} of {size} entries are not finite ({nan} no numbers, {infinite} infinite; the "
        "first in row {row}, column {column}), so there are no singular values.",
        {
            "count": str(overview.not_finite),
            "size": str(size),
            "nan": str(overview.not_a_number),
            "infinite": str(overview.infinite),
            "row": str(row + 1),
            "column": str(column + 1),
        },
    )


def _with_spectrum(solution: Solution, known: MatrixAnalysis) -> Solution:
    from eigenscope.engine.large.low_rank import approximation_errors

    spectrum = known.known_spectrum
    if spectrum is None:
        return solution
    return replace(
        solution,
        spectrum=spectrum,
        errors=approximation_errors(
            spectrum.values, None if spectrum.exact else spectrum.frobenius
        ),
        eigenvalues=known.known_eigenvalues,
        points=_points(spectrum) if solution.inputs.rows else None,
        missing=None,
    )


def _with_map(solution: Solution, known: MatrixAnalysis) -> Solution:
    """Return the solution with the approximation, or what it leaves out, if that is chosen."""
    inputs, spectrum = solution.inputs, solution.spectrum
    if inputs.map == ENTRIES or spectrum is None:
        return solution
    best = spectrum.approximation(inputs.rank)
    if best is None:
        return solution
    if inputs.map == APPROXIMATION:
        return replace(solution, shown=best)  # in the colours of the entries, to be compared
    rest = known.values.astype(np.float64) - best
    # What rounding leaves of nothing has no colour.
    rest[np.abs(rest) <= 1e-13 * spectrum.values[0]] = 0.0
    limits = limits_of(even_sample(rest), float(rest.min()), float(rest.max()))
    return replace(solution, shown=rest, limits=limits)


def _points(spectrum: MatrixSpectrum) -> Points:
    """Return a fair sample of the rows, A v = U Σ, scaled so that nearly all fit the ball."""
    count = min(3, spectrum.left.shape[1])
    chosen = np.linspace(0, len(spectrum.left) - 1, min(len(spectrum.left), MOST_POINTS))
    rows = spectrum.left[np.round(chosen).astype(np.intp), :count]
    scale = spectrum.values[0] or 1.0
    places: Floats = np.zeros((len(rows), 3))
    places[:, :count] = rows * (spectrum.values[:count] / scale)
    reach = float(np.quantile(np.linalg.norm(places, axis=1), _WITHIN))
    return Points(places / reach if reach > 0 else places)
