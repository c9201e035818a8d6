"""Entry by entry: ``.*`` and the like, where an axis of length 1 is broadcast."""

from __future__ import annotations

import operator
from collections.abc import Callable

import numpy as np

from eigenscope.language.values.arithmetic import entries, entrywise, joined, scaled
from eigenscope.language.values.limits import check_size
from eigenscope.language.values.powers import raise_scalar
from eigenscope.language.values.products import divide
from eigenscope.language.values.value import (
    MOST_EXACT,
    MOST_SINGLY,
    MathError,
    Value,
    combined,
    exactly,
    from_array,
    from_exact,
    once_each_pair,
    size_text,
    taken,
)
from eigenscope.wording.words import Words


def broadcast(a: Value, b: Value, name: str) -> Value:
    """Return a .+ b and the like: entry by entry, an axis of length 1 being stretched."""
    a, b = a.resolved(), b.resolved()
    if name == ".*" and a.scalar + b.scalar:
        return scaled(a, b)
    if name == "./" and b.scalar:
        return divide(a, b)
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        words = "{A} is {left} and {b} is {right}: entry by entry, sizes must be equal or 1."
        sizes = {"left": size_text(a), "right": size_text(b)}
        raise MathError(Words(words, sizes)) from None
    check_size(shape)
    if name in (".+", ".-"):
        return entrywise(a, b, operator.add if name == ".+" else operator.sub, "plain")
    if name == ".^" or (name == "./" and not np.all(b.array)):
        return _each(a, b, shape, raise_scalar if name == ".^" else divide)
    operation = operator.mul if name == ".*" else operator.truediv
    most = MOST_EXACT if name == ".*" else MOST_SINGLY
    if a.exact is not None and b.exact is not None and np.prod(shape) <= most:
        x, y = a.exact, b.exact
        exact = exactly(lambda: combined(operation, x, y))
        if exact is not None:
            return from_exact(exact)
    with np.errstate(all="ignore"):
        return from_array(operation(a.array, b.array))


def _each(
    a: Value, b: Value, shape: tuple[int, ...], operation: Callable[[Value, Value], Value]
) -> Value:
    if np.prod(shape) > MOST_SINGLY:
        with np.errstate(all="ignore"):
            base = a.array.astype(complex) if np.any(a.array.real < 0) else a.array
            return from_array(base**b.array if operation is raise_scalar else base / b.array)
    x, y = (_broadcast_to(value, shape) for value in (a, b))
    return joined(once_each_pair(operation, x, y), shape)


def _broadcast_to(value: Value, shape: tuple[int, ...]) -> list[Value]:
    return entries(taken(value, lambda array: np.broadcast_to(array, shape)))
