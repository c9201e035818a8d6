"""Small exact matrices: products, rank, determinant, inverse and characteristic polynomial.

Fractions and surds may stand side by side. All raise `InexactError` where surds become too long.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.exact.elimination import echelon, reduced_echelon
from eigenscope.exact.surd import ExactNumber, simplified, sum_of
from eigenscope.exact.types import ExactRows

_ZERO, _ONE = Fraction(), Fraction(1)


def dot(first: Sequence[ExactNumber], second: Sequence[ExactNumber]) -> ExactNumber:
    """Return Σ xᵢyᵢ for two sequences of one length."""
    return sum_of(x * y for x, y in zip(first, second, strict=True) if x and y)


def product(first: ExactRows, second: ExactRows) -> ExactRows:
    """Return the product of (m, k) and (k, n) matrices."""
    columns = list(zip(*second, strict=True))
    return tuple(tuple(dot(row, column) for column in columns) for row in first)


def identity(size: int) -> ExactRows:
    """Return the identity of so many rows."""
    return tuple(tuple(_ONE if i == j else _ZERO for j in range(size)) for i in range(size))


def trace(matrix: ExactRows) -> ExactNumber:
    """Return the trace of an (n, n) matrix."""
    return sum_of(row[i] for i, row in enumerate(matrix))


def rank(matrix: ExactRows) -> int:
    """Return the rank of an (m, n) matrix."""
    return len(echelon(matrix).pivots)


def determinant(matrix: ExactRows) -> ExactNumber:
    """Return the determinant of an (n, n) matrix."""
    reduced = echelon(matrix)
    if len(reduced.pivots) < len(matrix):
        return _ZERO
    result: ExactNumber = -_ONE if reduced.swaps % 2 else _ONE
    for i, row in enumerate(reduced.rows):
        result = result * row[i]
    return simplified(result)


def inverse(matrix: ExactRows) -> ExactRows | None:
    """Return the inverse of an (n, n) matrix, None if it has none."""
    size = len(matrix)
    beside = tuple((*row, *unit) for row, unit in zip(matrix, identity(size), strict=True))
    reduced = reduced_echelon(beside, size)
    if len(reduced.pivots) < size:
        return None
    return tuple(row[size:] for row in reduced.rows)


def characteristic_polynomial(matrix: ExactRows) -> tuple[ExactNumber, ...]:
    """Return the coefficients of det(λI − A), highest power first, by Faddeev and LeVerrier."""
    size = len(matrix)
    coefficients: list[ExactNumber] = [_ONE]
    power = matrix
    for k in range(1, size + 1):
        coefficients.append(simplified(trace(power) * Fraction(-1, k)))
        if k < size:
            shifted = tuple(
                tuple(entry + coefficients[k] if i == j else entry for j, entry in enumerate(row))
                for i, row in enumerate(power)
            )
            power = product(matrix, shifted)
    return tuple(coefficients)
