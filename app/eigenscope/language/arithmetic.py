"""What + − * / ^ mean: the mathematician's operations, with the sizes checked.

In messages {a} and {b} stand for the operands as they were written.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.engine import matrix_functions
from eigenscope.language import exact_matrices
from eigenscope.language.surd import InexactError, Surd, root
from eigenscope.language.value import (
    MOST_EXACT,
    MathError,
    Role,
    Value,
    exactly,
    fraction_of,
    from_array,
    from_exact,
    from_turns,
    objects,
    rational,
    reshaped,
    size_text,
    taken,
    whole_number,
    with_size,
)

LARGEST = 4_000_000  # entries of a result
LARGEST_WORK = 50_000_000  # multiplications of one product
_EXACT_WORK = 4096  # the same of an exact one
_MOST_EXACT_POWER = 4096
TOO_LARGE = "The value is too large for a number."


def finite(value: Value) -> Value:
    """Return a value; raise MathError unless all its entries are finite."""
    if not np.isfinite(value.array).all():
        raise MathError(TOO_LARGE)
    return value


def negate(a: Value) -> Value:
    """Return −a."""
    return multiply(rational(-1), a)


def add(a: Value, b: Value, sign: int = 1) -> Value:
    """Return a + b, or a − b for the sign −1."""
    a, b = _sized(a, b)
    if a.shape != b.shape or a.role != b.role:
        raise MathError(_unequal(a, b))
    return _entrywise(a, b, operator.add if sign > 0 else operator.sub, a.role)


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
        raise MathError(f"I is square, and cannot be added to a {size_text(other)} {other.kind}.")
    return with_size(identity, other.shape[0])


def _unequal(a: Value, b: Value) -> str:
    if a.scalar or b.scalar:
        number, other = ("{a}", b) if a.scalar else ("{b}", a)
        if other.kind == "matrix":
            return (
                f"{number} is a number and the other is {size_text(other)}: a multiple of I can be "
                f"added to a matrix, or write .+ to add the number to every entry."
            )
        return f"{number} is a number, the other has shape {size_text(other)}: write .+ for each."
    return f"{{a}} is {size_text(a)} and {{b}} is {size_text(b)}: only equal sizes can be added."


def _entrywise(a: Value, b: Value, operation: Callable[[Any, Any], Any], role: Role) -> Value:
    """Add or subtract entry by entry; the shapes fit."""
    angle = a.angle and b.angle
    if a.turns is not None and b.turns is not None:
        found = from_turns(_objects(operation(a.turns, b.turns)), angle=angle)
        if found.exact is None or a.exact is None or b.exact is None:
            return found
    if a.exact is not None and b.exact is not None:
        x, y = a.exact, b.exact
        exact = exactly(lambda: _objects(operation(x, y)))
        if exact is not None:
            return from_exact(exact, role)
    with np.errstate(all="ignore"):
        plain = from_array(operation(a.array, b.array), role)
    return Value(plain.array, angle=angle, role=role)


def _objects(found: Any) -> Any:
    """Return an array even of one object, for which numpy returns the object."""
    return found if isinstance(found, np.ndarray) else objects([found], ())


def broadcast(a: Value, b: Value, name: str) -> Value:
    """Return a .+ b and the like: entry by entry, an axis of length 1 being stretched."""
    a, b = a.resolved(), b.resolved()
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        words = f"{{a}} is {size_text(a)} and {{b}} is {size_text(b)}: entry by entry, sizes must"
        raise MathError(f"{words} be equal or 1.") from None
    check_size(shape)
    if name in (".+", ".-"):
        return _entrywise(a, b, operator.add if name == ".+" else operator.sub, "plain")
    if name == ".^" or (name == "./" and not np.all(b.array)):
        return _each(a, b, shape, raise_scalar if name == ".^" else divide)
    operation = operator.mul if name == ".*" else operator.truediv
    if a.exact is not None and b.exact is not None and np.prod(shape) <= MOST_EXACT:
        x, y = a.exact, b.exact
        exact = exactly(lambda: _objects(operation(x, y)))
        if exact is not None:
            return from_exact(exact)
    with np.errstate(all="ignore"):
        return from_array(operation(a.array, b.array))


def _each(
    a: Value, b: Value, shape: tuple[int, ...], operation: Callable[[Value, Value], Value]
) -> Value:
    if np.prod(shape) > MOST_EXACT:
        with np.errstate(all="ignore"):
            base = a.array.astype(complex) if np.any(a.array.real < 0) else a.array
            return from_array(base**b.array if operation is raise_scalar else base / b.array)
    x, y = (_broadcast_to(value, shape) for value in (a, b))
    return joined([operation(p, q) for p, q in zip(x, y, strict=True)], shape)


def _broadcast_to(value: Value, shape: tuple[int, ...]) -> list[Value]:
    return entries(taken(value, lambda array: np.broadcast_to(array, shape)))


def entries(value: Value) -> list[Value]:
    """Return the entries of a value as scalars."""
    plain = value.resolved()
    found = []
    for place in np.ndindex(plain.array.shape):
        exact = None if plain.exact is None else objects([plain.exact[place]], ())
        turns = None if plain.turns is None else objects([plain.turns[place]], ())
        found.append(Value(np.asarray(plain.array[place]), exact, turns, plain.angle))
    return found


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


# --- products ------------------------------------------------------------------------------------


def multiply(a: Value, b: Value) -> Value:
    """Return the product: of numbers, a number and anything, or matrices and vectors."""
    if a.array.ndim == 0 or b.array.ndim == 0:
        return _scaled(a, b)
    if len(a.shape) > 2 or len(b.shape) > 2:
        raise MathError("Products are of matrices and vectors: write .* for entry by entry.")
    if a.kind == "vector" and b.kind == "vector":
        raise MathError(
            "{a} and {b} are vectors: write dot(…, …) or {a}^T {b} for a number, {a} {b}^T for a "
            "matrix, or .* for entry by entry."
        )
    left = reshaped(a, (len(a.array), 1)) if a.kind == "vector" else a.resolved()
    vector = b.kind == "vector"
    right = reshaped(b, (len(b.array), 1)) if vector else b.resolved()
    (m, inner), (other, n) = left.shape, right.shape
    if inner != other:
        words = f"{{a}} is {_matrix_size(left)} and {{b}} is {_matrix_size(right)}"
        raise MathError(f"{words}: the inner sizes {inner} and {other} differ.")
    product = _matrix_product(left, right)
    if vector:
        return reshaped(product, () if a.role == "row" else (m,))
    if a.role == "row":
        return _row(reshaped(product, (n,)))
    return product


def _matrix_size(value: Value) -> str:
    return size_text(value)


def _row(value: Value) -> Value:
    return Value(value.array, value.exact, value.turns, value.angle, "row")


def _matrix_product(a: Value, b: Value) -> Value:
    work = a.shape[0] * a.shape[1] * b.shape[1]
    if work > LARGEST_WORK:
        raise MathError(f"This product takes {work:,} multiplications: too many while you type.")
    if a.exact is not None and b.exact is not None and work <= _EXACT_WORK:
        x, y = a.exact, b.exact
        exact = exactly(lambda: x @ y)
        if exact is not None:
            return from_exact(exact)
    with np.errstate(all="ignore"):
        return from_array(a.array @ b.array)


def _scaled(a: Value, b: Value) -> Value:
    """Return a product of which one side at least is a number or a multiple of I."""
    role: Role = b.role if a.array.ndim == 0 else a.role
    if "identity" in (a.role, b.role) and a.array.ndim == b.array.ndim == 0:
        role = "identity"
    angle = a.angle or b.angle
    for x, y in ((a, b), (b, a)):
        fraction = None if x.surd is None else x.surd.rational
        if fraction is not None and y.turns is not None:
            found = from_turns(_objects(y.turns * fraction), angle=angle)
            return Value(found.array, found.exact, found.turns, angle, role)
    if a.exact is not None and b.exact is not None:
        x_exact, y_exact = a.exact, b.exact
        exact = exactly(lambda: _objects(x_exact * y_exact))
        if exact is not None:
            found = from_exact(exact, role)
            return Value(found.array, found.exact, None, angle, role)
    with np.errstate(all="ignore"):
        array = from_array(a.array * b.array).array
    return Value(array, None, None, angle, role)


# --- division ------------------------------------------------------------------------------------


def divide(a: Value, b: Value) -> Value:
    """Return a/b; for a matrix b, a·b⁻¹."""
    if b.array.ndim:
        return multiply(a, inverse(b))
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
            return _scaled(a, from_exact(reciprocal, b.role))
    with np.errstate(all="ignore"):
        array = from_array(a.array / b.array).array
    return Value(array, None, None, a.angle and not b.angle, a.role)


def inverse(a: Value) -> Value:
    """Return the inverse of a square matrix or of a number."""
    if a.array.ndim == 0:
        return divide(rational(1), a)
    matrix = square(a, "has an inverse")
    if matrix.exact is not None:
        entries_of = matrix.exact
        try:
            exact = exact_matrices.inverse(entries_of)
            if exact is None:
                raise MathError("{a} is singular: its determinant is 0, so it has no inverse.")
            return from_exact(exact)
        except InexactError:
            pass
    if rank(matrix) < len(matrix.array):
        raise MathError("{a} is singular: its determinant is 0, so it has no inverse.")
    return from_array(np.linalg.inv(matrix.array))


def solve(a: Value, b: Value) -> Value:
    """Return x with a·x = b, or the one nearest to it of least length."""
    if a.array.ndim == 0:
        return divide(b, a)
    matrix = a.resolved()
    if matrix.kind != "matrix" or b.kind not in ("vector", "matrix"):
        raise MathError("A\\b takes a matrix on the left and a vector or a matrix on the right.")
    right = b.resolved()
    if matrix.shape[0] != right.shape[0]:
        words = f"{{a}} is {size_text(matrix)} and {{b}} has {right.shape[0]} rows"
        raise MathError(f"{words}: both need the same number of rows.")
    return multiply(pseudoinverse(matrix), b)


def pseudoinverse(a: Value) -> Value:
    """Return the Moore–Penrose pseudoinverse."""
    if a.array.ndim == 0:
        return inverse(a) if a.array else a
    matrix = reshaped(a, (len(a.array), 1)) if a.kind == "vector" else a.resolved()
    if matrix.kind != "matrix":
        raise MathError("Only a matrix has a pseudoinverse.")
    (m, n), adjoint = matrix.shape, conjugate_transpose(matrix)
    if matrix.exact is not None and rank(matrix) == min(m, n):
        if m == n:
            return inverse(matrix)
        if m > n:
            return multiply(inverse(multiply(adjoint, matrix)), adjoint)
        return multiply(adjoint, inverse(multiply(matrix, adjoint)))
    check_work(m * n * min(m, n))
    return from_array(np.linalg.pinv(matrix.array))


def rank(a: Value) -> int:
    """Return the rank of a matrix: exactly, or up to rounding."""
    if a.exact is not None:
        try:
            return exact_matrices.rank(a.exact)
        except InexactError:
            pass
    check_work(a.array.size * min(a.array.shape))
    return int(np.linalg.matrix_rank(a.array))


def determinant(a: Value) -> Value:
    """Return the determinant of a square matrix."""
    matrix = square(a, "has a determinant")
    if matrix.exact is not None:
        known = matrix.exact
        exact = exactly(lambda: objects([exact_matrices.determinant(known)], ()))
        if exact is not None:
            return from_exact(exact)
    check_work(len(matrix.array) ** 3)
    return from_array(np.linalg.det(matrix.array))


def square(a: Value, what: str) -> Value:
    """Return a square matrix; raise MathError for anything else."""
    matrix = a.resolved()
    if matrix.kind != "matrix" or matrix.shape[0] != matrix.shape[1]:
        raise MathError(f"{{a}} is {size_text(matrix)}: only a square matrix {what}.")
    return matrix


# --- powers and transposes -----------------------------------------------------------------------


def raise_to(a: Value, b: Value) -> Value:
    """Return a to the power of b, of which one at least is a number."""
    if a.scalar and b.scalar:
        return raise_scalar(a, b)
    if b.scalar:
        return _matrix_power(a, b)
    if a.scalar and b.kind == "matrix":
        exponent = square(b, "can be an exponent")
        if not a.array:
            raise MathError("0 to the power of a matrix has no value.")
        return exponential(from_array(np.log(a.array.astype(complex)) * exponent.array))
    raise MathError(
        f"{{b}} is {size_text(b)}: an exponent is a number, or write .^ for each entry."
    )


def raise_scalar(a: Value, b: Value) -> Value:
    """Return a number to the power of a number: the principal value, complex if need be."""
    power, base = fraction_of(b), a.surd
    if not a.array and b.array.real < 0:
        raise MathError("Division by 0: 0 has no negative powers.")
    if base is not None and power is not None:
        known = base
        if power.denominator <= 2 and (power.denominator == 1 or known.rational is not None):
            exact = exactly(lambda: objects([_surd_power(known, power)], ()))
            if exact is not None:
                return from_exact(exact)
    base_number: Any = a.array[()]
    if not np.iscomplexobj(a.array) and a.array < 0 and not float(b.array.real).is_integer():
        base_number = complex(base_number)
    with np.errstate(all="ignore"):
        try:
            return from_array(_without_noise(base_number ** b.array[()]))
        except (OverflowError, ZeroDivisionError):
            raise MathError(TOO_LARGE) from None


def _without_noise(number: Any) -> Any:
    """Clear a part of a complex number that is rounding alone: e^(iπ) is −1."""
    if not np.iscomplexobj(number):
        return number
    least = 4 * np.finfo(float).eps * np.abs(number)
    parts = [np.where(np.abs(part) <= least, 0.0, part) for part in (number.real, number.imag)]
    return parts[0] + 1j * parts[1]


def _surd_power(base: Surd, power: Fraction) -> Surd:
    if power.denominator == 2:
        assert base.rational is not None
        base, power = root(base.rational), power * 2
    count = abs(power.numerator)
    if count > _MOST_EXACT_POWER:
        raise InexactError
    result, factor = Surd.of(1), base
    while count:
        if count % 2:
            result = result * factor
        count //= 2
        factor = factor * factor if count else factor
    return result.inverse() if power < 0 else result


def _matrix_power(a: Value, b: Value) -> Value:
    if a.role == "identity":
        found = raise_scalar(Value(a.array, a.exact), b)
        return Value(found.array, found.exact, role="identity")
    matrix = square(a, "has powers")
    number = complex(b.array[()])
    if number.imag or not number.real.is_integer():
        if number.imag:
            raise MathError("A matrix to a complex power: write expm({b} logm({a})).")
        return _fractional_power(matrix, number.real)
    count = whole_number(b, "The exponent")
    if count < 0:
        matrix, count = inverse(matrix), -count
    check_work(len(matrix.array) ** 3 * max(1, count.bit_length()))
    if count > 2**60:
        raise MathError(TOO_LARGE)
    if matrix.exact is None:
        with np.errstate(all="ignore"):
            return from_array(np.linalg.matrix_power(matrix.array, count))
    result, factor = with_size(rational(1), len(matrix.array)), matrix
    while count:
        if count % 2:
            result = _matrix_product(result, factor)
        count //= 2
        factor = _matrix_product(factor, factor) if count else factor
    return result


def _fractional_power(matrix: Value, exponent: float) -> Value:
    return of_matrix(matrix, lambda array: matrix_functions.power(array, exponent))


def exponential(a: Value) -> Value:
    """Return e to the power of a square matrix."""
    return of_matrix(square(a, "has an exponential"), matrix_functions.exponential)


def of_matrix(matrix: Value, function: Callable[[Any], Any]) -> Value:
    """Return a function of a square matrix, computed in floats."""
    check_work(25 * len(matrix.array) ** 3)
    try:
        with np.errstate(all="ignore"):
            return finite(from_array(function(matrix.array)))
    except matrix_functions.FunctionValueError as error:
        raise MathError(f"{{a}}: {error}.") from None
    except (OverflowError, np.linalg.LinAlgError):
        raise MathError(TOO_LARGE) from None


def transpose(a: Value) -> Value:
    """Return the transpose; that of a vector is a row."""
    if a.array.ndim == 0:
        return a
    if a.role == "row":
        return Value(a.array, a.exact, a.turns, a.angle)
    if a.array.ndim == 1:
        return _row(a)
    if a.array.ndim > 2:
        raise MathError("{a} is a tensor: only vectors and matrices are transposed.")
    return taken(a, lambda array: array.T)


def conjugate_transpose(a: Value) -> Value:
    """Return the transpose of the complex conjugate."""
    return transpose(conjugate(a))


def conjugate(a: Value) -> Value:
    """Return the complex conjugate of every entry."""
    exact = a.exact
    if exact is not None:
        exact = objects([each.conjugate() for each in exact.ravel()], exact.shape)
    return Value(a.array.conj(), exact, a.turns, a.angle, a.role)


# --- limits --------------------------------------------------------------------------------------


def check_size(shape: tuple[int, ...]) -> None:
    """Raise MathError if an array of a shape is too large to make while someone types."""
    count = 1
    for side in shape:
        count *= side
    if count > LARGEST:
        text = "×".join(map(str, shape))
        raise MathError(f"{text} is too large: up to {LARGEST:,} entries fit here.")


def check_work(work: int) -> None:
    """Raise MathError if an operation would take too long while someone types."""
    if work > LARGEST_WORK:
        raise MathError("This matrix is too large for that while you type.")
