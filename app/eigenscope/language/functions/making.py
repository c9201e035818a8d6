"""Functions that make matrices: rotations, scalings, projections, zeros, random numbers."""

from __future__ import annotations

import numpy as np

from eigenscope.language.functions.angles import cosine_and_sine
from eigenscope.language.functions.entrywise import square_root
from eigenscope.language.functions.function import Group
from eigenscope.language.values.arithmetic import add, entries, homogeneous, joined, negate
from eigenscope.language.values.limits import check_size
from eigenscope.language.values.products import divide, multiply, pseudoinverse, rank
from eigenscope.language.values.value import (
    MathError,
    Value,
    described,
    from_array,
    from_integers,
    objects,
    rational,
    reshaped,
    taken,
    whole_number,
    with_size,
)
from eigenscope.wording.words import Words

GROUP = Group("Making matrices")
_ZERO, _ONE = rational(0), rational(1)


def _matrix(*rows: tuple[Value, ...]) -> Value:
    parts = [entry for row in rows for entry in row]
    for part in parts:
        if not part.scalar:
            raise MathError("Here numbers are needed, not matrices.")
    return joined(parts, (len(rows), len(rows[0])))


@GROUP.add("rot(θ, axis)", "Rotation of the plane, or about an axis in space; a plain number is "
           "in degrees, 0.5 rad and pi/4 in radians.",
           "rot(45)", most=2)  # fmt: skip
def _rot(angle: Value, axis: Value | None = None) -> Value:
    c, s = cosine_and_sine(angle)
    if axis is None:
        return _matrix((c, negate(s)), (s, c))
    if axis.shape != (3,):
        raise MathError("An axis is a vector of 3 numbers, such as [0, 0, 1].")
    if not np.any(axis.array):
        raise MathError("The axis is 0: it has no direction.")
    unit = homogeneous(axis, 0, lambda vector: divide(vector, length(vector)))
    x, y, z = entries(unit)
    minus = negate
    cross = _matrix((_ZERO, minus(z), y), (z, _ZERO, minus(x)), (minus(y), x, _ZERO))
    # Rodrigues: c·1 + s·[a]× + (1 − c)·aaᵀ
    turned = add(multiply(c, with_size(_ONE, 3)), multiply(s, cross))
    return add(turned, multiply(add(_ONE, c, -1), _outer(joined([x, y, z], (3,)))))


def length(vector: Value) -> Value:
    """Return the Euclidean length of a vector."""
    squares = multiply(reshaped(vector, (1, len(vector.array))), vector)
    return square_root(reshaped(squares, ()))


def _outer(vector: Value) -> Value:
    column = reshaped(vector, (len(vector.array), 1))
    return multiply(column, reshaped(vector, (1, len(vector.array))))


@GROUP.add("rotx(θ)", "Rotation about the x-axis; a plain number is in degrees, 0.5 rad and pi/4 "
           "in radians.", "rotx(90)")  # fmt: skip
def _rotx(angle: Value) -> Value:
    c, s = cosine_and_sine(angle)
    return _matrix((_ONE, _ZERO, _ZERO), (_ZERO, c, negate(s)), (_ZERO, s, c))


@GROUP.add("roty(θ)", "Rotation about the y-axis; a plain number is in degrees, 0.5 rad and pi/4 "
           "in radians.", "roty(90)")  # fmt: skip
def _roty(angle: Value) -> Value:
    c, s = cosine_and_sine(angle)
    return _matrix((c, _ZERO, s), (_ZERO, _ONE, _ZERO), (negate(s), _ZERO, c))


@GROUP.add("rotz(θ)", "Rotation about the z-axis; a plain number is in degrees, 0.5 rad and pi/4 "
           "in radians.", "rotz(90)")  # fmt: skip
def _rotz(angle: Value) -> Value:
    c, s = cosine_and_sine(angle)
    return _matrix((c, negate(s), _ZERO), (s, c, _ZERO), (_ZERO, _ZERO, _ONE))


@GROUP.add("scale(a, b, …)", "Stretches along the axes; one factor stretches the whole plane.",
           "scale(2, 3)", most=None)  # fmt: skip
def _scale(*factors: Value) -> Value:
    if len(factors) == 1:
        factors = (factors[0], factors[0])
    size = len(factors)
    check_size((size, size))
    return _matrix(
        *(tuple(factors[i] if i == j else _ZERO for j in range(size)) for i in range(size))
    )


@GROUP.add("shear(k, h)", "Shears along x by k, and along y by h if given.", "shear(1)", most=2)
def _shear(along: Value, up: Value = _ZERO) -> Value:
    return _matrix((_ONE, along), (up, _ONE))


@GROUP.add("reflect(θ)", "Reflection across the line at an angle, or along a vector; in space "
           "across the plane to which a vector is perpendicular; a plain number is in degrees, 0.5 "
           "rad and pi/4 in radians.",
           "reflect(90)")  # fmt: skip
def _reflect(across: Value) -> Value:
    if across.kind == "vector":
        twice = multiply(rational(2), _project(across))
        unit = with_size(_ONE, len(across.array))
        return add(twice, unit, -1) if len(across.array) == 2 else add(unit, twice, -1)
    c, s = cosine_and_sine(multiply(rational(2), across))
    return _matrix((c, s), (s, negate(c)))


@GROUP.add("project(v)", "Projection onto the line of a vector, or onto the columns of a matrix.",
           "project(v)")  # fmt: skip
def _project(onto: Value) -> Value:
    if onto.array.ndim == 0 or len(onto.shape) > 2:
        raise MathError("project takes a vector or a matrix.")
    if not np.any(onto.array):
        raise MathError("{A} is 0: it spans no line.")
    if onto.kind == "vector":
        return homogeneous(onto, 0, _onto_line)
    matrix = onto.resolved()
    if rank(matrix) == len(matrix.array):
        return with_size(_ONE, len(matrix.array))
    return multiply(matrix, pseudoinverse(matrix))


def _onto_line(vector: Value) -> Value:
    squares = multiply(reshaped(vector, (1, len(vector.array))), vector)
    return divide(_outer(vector), reshaped(squares, ()))


def _shape(sizes: tuple[Value, ...]) -> tuple[int, ...]:
    shape = tuple(
        whole_number(size, "A size must be a whole number, not {value}.") for size in sizes
    )
    if any(side < 1 for side in shape):
        raise MathError("A size is at least 1.")
    check_size(shape)
    return shape


@GROUP.add("eye(n)", "Identity with n rows, as I(n).", "eye(3)")
@GROUP.add("I(n)", "Identity with n rows; I alone has the size that fits.", "I(3)")
def _identity(size: Value) -> Value:
    (n,) = _shape((size,))
    check_size((n, n))
    return with_size(_ONE, n)


@GROUP.add("zeros(m, n, …)", "Zeros; one number makes a vector.", "zeros(2, 3)", most=None)
def _zeros(*sizes: Value) -> Value:
    return from_integers(np.zeros(_shape(sizes), np.int64))


@GROUP.add("ones(m, n, …)", "Ones; one number makes a vector.", "ones(2, 3)", most=None)
def _ones(*sizes: Value) -> Value:
    return from_integers(np.ones(_shape(sizes), np.int64))


@GROUP.add("arange(first, end, step)", "Numbers from 0, or the first, up to before the end.",
           "arange(4)", most=3)  # fmt: skip
def _arange(first: Value, end: Value | None = None, step: Value = _ONE) -> Value:
    if end is None:
        first, end = _ZERO, first
    if not (first.scalar and end.scalar and step.scalar):
        raise MathError("arange takes numbers.")
    if not step.array:
        raise MathError("The step is 0: it leads nowhere.")
    ways = float(((end.array - first.array) / step.array).real)
    count = max(0, int(np.ceil(min(ways, 1e9) - 1e-12)))
    if not count:
        raise MathError("There is no number between these: the vector would be empty.")
    check_size((count,))
    steps = from_integers(np.arange(count))
    start = taken(first, lambda array: np.broadcast_to(array, (count,)))
    return add(multiply(step, steps), start)


@GROUP.add("randn(m, n, seed)", "Normal random numbers, the same for the same seed.",
           "randn(2, 2, 1)", most=None, keywords=("seed",))  # fmt: skip
def _randn(*sizes: Value, seed: Value | None = None) -> Value:
    if seed is None and len(sizes) > 2:
        sizes, seed = sizes[:-1], sizes[-1]
    start = 0
    if seed is not None:
        start = whole_number(seed, "The seed must be a whole number, not {value}.")
    if start < 0:
        raise MathError("The seed is 0 or more.")
    return from_array(np.random.default_rng(start).standard_normal(_shape(sizes)))


@GROUP.add("diag(v)", "Matrix with a vector on its diagonal, or the diagonal of a matrix.",
           "diag(v)")  # fmt: skip
def _diag(value: Value) -> Value:
    plain = value.resolved()
    if plain.kind == "matrix":
        return taken(plain, lambda array: np.diagonal(array).copy())
    if plain.kind != "vector":
        words = "diag takes a vector or a matrix, and {a} is {value}."
        raise MathError(Words(words, {"value": described(plain)}))
    size = len(plain.array)
    check_size((size, size))
    array = np.diag(plain.array)
    if plain.exact is None or size * size > 64:
        return from_array(array)
    zero = _ZERO.surd
    exact = objects(
        [plain.exact[i] if i == j else zero for i in range(size) for j in range(size)],
        (size, size),
    )
    return Value(array, exact)
