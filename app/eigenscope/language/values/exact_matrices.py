"""Exact matrices: of surds, by elimination where they are small; of fractions, by the engine.

Where every entry is a fraction, rank, determinant and inverse are found as an analysis finds them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from eigenscope.engine.analysis.structure import product
from eigenscope.exact.surd import InexactError, Surd
from eigenscope.exact.types import Fractions
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


def from_fractions(rows: Fractions) -> Exact:
    """Return fractions as surds; raise InexactError for numbers that are too long."""
    zero = Surd({})
    flat = [Surd.of(entry) if entry else zero for row in rows for entry in row]
    return objects(flat, (len(rows), len(rows[0])))


def rational_product(a: Exact, b: Exact) -> Exact:
    """Return the product of two matrices of fractions; raise InexactError for others."""
    x, y = _rationals(a), _rationals(b)
    if None in x or None in y:
        raise InexactError
    found: list[Any] = product(objects(x, a.shape), objects(y, b.shape)).tolist()
    return from_fractions(tuple(map(tuple, found)))


def _rationals(matrix: Exact) -> list[Fraction | None]:
    return once_each(lambda entry: entry.rational, matrix.ravel().tolist())


def determinant(matrix: Exact) -> Surd:
    """Return the determinant of an (n, n) matrix."""
    rows, factor = _eliminated(matrix)
    for k in range(len(matrix)):
        factor = factor * rows[k][k]
    return factor


def rank(matrix: Exact) -> int:
    """Return the rank of an (m, n) matrix."""
    rows, _ = _eliminated(matrix)
    return sum(any(row) for row in rows)


def rank_factors(matrix: Exact) -> tuple[Exact, Exact]:
    """Return C (m, r) and F (r, n) of full rank r ≥ 1 with A = C·F."""
    rows, _ = _eliminated(matrix)
    kept = [row for row in rows if any(row)]
    pivots = [next(k for k, entry in enumerate(row) if entry) for row in kept]
    for place in reversed(range(len(kept))):
        pivot = pivots[place]
        scale = kept[place][pivot].inverse()
        kept[place] = [entry * scale for entry in kept[place]]
        for above in range(place):
            kept[above] = _less(kept[above], kept[above][pivot], kept[place])
    flat = [entry for row in kept for entry in row]
    return matrix[:, pivots], objects(flat, (len(kept), matrix.shape[1]))


def inverse(matrix: Exact) -> Exact:
    """Return the inverse of an (n, n) matrix of full rank.

    Raises
    ------
    InexactError
        If the matrix or the entries of its inverse are too large.
    """
    if len(matrix) > LARGEST_INVERTED:
        raise InexactError
    one, zero = Surd.of(1), Surd({})
    size = len(matrix)
    unit = [[one if i == j else zero for j in range(size)] for i in range(size)]
    rows = [list(row) + unit[k] for k, row in enumerate(matrix.tolist())]
    for k in range(size):
        pivot = next(i for i in range(k, size) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        scale = rows[k][k].inverse()
        rows[k] = [entry * scale for entry in rows[k]]
        for i in range(size):
            if i != k and rows[i][k]:
                rows[i] = _less(rows[i], rows[i][k], rows[k])
    return objects([entry for row in rows for entry in row[size:]], (size, size))


def _eliminated(matrix: Exact) -> tuple[list[list[Surd]], Surd]:
    """Return the rows in echelon form, and the sign that exchanging them gave."""
    if matrix.size > LARGEST_ELIMINATED:
        raise InexactError
    rows: list[list[Surd]] = [list(row) for row in matrix.tolist()]
    sign, done = Surd.of(1), 0
    for column in range(matrix.shape[1]):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        if pivot != done:
            rows[done], rows[pivot] = rows[pivot], rows[done]
            sign = -sign
        scale = rows[done][column].inverse()
        for i in range(done + 1, len(rows)):
            if rows[i][column]:
                rows[i] = _less(rows[i], rows[i][column] * scale, rows[done])
        done += 1
    return rows, sign


def _less(row: list[Surd], factor: Surd, other: list[Surd]) -> list[Surd]:
    return [a - factor * b if b else a for a, b in zip(row, other, strict=True)]
