"""Singular values in closed form, where they have one.

Of a matrix with two rows or columns they are (√(t + 2d) ± √(t − 2d)) / 2 with t = ‖A‖F² and d the
product of both, |det A| if A is square; of one with rank 1 the only one is √t.
"""

from __future__ import annotations

from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.closed_roots import root_of
from eigenscope.exact.matrices import determinant, dot
from eigenscope.exact.surd import ExactNumber, InexactError, Surd, magnitude
from eigenscope.exact.types import ExactRows


def singular_values(rows: ExactRows, rank: int) -> tuple[Surd, ...] | None:
    """Return the singular values of an exact (m, n) matrix of a rank, the largest first.

    The result has min(m, n) values; it is None where a closed form is not known.
    """
    count = min(len(rows), len(rows[0]))
    zeros = (Surd({}),) * (count - 1)
    try:
        entries = [entry for row in rows for entry in row]
        squares = dot(entries, entries)
        if rank <= 1:
            return (root_of(squares), *zeros)
        if count != 2:
            return None
        twice = 2 * _product(rows)
        first, second = root_of(squares + twice), root_of(squares - twice)
        return (first + second) / 2, (first - second) / 2
    except InexactError:
        return None


def singular_value_texts(rows: ExactRows, rank: int) -> tuple[str, ...]:
    """Return the singular values as texts; empty ones where a closed form is not known or long."""
    known = singular_values(rows, rank)
    return ("",) * min(len(rows), len(rows[0])) if known is None else tuple(map(short_text, known))


def _product(rows: ExactRows) -> ExactNumber:
    """Return the product of both singular values of a matrix of two rows or columns."""
    if len(rows) == len(rows[0]):
        return magnitude(determinant(rows))
    short = rows if len(rows) == 2 else tuple(zip(*rows, strict=True))
    aa, ab, bb = (dot(short[i], short[j]) for i, j in ((0, 0), (0, 1), (1, 1)))
    return root_of(aa * bb - ab * ab)  # the determinant of A·Aᵀ
