"""Products, quotients and transposes of matrices and vectors, with the sizes checked.

In messages {a} and {b} stand for the operands as they were written.
"""

from __future__ import annotations

import contextlib
from fractions import Fraction

import numpy as np

from eigenscope.engine.analysis.decisions import Decided
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import InexactError, Surd
from eigenscope.exact.types import Fractions
from eigenscope.language.texts.messages import filled
from eigenscope.language.values import exact_matrices
from eigenscope.language.values.arithmetic import scaled
from eigenscope.language.values.limits import LARGEST_WORK, check_work
from eigenscope.language.values.value import (
    MOST_ADDED,
    Exact,
    MathError,
    Value,
    described,
    exactly,
    from_array,
    from_decided,
    from_exact,
    objects,
    once_each,
    rational,
    reshaped,
    size_text,
    taken,
)
from eigenscope.wording.words import Text, Words

_EXACT_WORK = 4096  # multiplications of an exact product
_RATIONAL_WORK = 64_000  # and of one of fractions, which FLINT works out: 40 rows and columns


def multiply(a: Value, b: Value) -> Value:
    """Return the product: of numbers, a number and anything, or matrices and vectors."""
    if a.array.ndim == 0 or b.array.ndim == 0:
        return scaled(a, b)
    if len(a.shape) > 2 or len(b.shape) > 2:
        raise MathError("Products are of matrices and vectors: write .* for entry by entry.")
    if a.kind == "vector" and b.kind == "vector":
        raise MathError(
            "{A} and {b} are vectors: write dot(…, …) or {a}^T {b} for a number, {a} {b}^T for a "
            "matrix, or .* for entry by entry."
        )
    left = reshaped(a, (len(a.array), 1)) if a.kind == "vector" else a.resolved()
    vector = b.kind == "vector"
    right = reshaped(b, (len(b.array), 1)) if vector else b.resolved()
    (m, inner), (other, n) = left.shape, right.shape
    if inner != other:
        words = "{A} is {left} and {b} is {right}: the inner sizes {inner} and {other} differ."
        sizes = {"left": size_text(left), "right": size_text(right)}
        raise MathError(Words(words, {**sizes, "inner": inner, "other": other}))
    product = matrix_product(left, right)
    if vector:
        return reshaped(product, () if a.role == "row" else (m,))
    if a.role == "row":
        return row_of(reshaped(product, (n,)))
    return product


def row_of(value: Value) -> Value:
    """Return a vector as a row."""
    return Value(value.array, value.exact, value.turns, value.angle, "row")


def matrix_product(a: Value, b: Value) -> Value:
    """Return the product of two matrices whose sizes fit."""
    work = a.shape[0] * a.shape[1] * b.shape[1]
    if work > LARGEST_WORK:
        words = "This product takes {count} multiplications: too many while you type."
        raise MathError(Words(words, {"count": f"{work:,}"}))
    if a.exact is not None and b.exact is not None and work <= _RATIONAL_WORK:
        x, y = a.exact, b.exact
        if work <= _EXACT_WORK:
            exact = exactly(lambda: x @ y)
        else:
            exact = exactly(lambda: exact_matrices.rational_product(x, y))
        if exact is not None:
            return from_exact(exact)
    with np.errstate(all="ignore"):
        return from_array(a.array @ b.array)


def divide(a: Value, b: Value) -> Value:
    """Return a/b; for a matrix b, a·b⁻¹."""
    if b.array.ndim:
        try:
            inverted = inverse(b)
        except MathError as error:
            raise MathError(error.reason, swapped=True) from None
        return multiply(a, inverted)
    if not b.array:
        raise MathError("Division by 0.")
    if b.scalar and b.turns is not None and a.turns is not None:
        turns = b.turns.item()
        ratios = [Surd.of(each / turns) for each in a.turns.ravel()]
        return from_exact(objects(ratios, a.turns.shape))
    divisor = b.surd
    if divisor is not None:
        reciprocal = exactly(lambda: objects([divisor.inverse()], ()))
        if reciprocal is not None:
            return scaled(a, from_exact(reciprocal, b.role))
    with np.errstate(all="ignore"):
        array = from_array(a.array / b.array).array
    return Value(array, None, None, a.angle and not b.angle, a.role)


def inverse(a: Value) -> Value:
    """Return the inverse of a square matrix or of a number."""
    if a.array.ndim == 0:
        return divide(rational(1), a)
    matrix = square(a, "{A} is {value}: only a square matrix has an inverse.")
    fractions = exact_matrices.fractions_of(matrix.exact)
    decided = Decided(matrix.array, fractions)
    found_rank = rank(matrix) if fractions is None else decided.rank
    if found_rank < len(matrix.array):
        raise MathError("{A} is singular: its determinant is 0, so it has no inverse.")
    if fractions is None and matrix.exact is not None:
        known = matrix.exact
        exact = exactly(lambda: exact_matrices.inverse(known))
        if exact is not None:
            return from_exact(exact)
    result = decided.inverse()
    if result is None:
        raise MathError("{A} is too nearly singular to be inverted in floats.")
    if isinstance(result, tuple):
        exact = exactly(lambda: exact_matrices.from_rows(result))
        return from_decided(_floats(result)) if exact is None else from_exact(exact)
    return from_decided(result) if fractions is not None else from_array(result)


def _floats(rows: Fractions) -> list[list[float]]:
    return [[as_float(entry) for entry in row] for row in rows]


def solve(a: Value, b: Value) -> Value:
    """Return x with a·x = b, or the one nearest to it of least length."""
    if a.array.ndim == 0:
        return divide(b, a)
    matrix = a.resolved()
    if matrix.kind != "matrix" or b.kind not in ("vector", "matrix"):
        raise MathError("A\\b takes a matrix on the left and a vector or a matrix on the right.")
    right = b.resolved()
    if matrix.shape[0] != right.shape[0]:
        raise MathError(
            Words(
                "{A} is {size} and {b} has {count} row: both need the same number of rows.",
                {"size": size_text(matrix), "count": right.shape[0]},
                plural="{A} is {size} and {b} has {count} rows: both need the same number of rows.",
            )
        )
    if matrix.shape[0] == matrix.shape[1] and rank(matrix) < matrix.shape[0]:
        words = "{A} is singular: there is no one solution. {a}^+ {b} is the nearest."
        raise MathError(words)
    return multiply(pseudoinverse(matrix), b)


def pseudoinverse(a: Value) -> Value:
    """Return the Moore–Penrose pseudoinverse."""
    if a.array.ndim == 0:
        return inverse(a) if a.array else a
    matrix = reshaped(a, (len(a.array), 1)) if a.kind == "vector" else a.resolved()
    if matrix.kind != "matrix":
        raise MathError("Only a matrix has a pseudoinverse.")
    (m, n), adjoint = matrix.shape, conjugate_transpose(matrix)
    if matrix.exact is not None and matrix.array.size <= MOST_ADDED:
        if m == n:
            with contextlib.suppress(MathError):  # it is singular
                return inverse(matrix)
        count = rank(matrix)
        if not count:
            return adjoint
        if n == count:
            return multiply(inverse(multiply(adjoint, matrix)), adjoint)
        if m == count:
            return multiply(adjoint, inverse(multiply(matrix, adjoint)))
        factors = exactly_factored(matrix.exact)
        if factors is not None:
            columns, rows = factors
            return multiply(pseudoinverse(rows), pseudoinverse(columns))
    check_work(m * n * min(m, n))
    return from_array(np.linalg.pinv(matrix.array))


def exactly_factored(matrix: Exact) -> tuple[Value, Value] | None:
    """Return C and F of full rank with A = C·F, or None where they are too long."""
    try:
        columns, rows = exact_matrices.rank_factors(matrix)
    except InexactError:
        return None
    return from_exact(columns), from_exact(rows)


def rank(a: Value) -> int:
    """Return the rank of a matrix: exactly, or up to rounding, as an analysis has it."""
    fractions = exact_matrices.fractions_of(a.exact)
    if fractions is None and a.exact is not None:
        try:
            return exact_matrices.rank(a.exact)
        except InexactError:
            pass
    if fractions is None:
        check_work(a.array.size * min(a.array.shape))
    return Decided(a.array, fractions).rank


def determinant(a: Value) -> Value:
    """Return the determinant of a square matrix."""
    matrix = square(a, "{A} is {value}: only a square matrix has a determinant.")
    fractions = exact_matrices.fractions_of(matrix.exact)
    if fractions is None:
        if matrix.exact is not None:
            known = matrix.exact
            exact = exactly(lambda: objects([exact_matrices.determinant(known)], ()))
            if exact is not None:
                return from_exact(exact)
        check_work(len(matrix.array) ** 3)
    number = Decided(matrix.array, fractions).determinant
    if isinstance(number, Fraction):
        exact = exactly(lambda: objects([Surd.of(number)], ()))
        return from_array(np.asarray(as_float(number))) if exact is None else from_exact(exact)
    return from_array(np.asarray(number))


def square(a: Value, otherwise: Text) -> Value:
    """Return a square matrix; raise MathError, with the {value}, for anything else."""
    matrix = a.resolved()
    if matrix.kind != "matrix" or matrix.shape[0] != matrix.shape[1]:
        raise MathError(filled(otherwise, {"value": described(matrix)}))
    return matrix


def transpose(a: Value) -> Value:
    """Return the transpose; that of a vector is a row."""
    if a.array.ndim == 0:
        return a
    if a.role == "row":
        return Value(a.array, a.exact, a.turns, a.angle)
    if a.array.ndim == 1:
        return row_of(a)
    if a.array.ndim > 2:
        raise MathError("{A} is a tensor: only vectors and matrices are transposed.")
    return taken(a, lambda array: array.T)


def conjugate_transpose(a: Value) -> Value:
    """Return the transpose of the complex conjugate."""
    return transpose(conjugate(a))


def conjugate(a: Value) -> Value:
    """Return the complex conjugate of every entry."""
    exact = a.exact
    if exact is not None:
        exact = objects(once_each(Surd.conjugate, exact.ravel().tolist()), exact.shape)
    return Value(a.array.conj(), exact, a.turns, a.angle, a.role)
