"""Norms of vectors and matrices, and the sums that they are made of."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.exact.surd import MOST_BITS, Surd
from eigenscope.language.functions.decompositions import singular_values
from eigenscope.language.functions.entrywise import magnitude, square_root
from eigenscope.language.functions.function import Group
from eigenscope.language.values.arithmetic import entries, homogeneous
from eigenscope.language.values.broadcasting import broadcast
from eigenscope.language.values.value import (
    MathError,
    Value,
    different,
    exactly,
    from_array,
    from_exact,
    objects,
    once_each,
    rational,
    reshaped,
)
from eigenscope.wording.words import Words

GROUP = Group("Norms")


@GROUP.add("norm(x, p)", "Length of a vector: p is 2 unless given, 1, inf or any number from 1 on. "
           "Of a matrix: Frobenius' norm, or the largest stretch for p = 1, 2, inf.",
           "norm(v, 1)", most=2, keywords=("p",))  # fmt: skip
def _norm(a: Value, p: Value | None = None) -> Value:
    if p is not None and (not p.scalar or np.iscomplexobj(p.array)):
        raise MathError("The order of a norm is a number from 1 on, or inf.")
    return norm(a, None if p is None else float(p.array))


def norm(a: Value, order: float | None) -> Value:
    """Return a norm; None stands for the length of a vector and Frobenius' norm of a matrix."""
    plain = a if a.role == "row" else a.resolved()
    if plain.array.ndim == 0:
        return magnitude(plain)
    if plain.array.ndim > 2:
        raise MathError("{A} is a tensor: norms are of vectors and matrices.")
    if order is not None and not order >= 1:
        words = "There is no norm of order {order}: p is at least 1."
        raise MathError(Words(words, {"order": f"{order:g}"}))
    if plain.array.ndim == 2 and order is not None:
        return _matrix_norm(plain, order)
    if order in (None, 2):
        return homogeneous(plain, 1, _length)
    sizes = magnitude(plain)
    if order == 1:
        return total(sizes)
    if order == math.inf:
        return _largest(sizes)
    assert order is not None
    greatest = float(sizes.array.max())
    if not greatest:
        return rational(0)
    return from_array(greatest * np.sum((sizes.array / greatest) ** order) ** (1 / order))


def _length(plain: Value) -> Value:
    sizes = magnitude(plain)
    return square_root(total(broadcast(sizes, sizes, ".*")))


def _matrix_norm(matrix: Value, order: float) -> Value:
    if order == 2:
        return _at(singular_values(matrix), 0)
    if order not in (1, math.inf):
        raise MathError("The norm of a matrix has the order 1, 2 or inf, or none for Frobenius'.")
    sizes = magnitude(matrix)
    return _largest(total(sizes, axis=0 if order == 1 else 1))


def total(value: Value, axis: int | None = None) -> Value:
    """Return the sum of all entries, or along an axis."""
    exact = value.exact
    if exact is not None:
        result = exactly(lambda: _object_sum(exact, axis))
        if result is not None:
            return from_exact(result)
    return from_array(value.array.sum(axis=axis))


def _object_sum(exact: Any, axis: int | None) -> Any:
    """Return sums of surds; fractions are added as integers over one denominator."""
    flat = exact.ravel().tolist()
    fractions = [each.rational for each in different(flat)]
    if None not in fractions:
        below = math.lcm(*(each.denominator for each in fractions))
        if below.bit_length() <= MOST_BITS:
            exact = objects(once_each(lambda e: int(e.rational * below), flat), exact.shape)
            sums = np.asarray(exact.sum(axis=axis), object)
            return objects([Surd.of(Fraction(each, below)) for each in sums.flat], sums.shape)
    reduced = np.add.reduce(exact.ravel()) if axis is None else np.add.reduce(exact, axis=axis)
    return reduced if isinstance(reduced, np.ndarray) else objects([reduced], ())


def _largest(value: Value) -> Value:
    return _at(value, int(np.argmax(value.array)))


def _at(value: Value, place: int) -> Value:
    return entries(reshaped(value, (value.array.size,)))[place]
