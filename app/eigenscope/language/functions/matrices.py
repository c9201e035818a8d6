"""Functions of whole matrices and vectors: determinant, eigenvalues, decompositions, norms."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.engine import matrix_functions
from eigenscope.engine.analysis import analyse
from eigenscope.language import arithmetic
from eigenscope.language.arithmetic import (
    add,
    check_work,
    entries,
    joined,
    multiply,
    of_matrix,
    square,
    transpose,
)
from eigenscope.language.functions.entrywise import magnitude, square_root
from eigenscope.language.functions.function import Group
from eigenscope.language.surd import InexactError, Surd, root
from eigenscope.language.value import (
    MathError,
    Value,
    exactly,
    from_array,
    from_exact,
    from_integers,
    objects,
    rational,
    reshaped,
    size_text,
    whole_number,
)

GROUP = Group("Matrices")


def matrix_of(value: Value, what: str) -> Value:
    """Return a matrix; raise MathError for anything else."""
    plain = value.resolved()
    if plain.kind != "matrix":
        raise MathError(f"{what} takes a matrix, and {{a}} is {size_text(plain)}.")
    return plain


@GROUP.add("det(A)", "Determinant: the factor by which areas and volumes grow.", "det(A)")
def _det(a: Value) -> Value:
    return arithmetic.determinant(a)


@GROUP.add("tr(A)", "Trace: the sum of the diagonal.", "tr(A)")
def _tr(a: Value) -> Value:
    diagonal = entries(square(a, "has a trace"))
    trace = rational(0)
    for entry in diagonal[:: len(square(a, "").array) + 1]:
        trace = add(trace, entry)
    return trace


@GROUP.add("rank(A)", "Rank: the dimension of the column space.", "rank(A)")
def _rank(a: Value) -> Value:
    return rational(arithmetic.rank(matrix_of(a, "rank")))


@GROUP.add("inv(A)", "Inverse.", "inv(A)")
def _inv(a: Value) -> Value:
    return arithmetic.inverse(a)


@GROUP.add("pinv(A)", "Pseudoinverse, which solves as nearly as can be.", "pinv([[1, 2]])")
def _pinv(a: Value) -> Value:
    return arithmetic.pseudoinverse(a)


@GROUP.add("transpose(A)", "Transpose: rows become columns.", "transpose(A)")
def _transpose(a: Value) -> Value:
    return transpose(a)


@GROUP.add("eig(A)", "Eigenvalues, each as often as it counts.", "eig(A)")
def _eig(a: Value) -> Value:
    matrix = square(a, "has eigenvalues")
    exact = _exact_eigenvalues(matrix)
    if exact is not None:
        return exact
    check_work(25 * len(matrix.array) ** 3)
    fractions = _fractions(matrix)
    if fractions is None:
        values = np.linalg.eigvals(matrix.array)
    else:
        found = analyse(matrix.array, fractions)
        repeated = [[each.value] * each.algebraic_multiplicity for each in found.eigenvalues]
        values = np.array([value for some in repeated for value in some])
    order = sorted(values.tolist(), key=lambda value: (-value.real, -value.imag))
    return from_array(np.array(order))


def _fractions(matrix: Value) -> list[list[Fraction]] | None:
    if matrix.exact is None:
        return None
    rows = [[entry.rational for entry in row] for row in matrix.exact.tolist()]
    known = [[entry for entry in row if entry is not None] for row in rows]
    return known if all(len(row) == matrix.shape[1] for row in known) else None


def _exact_eigenvalues(matrix: Value) -> Value | None:
    if matrix.exact is None:
        return None
    rows, size = matrix.exact.tolist(), len(matrix.array)
    below = any(rows[i][j] for i in range(size) for j in range(i))
    above = any(rows[i][j] for i in range(size) for j in range(i + 1, size))
    if not (below and above):
        found = [rows[k][k] for k in range(size)]
    elif size == 2:
        known = exactly(lambda: objects(_roots_of_quadratic(rows), (2,)))
        if known is None:
            return None
        found = known.tolist()
    else:
        return None
    found.sort(key=lambda value: (-complex(value).real, -complex(value).imag))
    return from_exact(objects(found, (size,)))


def _roots_of_quadratic(rows: Any) -> list[Surd]:
    (a, b), (c, d) = rows
    half, middle = Surd.of(Fraction(1, 2)), a + d
    square_of = (middle * middle - Surd.of(4) * (a * d - b * c)).rational
    if square_of is None:
        raise InexactError
    step = root(square_of)
    return [half * (middle + step), half * (middle - step)]


@GROUP.add("svd(A)", "Singular values, the largest first.", "svd(A)")
def _svd(a: Value) -> Value:
    matrix = matrix_of(a, "svd")
    check_work(4 * matrix.array.size * min(matrix.shape))
    fractions = _fractions(matrix)
    if fractions is None:
        return from_array(np.linalg.svd(matrix.array, compute_uv=False))
    if matrix.shape == (2, 2):
        exact = exactly(lambda: objects(_singular_values(fractions), (2,)))
        if exact is not None:
            return from_exact(exact)
    return from_array(analyse(matrix.array, fractions).singular_values)


def _singular_values(rows: list[list[Fraction]]) -> list[Surd]:
    """Return both of a 2×2 matrix: (σ₁ ± σ₂)² is the sum of the squares ± 2·|det|."""
    (a, b), (c, d) = rows
    squares, twice = a * a + b * b + c * c + d * d, 2 * abs(a * d - b * c)
    half, both, between = Surd.of(Fraction(1, 2)), root(squares + twice), root(squares - twice)
    return [half * (both + between), half * (both - between)]


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
    matrix = square(a, "is decomposed into L and U")
    size = len(matrix.array)
    check_work(size**3)
    if size > 200:
        raise MathError("lu takes up to 200 rows while you type.")
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
            factor = arithmetic.divide(rows[i][k], rows[k][k])
            lower[i][k] = factor
            rows[i] = [rational(0)] * (k + 1) + [
                add(x, multiply(factor, y), -1)
                for x, y in zip(rows[i][k + 1 :], rows[k][k + 1 :], strict=True)
            ]
    permutation = from_integers(np.eye(size, dtype=np.int64)[order])
    flat = [[entry for row in part for entry in row] for part in (lower, rows)]
    return permutation, *(joined(part, (size, size)) for part in flat)


def _row_of(matrix: Value, row: int) -> Value:
    exact = None if matrix.exact is None else matrix.exact[row]
    return Value(matrix.array[row], exact)


@GROUP.add("chol(A)", "L with A = L Lᵀ, for a positive definite matrix.", "chol(A)")
def _chol(a: Value) -> Value:
    matrix = square(a, "has a Cholesky factor")
    if not np.array_equal(matrix.array, matrix.array.conj().T):
        raise MathError("{a} is not symmetric: only then has it a Cholesky factor.")
    failed = MathError("{a} is not positive definite, so it has no Cholesky factor.")
    if matrix.exact is not None:
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
    return arithmetic.exponential(a)


@GROUP.add("logm(A)", "Principal logarithm of a matrix.", "logm(A)")
def _logm(a: Value) -> Value:
    return of_matrix(square(a, "has a logarithm"), matrix_functions.logarithm)


@GROUP.add("sqrtm(A)", "Principal square root of a matrix.", "sqrtm(A)")
def _sqrtm(a: Value) -> Value:
    return of_matrix(square(a, "has a square root"), matrix_functions.square_root)


# --- vectors -------------------------------------------------------------------------------------


def _vectors(a: Value, b: Value, name: str) -> None:
    for letter, value in (("a", a), ("b", b)):
        if value.array.ndim != 1:
            raise MathError(f"{name} takes two vectors, and {{{letter}}} is {size_text(value)}.")


@GROUP.add("dot(v, w)", "Dot product of two vectors.", "dot(v, w)", least=2, most=2)
def _dot(a: Value, b: Value) -> Value:
    _vectors(a, b, "dot")
    if len(a.array) != len(b.array):
        raise MathError(f"{{a}} has {len(a.array)} entries and {{b}} has {len(b.array)}.")
    row = reshaped(a, (1, len(a.array)))
    return reshaped(multiply(row, reshaped(b, (len(b.array),))), ())


@GROUP.add("cross(v, w)", "Cross product of two vectors in space.", "cross([1, 0, 0], [0, 1, 0])",
           least=2, most=2)  # fmt: skip
def _cross(a: Value, b: Value) -> Value:
    _vectors(a, b, "cross")
    if len(a.array) != 3 or len(b.array) != 3:
        raise MathError("A cross product is of two vectors with 3 entries each.")
    x, y = entries(a), entries(b)
    found = [
        add(multiply(x[i], y[j]), multiply(x[j], y[i]), -1) for i, j in ((1, 2), (2, 0), (0, 1))
    ]
    return joined(found, (3,))


@GROUP.add("outer(v, w)", "Outer product: a matrix of rank 1.", "outer(v, w)", least=2, most=2)
def _outer(a: Value, b: Value) -> Value:
    _vectors(a, b, "outer")
    arithmetic.check_size((len(a.array), len(b.array)))
    return multiply(reshaped(a, (len(a.array), 1)), reshaped(b, (1, len(b.array))))


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
        raise MathError("{a} is a tensor: norms are of vectors and matrices.")
    if order is not None and not order >= 1:
        raise MathError(f"There is no norm of order {order:g}: p is at least 1.")
    if plain.array.ndim == 2 and order is not None:
        return _matrix_norm(plain, order)
    sizes = magnitude(plain)
    if order in (None, 2):
        return square_root(total(arithmetic.broadcast(sizes, sizes, ".*")))
    if order == 1:
        return total(sizes)
    if order == math.inf:
        return _largest(sizes)
    assert order is not None
    greatest = float(sizes.array.max())
    if not greatest:
        return rational(0)
    return from_array(greatest * np.sum((sizes.array / greatest) ** order) ** (1 / order))


def _matrix_norm(matrix: Value, order: float) -> Value:
    if order == 2:
        return _at(_svd(matrix), 0)
    if order not in (1, math.inf):
        raise MathError("The norm of a matrix has the order 1, 2 or inf, or none for Frobenius'.")
    sizes = magnitude(matrix)
    return _largest(total(sizes, axis=0 if order == 1 else 1))


def total(value: Value, axis: int | None = None) -> Value:
    """Return the sum of all entries, or along an axis."""
    exact = value.exact
    if exact is not None:
        found = exactly(lambda: _object_sum(exact, axis))
        if found is not None:
            return from_exact(found)
    return from_array(value.array.sum(axis=axis))


def _object_sum(exact: Any, axis: int | None) -> Any:
    found = np.add.reduce(exact.ravel()) if axis is None else np.add.reduce(exact, axis=axis)
    return found if isinstance(found, np.ndarray) else objects([found], ())


def _largest(value: Value) -> Value:
    return _at(value, int(np.argmax(value.array)))


def _at(value: Value, place: int) -> Value:
    return entries(reshaped(value, (value.array.size,)))[place]


@GROUP.add("kron(A, B)", "Kronecker product: A with every entry times B.", "kron(I(2), A)",
           least=2, most=2)  # fmt: skip
def _kron(a: Value, b: Value) -> Value:
    x, y = matrix_of(a, "kron"), b.resolved()
    if y.kind != "matrix":
        raise MathError(f"kron takes two matrices, and {{b}} is {size_text(y)}.")
    shape = (x.shape[0] * y.shape[0], x.shape[1] * y.shape[1])
    arithmetic.check_size(shape)
    if x.exact is not None and y.exact is not None and math.prod(shape) <= 64:
        p, q = x.exact, y.exact
        exact = exactly(lambda: (p[:, None, :, None] * q[None, :, None, :]).reshape(shape))
        if exact is not None:
            return from_exact(exact)
    return from_array(np.kron(x.array, y.array))


@GROUP.add("hadamard(A, B)", "Product entry by entry, as A ⊙ B.", "hadamard(A, A)",
           least=2, most=2)  # fmt: skip
def _hadamard(a: Value, b: Value) -> Value:
    return arithmetic.broadcast(a, b, ".*")


def axis_number(value: Value | None, dimensions: int) -> int | None:
    """Return an axis that was asked for, counted from 0; negative ones count from the end."""
    if value is None:
        return None
    axis = whole_number(value, "The axis")
    if not -dimensions <= axis < dimensions:
        allowed = "0" if dimensions == 1 else f"0 to {dimensions - 1}"
        raise MathError(f"There is no axis {axis}: the axes here are {allowed}.")
    return axis % dimensions
