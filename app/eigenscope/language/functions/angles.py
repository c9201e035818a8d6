"""Angles and their sines: exact wherever the value has square roots alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.exact.cosines import COSINES
from eigenscope.exact.cosines import cosine as exact_cosine
from eigenscope.exact.surd import Surd
from eigenscope.language.values.arithmetic import entries, joined
from eigenscope.language.values.products import divide
from eigenscope.language.values.value import (
    MOST_SINGLY,
    MathError,
    Value,
    fraction_of,
    from_array,
    from_exact,
    objects,
    once_each,
    pi_times,
)
from eigenscope.wording.words import Words

_HALF = Fraction(1, 2)


def cosine_of_turns(turns: Fraction) -> Value:
    """Return the cosine of a fraction of pi."""
    known = exact_cosine(turns)
    if known is not None:
        return from_exact(objects([known], ()))
    folded = turns % 2
    folded = min(folded, 2 - folded)  # cos is even
    sign = 1
    if folded > _HALF:
        folded, sign = 1 - folded, -1
    return from_array(np.asarray(sign * math.cos(float(folded) * math.pi)))


def turns_of(value: Value, *, degrees: bool = False) -> Fraction | None:
    """Return a scalar as a fraction of pi, a plain number as so many degrees if wished."""
    if value.turns is not None and not value.turns.ndim:
        return Fraction(value.turns.item())
    number = fraction_of(value)
    if number == 0:
        return Fraction(0)
    return number / 180 if degrees and number is not None and not value.angle else None


def cosine_and_sine(angle: Value) -> tuple[Value, Value]:
    """Return both of a scalar in which a plain number is in degrees, as for ``rot``."""
    if not angle.scalar or np.iscomplexobj(angle.array):
        raise MathError("An angle is a number: in degrees, or with a unit such as 0.5 rad.")
    turns = turns_of(angle, degrees=True)
    if turns is not None:
        return cosine_of_turns(turns), cosine_of_turns(turns - _HALF)
    plain = float(angle.array)
    radians = plain if angle.angle or angle.turns is not None else math.radians(plain)
    return from_array(np.asarray(math.cos(radians))), from_array(np.asarray(math.sin(radians)))


def each(
    value: Value,
    number: Callable[[Value], Value | None],
    array: Callable[[Any], Any],
) -> Value:
    """Apply a function to every entry: exactly where that is known, else to all at once."""
    plain = value.resolved()
    known = plain.exact is not None or plain.turns is not None
    if known and plain.array.size <= MOST_SINGLY:
        results = once_each(number, entries(plain))
        if all(entry is not None for entry in results):
            return joined([entry for entry in results if entry is not None], plain.shape)
    with np.errstate(all="ignore"):
        return from_array(array(plain.array))


def cosine(value: Value) -> Value:
    """Return the cosines of angles in radians."""
    return each(value, lambda entry: _of_turns(entry, Fraction(0)), np.cos)


def sine(value: Value) -> Value:
    """Return the sines of angles in radians."""
    return each(value, lambda entry: _of_turns(entry, _HALF), np.sin)


def tangent(value: Value) -> Value:
    """Return the tangents of angles in radians."""

    def of(entry: Value) -> Value | None:
        turns = turns_of(entry)
        if turns is None:
            return None
        below = cosine_of_turns(turns)
        if not below.array:
            raise MathError("The tangent of a right angle has no value.")
        return divide(cosine_of_turns(turns - _HALF), below)

    return each(value, of, np.tan)


def _of_turns(entry: Value, shift: Fraction) -> Value | None:
    turns = turns_of(entry)
    return None if turns is None else cosine_of_turns(turns - shift)


_INVERSES: dict[str, list[tuple[Surd, Fraction]]] = {
    "acos": [pair for turn, c in COSINES.items() for pair in ((c, turn), (-c, 1 - turn))],
}
_INVERSES["asin"] = [(c, _HALF - turn) for c, turn in _INVERSES["acos"]]
_INVERSES["atan"] = [
    pair
    for turn, c in COSINES.items()
    if c
    for t in (COSINES.get(_HALF - turn),)
    if t is not None
    for pair in ((t / c, turn), (-(t / c), -turn))
]


def inverse_function(name: str, function: Callable[[Any], Any]) -> Callable[[Value], Value]:
    """Return the arc function of a name, whose values are angles."""

    def of(entry: Value) -> Value | None:
        surd = entry.surd
        known = next((turn for c, turn in _INVERSES[name] if c == surd), None)
        return None if known is None else pi_times(known, angle=True)

    def apply(value: Value) -> Value:
        if name != "atan" and np.any(np.abs(value.array) > 1):
            raise MathError(Words("{function} takes numbers from −1 to 1.", {"function": name}))
        result = each(value, of, function)
        return Value(result.array, result.exact, result.turns, True)

    return apply
