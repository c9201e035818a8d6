"""Entries, rows, columns and slices of a value, counted from 0 as in numpy and torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eigenscope.language.texts.messages import filled
from eigenscope.language.values.value import MathError, Value, described, taken, whole_number
from eigenscope.wording.words import Text, Words

Item = Value | tuple[Value | None, ...]

_NOT_WHOLE: Text = "An index must be a whole number, not {value}."
_MISSING: Sequence[Text] = (
    "There is no row {place}: counted from 0, the last one is {last}.",
    "There is no column {place}: counted from 0, the last one is {last}.",
    "There is no entry {place}: counted from 0, the last one is {last}.",
)
"""What is said of places beyond the end of the first axis, the second and any other."""


def index(value: Value, items: Sequence[Item]) -> Value:
    """Return part of a value.

    Parameters
    ----------
    value
        Of any shape but ().
    items
        For each of the first axes a whole number, or the ends of a slice.

    Raises
    ------
    MathError
        If there is no such part.
    """
    plain = value.resolved()
    if not plain.array.ndim:
        raise MathError("{A} is a number, and has no entries.")
    if len(items) > plain.array.ndim:
        raise MathError(
            Words(
                "{A} is {value} and has {count} axis: {given} indices are too many.",
                {"value": described(plain), "count": plain.array.ndim, "given": len(items)},
                plural="{A} is {value} and has {count} axes: {given} indices are too many.",
            )
        )
    places: list[Any] = []
    for axis, item in enumerate(items):
        length = plain.array.shape[axis]
        places.append(
            _slice(item, length) if isinstance(item, tuple) else _place(item, length, axis)
        )
    key = tuple(places)
    return taken(plain, lambda array: array[key])


def _place(item: Value, length: int, axis: int) -> int:
    place = whole_number(item, _NOT_WHOLE)
    if not -length <= place < length:
        raise MathError(filled(_MISSING[min(axis, 2)], {"place": place, "last": length - 1}))
    return place


def _slice(ends: tuple[Value | None, ...], length: int) -> slice:
    numbers = [None if end is None else whole_number(end, _NOT_WHOLE) for end in ends]
    if numbers[2] == 0:
        raise MathError("The step is 0: it leads nowhere.")
    chosen = slice(*numbers)
    if not range(*chosen.indices(length)):
        raise MathError("Nothing lies between these: the slice is empty.")
    return chosen
