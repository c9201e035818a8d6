"""Writes down what rational arithmetic decided."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.engine.exact import RationalMatrix
from eigenscope.engine.results import Eigenvalue, ExactFacts, Kind
from eigenscope.engine.surds import arc_cosine_text, fraction_text, polynomial_text


def exact_facts(
    matrix: RationalMatrix, eigenvalues: Sequence[Eigenvalue], kinds: Sequence[Kind]
) -> ExactFacts:
    """Return the exact facts of an (m, n) matrix, given its distinct eigenvalues and its kinds."""
    if matrix.shape[0] != matrix.shape[1]:
        return ExactFacts(matrix.rank, None, None, None, (), None, None)
    inverse = matrix.inverse
    return ExactFacts(
        rank=matrix.rank,
        trace=fraction_text(matrix.trace),
        determinant=fraction_text(matrix.determinant),
        inverse=None if inverse is None else tuple(tuple(map(fraction_text, r)) for r in inverse),
        eigenvalues=tuple(eigenvalue.exact for eigenvalue in eigenvalues),
        characteristic_polynomial=polynomial_text(matrix.characteristic_polynomial),
        rotation_angle=_rotation_angle(matrix, kinds),
    )


def _rotation_angle(matrix: RationalMatrix, kinds: Sequence[Kind]) -> str | None:
    n = matrix.shape[0]
    if n > 3 or not any(kind.name == "rotation" for kind in kinds):
        return None
    cosine = matrix.trace / 2 if n == 2 else (matrix.trace - 1) / 2
    clockwise = n == 2 and matrix.fractions[1][0] < Fraction(0)
    return ("−" if clockwise else "") + arc_cosine_text(cosine)
