"""Functions of elimination: reduced rows, null space, condition number."""

from __future__ import annotations

import numpy as np

from eigenscope.exact.surd import InexactError, Surd
from eigenscope.language.functions.decompositions import singular_values
from eigenscope.language.functions.function import Group
from eigenscope.language.functions.matrices import matrix_of
from eigenscope.language.values import exact_matrices
from eigenscope.language.values.limits import check_work
from eigenscope.language.values.products import divide, rank
from eigenscope.language.values.value import (
    Array,
    Exact,
    MathError,
    Value,
    from_array,
    from_exact,
    objects,
    rational,
    taken,
)

GROUP = Group("Elimination and condition")


@GROUP.add("rref(A)", "Reduced row echelon form: what elimination ends with.", "rref(A)")
def _rref(a: Value) -> Value:
    matrix = matrix_of(a, "rref")
    if not np.any(matrix.array):
        return matrix
    if matrix.exact is not None:
        exact_rows = _exact_rows(matrix.exact)
        if exact_rows is not None:
            missing = len(matrix.array) - len(exact_rows)
            width = matrix.shape[1]
            zeros = objects([Surd({})] * (missing * width), (missing, width))
            return from_exact(np.concatenate((exact_rows, zeros)))
    check_work(matrix.array.size * min(matrix.shape))
    return from_array(_reduced(matrix.array, rank(matrix)))


def _exact_rows(matrix: Exact) -> Exact | None:
    """Return the rows of the reduced form that are not 0, or None where they are too long."""
    try:
        return exact_matrices.rank_factors(matrix)[1]
    except InexactError:
        return None


def _reduced(matrix: Array, pivots: int) -> Array:
    """Return the reduced form of a matrix of floats with so many pivots."""
    rows = matrix.copy()
    done = 0
    least = max(rows.shape) * np.finfo(float).eps * np.abs(rows).max()
    for column in range(rows.shape[1]):
        if done == pivots:
            break
        pivot = done + int(np.argmax(np.abs(rows[done:, column])))
        if abs(rows[pivot, column]) <= least:
            continue
        rows[[done, pivot]] = rows[[pivot, done]]
        rows[done] /= rows[done, column]
        others = np.arange(len(rows)) != done
        rows[others] -= np.outer(rows[others, column], rows[done])
        rows[others, column] = 0
        done += 1
    rows[done:] = 0
    return rows


@GROUP.add("null(A)", "Basis of the null space: its columns span all x with A x = 0.",
           "null([[1, 2], [2, 4]])")  # fmt: skip
def _null(a: Value) -> Value:
    matrix = matrix_of(a, "null")
    width = matrix.shape[1]
    if not np.any(matrix.array):
        return from_array(np.eye(width))
    if matrix.exact is not None:
        exact_rows = _exact_rows(matrix.exact)
        if exact_rows is not None:
            return _exact_null_space(exact_rows)
    check_work(4 * matrix.array.size * min(matrix.shape))
    known = rank(matrix)
    _check_null_space(width - known)
    rows = np.linalg.svd(matrix.array)[2]
    return taken(from_array(rows[known:]), lambda array: array.conj().T)


def _check_null_space(dimension: int) -> None:
    if not dimension:
        raise MathError("The columns of {a} are independent: its null space is {{0}}.")


def _exact_null_space(rows: Exact) -> Value:
    """Return a vector for each column without a pivot, from reduced rows that are not 0."""
    width = rows.shape[1]
    pivots = [next(k for k, entry in enumerate(row) if entry) for row in rows.tolist()]
    free = [k for k in range(width) if k not in pivots]
    _check_null_space(len(free))
    columns = objects([Surd({})] * (width * len(free)), (width, len(free)))
    for place, column in enumerate(free):
        columns[column, place] = Surd.of(1)
        for row, pivot in enumerate(pivots):
            columns[pivot, place] = -rows[row, column]
    return from_exact(columns)


@GROUP.add("cond(A)", "Condition number: largest singular value / smallest.", "cond(A)")
def _cond(a: Value) -> Value:
    matrix = matrix_of(a, "cond")
    if not np.any(matrix.array) or rank(matrix) < min(matrix.shape):
        raise MathError("{A} has not full rank: its condition number is infinite.")
    values = singular_values(matrix)
    if len(values.array) == 1:
        return rational(1)
    return divide(taken(values, lambda s: s[0]), taken(values, lambda s: s[-1]))
