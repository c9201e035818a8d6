"""A field that holds one vector, such as a point that can be dragged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from eigenscope.arrays import Floats
from eigenscope.labs.contract.specs import VectorsSpec
from eigenscope.language.evaluating.entry import Matrix, column, number_text
from eigenscope.wording.words import Text


def one_vector(
    label: Text,
    group: Text,
    tip: Text,
    letter: str,
    *,
    length: Callable[[Any], int] = lambda _inputs: 2,
    longest: int = 3,
    relevant: Callable[[Any], bool] = lambda _inputs: True,
) -> VectorsSpec:
    """Return the spec of a vector, of two numbers unless a ``length`` is told, with its letter."""
    return VectorsSpec(
        label, group, tip, length, 1, 1, (letter,), longest=longest, relevant=relevant
    )


def vector_of(numbers: Iterable[float]) -> tuple[Matrix, ...]:
    """Return numbers, such as where a point is dragged to, as such a field has them."""
    return (column(*(number_text(float(number)) for number in numbers)),)


def numbers_of(vectors: tuple[Matrix, ...]) -> Floats:
    """Return the numbers (n,) of the one vector that such a field has."""
    numbers: Floats = vectors[0].to_array()[:, 0]
    return numbers
