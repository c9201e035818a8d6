"""An analysis as a table of text, with the exact forms beside the floats."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from eigenscope.engine.results import (
    Analysis,
    Arithmetic,
    ComplexMatrix,
    Eigenvalue,
    FloatMatrix,
    Kind,
)

LONGEST_LIST = 12
"""Of longer lists the first few are shown, and how many more there are."""

SHOWN = 8

_ORTHOGONAL = {"rotation", "reflection", "rotoreflection", "orthogonal"}

LONGEST_TEXT = 60
"""An exact form that is longer is left to the JSON."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_DIAGONALISABLE = {
    "real": "over ℝ",
    "complex": "over ℂ only",
    "no": "no: defective, the eigenvectors do not span the space",
}

Row = tuple[str, str]
"""A label, empty where the row above goes on, and a value."""


def as_table(analysis: Analysis) -> str:
    """Return everything known about a matrix as aligned text, a fact a line."""
    rows = [
        *_summary(analysis),
        *_sizes(analysis),
        *_eigen(analysis),
        *_properties(analysis),
        *_inverse(analysis),
        *_spaces(analysis),
    ]
    width = max(len(label) for label, _ in rows) + 2
    return "\n".join(f"{label:<{width}}{value}".rstrip() for label, value in rows)


def number_text(value: float) -> str:
    """Return a number to six significant digits, with a real minus sign."""
    return f"{value + 0.0:.6g}".replace("-", "−").replace("inf", "∞")


def complex_text(value: complex) -> str:
    """Return such as "0.5 + 0.866025i"; a real number without its imaginary part."""
    if value.imag == 0:
        return number_text(value.real)
    size = number_text(abs(value.imag))
    imaginary = "i" if size == "1" else f"{size}i"
    if value.real == 0:
        return imaginary if value.imag > 0 else f"−{imaginary}"
    return f"{number_text(value.real)} {'+' if value.imag > 0 else '−'} {imaginary}"


def _summary(analysis: Analysis) -> Iterator[Row]:
    exact = analysis.exact
    yield "shape", "{}×{}".format(*analysis.shape)
    yield from _labelled("matrix", _grid(analysis.matrix))
    if analysis.kinds:
        yield from _labelled("kinds", [_kind(kind, analysis) for kind in analysis.kinds])
    second = analysis.float64.rank if analysis.float64 else analysis.rank
    beside = "" if second == analysis.rank else f"; at float64's precision {second}"
    yield "rank", f"{analysis.rank}{beside}"
    if analysis.arithmetic is not Arithmetic.EXACT:
        zero = f"singular values up to {number_text(analysis.tolerance)} count as 0"
        known = analysis.arithmetic is Arithmetic.EXACT_RANK
        yield "arithmetic", analysis.arithmetic.value if known else f"float64: {zero}"
    if analysis.trace is not None:
        yield "trace", _beside(number_text(analysis.trace), exact.trace if exact else None)
    if analysis.determinant is not None:
        value = _beside(number_text(analysis.determinant), exact.determinant if exact else None)
        yield "determinant", value
        sign, logarithm = analysis.determinant_sign, analysis.log_abs_determinant
        if sign and logarithm is not None and analysis.determinant in (0.0, math.inf, -math.inf):
            yield "", f"{'−' if sign < 0 else ''}exp({number_text(logarithm)})"


def _sizes(analysis: Analysis) -> Iterator[Row]:
    norms = analysis.norms
    yield "Frobenius norm", number_text(norms.frobenius)
    yield "spectral norm", number_text(norms.spectral)
    yield "1-norm", number_text(norms.one)
    yield "∞-norm", number_text(norms.infinity)
    yield "nuclear norm", number_text(norms.nuclear)
    yield "condition number", number_text(analysis.condition_number)
    yield "singular values", ", ".join(_some(number_text(s) for s in analysis.singular_values))


def _eigen(analysis: Analysis) -> Iterator[Row]:
    if analysis.characteristic_polynomial is None:
        yield "determinant", _no_square(analysis)
        yield "eigenvalues", _no_square(analysis)
        if analysis.shape[0] > analysis.shape[1]:  # of the image of the unit cube
            yield "√det(AᵀA)", number_text(float(np.prod(analysis.singular_values)))
        return
    for index, eigenvalue in enumerate(analysis.eigenvalues[: _count(analysis.eigenvalues)]):
        yield f"λ{str(index + 1).translate(_SUBSCRIPTS)}", _eigenvalue(eigenvalue)
        if eigenvalue.geometric_multiplicity == len(analysis.matrix) > 1:
            yield "", "  every vector is an eigenvector"
        elif len(analysis.matrix) <= LONGEST_LIST:
            for vector in eigenvalue.eigenvectors.T:
                yield "", "  eigenvector " + _vector(vector)
    rest = len(analysis.eigenvalues) - _count(analysis.eigenvalues)
    if rest:
        yield "", f"… and {rest} more eigenvalues"
    exact = analysis.exact and analysis.exact.characteristic_polynomial
    if exact and len(exact) <= 2 * LONGEST_TEXT:
        yield "characteristic polynomial", exact
    else:
        coefficients = _some(number_text(c) for c in analysis.characteristic_polynomial)
        yield "characteristic polynomial", "coefficients " + ", ".join(coefficients)


def _no_square(analysis: Analysis) -> str:
    return "none, not square: {}×{}".format(*analysis.shape)


def _eigenvalue(eigenvalue: Eigenvalue) -> str:
    value = _beside(complex_text(eigenvalue.value), eigenvalue.exact)
    algebraic, geometric = eigenvalue.algebraic_multiplicity, eigenvalue.geometric_multiplicity
    if algebraic == 1:
        return value
    return f"{value}   algebraic multiplicity {algebraic}, geometric {geometric}"


def _properties(analysis: Analysis) -> Iterator[Row]:
    if analysis.diagonalisable is None:
        return
    near = analysis.float64 is not None and analysis.float64.defective
    second = "; at float64's precision not" if near and not analysis.defective else ""
    yield "diagonalisable", _DIAGONALISABLE[analysis.diagonalisable] + second
    yield "symmetric", _yes(analysis.symmetric)
    yield "normal", _yes(analysis.normal)
    digits = next((k.digits for k in analysis.kinds if k.name in _ORTHOGONAL and k.digits), None)
    rounded = "no" if digits is None else f"to {digits} digits"
    yield "orthogonal", "yes" if analysis.orthogonal else rounded
    if analysis.definiteness:
        yield "definiteness", analysis.definiteness


def _inverse(analysis: Analysis) -> Iterator[Row]:
    if analysis.inverse is None:
        yield "inverse", f"none, {analysis.inverse_reason}"
        return
    exact = analysis.exact and analysis.exact.inverse
    if exact and max(len(entry) for row in exact for entry in row) <= SHOWN:
        yield from _labelled("inverse", _aligned(exact))
    else:
        yield from _labelled("inverse", _grid(analysis.inverse))
    if analysis.float64 is not None and not analysis.float64.invertible:
        yield "", "at float64's precision it has none"
    if analysis.inverse_warning:
        yield "", f"with care: {analysis.inverse_warning}"


def _spaces(analysis: Analysis) -> Iterator[Row]:
    spaces = (
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
            yield label, f"the whole space, dimension {count}"
        elif dimension > LONGEST_LIST:
            yield label, f"dimension {count}"
        else:
            yield from _labelled(label, [_vector(vector) for vector in basis.T])


def _kind(kind: Kind, analysis: Analysis) -> str:
    parts = []
    for name, value in kind.parameters.items():
        if isinstance(value, str):
            text = value
        elif isinstance(value, tuple):
            angles = [math.degrees(v) for v in value] if name == "angles" else value
            text = "[" + ", ".join(_some(number_text(v) for v in angles)) + "]"
            text += " degrees" if name == "angles" else ""
        elif name == "angle":
            text = number_text(math.degrees(value)) + "°"
            exact = analysis.exact.rotation_angle if analysis.exact else None
            text = _beside(text, exact if kind.name == "rotation" else None)
        else:
            text = number_text(value)
        parts.append(f"{name.replace('_', ' ')} {text}")
    named = f"{kind.name} ({', '.join(parts)})" if parts else kind.name
    return named if kind.digits is None else f"{named}, to {kind.digits} digits"


def _beside(approximate: str, exact: str | None) -> str:
    """Put the exact form first, unless it is the same or too long to read."""
    if not exact or exact == approximate or len(exact) > LONGEST_TEXT:
        return approximate
    return f"{exact} ≈ {approximate}"


def _grid(matrix: FloatMatrix) -> list[str]:
    if max(matrix.shape) > LONGEST_LIST:
        corner = matrix[:SHOWN, :SHOWN]
        rows = [[*map(number_text, row), *["…"][: matrix.shape[1] > SHOWN]] for row in corner]
        return [*_aligned(rows), *["…"][: matrix.shape[0] > SHOWN]]
    return _aligned([[number_text(entry) for entry in row] for row in matrix])


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(entry) for entry in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{entry:>{width}}" for entry, width in zip(row, widths, strict=True))
        for row in rows
    ]


def _vector(vector: FloatMatrix | ComplexMatrix) -> str:
    return "[" + ", ".join(complex_text(complex(entry)) for entry in np.asarray(vector)) + "]"


def _labelled(label: str, lines: Sequence[str]) -> Iterator[Row]:
    for index, line in enumerate(lines):
        yield (label if index == 0 else ""), line


def _count(items: Sequence[object]) -> int:
    return len(items) if len(items) <= LONGEST_LIST else SHOWN


def _some(items: Iterable[str]) -> list[str]:
    whole = list(items)
    if len(whole) <= LONGEST_LIST:
        return whole
    return [*whole[:SHOWN], f"… {len(whole) - SHOWN} more"]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
