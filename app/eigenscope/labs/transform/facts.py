"""What holds for a matrix, whatever moves: each with its line of the torch program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.digits import digits_apart, noise_of
from eigenscope.engine.analysis.results import Analysis, Arithmetic
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit import matrix_facts
from eigenscope.labs.kit.colours import COLUMN_SPACE, NULL_SPACE
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.readout_makers import (
    span,
    text_readout,
)
from eigenscope.labs.transform.eigen_readouts import eigen_readouts, not_square
from eigenscope.labs.transform.kinds import kind_words
from eigenscope.labs.transform.measures import FACTOR_NAMES
from eigenscope.wording.number_texts import tidy, tidy_exponential
from eigenscope.wording.words import Text, Words, as_it_is, as_words, sentences

MATRIX, SPACES = "The matrix", "Spaces and norms"
_SHORT = 12  # characters of an entry of the inverse that is written exactly
DETERMINANT = Fact(
    "determinant",
    MATRIX,
    "Determinant",
    "det A is the signed factor by which A scales length, area or volume: negative if A reverses "
    "the orientation.",
    "determinant = torch.linalg.det(A)  # by how much length, area or volume is scaled",
    brief=True,
)
TRACE = matrix_facts.TRACE.under(MATRIX)
RANK = matrix_facts.RANK.under(MATRIX)
INVERSE = Fact(
    "inverse", MATRIX, "Inverse", "The matrix that undoes A.", "inverse = torch.linalg.inv(A)"
)
SINGULAR = Fact(
    "singular",
    SPACES,
    "Singular values",
    "The semi-axes of the image of the unit circle or ball.",
    "singular_values = torch.linalg.svdvals(A)",
)
CONDITION = matrix_facts.condition().under(SPACES)
FROBENIUS = matrix_facts.FROBENIUS.under(SPACES)
NORMS = tuple(
    fact.under(SPACES)
    for fact in (
        matrix_facts.SPECTRAL,
        matrix_facts.ONE,
        matrix_facts.INFINITY,
        matrix_facts.NUCLEAR,
    )
)
_WHOLE: Mapping[int, Text] = {
    1: "the whole line ℝ",
    2: "the whole plane ℝ²",
    3: "the whole space ℝ³",
}
_SIZES: Mapping[int, Text] = {
    1: "√det(AᵀA), the product of the singular values: the length of the image of the unit shape, "
    "which lies in a space of more dimensions.",
    2: "√det(AᵀA), the product of the singular values: the area of the image of the unit shape, "
    "which lies in a space of more dimensions.",
    3: "√det(AᵀA), the product of the singular values: the volume of the image of the unit shape, "
    "which lies in a space of more dimensions.",
}


def inverted(matrix: Floats) -> bool:
    """Return whether a program in float64 surely inverts a square matrix."""
    return int(np.linalg.matrix_rank(matrix)) == len(matrix)


def size_fact(columns: int) -> Fact:
    """Return what the image of the unit shape measures, where it lies in more dimensions."""
    return Fact(
        "size",
        MATRIX,
        FACTOR_NAMES[columns],
        _SIZES[columns],
        "size = torch.linalg.svdvals(A).prod()  # √det(AᵀA): of the image of the unit shape",
        brief=True,
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
        yield size_fact(analysis.shape[1]).number(float(np.prod(analysis.singular_values)))
    if analysis.trace is not None:
        yield TRACE.number(analysis.trace, exact=(exact.trace or "") if exact else "")
    yield _rank(analysis)
    if analysis.inverse is not None:
        known = matrix_facts.condition_variable(analysis.condition_number)
        readout = INVERSE.matrix(
            analysis.inverse,
            tip=analysis.inverse_warning or INVERSE.tip,
            variable=INVERSE.variable if known and inverted(analysis.matrix) else "",
        )
        rows = exact.inverse if exact else None
        short = rows and max(len(entry) for row in rows for entry in row) <= _SHORT
        yield replace(readout, matrix=rows, factor="") if rows and short else readout
    else:
        reason = analysis.inverse_reason or ""
        yield INVERSE.text(Words("none"), tip=reason, line="", variable="")


def _rank(analysis: Analysis) -> Readout:
    """Return the rank, and the one that float64 would decide where that is another."""
    words = {"rank": str(analysis.rank), "most": str(min(analysis.shape))}
    text, tips = Words("{rank} of {most}", words), [RANK.tip]
    if not _as_in_float64(analysis) and analysis.float64 is not None:
        words["other"] = str(analysis.float64.rank)
        text = Words("{rank} of {most}; at float64's precision {other}", words)
        second = "As typed it is the first; a program in float64 finds the second."
        tips.append(Words(second))
    if analysis.arithmetic is Arithmetic.FLOAT:
        limit = {"limit": tidy(analysis.tolerance)}
        tips.append(Words("Decided in float64: singular values up to {limit} count as 0.", limit))
    variable = RANK.variable if _as_in_float64(analysis) else ""
    return replace(RANK.number(analysis.rank, tip=sentences(tips), variable=variable), text=text)


def _as_in_float64(analysis: Analysis) -> bool:
    """Return whether a program in float64 finds the same rank."""
    return analysis.float64 is None or analysis.float64.rank == analysis.rank


def _determinant(analysis: Analysis) -> Readout:
    value = analysis.determinant
    if value is None:
        why = "Only a square matrix has one: it scales a space into itself."
        none = not_square(analysis)
        return text_readout("determinant", MATRIX, DETERMINANT.name, none, tip=why)
    exact, log = analysis.exact, analysis.log_abs_determinant
    readout = DETERMINANT.number(value, exact=(exact.determinant or "") if exact else "")
    if value not in (0.0, np.inf, -np.inf) or not analysis.determinant_sign or log is None:
        return readout
    text = as_it_is(tidy_exponential(analysis.determinant_sign, log))
    tip = Words("Too small or large for a float: log |det| = {log}.", {"log": tidy(log)})
    return replace(readout, text=text, tip=tip)


def _spaces(analysis: Analysis) -> Iterator[Readout]:
    sizes = [float(s) for s in analysis.singular_values]
    digits = digits_apart(sizes, noise_of(analysis.arithmetic), 4, tidy)
    yield SINGULAR.text(",  ".join(tidy(s, digits) for s in sizes), analysis.singular_values)
    number = analysis.condition_number
    variable = matrix_facts.condition_variable(number) if _as_in_float64(analysis) else ""
    yield CONDITION.number(number, variable=variable)
    yield Readout(
        "null",
        SPACES,
        Words("Null space"),
        _span(analysis.null_space),
        slot=NULL_SPACE,
        tip="All vectors that A maps to 0.",
    )
    yield Readout(
        "column",
        SPACES,
        Words("Column space"),
        _span(analysis.column_space),
        slot=COLUMN_SPACE,
        tip="All vectors Ax.",
    )
    norms = analysis.norms
    variable = matrix_facts.frobenius_variable(norms.frobenius)
    yield FROBENIUS.number(norms.frobenius, variable=variable)
    sizes = [norms.spectral, norms.one, norms.infinity, norms.nuclear]
    yield from (fact.number(size) for fact, size in zip(NORMS, sizes, strict=True))


def _span(basis: Floats) -> Words:
    size, dimensions = basis.shape[1], len(basis)
    if size == 0:
        return as_it_is("{0}")
    return as_words(_WHOLE[size]) if size == dimensions else as_words(span(basis))
