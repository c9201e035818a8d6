"""What is said beside principal components."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.engine.large.low_rank import approximation_errors
from eigenscope.engine.large.principal_components import PrincipalComponents
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.cloud import CloudSolution, colour_range
from eigenscope.labs.svd_pca.cloud_words import component_name, percent, sampled
from eigenscope.labs.svd_pca.inputs import DRAWN, Inputs, standardised, width
from eigenscope.labs.svd_pca.program import components
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words, as_words, sentences

COMPONENTS, AXES, DATA = "Kept components", "Principal axes", "The data"
NOW = "Now: the points as drawn"
_SHARE_KEPT = Fact(
    "kept",
    COMPONENTS,
    "Variance kept",
    "The fraction of the total variance that the first components keep, from 0 to 1.",
    "kept = variances[:k].sum() / variances.sum()",
    brief=True,
)
_ERROR = Fact(
    "error",
    COMPONENTS,
    "Error √(1 − kept)",
    line="error = torch.linalg.norm(Z - Y @ axes[:, :k].T) / torch.linalg.norm(Z)",
    needs=("Y = Z @ axes[:, :k]  # the points along the axes that are kept",),
)
_PRINCIPAL = Fact(
    "axes",
    AXES,
    "Axes",
    "Its columns are the principal axes: orthonormal vectors.",
    assigned="axes",
)
_SHOWN = 8  # columns up to which whole vectors and matrices are shown
_LISTED = 6  # components that have a line of their own


def readouts(solution: CloudSolution, t: float) -> tuple[Readout, ...]:
    """Return the numbers at ``t``, the most telling first."""
    if solution.components is None:
        return tuple(_data(solution))
    components = solution.components
    return (
        *_shares(solution, components),
        *_axes(solution, components),
        *_data(solution),
        *_now(solution, components, t),
    )


def program(inputs: Inputs) -> str:
    """Return the torch program of these numbers."""
    deviations = [_deviation(index) for index in range(min(_LISTED, width(inputs)))]
    count = f"k = {min(inputs.components, width(inputs))}"
    parts = (components(inputs), [replace(_SHARE_KEPT, needs=(count,)), _ERROR], deviations)
    return composed_program(*parts, printed=[_SHARE_KEPT, _PRINCIPAL])


def _deviation(index: int) -> Fact:
    return Fact(
        f"deviation.{index + 1}",
        AXES,
        Words("Standard deviation along {component}", {"component": component_name(index)}),
        line=f"deviation_{index + 1} = variances[{index}].sqrt()",
    )


def _shares(solution: CloudSolution, components: PrincipalComponents) -> Iterator[Readout]:
    count = solution.kept_count
    errors = approximation_errors(components.deviations)
    part = float(errors.energy[count]) if components.rank else 0.0
    error = float(errors.frobenius[count]) if components.rank else 0.0
    yield _SHARE_KEPT.number(part)
    yield _ERROR.number(
        error,
        slot=colours.LOST,
        tip=Words(
            "‖Z − Zₖ‖F / ‖Z‖F: how far off the data are that the components give back. The "
            "variance is of squares, so this is the root of its lost part: {root}.",
            {"root": _root(part, error)},
        ),
    )
    yield number_readout(
        "rank",
        COMPONENTS,
        "Dimensions with variance",
        components.rank,
        variable="rank",
        tip="How many principal components have a nonzero variance.",
    )


def _root(share: float, error: float) -> str:
    """Return √(1 − share) = error, with as many decimals as show what is lost."""
    lost = 1 - share
    decimals = 4 if not 1e-12 < lost < 0.1 else 3 - math.floor(math.log10(lost))
    return f"√(1 − {tidy(share, decimals)}) = {tidy(error)}"


def _axes(solution: CloudSolution, components: PrincipalComponents) -> Iterator[Readout]:
    for index in range(min(_LISTED, solution.columns)):
        yield _deviation(index).number(
            float(components.deviations[index]),
            slot=DIRECTIONS[index] if index < 3 else None,
            tip=Words(
                "The standard deviation along this axis; its square is an eigenvalue of the "
                "covariance. Of the variance it has {share} %.",
                {"share": percent(float(components.shares[index]))},
            ),
        )
    if solution.columns > _SHOWN:
        return
    free = bool(components.ambiguous.any())
    tip = sentences([_PRINCIPAL.tip, *(["Axes of equal variance are not unique."] if free else [])])
    yield _PRINCIPAL.matrix(components.axes, variable="" if free else "axes", tip=tip)
    if np.isfinite(components.covariance).all():
        name = "Correlation" if standardised(solution.inputs) else "Covariance"
        yield matrix_readout(
            "covariance",
            AXES,
            name,
            components.covariance,
            variable="covariance",
            tip="How the columns vary together; its eigenvectors are the principal axes.",
        )


def _data(solution: CloudSolution) -> Iterator[Readout]:
    moments = solution.summary.moments
    points = number_readout(
        "count", DATA, "Points", moments.count, variable="count", tip="Rows of finite numbers."
    )
    yield replace(points, text=Words("{count}", {"count": f"{moments.count:,}"}))
    if moments.left_out:
        left_out = {"count": f"{moments.left_out:,}"}
        text = Words("{count} with missing or infinite numbers", left_out)
        yield text_readout("left_out", DATA, "Left out", text)
    name = Words("Columns", context="how many")
    yield number_readout("columns", DATA, name, solution.columns)
    components = solution.components
    if components is not None and solution.columns <= _SHOWN:
        yield matrix_readout("mean", DATA, "Mean", components.mean, variable="mean")
    if components is not None and components.constant.any():
        numbers = np.flatnonzero(components.constant) + 1
        listed = ", ".join(str(k) for k in numbers[:5]) + ("…" if len(numbers) > 5 else "")
        yield text_readout(
            "constant",
            DATA,
            "Constant columns",
            listed,
            tip="Columns with the same value in every row.",
        )
    yield from _picture(solution)
    for index, note in enumerate(solution.summary.notes):
        yield text_readout(f"note.{index}", DATA, "Note", as_words(note))


def _picture(solution: CloudSolution) -> Iterator[Readout]:
    moments, column = solution.summary.moments, solution.inputs.colour
    if sampled(solution):
        counts = {"drawn": f"{len(moments.sample):,}", "all": f"{moments.count:,}"}
        text = Words("{drawn} of {all}, evenly sampled", counts)
        yield text_readout("drawn", DATA, "Points drawn", text, brief=True)
    if solution.unit != 1:
        text = Words("{unit} of the data", {"unit": tidy(solution.unit)})
        yield text_readout("unit", DATA, "One unit of the picture", text)
    if solution.inputs.source != DRAWN and solution.columns <= 3 and not solution.offset.any():
        yield text_readout("origin", DATA, "The origin of the picture", Words("the mean"))
    if column and len(moments.sample):
        tip = "The column that gives the colours, and its values at both ends of the scale."
        yield text_readout("colour", DATA, "Coloured by", _coloured(solution, column), tip=tip)


def _coloured(solution: CloudSolution, column: int) -> Words:
    """Return which column, counted from 1, gives the colours, and what they are."""
    low, high = colour_range(column, solution.summary.moments.sample)
    names = solution.summary.names
    values = {"column": str(column), "low": tidy(low), "high": tidy(high)}
    if not names:
        return Words("column {column}: blue {low}, orange {high}", values)
    values["name"] = names[column - 1][:24]
    return Words("column {column}, {name}: blue {low}, orange {high}", values)


def _now(solution: CloudSolution, components: PrincipalComponents, t: float) -> Iterator[Readout]:
    left = (1 - solution.parts(t).slid) ** 2
    share = float(components.shares[: solution.kept_count].sum())
    now = share + left * float(components.shares[solution.kept_count :].sum())
    yield number_readout(
        "now",
        NOW,
        "Variance now",
        now,
        (share, 1.0),
        live=True,
        tip="The variance of the points as drawn now, divided by that of the data.",
    )
