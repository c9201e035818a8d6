"""An analysis as a table of text, with the exact forms beside the floats."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from unicodedata import east_asian_width

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.digits import FLOAT_NOISE, digits_apart, noise_of
from eigenscope.engine.analysis.kind_words import kind_name, kind_phrase, parameter_words
from eigenscope.engine.analysis.results import Analysis, Arithmetic, ComplexMatrix, Eigenvalue, Kind
from eigenscope.wording.number_texts import complex_text, digits_of
from eigenscope.wording.words import Text, Words, as_it_is, as_words, say

LONGEST_LIST = 12
"""Of longer lists the first few are shown, and how many more there are."""

SHOWN = 8

_ORTHOGONAL = {"rotation", "reflection", "rotoreflection", "orthogonal"}

LEAST_DIGITS = 6
"""Significant digits of a number; more where they tell it from others."""

LONGEST_TYPED = 24
"""Entries that were typed with more characters are shown as decimals."""

LONGEST_TEXT = 60
"""An exact form that is longer is left to the JSON."""

_VECTOR_NOISE = 1e-9  # of a vector's entries, where eigenvalues or singular values are close

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_DIAGONALISABLE: Mapping[str, Text] = {
    "real": "over ℝ",
    "complex": "over ℂ only",
    "no": "no: defective, the eigenvectors do not span the space",
}

_DEFINITENESS: Mapping[str, Text] = {
    "positive definite": "positive definite",
    "positive semidefinite": "positive semidefinite",
    "negative definite": "negative definite",
    "negative semidefinite": "negative semidefinite",
    "indefinite": "indefinite",
}


def as_table(analysis: Analysis, typed: Sequence[Sequence[str]] | None = None) -> str:
    """Return everything known about a matrix as aligned text, a fact a line.

    A row is a label, empty where the row above goes on, and a value.
    ``typed`` are its entries as they were typed, which is how they are shown.
    """
    rows = (
        *_summary(analysis, typed),
        *_sizes(analysis),
        *_eigen(analysis),
        *_properties(analysis),
        *_inverse(analysis),
        *_spaces(analysis),
    )
    shown = [(say(label), say(value)) for label, value in rows]
    width = max(_columns(label) for label, _ in shown) + 2
    return "\n".join(
        f"{label}{' ' * (width - _columns(label))}{value}".rstrip() for label, value in shown
    )


def number_text(value: float, digits: int = LEAST_DIGITS) -> str:
    """Return a number to so many significant digits, or to all of them if it has few."""
    digits = max(digits, digits_of(value) or 0)
    return f"{value + 0.0:.{digits}g}".replace("-", "−").replace("inf", "∞")


def _columns(text: str) -> int:
    """Return how wide a text is on a terminal: a Han character takes two columns."""
    return sum(2 if east_asian_width(letter) in ("W", "F") else 1 for letter in text)


def _apart(values: Iterable[float], analysis: Analysis) -> list[str]:
    """Return numbers as texts that differ where the numbers do."""
    known = list(values)
    digits = digits_apart(known, noise_of(analysis.arithmetic), LEAST_DIGITS)
    return [number_text(value, digits) for value in known]


def _one(value: float, analysis: Analysis) -> str:
    return _apart([value], analysis)[0]


def _summary(
    analysis: Analysis, typed: Sequence[Sequence[str]] | None
) -> Iterator[tuple[Text, Text]]:
    exact = analysis.exact
    yield "shape", "{}×{}".format(*analysis.shape)
    yield from _labelled("matrix", _entries(analysis, typed))
    if analysis.kinds:
        yield from _labelled("kinds", [_kind(kind, analysis) for kind in analysis.kinds])
    yield "rank", _rank(analysis)
    if analysis.arithmetic is Arithmetic.EXACT_RANK:
        yield "arithmetic", analysis.arithmetic.value
    elif analysis.arithmetic is Arithmetic.FLOAT:
        limit = {"limit": number_text(analysis.tolerance)}
        yield "arithmetic", Words("float64: singular values up to {limit} count as 0", limit)
    if analysis.trace is not None:
        yield "trace", _beside(_one(analysis.trace, analysis), exact.trace if exact else None)
    if analysis.determinant is not None:
        value = _one(analysis.determinant, analysis)
        yield "determinant", _beside(value, exact.determinant if exact else None)
        sign, logarithm = analysis.determinant_sign, analysis.log_abs_determinant
        if sign and logarithm is not None and analysis.determinant in (0.0, math.inf, -math.inf):
            yield "", as_it_is(f"{'−' if sign < 0 else ''}exp({number_text(logarithm)})")


def _rank(analysis: Analysis) -> Words:
    """Return the rank, and the one that float64 would decide where that is another."""
    second = analysis.float64.rank if analysis.float64 else analysis.rank
    values = {"rank": str(analysis.rank), "other": str(second)}
    if second == analysis.rank:
        return as_it_is(values["rank"])
    return Words("{rank}; at float64's precision {other}", values)


def _sizes(analysis: Analysis) -> Iterator[tuple[Text, Text]]:
    norms = analysis.norms
    yield "Frobenius norm", _one(norms.frobenius, analysis)
    yield "spectral norm", _one(norms.spectral, analysis)
    yield "1-norm", _one(norms.one, analysis)
    yield "∞-norm", _one(norms.infinity, analysis)
    yield "nuclear norm", _one(norms.nuclear, analysis)
    yield "condition number", _one(analysis.condition_number, analysis)
    yield "singular values", _some(_apart(analysis.singular_values.tolist(), analysis))


def _eigen(analysis: Analysis) -> Iterator[tuple[Text, Text]]:
    if analysis.characteristic_polynomial is None:
        yield "determinant", _no_square(analysis)
        yield "eigenvalues", _no_square(analysis)
        if analysis.shape[0] > analysis.shape[1]:  # of the image of the unit cube
            yield "√det(AᵀA)", number_text(float(np.prod(analysis.singular_values)))
        return
    values = [each.value for each in analysis.eigenvalues]
    parts = (part for value in values for part in (value.real, abs(value.imag)))
    digits = digits_apart(parts, noise_of(analysis.arithmetic), LEAST_DIGITS)
    for index, eigenvalue in enumerate(analysis.eigenvalues[: _count(analysis.eigenvalues)]):
        yield f"λ{str(index + 1).translate(_SUBSCRIPTS)}", _eigenvalue(eigenvalue, digits)
        if eigenvalue.geometric_multiplicity == len(analysis.matrix) > 1:
            yield "", _inside("every vector is an eigenvector")
        elif len(analysis.matrix) <= LONGEST_LIST:
            for vector in eigenvalue.eigenvectors.T:
                yield "", _inside(Words("eigenvector {vector}", {"vector": _vector(vector)}))
    rest = len(analysis.eigenvalues) - _count(analysis.eigenvalues)
    if rest:
        yield "", Words("… and {count} more eigenvalues", {"count": str(rest)})
    exact = analysis.exact and analysis.exact.characteristic_polynomial
    if exact and len(exact) <= 2 * LONGEST_TEXT:
        yield "characteristic polynomial", exact
    else:
        known = {"coefficients": _some(_apart(analysis.characteristic_polynomial, analysis))}
        yield "characteristic polynomial", Words("coefficients {coefficients}", known)


def _no_square(analysis: Analysis) -> Words:
    rows, columns = map(str, analysis.shape)
    return Words("none, not square: {rows}×{columns}", {"rows": rows, "columns": columns})


def _eigenvalue(eigenvalue: Eigenvalue, digits: int) -> Words:
    value = _beside(
        complex_text(eigenvalue.value, partial(number_text, digits=digits)), eigenvalue.exact
    )
    algebraic, geometric = eigenvalue.algebraic_multiplicity, eigenvalue.geometric_multiplicity
    if algebraic == 1:
        return as_it_is(value)
    return Words(
        "{value}   algebraic multiplicity {algebraic}, geometric {geometric}",
        {"value": value, "algebraic": str(algebraic), "geometric": str(geometric)},
    )


def _properties(analysis: Analysis) -> Iterator[tuple[Text, Text]]:
    if analysis.diagonalisable is None:
        return
    over = as_words(_DIAGONALISABLE[analysis.diagonalisable])
    if analysis.float64 is not None and analysis.float64.defective and not analysis.defective:
        over = Words("{over}; at float64's precision not", {"over": over})
    yield "diagonalisable", over
    yield "symmetric", _yes(analysis.symmetric)
    yield Words("normal", context="property of a matrix"), _yes(analysis.normal)
    digits = next((k.digits for k in analysis.kinds if k.name in _ORTHOGONAL and k.digits), None)
    if analysis.orthogonal or digits is None:
        yield "orthogonal", _yes(analysis.orthogonal)
    else:
        yield "orthogonal", Words("to {digits} digits", {"digits": str(digits)})
    if analysis.definiteness:
        yield "definiteness", _DEFINITENESS[analysis.definiteness]


def _inverse(analysis: Analysis) -> Iterator[tuple[Text, Text]]:
    if analysis.inverse is None:
        yield (
            "inverse",
            Words("none, {reason}", {"reason": as_words(analysis.inverse_reason or "")}),
        )
        return
    exact = analysis.exact and analysis.exact.inverse
    if exact and max(len(entry) for row in exact for entry in row) <= SHOWN:
        yield from _labelled("inverse", _aligned(exact))
    else:
        yield from _labelled("inverse", _grid(analysis.inverse, noise_of(analysis.arithmetic)))
    if analysis.float64 is not None and not analysis.float64.invertible:
        yield "", "at float64's precision it has none"
    if analysis.inverse_warning:
        yield "", Words("with care: {warning}", {"warning": as_words(analysis.inverse_warning)})


def _spaces(analysis: Analysis) -> Iterator[tuple[Text, Text]]:
    spaces: tuple[tuple[Text, Floats], ...] = (
        ("null space", analysis.null_space),
        ("column space", analysis.column_space),
        ("row space", analysis.row_space),
        ("left null space", analysis.left_null_space),
    )
    for label, basis in spaces:
        dimension, count = basis.shape
        if count == 0:
            yield label, "{0}"
        elif count == dimension:
            yield label, Words("the whole space, dimension {count}", {"count": str(count)})
        elif dimension > LONGEST_LIST:
            yield label, Words("dimension {count}", {"count": str(count)})
        else:
            yield from _labelled(label, [_vector(vector) for vector in basis.T])


def _kind(kind: Kind, analysis: Analysis) -> Words:
    return kind_phrase(
        kind, [_parameter(kind, name, value, analysis) for name, value in kind.parameters.items()]
    )


def _parameter(
    kind: Kind, name: str, value: float | tuple[float, ...] | str, analysis: Analysis
) -> Words:
    if isinstance(value, str):
        return parameter_words(name, kind_name(value) if name == "part" else value)
    if isinstance(value, tuple):
        angles = [math.degrees(v) for v in value] if name == "angles" else value
        listing = Words("[{items}]", {"items": _some(_apart(angles, analysis))})
        if name == "angles":
            listing = Words("{angles} degrees", {"angles": listing})
        return parameter_words(name, listing)
    if name == "angle":
        text = number_text(math.degrees(value)) + "°"
        exact = analysis.exact.rotation_angle if analysis.exact else None
        return parameter_words(name, _beside(text, exact if kind.name == "rotation" else None))
    return parameter_words(name, _one(value, analysis))


def _beside(approximate: str, exact: str | None) -> str:
    """Put the exact form first, unless it is the same or too long to read."""
    if not exact or exact == approximate or len(exact) > LONGEST_TEXT:
        return approximate
    return f"{exact} ≈ {approximate}"


def _entries(analysis: Analysis, typed: Sequence[Sequence[str]] | None) -> list[str]:
    """Return the lines of a matrix as it was typed, or with the digits that tell entries apart."""
    if typed is None or max(len(text) for row in typed for text in row) > LONGEST_TYPED:
        rounded = analysis.arithmetic is Arithmetic.FLOAT
        return _grid(analysis.matrix, FLOAT_NOISE if rounded else 0.0)
    return _cut([[text.replace("-", "−") for text in row] for row in typed])


def _grid(matrix: Floats, noise: float) -> list[str]:
    corner = matrix[:SHOWN, :SHOWN] if max(matrix.shape) > LONGEST_LIST else matrix
    digits = digits_apart(corner.ravel().tolist(), noise, LEAST_DIGITS)
    return _cut([[number_text(entry, digits) for entry in row] for row in matrix.tolist()])


def _cut(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table, of a large one the corner."""
    height, width = len(rows), len(rows[0])
    if max(height, width) <= LONGEST_LIST:
        return _aligned(rows)
    corner = [[*row[:SHOWN], *["…"][: width > SHOWN]] for row in rows[:SHOWN]]
    return [*_aligned(corner), *["…"][: height > SHOWN]]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(entry) for entry in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{entry:>{width}}" for entry, width in zip(row, widths, strict=True))
        for row in rows
    ]


def _vector(vector: Floats | ComplexMatrix) -> str:
    entries = [complex(entry) for entry in vector]
    parts = (abs(part) for entry in entries for part in (entry.real, entry.imag))
    digits = digits_apart(parts, _VECTOR_NOISE, LEAST_DIGITS)
    write = partial(number_text, digits=digits)
    return "[" + ", ".join(complex_text(entry, write) for entry in entries) + "]"


def _inside(text: Text) -> Words:
    return Words("  {text}", {"text": as_words(text)})


def _labelled(label: Text, lines: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    for index, line in enumerate(lines):
        yield (label if index == 0 else ""), line


def _count(items: Sequence[object]) -> int:
    return len(items) if len(items) <= LONGEST_LIST else SHOWN


def _some(items: Iterable[str]) -> Words:
    """Return a list, of a longer one the first few items and how many more there are."""
    whole = list(items)
    if len(whole) <= LONGEST_LIST:
        return as_it_is(", ".join(whole))
    values = {"items": ", ".join(whole[:SHOWN]), "count": str(len(whole) - SHOWN)}
    return Words("{items}, … {count} more", values)


def _yes(value: bool) -> Text:
    return "yes" if value else "no"
