"""Singular values in closed form, where they have one that can be read.

Of a matrix with two rows or columns they are (√(t + 2d) ± √(t − 2d)) / 2 with t = ‖A‖F² and d the
product of both, |det A| if A is square; of one with rank 1 the only one is √t.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.surd import InexactError, root

Rows = Sequence[Sequence[Fraction]]


def singular_value_texts(rows: Rows, rank: int) -> tuple[str, ...]:
    """Return the singular values of an exact (m, n) matrix as texts, the largest first.

    Parameters
    ----------
    rows
        The entries.
    rank
        The matrix's rank.

    Returns
    -------
    tuple of str
        min(m, n) texts; empty ones where a closed form is not known or too long.
    """
    count = min(len(rows), len(rows[0]))
    squares = sum((entry * entry for row in rows for entry in row), Fraction(0))
    try:
        if rank <= 1:
            return (short_text(root(squares)) if rank else "0", *["0"] * (count - 1))
        product = _product(rows)
        if count != 2 or product is None:
            return ("",) * count
        first, second = root(squares + 2 * product), root(squares - 2 * product)
        return tuple(short_text((first + second * sign) / 2) for sign in (1, -1))
    except InexactError:
        return ("",) * count


def _product(rows: Rows) -> Fraction | None:
    """Return the product of both singular values of a matrix of two rows or columns, if exact."""
    if len(rows) == len(rows[0]) == 2:
        return abs(rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0])
    if min(len(rows), len(rows[0])) != 2:
        return None
    short = rows if len(rows) == 2 else tuple(zip(*rows, strict=True))
    aa, ab, bb = (
        sum((x * y for x, y in zip(short[i], short[j], strict=True)), Fraction(0))
        for i, j in ((0, 0), (0, 1), (1, 1))
    )
    square = aa * bb - ab * ab  # the determinant of A·Aᵀ
    return root(square).rational
