"""Writes down what rational arithmetic decided."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.engine.results import Eigenvalue, ExactFacts, Kind
from eigenscope.exact.closed_forms import arc_cosine_text, fraction_text, polynomial_text
from eigenscope.exact.rational_matrix import RationalMatrix
from eigenscope.exact.types import Fractions

LONGEST_BITS = 10_000  # of a number that is written down: three thousand digits
MOST_BITS = 1_000_000  # of all entries of an inverse


def exact_facts(
    matrix: RationalMatrix, eigenvalues: Sequence[Eigenvalue], kinds: Sequence[Kind]
) -> ExactFacts:
    """Return the exact facts of an (m, n) matrix, given its distinct eigenvalues and its kinds."""
    if matrix.shape[0] != matrix.shape[1]:
        return ExactFacts(matrix.rank, None, None, None, (), None, None)
    polynomial = matrix.characteristic_polynomial
    return ExactFacts(
        rank=matrix.rank,
        trace=_text(matrix.trace),
        determinant=_text(matrix.determinant),
        inverse=_inverse(matrix.inverse),
        eigenvalues=tuple(eigenvalue.exact for eigenvalue in eigenvalues),
        characteristic_polynomial=polynomial_text(polynomial) if _short(polynomial) else None,
        rotation_angle=_rotation_angle(matrix, kinds),
    )


def _inverse(inverse: Fractions | None) -> tuple[tuple[str, ...], ...] | None:
    if inverse is None or not _short([entry for row in inverse for entry in row]):
        return None
    return tuple(tuple(map(fraction_text, row)) for row in inverse)


def _text(value: Fraction) -> str | None:
    return fraction_text(value) if _short([value]) else None


def _short(values: Sequence[Fraction]) -> bool:
    """Whether numbers can be written: Python refuses to write more than 4300 digits."""
    sizes = [v.numerator.bit_length() + v.denominator.bit_length() for v in values]
    return max(sizes) <= LONGEST_BITS and sum(sizes) <= MOST_BITS


def _rotation_angle(matrix: RationalMatrix, kinds: Sequence[Kind]) -> str | None:
    n = matrix.shape[0]
    if n > 3 or not any(k.name == "rotation" and k.digits is None for k in kinds):
        return None
    cosine = matrix.trace / 2 if n == 2 else (matrix.trace - 1) / 2
    clockwise = n == 2 and matrix.fractions[1][0] < Fraction(0)
    return ("−" if clockwise else "") + arc_cosine_text(cosine)
