"""Functions that reshape, join and fold arrays, as deep learning does."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from eigenscope.language.functions.entrywise import real_numbers_alone
from eigenscope.language.functions.function import Group
from eigenscope.language.functions.matrices import axis_number, matrix_of
from eigenscope.language.functions.norms import total
from eigenscope.language.values.arithmetic import add, homogeneous
from eigenscope.language.values.broadcasting import broadcast
from eigenscope.language.values.limits import check_size, check_work
from eigenscope.language.values.products import divide, multiply, transpose
from eigenscope.language.values.value import (
    MOST_EXACT,
    MathError,
    Value,
    exactly,
    from_array,
    from_exact,
    from_integers,
    rational,
    reshaped,
    size_text,
    taken,
    whole_number,
    written_shape,
)
from eigenscope.wording.words import Words, as_it_is, listed, together

GROUP = Group("Arrays")


@GROUP.add("reshape(x, m, n, …)", "The same entries in another shape; one size may be −1.",
           "reshape(arange(6), 2, -1)", least=2, most=None)  # fmt: skip
def _reshape(value: Value, *sizes: Value) -> Value:
    shape = [whole_number(size, "A size must be a whole number, not {value}.") for size in sizes]
    plain = value.resolved()
    count = plain.array.size
    if shape.count(-1) > 1 or any(side < 1 and side != -1 for side in shape):
        raise MathError("Sizes are at least 1, and one of them may be −1.")
    known = math.prod(side for side in shape if side != -1)
    fits = count % known == 0 if -1 in shape else count == known
    if not fits:
        raise MathError(
            Words(
                "{A} has {count} entry, which does not fit into {size}.",
                {"count": count, "size": written_shape(tuple(shape))},
                plural="{A} has {count} entries, which do not fit into {size}.",
            )
        )
    return reshaped(plain, tuple(count // known if side == -1 else side for side in shape))


@GROUP.add("cat(A, B, …, axis)", "Joined one after another along an axis: 0 unless given.",
           "cat(A, A, axis=1)", most=None, keywords=("axis",))  # fmt: skip
def _cat(*values: Value, axis: Value | None = None) -> Value:
    return concatenated([value.resolved() for value in values], axis)


def concatenated(parts: list[Value], axis: Value | int | None) -> Value:
    """Return arrays joined along an axis; raise MathError where they do not fit."""
    dimensions = parts[0].array.ndim
    if not dimensions or any(part.array.ndim != dimensions for part in parts):
        sizes = together([_size_of(part) for part in parts])
        raise MathError(Words("These cannot be joined: their sizes are {sizes}.", {"sizes": sizes}))
    along = axis if isinstance(axis, int) else axis_number(axis, dimensions) or 0
    rest = {part.shape[:along] + part.shape[along + 1 :] for part in parts}
    if len(rest) > 1:
        sizes = listed([as_it_is(size) for size in dict.fromkeys(map(size_text, parts))])
        words = "{sizes} cannot be joined along axis {axis}: the other sizes differ."
        raise MathError(Words(words, {"sizes": sizes, "axis": along}))
    return _combined(parts, lambda arrays: np.concatenate(arrays, axis=along))


def _size_of(part: Value) -> Words:
    return as_it_is(size_text(part)) if part.shape else Words("a number")


def stacked(parts: list[Value]) -> Value:
    """Return arrays of one shape as the entries of a new first axis."""
    return _combined(parts, np.stack)


def _combined(parts: list[Value], combine: Callable[[list[Any]], Any]) -> Value:
    array = from_array(combine([part.array for part in parts])).array
    exact = turns = None
    if array.size <= MOST_EXACT:
        exacts = [part.exact for part in parts if part.exact is not None]
        exact = combine(exacts) if len(exacts) == len(parts) else None
        turned = [part.turns for part in parts if part.turns is not None]
        turns = combine(turned) if len(turned) == len(parts) else None
    return Value(array, exact, turns, all(part.angle for part in parts))


def _fold(value: Value, axis: Value | None) -> tuple[Value, int | None]:
    plain = value.resolved()
    if not plain.array.ndim:
        plain = reshaped(plain, (1,))
    return plain, axis_number(axis, plain.array.ndim)


@GROUP.add("sum(x, axis)", "Sum of all entries; axis 0 adds down the rows.", "sum(A, 0)", most=2,
           keywords=("axis",))  # fmt: skip
def _sum(value: Value, axis: Value | None = None) -> Value:
    plain, along = _fold(value, axis)
    return homogeneous(plain, 1, lambda data: total(data, along))


@GROUP.add("mean(x, axis)", "Mean of all entries; axis 0 gives one for each column.", "mean(A, 0)",
           most=2, keywords=("axis",))  # fmt: skip
def _mean(value: Value, axis: Value | None = None) -> Value:
    plain, along = _fold(value, axis)
    count = plain.array.size if along is None else plain.shape[along]
    return homogeneous(plain, 1, lambda data: divide(total(data, along), rational(count)))


@GROUP.add("cumsum(x, axis)", "Running sum.", "cumsum(v)", most=2, keywords=("axis",))
def _cumsum(value: Value, axis: Value | None = None) -> Value:
    plain, along = _fold(value, axis)
    if along is None:
        plain, along = reshaped(plain, (plain.array.size,)), 0
    if plain.exact is not None:
        known = plain.exact
        exact = exactly(lambda: np.add.accumulate(known, axis=along))
        if exact is not None:
            return from_exact(exact)
    return from_array(np.cumsum(plain.array, axis=along))


def _extreme(find: Callable[..., Any], *, place: bool = False) -> Callable[..., Value]:
    """Return a function that finds the extreme entries along an axis, or their ``place``."""

    def apply(value: Value, *more: Value, axis: Value | None = None) -> Value:
        value, *others = (each.resolved() for each in (value, *more))
        if others and not (place or value.array.ndim):
            value = stacked([value, *_numbers(others)])
        elif others:
            (axis,) = _one_axis(others)
        plain, along = _fold(value, axis)
        if np.iscomplexobj(plain.array):
            raise MathError("Complex numbers have no order.")
        if along is None:
            plain, along = reshaped(plain, (plain.array.size,)), 0
        indices = find(plain.array, axis=along)
        if place:
            return from_integers(np.asarray(indices, np.int64))
        places = np.expand_dims(indices, along)
        return taken(plain, lambda a: np.take_along_axis(a, places, along).squeeze(along))

    return apply


def _numbers(others: Sequence[Value]) -> Sequence[Value]:
    if any(each.array.ndim for each in others):
        raise MathError("These are not all numbers: of a matrix or vector, write one alone.")
    return others


def _one_axis(others: Sequence[Value]) -> Sequence[Value]:
    if len(others) > 1:
        raise MathError("A matrix or vector is followed by one axis at most.")
    return others


GROUP.add("min(x, axis)", "Smallest entry, or the smallest of several numbers.", "min(v)",
          most=None, keywords=("axis",))(_extreme(np.argmin))  # fmt: skip
GROUP.add("max(x, axis)", "Largest entry, or the largest of several numbers.", "max(v)",
          most=None, keywords=("axis",))(_extreme(np.argmax))  # fmt: skip

_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def compared(left: Value, right: Value, sign: str) -> Value:
    """Return 1 where a comparison of entries holds, else 0; raise MathError if they have no order.

    An axis of length 1 is stretched.
    """
    difference = broadcast(left, right, ".-")
    if np.iscomplexobj(difference.array) and sign not in ("==", "!="):
        raise MathError("Complex numbers have no order.")
    return from_integers(np.asarray(_COMPARED[sign](difference.array, 0), np.int64))


@GROUP.add("where(a < b, x, y)", "x where a comparison holds, else y.", "where(v > 3, v, 0)",
           least=3, most=3)  # fmt: skip
def _where(condition: Value, first: Value, second: Value) -> Value:
    parts = [condition, first.resolved(), second.resolved()]
    try:
        shape = np.broadcast_shapes(*(part.shape for part in parts))
    except ValueError:
        sizes = together([_size_of(part) for part in parts])
        words = "The sizes {sizes} differ: entry by entry, they must be equal or 1."
        raise MathError(Words(words, {"sizes": sizes})) from None
    check_size(shape)
    holds = np.broadcast_to(condition.array != 0, shape)
    stretched = [taken(part, lambda array: np.broadcast_to(array, shape)) for part in parts[1:]]
    return _combined(stretched, lambda arrays: np.where(holds, *arrays))


GROUP.add("argmin(x, axis)", "Place of the smallest entry, counted from 0.", "argmin(v)", most=2,
          keywords=("axis",))(_extreme(np.argmin, place=True))  # fmt: skip
GROUP.add("argmax(x, axis)", "Place of the largest entry, counted from 0.", "argmax(v)", most=2,
          keywords=("axis",))(_extreme(np.argmax, place=True))  # fmt: skip


@GROUP.add("softmax(x, axis)", "Positive weights with sum 1, along the last axis unless given.",
           "softmax(v)", most=2, keywords=("axis",))  # fmt: skip
def _softmax(value: Value, axis: Value | None = None) -> Value:
    plain, along = _fold(value, axis)
    if np.iscomplexobj(plain.array):
        raise MathError(real_numbers_alone("softmax"))
    along = plain.array.ndim - 1 if along is None else along
    powers = np.exp(plain.array - plain.array.max(axis=along, keepdims=True))
    return from_array(powers / powers.sum(axis=along, keepdims=True))


@GROUP.add("cov(X)", "Covariance of the columns; every row is a sample.", "cov([[1, 2], [3, 5]])")
def _cov(value: Value) -> Value:
    data = matrix_of(value, "cov")
    samples, features = data.shape
    if samples < 2:
        raise MathError("A covariance needs at least two rows: each is a sample.")
    check_work(samples * features * features)
    return homogeneous(data, 2, _covariance)


def _covariance(data: Value) -> Value:
    samples = rational(data.shape[0])
    mean = divide(total(data, 0), samples)
    centred = add(data, taken(mean, lambda row: np.broadcast_to(row, data.shape)), -1)
    return divide(multiply(transpose(centred), centred), add(samples, rational(1), -1))
