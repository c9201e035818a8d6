"""Eigenvalues, decompositions and functions of a matrix."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.engine.analysis import matrix_functions
from eigenscope.engine.analysis.analyse import analyse
from eigenscope.engine.analysis.decisions import Decided
from eigenscope.exact.closed_roots import closed_roots
from eigenscope.exact.singular_values import singular_values as closed_singular_values
from eigenscope.exact.surd import ExactNumber, InexactError, Surd, root, simplified
from eigenscope.language.functions.function import Group
from eigenscope.language.functions.matrices import matrix_of
from eigenscope.language.values.arithmetic import add, entries, joined
from eigenscope.language.values.exact_matrices import LARGEST_ELIMINATED, fractions_of, rows_of
from eigenscope.language.values.limits import check_work
from eigenscope.language.values.powers import exponential, of_matrix
from eigenscope.language.values.products import (
    divide,
    multiply,
    rank,
    square,
)
from eigenscope.language.values.value import (
    MathError,
    Value,
    exactly,
    from_array,
    from_decided,
    from_exact,
    from_integers,
    objects,
    rational,
)

GROUP = Group("Decompositions")

_EXACT_ROWS = 8  # rows that are eliminated exactly while someone types


@GROUP.add("eig(A)", "Eigenvalues, each as often as it counts.", "eig(A)")
def _eig(a: Value) -> Value:
    matrix = square(a, "{A} is {value}: only a square matrix has eigenvalues.")
    exact = _exact_eigenvalues(matrix)
    if exact is not None:
        return exact
    check_work(25 * len(matrix.array) ** 3)
    if np.iscomplexobj(matrix.array):
        values = np.linalg.eigvals(matrix.array).tolist()
    else:
        eigenvalues = analyse(matrix.array, fractions_of(matrix.exact)).eigenvalues
        values = [each.value for each in eigenvalues for _ in range(each.algebraic_multiplicity)]
    order = sorted(values, key=lambda value: (-value.real, -value.imag))
    return from_decided(np.array(order))


def _exact_eigenvalues(matrix: Value) -> Value | None:
    if matrix.exact is None:
        return None
    rows, size = matrix.exact.tolist(), len(matrix.array)
    below = any(rows[i][j] for i in range(size) for j in range(i))
    above = any(rows[i][j] for i in range(size) for j in range(i + 1, size))
    if not (below and above):
        eigenvalues = [rows[k][k] for k in range(size)]
    elif size == 2:
        eigenvalues = list(closed_roots(_quadratic(rows)))
        if not eigenvalues:
            return None
    else:
        return None
    eigenvalues.sort(key=lambda value: (-complex(value).real, -complex(value).imag))
    return from_exact(objects(eigenvalues, (size,)))


def _quadratic(rows: Any) -> list[ExactNumber]:
    """Return the characteristic polynomial of a (2, 2) matrix."""
    (a, b), (c, d) = rows
    return [Fraction(1), simplified(-a - d), simplified(a * d - b * c)]


@GROUP.add("svd(A)", "Singular values, the largest first.", "svd(A)")
def singular_values(a: Value) -> Value:
    """Return the singular values of a matrix, the largest first."""
    matrix = matrix_of(a, "svd")
    check_work(4 * matrix.array.size * min(matrix.shape))
    if np.iscomplexobj(matrix.array):
        return from_array(np.linalg.svd(matrix.array, compute_uv=False))
    exact = _exact_singular_values(matrix)
    if exact is not None:
        return exact
    return from_decided(Decided(matrix.array, fractions_of(matrix.exact)).singular_values())


def _exact_singular_values(matrix: Value) -> Value | None:
    if matrix.exact is None or min(matrix.shape) > 2 or matrix.array.size > LARGEST_ELIMINATED:
        return None
    values = closed_singular_values(rows_of(matrix.exact), rank(matrix))
    return None if values is None else from_exact(objects(list(values), (len(values),)))


@GROUP.add("qr(A)", "A = QR with orthonormal columns in Q and R upper triangular.", "qr(A)[0]",
           parts=("Q", "R"))  # fmt: skip
def _qr(a: Value) -> tuple[Value, ...]:
    matrix = matrix_of(a, "qr")
    check_work(4 * matrix.array.size * min(matrix.shape))
    q, r = np.linalg.qr(matrix.array)
    # The signs are free: those with a positive diagonal of R are the ones of Gram and Schmidt.
    diagonal = np.diagonal(r)
    signs = np.where(
        np.abs(diagonal) > 0, diagonal / np.where(diagonal == 0, 1, np.abs(diagonal)), 1
    )
    r = r * np.conj(signs)[:, None]
    return from_array(q * signs), from_array(np.triu(r))


@GROUP.add("lu(A)", "PA = LU: elimination, with the rows exchanged where a pivot asks for it.",
           "lu(A)[2]", parts=("P", "L", "U"))  # fmt: skip
def _lu(a: Value) -> tuple[Value, ...]:
    matrix = square(a, "{A} is {value}: only a square matrix is decomposed into L and U.")
    size = len(matrix.array)
    check_work(size**3)
    if matrix.exact is None or size > _EXACT_ROWS:
        return _lu_of_floats(matrix.array)
    rows = [entries(_row_of(matrix, k)) for k in range(size)]
    order, lower = list(range(size)), [[rational(0)] * size for _ in range(size)]
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(complex(rows[i][k].array[()])))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        lower[k], lower[pivot] = lower[pivot], lower[k]
        order[k], order[pivot] = order[pivot], order[k]
        lower[k][k] = rational(1)
        if not rows[k][k].array:
            continue
        for i in range(k + 1, size):
            factor = divide(rows[i][k], rows[k][k])
            lower[i][k] = factor
            rows[i] = [rational(0)] * (k + 1) + [
                add(x, multiply(factor, y), -1)
                for x, y in zip(rows[i][k + 1 :], rows[k][k + 1 :], strict=True)
            ]
    permutation = from_integers(np.eye(size, dtype=np.int64)[order])
    flat = [[entry for row in part for entry in row] for part in (lower, rows)]
    return permutation, *(joined(part, (size, size)) for part in flat)


def _lu_of_floats(matrix: Any) -> tuple[Value, ...]:
    size = len(matrix)
    upper, lower, order = matrix.copy(), np.zeros_like(matrix), np.arange(size)
    for k in range(size):
        pivot = k + int(np.argmax(np.abs(upper[k:, k])))
        for array in (upper, lower, order):
            array[[k, pivot]] = array[[pivot, k]]
        lower[k, k] = 1
        if upper[k, k]:
            lower[k + 1 :, k] = upper[k + 1 :, k] / upper[k, k]
            upper[k + 1 :] -= np.outer(lower[k + 1 :, k], upper[k])
            upper[k + 1 :, k] = 0
    return tuple(from_array(array) for array in (np.eye(size)[order], lower, upper))


def _row_of(matrix: Value, row: int) -> Value:
    exact = None if matrix.exact is None else matrix.exact[row]
    return Value(matrix.array[row], exact)


@GROUP.add("chol(A)", "L with A = L Lᵀ, for a positive definite matrix.", "chol(A)")
def _chol(a: Value) -> Value:
    matrix = square(a, "{A} is {value}: only a square matrix has a Cholesky factor.")
    if not np.array_equal(matrix.array, matrix.array.conj().T):
        raise MathError("{A} is not symmetric: only then has it a Cholesky factor.")
    failed = MathError("{A} is not positive definite, so it has no Cholesky factor.")
    if matrix.exact is not None and len(matrix.array) <= _EXACT_ROWS:
        rows = matrix.exact.tolist()
        exact = exactly(lambda: objects(_exact_factor(rows, failed), matrix.shape))
        if exact is not None:
            return from_exact(exact)
    check_work(len(matrix.array) ** 3)
    try:
        return from_array(np.linalg.cholesky(matrix.array))
    except np.linalg.LinAlgError:
        raise failed from None


def _exact_factor(rows: Any, failed: MathError) -> list[Surd]:
    size = len(rows)
    lower = [[Surd({})] * size for _ in range(size)]
    for j in range(size):
        for i in range(j, size):
            rest = rows[i][j]
            for k in range(j):
                rest = rest - lower[i][k] * lower[j][k].conjugate()
            if i > j:
                lower[i][j] = rest / lower[j][j]
                continue
            if rest.real and rest.sign() <= 0:
                raise failed
            if rest.rational is None:
                raise InexactError
            lower[j][j] = root(rest.rational)
    return [entry for row in lower for entry in row]


@GROUP.add("expm(A)", "e to the power of a matrix.", "expm([[0, -1], [1, 0]])")
def _expm(a: Value) -> Value:
    return exponential(a)


@GROUP.add("logm(A)", "Principal logarithm of a matrix.", "logm(A)")
def _logm(a: Value) -> Value:
    matrix = square(a, "{A} is {value}: only a square matrix has a logarithm.")
    return of_matrix(matrix, matrix_functions.logarithm)


@GROUP.add("sqrtm(A)", "Principal square root of a matrix.", "sqrtm(A)")
def _sqrtm(a: Value) -> Value:
    matrix = square(a, "{A} is {value}: only a square matrix has a square root.")
    return of_matrix(matrix, matrix_functions.square_root)
