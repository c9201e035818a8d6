"""Singular values in closed form, where they have one that can be read.

Of a matrix with two rows or columns they are (√(t + 2d) ± √(t − 2d)) / 2 with t = ‖A‖F² and d the
product of both, |det A| if A is square; of one with rank 1 the only one is √t.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from eigenscope.exact.closed_forms import LONGEST, fraction_text, square_root_parts, surd_text

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
    if rank <= 1:
        return (_root_text(*square_root_parts(squares)) if rank else "0", *["0"] * (count - 1))
    product = _product(rows)
    if count != 2 or product is None:
        return ("",) * count
    return tuple(_half_sum(squares + 2 * product, squares - 2 * product, s) for s in (1, -1))


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
    above, below = math.isqrt(square.numerator), math.isqrt(square.denominator)
    root = Fraction(above, below)
    return root if root * root == square else None


def _half_sum(first: Fraction, second: Fraction, sign: int) -> str:
    """Return (√first ± √second) / 2."""
    (a, p), (b, q) = square_root_parts(first), square_root_parts(second)
    a, b = a / 2, sign * b / 2
    if p == q or not b:
        return _root_text(a + b, p)
    if p == 1:
        return surd_text(a, b, q) or ""
    if q == 1:
        return surd_text(b, a, p) or ""
    text = f"{_root_text(a, p)} {'+' if sign > 0 else '−'} {_root_text(abs(b), q)}"
    return text if len(text) <= LONGEST else ""


def _root_text(factor: Fraction, inside: int) -> str:
    """Return factor·√inside."""
    if inside == 1:
        return fraction_text(factor)
    return surd_text(Fraction(0), factor, inside) or ""
