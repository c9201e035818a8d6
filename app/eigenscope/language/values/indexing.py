"""Entries, rows, columns and slices of a value, counted from 0 as in numpy and torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eigenscope.language.values.value import MathError, Value, described, taken, whole_number

Item = Value | tuple[Value | None, ...]


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
        raise MathError("{a} is a number, and has no entries.")
    if len(items) > plain.array.ndim:
        axes = "1 axis" if plain.array.ndim == 1 else f"{plain.array.ndim} axes"
        words = f"{{a}} is {described(plain)} and has {axes}"
        raise MathError(f"{words}: {len(items)} indices are too many.")
    places: list[Any] = []
    for axis, item in enumerate(items):
        length = plain.array.shape[axis]
        places.append(
            _slice(item, length) if isinstance(item, tuple) else _place(item, length, axis)
        )
    key = tuple(places)
    return taken(plain, lambda array: array[key])


def _place(item: Value, length: int, axis: int) -> int:
    place = whole_number(item, "An index")
    if not -length <= place < length:
        what = ("row", "column")[axis] if axis < 2 else "entry"
        raise MathError(
            f"There is no {what} {place}: counted from 0, the last one is {length - 1}."
        )
    return place


def _slice(ends: tuple[Value | None, ...], length: int) -> slice:
    numbers = [None if end is None else whole_number(end, "An index") for end in ends]
    if numbers[2] == 0:
        raise MathError("The step is 0: it leads nowhere.")
    chosen = slice(*numbers)
    if not range(*chosen.indices(length)):
        raise MathError("Nothing lies between these: the slice is empty.")
    return chosen
