"""A product's factors, so that a composition of maps can be played one map after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eigenscope.language.evaluating.entry import Factor, Matrix
from eigenscope.language.evaluating.matrix_values import matrix_of
from eigenscope.language.reading.tree import Binary, Node, Number, Sign
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.value import Value

MOST_FACTORS = 12
_LARGEST_POWER = 6  # A^3 is A three times; of a higher power nobody wants to see every step

Valued = tuple[str, Value]


def factor_nodes(node: Node) -> list[Node]:
    """Return what a product consists of, from left to right; a minus sign is a factor of −1."""
    return list(_parts(node))


def _parts(node: Node) -> Iterator[Node]:
    match node:
        case Binary(operator="*" | "×", left=left, right=right):
            yield from _parts(left)
            yield from _parts(right)
        case Sign(sign="-", operand=operand) if not isinstance(operand, Number):
            yield Sign(node.start, node.start, "-", Number(node.start, node.start, "1"))
            yield from _parts(operand)
        case Sign(sign="+", operand=operand):
            yield from _parts(operand)
        case Binary(operator="^", left=left, right=Number(text=text)) if (
            text.isdigit() and 2 <= int(text) <= _LARGEST_POWER
        ):
            for _ in range(int(text)):
                yield from _parts(left)
        case _:
            yield node


def as_factors(values: Sequence[Valued], columns: int) -> tuple[Factor, ...]:
    """Return the factors of a product as matrices that follow one another.

    Parameters
    ----------
    values
        Texts and values, as written.
    columns
        How many columns the product has. A number becomes so many times the identity.

    Returns
    -------
    tuple of Factor
        As written; none if the values cannot be seen as maps one after another.
    """
    factors: list[Factor] = []
    size = columns
    for text, value in reversed(values):
        if value.role == "identity" and not value.array.ndim and value.array.item() == 1:
            continue
        if not value.array.ndim:
            matrix = _multiple(value, size)
        else:
            try:
                matrix = matrix_of(value, text)
            except LanguageError:
                return ()
        if matrix is None or matrix.shape[1] != size or value.role == "row":
            return ()
        size = matrix.shape[0]
        factors.append(Factor(text, matrix))
    return tuple(reversed(factors)) if len(factors) <= MOST_FACTORS else ()


def _multiple(value: Value, size: int) -> Matrix | None:
    number = value.array.item()
    if isinstance(number, complex) or not np.isfinite(number):
        return None
    text = matrix_of(value, "").texts()[0][0]
    return Matrix.from_texts(
        tuple(tuple(text if i == j else "0" for j in range(size)) for i in range(size))
    )
