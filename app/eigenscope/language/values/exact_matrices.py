"""Exact matrices of expressions: with roots, by elimination where they are small; else by FLINT.

Where every entry is a fraction, rank, determinant and inverse are found as an analysis finds them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from eigenscope.engine.analysis.structure import product
from eigenscope.exact import matrices
from eigenscope.exact.elimination import reduced_echelon
from eigenscope.exact.surd import ExactNumber, InexactError, Surd, simplified
from eigenscope.exact.types import ExactRows, Fractions
from eigenscope.language.values.value import Exact, objects, once_each

LARGEST_INVERTED = 6  # rows with square roots; entries grow with every one
LARGEST_ELIMINATED = 64  # entries, some with square roots


def fractions_of(exact: Exact | None) -> Fractions | None:
    """Return an (m, n) matrix of surds as fractions, or None if any has a root in it."""
    if exact is None:
        return None
    flat = _rationals(exact)
    known = [fraction for fraction in flat if fraction is not None]
    if len(known) < len(flat):
        return None
    width = exact.shape[1]
    return tuple(tuple(known[k : k + width]) for k in range(0, len(known), width))


def from_rows(rows: ExactRows) -> Exact:
    """Return exact rows as surds; raise InexactError for numbers that are too long."""
    zero = Surd({})
    flat = [_surd(entry) if entry else zero for row in rows for entry in row]
    return objects(flat, (len(rows), len(rows[0])))


def rational_product(a: Exact, b: Exact) -> Exact:
    """Return the product of two matrices of fractions; raise InexactError for others."""
    x, y = _rationals(a), _rationals(b)
    if None in x or None in y:
        raise InexactError
    rows: list[Any] = product(objects(x, a.shape), objects(y, b.shape)).tolist()
    return from_rows(tuple(map(tuple, rows)))


def _rationals(matrix: Exact) -> list[Fraction | None]:
    return once_each(lambda entry: entry.rational, matrix.ravel().tolist())


def determinant(matrix: Exact) -> Surd:
    """Return the determinant of an (n, n) matrix."""
    return _surd(matrices.determinant(_eliminable(matrix)))


def rank(matrix: Exact) -> int:
    """Return the rank of an (m, n) matrix."""
    return matrices.rank(_eliminable(matrix))


def rank_factors(matrix: Exact) -> tuple[Exact, Exact]:
    """Return C (m, r) and F (r, n) of full rank r ≥ 1 with A = C·F."""
    reduced = reduced_echelon(_eliminable(matrix))
    return matrix[:, list(reduced.pivots)], from_rows(reduced.rows[: len(reduced.pivots)])


def inverse(matrix: Exact) -> Exact:
    """Return the inverse of an (n, n) matrix of full rank.

    Raises
    ------
    InexactError
        If the matrix or the entries of its inverse are too large.
    """
    if len(matrix) > LARGEST_INVERTED:
        raise InexactError
    rows = matrices.inverse(rows_of(matrix))
    assert rows is not None
    return from_rows(rows)


def rows_of(matrix: Exact) -> ExactRows:
    """Return an (m, n) matrix of surds as rows, with fractions where entries are rational."""
    return tuple(tuple(map(simplified, row)) for row in matrix.tolist())


def _eliminable(matrix: Exact) -> ExactRows:
    if matrix.size > LARGEST_ELIMINATED:
        raise InexactError
    return rows_of(matrix)


def _surd(number: ExactNumber) -> Surd:
    return number if isinstance(number, Surd) else Surd.of(number)
