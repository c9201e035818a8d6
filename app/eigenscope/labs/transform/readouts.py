"""The numbers and sentences beside the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from eigenscope.engine.analysis.digits import digits_apart, noise_of
from eigenscope.engine.analysis.results import Analysis, Arithmetic
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import (
    MOTION,
    matrix_readout,
    number_readout,
    span,
    text_readout,
)
from eigenscope.labs.kit.running import cleared
from eigenscope.labs.transform.eigen_readouts import eigen_readouts
from eigenscope.labs.transform.inputs import played
from eigenscope.labs.transform.kinds import kind_words
from eigenscope.labs.transform.measures import FACTOR_NAMES
from eigenscope.labs.transform.picture import UNIT_NAMES
from eigenscope.labs.transform.solution import Floats, Solution
from eigenscope.language.texts.typography import pretty
from eigenscope.scene.roles import Role
from eigenscope.wording.number_texts import tidy, tidy_exponential
from eigenscope.wording.words import Words

MATRIX, SPACES = "The matrix", "Spaces and norms"
DETERMINANT = "Determinant"
_SIGNED = (
    "By how much M(t) scales length, area or volume: the size of the image of the unit interval, "
    "square or cube. Negative once the orientation is reversed."
)
_WHOLE = {1: "the whole line ℝ", 2: "the whole plane ℝ²", 3: "the whole space ℝ³"}


def readouts(solution: Solution, t: float) -> tuple[Readout, ...]:
    """Return the live numbers at ``t``, then what holds for the matrix at all times."""
    live = tuple(_live(solution, t))
    if solution.analysis is None:
        return live
    return live + facts(solution.analysis)


def _live(solution: Solution, t: float) -> Iterator[Readout]:
    moved, measures = solution.at(t), solution.measures
    size, acting = measures.size(t, moved), solution.acting(t)
    if acting is not None:
        number, factor = acting
        place = {"number": str(number), "count": str(len(played(solution.inputs)))}
        yield Readout(
            "now.factor",
            MOTION,
            Words("Factor {number} of {count}", place),
            Words("{factor}", {"factor": pretty(factor.text)}),
            live=True,
            tip="The factor of the product that is applied now: the rightmost comes first.",
        )
    yield matrix_readout(
        "now.matrix",
        MOTION,
        "M(t)",
        moved if t >= 1 else cleared(moved),
        measures.entries,
        live=True,
        tip="M(t) is the matrix reached at time t; its columns are the images of the basis "
        "vectors.",
    )
    if size is None:
        return
    key = "now.determinant" if measures.square and len(moved) == solution.domain else "now.size"
    found = number_readout(
        key,
        MOTION,
        measures.size_name(moved),
        size,
        measures.sizes,
        role=measures.role(t, size),
        live=True,
        tip=_SIGNED if measures.square else "The size of the image of the unit square or interval.",
    )
    yield replace(found, text=Words("{text}", {"text": measures.size_text(t, size)}))
    if measures.square and len(moved) == solution.domain > 1 and np.isfinite(moved).all():
        values = measures.eigenvalues(t, moved)
        text = ",  ".join(measures.spectrum.complex(complex(value)) for value in values)
        yield Readout(
            "now.eigenvalues",
            MOTION,
            Words("Eigenvalues of M(t)"),
            Words("{values}", {"values": text}),
            live=True,
            tip="Each λ with M(t)v = λv for some vector v other than 0, at this moment.",
            value=values,
        )


@lru_cache(maxsize=4)
def facts(analysis: Analysis) -> tuple[Readout, ...]:
    """Return what holds for a matrix, whatever moves; kept, for it is asked for every frame."""
    return (*_general(analysis), *eigen_readouts(analysis), *_spaces(analysis))


def _general(analysis: Analysis) -> Iterator[Readout]:
    exact = analysis.exact
    yield Readout(
        "kinds",
        MATRIX,
        Words("Kind"),
        kind_words(analysis),
        brief=True,
        tip="The classes this matrix belongs to, the most specific first.",
    )
    yield _determinant(analysis)
    if analysis.shape[0] > analysis.shape[1]:
        name = UNIT_NAMES[analysis.shape[1]]
        yield number_readout(
            "size",
            MATRIX,
            FACTOR_NAMES[analysis.shape[1]],
            float(np.prod(analysis.singular_values)),
            tip=f"√det(AᵀA), the product of the singular values: the {name} of the image of the "
            "unit shape, which lies in a space of more dimensions.",
            brief=True,
            variable="size",
        )
    if analysis.trace is not None:
        yield number_readout(
            "trace",
            MATRIX,
            "Trace",
            analysis.trace,
            exact=(exact.trace or "") if exact else "",
            tip="The sum of the diagonal, and of the eigenvalues.",
        )
    yield _rank(analysis)
    if analysis.inverse is not None:
        found = matrix_readout(
            "inverse",
            MATRIX,
            "Inverse",
            analysis.inverse,
            tip=analysis.inverse_warning or "The matrix that undoes A.",
        )
        known = exact.inverse if exact else None
        yield replace(found, matrix=known, factor="") if known else found
    else:
        tip = analysis.inverse_reason or ""
        yield text_readout("inverse", MATRIX, "Inverse", "none", tip=tip)


def _rank(analysis: Analysis) -> Readout:
    """Return the rank, and the one that float64 would decide where that is another."""
    words = {"rank": str(analysis.rank), "most": str(min(analysis.shape))}
    text = Words("{rank} of {most}", words)
    tip = "The dimension of the image."
    other = analysis.float64
    if other is not None and other.rank != analysis.rank:
        words["other"] = str(other.rank)
        text = Words("{rank} of {most}; at float64's precision {other}", words)
        tip += " As typed it is the first; a program in float64 finds the second."
    if analysis.arithmetic is Arithmetic.FLOAT:
        tip += f" Decided in float64: singular values up to {tidy(analysis.tolerance)} count as 0."
    return Readout("rank", MATRIX, Words("Rank"), text, tip=tip, variable="rank",
                   value=analysis.rank)  # fmt: skip


def _determinant(analysis: Analysis) -> Readout:
    value = analysis.determinant
    if value is None:
        shape = "{}×{}".format(*analysis.shape)
        tip = "Only a square matrix has one: it scales a space into itself."
        return text_readout("determinant", MATRIX, DETERMINANT, f"none: A is {shape}", tip=tip)
    exact, log = analysis.exact, analysis.log_abs_determinant
    found = number_readout(
        "determinant",
        MATRIX,
        DETERMINANT,
        value,
        exact=(exact.determinant or "") if exact else "",
        tip="det A is the signed factor by which A scales length, area or volume: negative if A "
        "reverses the orientation.",
        brief=True,
        variable="determinant",
    )
    if value not in (0.0, np.inf, -np.inf) or not analysis.determinant_sign or log is None:
        return found
    text = tidy_exponential(analysis.determinant_sign, log)
    tip = f"Too small or large for a float: log |det| = {tidy(log)}."
    return replace(found, text=Words("{text}", {"text": text}), tip=tip)


def _spaces(analysis: Analysis) -> Iterator[Readout]:
    sizes = [float(s) for s in analysis.singular_values]
    digits = digits_apart(sizes, noise_of(analysis.arithmetic), 4, tidy)
    values = ",  ".join(tidy(s, digits) for s in sizes)
    yield Readout(
        "singular",
        SPACES,
        Words("Singular values"),
        Words("{v}", {"v": values}),
        tip="The semi-axes of the image of the unit circle or ball.",
        variable="singular_values",
        value=analysis.singular_values,
    )
    yield number_readout(
        "condition",
        SPACES,
        "Condition number",
        analysis.condition_number,
        tip="The largest singular value divided by the smallest; ∞ for a singular matrix.",
    )
    named = (
        ("Null space", "null", analysis.null_space),
        ("Column space", "column", analysis.column_space),
    )
    for label, key, basis in named:
        yield Readout(
            key,
            SPACES,
            Words(label),
            Words("{v}", {"v": _span(basis)}),
            role=Role.NULL_SPACE if key == "null" else Role.COLUMN_SPACE,
            tip="All vectors that A maps to 0." if key == "null" else "All vectors Ax.",
        )
    norms = analysis.norms
    for label, value, tip in (
        ("‖A‖ Frobenius", norms.frobenius, "The square root of the sum of all squared entries."),
        ("‖A‖₂ spectral", norms.spectral, "The greatest length of the image of a unit vector."),
        ("‖A‖₁", norms.one, "The largest column sum of absolute values."),
        ("‖A‖∞", norms.infinity, "The largest row sum of absolute values."),
        ("‖A‖ nuclear", norms.nuclear, "The sum of the singular values."),
    ):
        yield number_readout(f"norm.{label}", SPACES, label, value, tip=tip)


def _span(basis: Floats) -> str:
    size, dimensions = basis.shape[1], len(basis)
    if size == 0:
        return "{0}"
    return _WHOLE[size] if size == dimensions else span(basis)
