"""Products, entry-by-entry operations and reductions of small tables, exact where entries are.

They stand beside torch's because a picture needs each term of a sum, not the sum alone, and because
a person who typed 1/3 wants thirds back.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.exact.numbers import OPERATORS, Number, over, times, total

Numbers = tuple[tuple[Number, ...], ...]
Results = tuple[tuple[Number | None, ...], ...]
Shape = tuple[int, int]


def shape_of(table: Results) -> Shape:
    """Return rows and columns."""
    return len(table), len(table[0])


def column(table: Numbers, j: int) -> tuple[Number, ...]:
    """Return a column."""
    return tuple(row[j] for row in table)


def dot_terms(a: Numbers, b: Numbers, i: int, j: int) -> tuple[Number, ...]:
    """Return the products aᵢₚ·bₚⱼ whose sum is entry (i, j) of A B."""
    return tuple(times(x, y) for x, y in zip(a[i], column(b, j), strict=True))


def product(a: Numbers, b: Numbers, inner: int | None = None) -> Numbers:
    """Return A B for A (n, k) and B (k, m); with ``inner``, of only so many of the k terms."""
    (n, _), (_, m) = shape_of(a), shape_of(b)
    return tuple(tuple(total(dot_terms(a, b, i, j)[:inner]) for j in range(m)) for i in range(n))


def broadcast_shape(a: Shape, b: Shape) -> Shape | None:
    """Return the shape of A ∘ B, or None; sizes must be equal or 1, as in numpy and torch."""
    if any(x != y and 1 not in (x, y) for x, y in zip(a, b, strict=True)):
        return None
    rows, columns = (y if x == 1 else x for x, y in zip(a, b, strict=True))
    return rows, columns


def stretched(table: Numbers, shape: Shape) -> Numbers:
    """Return the table with its axes of length 1 repeated up to a shape."""
    rows, columns = shape_of(table)
    return tuple(
        tuple(table[i if rows > 1 else 0][j if columns > 1 else 0] for j in range(shape[1]))
        for i in range(shape[0])
    )


def entrywise(operator: str, a: Numbers, b: Numbers) -> Results:
    """Return an operation on each pair of entries of tables of one shape; None where undefined."""
    operation = OPERATORS[operator]
    return tuple(
        tuple(operation(x, y) for x, y in zip(first, second, strict=True))
        for first, second in zip(a, b, strict=True)
    )


def added_up(rows: Sequence[Sequence[Number]], count: int) -> tuple[Number, ...]:
    """Return the sums of the first ``count`` rows, one for each column."""
    return tuple(total(terms) for terms in zip(*rows[:count], strict=True))


def divided(numbers: Sequence[Number], count: int) -> tuple[Number, ...]:
    """Return each number divided by a positive count."""
    quotients = (over(number, Fraction(count)) for number in numbers)
    return tuple(quotient for quotient in quotients if quotient is not None)


def transposed(table: Numbers) -> Numbers:
    """Return the transpose."""
    return tuple(zip(*table, strict=True))
