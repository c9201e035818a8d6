"""Writes down what exact arithmetic decided."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.engine.analysis.results import Eigenvalue, ExactFacts, Kind
from eigenscope.exact.closed_forms import arc_cosine_text, exact_text, integers, polynomial_text
from eigenscope.exact.rational_matrix import RationalMatrix
from eigenscope.exact.root_matrix import RootMatrix
from eigenscope.exact.surd import ExactNumber
from eigenscope.exact.types import ExactRows

LONGEST_BITS = 10_000  # of a number that is written down: three thousand digits
MOST_BITS = 1_000_000  # of all entries of an inverse


def exact_facts(
    matrix: RationalMatrix | RootMatrix, eigenvalues: Sequence[Eigenvalue], kinds: Sequence[Kind]
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


def _inverse(inverse: ExactRows | None) -> tuple[tuple[str, ...], ...] | None:
    if inverse is None or not _short([entry for row in inverse for entry in row]):
        return None
    return tuple(tuple(map(exact_text, row)) for row in inverse)


def _text(value: ExactNumber) -> str | None:
    return exact_text(value) if _short([value]) else None


def _short(values: Sequence[ExactNumber]) -> bool:
    """Whether numbers can be written: Python refuses to write more than 4300 digits."""
    sizes = [sum(size.bit_length() for size in integers(value)) for value in values]
    return max(sizes) <= LONGEST_BITS and sum(sizes) <= MOST_BITS


def _rotation_angle(matrix: RationalMatrix | RootMatrix, kinds: Sequence[Kind]) -> str | None:
    n = matrix.shape[0]
    if n > 3 or not any(k.name == "rotation" and k.digits is None for k in kinds):
        return None
    cosine = matrix.trace / 2 if n == 2 else (matrix.trace - 1) / 2
    clockwise = n == 2 and matrix.entries[1][0] < 0
    return ("−" if clockwise else "") + arc_cosine_text(cosine)
