"""Sums, and products with numbers: what needs no rows and columns.

In messages {a} and {b} stand for the operands as they were written.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.language.values.value import (
    MOST_ADDED,
    MOST_EXACT,
    Exact,
    MathError,
    Role,
    Value,
    combined,
    described,
    different,
    exactly,
    fraction_of,
    from_array,
    from_exact,
    from_turns,
    objects,
    once_each,
    rational,
    size_text,
    with_size,
)
from eigenscope.wording.words import Words

_SAFE_EXPONENT = 400  # of 2: squares of such numbers, and sums of those, are floats
_LARGEST_EXPONENT = 1000  # of 2: both this power and its reciprocal are


def negate(a: Value) -> Value:
    """Return −a."""
    return scaled(rational(-1), a)


def add(a: Value, b: Value, sign: int = 1) -> Value:
    """Return a + b, or a − b for the sign −1."""
    a, b = _sized(a, b)
    if a.shape != b.shape or a.role != b.role:
        raise _unequal(a, b)
    return entrywise(a, b, operator.add if sign > 0 else operator.sub, a.role)


def _sized(a: Value, b: Value) -> tuple[Value, Value]:
    """Give I the size of what it is added to."""
    if a.role == "identity" and b.role != "identity":
        return _as_identity(a, b), b
    if b.role == "identity" and a.role != "identity":
        return a, _as_identity(b, a)
    if "row" in (a.role, b.role) and a.role != b.role:
        return a.resolved(), b.resolved()
    return a, b


def _as_identity(identity: Value, other: Value) -> Value:
    if other.scalar:
        raise MathError("I is a matrix, and a number cannot be added to it: write 1 instead of I.")
    if len(other.shape) != 2 or other.shape[0] != other.shape[1]:
        words = "I is square, and cannot be added to {value}."
        raise MathError(Words(words, {"value": described(other)}))
    return with_size(identity, other.shape[0])


def _unequal(a: Value, b: Value) -> MathError:
    if a.scalar or b.scalar:
        other = b if a.scalar else a
        words = "{A} is a number, the other has shape {size}: write .+ for each."
        if other.kind == "matrix":
            words = (
                "{A} is a number and the other is {size}: a multiple of I can be added to a matrix,"
                " or write .+ to add the number to every entry."
            )
        return MathError(Words(words, {"size": size_text(other)}), swapped=not a.scalar)
    words = "{A} is {left} and {b} is {right}: only equal sizes can be added."
    return MathError(Words(words, {"left": size_text(a), "right": size_text(b)}))


def entrywise(a: Value, b: Value, operation: Callable[[Any, Any], Any], role: Role) -> Value:
    """Add or subtract entry by entry; the shapes fit."""
    angle = a.angle and b.angle
    if a.turns is not None and b.turns is not None:
        result = from_turns(combined(operation, a.turns, b.turns), angle=angle)
        if result.exact is None or a.exact is None or b.exact is None:
            return result
    if (
        a.exact is not None
        and b.exact is not None
        and max(a.array.size, b.array.size) <= MOST_ADDED
    ):
        x, y = a.exact, b.exact
        exact = exactly(lambda: combined(operation, x, y))
        if exact is not None:
            return from_exact(exact, role)
    with np.errstate(all="ignore"):
        plain = from_array(operation(a.array, b.array), role)
    return Value(plain.array, angle=angle, role=role)


def scaled(a: Value, b: Value) -> Value:
    """Return a product of which one side at least is a number or a multiple of I."""
    role: Role = b.role if a.array.ndim == 0 else a.role
    if "identity" in (a.role, b.role) and a.array.ndim == b.array.ndim == 0:
        role = "identity"
    angle = a.angle or b.angle
    for x, y in ((a, b), (b, a)):
        turns = _scaled_turns(x, y)
        if turns is not None:
            result = from_turns(turns, angle=angle)
            return Value(result.array, result.exact, result.turns, angle, role)
    if a.exact is not None and b.exact is not None:
        x_exact, y_exact = a.exact, b.exact
        exact = exactly(lambda: combined(operator.mul, x_exact, y_exact))
        if exact is not None:
            result = from_exact(exact, role)
            return Value(result.array, result.exact, None, angle, role)
    with np.errstate(all="ignore"):
        array = from_array(a.array * b.array).array
    return Value(array, None, None, angle, role)


def _scaled_turns(x: Value, y: Value) -> Exact | None:
    """Return x·y as fractions of pi where x is a number and one of them is such a fraction."""
    fraction = None if x.surd is None else x.surd.rational
    if fraction is not None and y.turns is not None:
        return combined(operator.mul, objects([fraction], ()), y.turns)
    if x.turns is None or x.turns.ndim or y.exact is None:
        return None
    unit, flat = x.turns.item(), y.exact.ravel().tolist()
    if any(each.rational is None for each in different(flat)):
        return None
    return objects(once_each(lambda each: each.rational * unit, flat), y.exact.shape)


def homogeneous(value: Value, degree: int, work: Callable[[Value], Value]) -> Value:
    """Return work(value), where work(c·value) is c^degree·work(value) for every number c > 0.

    Entries near the bounds of floats are brought to about 1 first, so that nothing on the way
    overflows or vanishes; a result that fits a float is right.
    """
    largest = float(np.abs(value.array).max(initial=0.0))
    exponent = max(-_LARGEST_EXPONENT, min(math.frexp(largest)[1], _LARGEST_EXPONENT))
    if not largest or abs(exponent) <= _SAFE_EXPONENT:
        return work(value)
    result = work(scaled(value, rational(Fraction(2) ** -exponent)))
    back = rational(Fraction(2) ** exponent)
    for _ in range(degree):
        result = scaled(result, back)
    return result


def entries(value: Value) -> list[Value]:
    """Return the entries of a value as scalars: one object for those that are exactly the same."""
    plain = value.resolved()
    floats = plain.array.ravel()
    exact, turns = (
        [None] * plain.array.size if table is None else table.ravel().tolist()
        for table in (plain.exact, plain.turns)
    )
    known: dict[tuple[int, int], Value] = {}
    scalars = []
    for place, (number, turn) in enumerate(zip(exact, turns, strict=True)):
        entry = known.get((id(number), id(turn)))
        if entry is None:
            entry = Value(
                np.asarray(floats[place]),
                None if number is None else objects([number], ()),
                None if turn is None else objects([turn], ()),
                plain.angle,
            )
            if number is not None or turn is not None:
                known[id(number), id(turn)] = entry
        scalars.append(entry)
    return scalars


def joined(parts: list[Value], shape: tuple[int, ...]) -> Value:
    """Return scalars as the entries of one value."""
    angle = bool(parts) and all(part.angle for part in parts)
    exact = turns = None
    if parts and len(parts) <= MOST_EXACT:
        if all(part.exact is not None for part in parts):
            exact = objects([part.exact[()] for part in parts if part.exact is not None], shape)
        if all(part.turns is not None or fraction_of(part) == 0 for part in parts):
            turned = [Fraction(0) if p.turns is None else p.turns[()] for p in parts]
            turns = objects(turned, shape)
    array = from_array(np.array([part.array[()] for part in parts]).reshape(shape)).array
    return Value(array, exact, turns, angle)
