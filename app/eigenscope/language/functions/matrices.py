"""Functions of whole matrices and vectors: determinant, rank, inverse, dot and cross products."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np

from eigenscope.language.functions.function import Group
from eigenscope.language.values.arithmetic import add, entries, homogeneous, joined
from eigenscope.language.values.broadcasting import broadcast
from eigenscope.language.values.limits import check_size
from eigenscope.language.values.products import (
    determinant,
    inverse,
    multiply,
    pseudoinverse,
    rank,
    solve,
    square,
    transpose,
)
from eigenscope.language.values.value import (
    MathError,
    Value,
    exactly,
    from_array,
    from_exact,
    rational,
    reshaped,
    size_text,
    taken,
    whole_number,
)
from eigenscope.wording.words import Words

GROUP = Group("Matrices")


def matrix_of(value: Value, function: str) -> Value:
    """Return a function's matrix; raise MathError for anything else."""
    plain = value.resolved()
    if plain.kind != "matrix":
        words = "{function} takes a matrix, and {a} is {size}."
        if not plain.shape:
            words = "{function} takes a matrix, and {a} is a number."
        raise MathError(Words(words, {"function": function, "size": size_text(plain)}))
    return plain


@GROUP.add("det(A)", "Determinant: the factor by which areas and volumes grow.", "det(A)")
def _det(a: Value) -> Value:
    return determinant(a)


@GROUP.add("trace(A)", "Trace, as tr(A).", "trace(A)")
@GROUP.add("tr(A)", "Trace: the sum of the diagonal.", "tr(A)")
def _tr(a: Value) -> Value:
    matrix = square(a, "{A} is {value}: only a square matrix has a trace.")
    diagonal = taken(matrix, np.diagonal)
    return homogeneous(diagonal, 1, lambda numbers: reduce(add, entries(numbers)))


@GROUP.add("rank(A)", "Rank: the dimension of the column space.", "rank(A)")
def _rank(a: Value) -> Value:
    return rational(rank(matrix_of(a, "rank")))


@GROUP.add("inv(A)", "Inverse.", "inv(A)")
def _inv(a: Value) -> Value:
    return inverse(a)


@GROUP.add("pinv(A)", "Pseudoinverse, which solves as nearly as can be.", "pinv([[1, 2]])")
def _pinv(a: Value) -> Value:
    return pseudoinverse(a)


@GROUP.add("solve(A, b)", "x with A x = b, as A\\b.", "solve(A, v)", least=2, most=2)
def _solve(a: Value, b: Value) -> Value:
    return solve(a, b)


@GROUP.add("lstsq(A, b)", "x with A x as near to b as can be; of those, the shortest.",
           "lstsq([[1, 0], [1, 1]], v)", least=2, most=2)  # fmt: skip
def _lstsq(a: Value, b: Value) -> Value:
    matrix = matrix_of(a, "lstsq")
    if b.array.ndim not in (1, 2) or len(b.array) != len(matrix.array):
        words = "{A} is {left} and {b} is {right}: both need the same number of rows."
        if not b.shape:
            words = "{A} is {left} and {b} is a number: both need the same number of rows."
        raise MathError(Words(words, {"left": size_text(matrix), "right": size_text(b)}))
    return multiply(pseudoinverse(matrix), b)


@GROUP.add("transpose(A)", "Transpose: rows become columns.", "transpose(A)")
def _transpose(a: Value) -> Value:
    return transpose(a)


# --- vectors -------------------------------------------------------------------------------------


def _vectors(a: Value, b: Value, function: str) -> None:
    for value in (a, b):
        if value.array.ndim != 1:
            words = "{function} takes two vectors, and {a} is {size}."
            if not value.shape:
                words = "{function} takes two vectors, and {a} is a number."
            said = Words(words, {"function": function, "size": size_text(value)})
            raise MathError(said, swapped=value is not a)


@GROUP.add("dot(v, w)", "Dot product of two vectors.", "dot(v, w)", least=2, most=2)
def _dot(a: Value, b: Value) -> Value:
    _vectors(a, b, "dot")
    if len(a.array) != len(b.array):
        raise MathError(
            Words(
                "{A} has {count} entry and {b} has {other}.",
                {"count": len(a.array), "other": len(b.array)},
                plural="{A} has {count} entries and {b} has {other}.",
            )
        )
    row = reshaped(a, (1, len(a.array)))
    column = reshaped(b, (len(b.array),))
    product = homogeneous(row, 1, lambda x: homogeneous(column, 1, lambda y: multiply(x, y)))
    return reshaped(product, ())


@GROUP.add("cross(v, w)", "Cross product of two vectors in space, as v × w.",
           "cross([1, 0, 0], [0, 1, 0])", least=2, most=2)  # fmt: skip
def _cross(a: Value, b: Value) -> Value:
    _vectors(a, b, "cross")
    if len(a.array) != 3 or len(b.array) != 3:
        raise MathError("A cross product is of two vectors with 3 entries each.")
    x, y = entries(a), entries(b)
    products = [
        add(multiply(x[i], y[j]), multiply(x[j], y[i]), -1) for i, j in ((1, 2), (2, 0), (0, 1))
    ]
    return joined(products, (3,))


def times(a: Value, b: Value) -> Value:
    """Return a × b: the cross product of vectors, and the product of anything else."""
    if a.kind == b.kind == "vector":
        return _cross(a, b)  # type: ignore[no-any-return]
    return multiply(a, b)


@GROUP.add("outer(v, w)", "Outer product: a matrix of rank 1.", "outer(v, w)", least=2, most=2)
def _outer(a: Value, b: Value) -> Value:
    _vectors(a, b, "outer")
    check_size((len(a.array), len(b.array)))
    return multiply(reshaped(a, (len(a.array), 1)), reshaped(b, (1, len(b.array))))


@GROUP.add("kron(A, B)", "Kronecker product: A with every entry times B.", "kron(I(2), A)",
           least=2, most=2)  # fmt: skip
def _kron(a: Value, b: Value) -> Value:
    x, y = matrix_of(a, "kron"), b.resolved()
    if y.kind != "matrix":
        words = "kron takes two matrices, and {b} is {size}."
        if not y.shape:
            words = "kron takes two matrices, and {b} is a number."
        raise MathError(Words(words, {"size": size_text(y)}))
    shape = (x.shape[0] * y.shape[0], x.shape[1] * y.shape[1])
    check_size(shape)
    if x.exact is not None and y.exact is not None and math.prod(shape) <= 64:
        p, q = x.exact, y.exact
        exact = exactly(lambda: (p[:, None, :, None] * q[None, :, None, :]).reshape(shape))
        if exact is not None:
            return from_exact(exact)
    return from_array(np.kron(x.array, y.array))


@GROUP.add("hadamard(A, B)", "Product entry by entry, as A ⊙ B.", "hadamard(A, A)",
           least=2, most=2)  # fmt: skip
def _hadamard(a: Value, b: Value) -> Value:
    return broadcast(a, b, ".*")


def axis_number(value: Value | None, dimensions: int) -> int | None:
    """Return an axis that was asked for, counted from 0; negative ones count from the end."""
    if value is None:
        return None
    axis = whole_number(value, "The axis must be a whole number, not {value}.")
    if not -dimensions <= axis < dimensions:
        words = "There is no axis {axis}: the axes here are 0 to {last}."
        if dimensions == 1:
            words = "There is no axis {axis}: the axes here are 0."
        raise MathError(Words(words, {"axis": axis, "last": dimensions - 1}))
    return axis % dimensions
