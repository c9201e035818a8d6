"""What an expression is worth: numbers in an array, and the same exactly as long as that is known.

Three things are kept that an array has no place for. Rational multiples of pi are kept as such, so
that sin(pi) is 0. A transposed vector is a row: it times a vector is a number. And ``I`` has no
size until it meets a matrix.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from eigenscope.exact.surd import ExactNumber, InexactError, Surd, simplified
from eigenscope.language.texts.messages import filled
from eigenscope.wording.errors import WordedError
from eigenscope.wording.number_texts import tidy_complex
from eigenscope.wording.words import Text, Words, as_it_is
from eigenscope.wording.words import Value as Said

Array = npt.NDArray[Any]  # of float64 or complex128
Exact = npt.NDArray[np.object_]
Role = Literal["plain", "row", "identity"]
Operand = tuple[Said, Said]
"""How an operand is spoken of: within a sentence, and where one begins."""

MOST_EXACT = 40_000  # entries up to which exact values are kept
MOST_ADDED = 2_500  # entries up to which tables are added exactly: 50 rows and columns
MOST_SINGLY = 900  # entries up to which a function or a power works them out one by one


class MathError(WordedError, ValueError):
    """An operation without a value; its reason says why, for the user.

    The reason has places for the operands, which are known to whoever asked for the operation: {a}
    and {b} within a sentence, {A} and {B} where one begins.

    Attributes
    ----------
    swapped
        Whether {a} is the right operand, and {b} the left one.
    """

    def __init__(self, reason: Text, *, swapped: bool = False) -> None:
        super().__init__(reason)
        self.swapped = swapped

    def __str__(self) -> str:
        return str(self.about(("a", "A"), ("b", "B")))

    def about(self, left: Operand, right: Operand) -> Words:
        """Return the reason, in which the operands are spoken of."""
        a, b = (right, left) if self.swapped else (left, right)
        return filled(self.reason, {"a": a[0], "A": a[1], "b": b[0], "B": b[1]})


@dataclass(frozen=True, eq=False)
class Value:
    """A scalar, vector, matrix or tensor.

    Attributes
    ----------
    array
        Of float64, or of complex128 where an entry is not real; () for a scalar.
    exact
        The same as surds, or None.
    turns
        The same as fractions of pi, or None.
    angle
        Whether a unit says that these are angles.
    sharp
        Whether every float is right by itself, however small it is beside others.
    role
        "row" for a transposed vector, an array of shape (n,); "identity" for a scalar that stands
        for that many times the identity.
    """

    array: Array
    exact: Exact | None = None
    turns: Exact | None = None
    angle: bool = False
    role: Role = "plain"
    sharp: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows, columns and so on: () for a scalar."""
        shape: tuple[int, ...] = self.array.shape
        return (1, *shape) if self.role == "row" else shape

    @property
    def kind(self) -> str:
        """What people call it: scalar, vector, matrix or tensor."""
        return ("scalar", "vector", "matrix", "tensor")[min(len(self.shape), 3)]

    @property
    def scalar(self) -> bool:
        """Whether it is a number, ``I`` not being one."""
        return self.array.ndim == 0 and self.role == "plain"

    @property
    def surd(self) -> Surd | None:
        """A scalar's exact value, or None if it is not known."""
        return None if self.exact is None or self.exact.ndim else self.exact.item()

    def exact_text(self) -> str | None:
        """Return the exact value in nested brackets, or None if it is not known."""
        if self.exact is None and self.turns is None:
            return None
        entries: Any = self.exact if self.exact is not None else self.turns
        say = str if self.exact is not None else _pi_text
        text = _nested(entries.tolist() if entries.ndim else entries[()], say)
        return f"[{text}]" if self.role == "row" else text

    def resolved(self) -> Value:
        """Return it as an array that says all: ``I`` as 2×2, a row as 1×n."""
        if self.role == "identity":
            return with_size(self, 2)
        if self.role == "row":
            return reshaped(self, (1, len(self.array)))
        return self


def _pi_text(turns: Fraction) -> str:
    top = "" if abs(turns.numerator) == 1 else f"{abs(turns.numerator)}*"
    bottom = "" if turns.denominator == 1 else f"/{turns.denominator}"
    return "0" if not turns else f"{'-' if turns < 0 else ''}{top}pi{bottom}"


def _nested(entries: Any, say: Callable[[Any], str]) -> str:
    if isinstance(entries, list):
        return "[" + ", ".join(_nested(each, say) for each in entries) + "]"
    return say(entries)


# --- making values -------------------------------------------------------------------------------


def from_array(array: npt.ArrayLike, role: Role = "plain") -> Value:
    """Return a value of floats; complex numbers that are all real become real."""
    values = np.asarray(array)
    if values.dtype.kind == "c":
        real = not np.any(values.imag)
        return Value(values.real.astype(np.float64) if real else values.astype(complex), role=role)
    return Value(values.astype(np.float64), role=role)


def from_decided(array: npt.ArrayLike) -> Value:
    """Return a value of floats of which each is right by itself, such as eigenvalues."""
    return replace(from_array(array), sharp=True)


def from_exact(exact: Exact, role: Role = "plain") -> Value:
    """Return a value of surds, whose floats are as near as floats can be."""
    flat = exact.ravel().tolist()
    try:
        if all(each.real for each in different(flat)):
            array = np.array(once_each(float, flat), np.float64)
        else:
            array = np.array(once_each(complex, flat), np.complex128)
    except OverflowError:
        raise MathError("The value is too large for a number.") from None
    return Value(array.reshape(exact.shape), exact if exact.size <= MOST_EXACT else None, role=role)


def from_integers(array: npt.NDArray[np.int64]) -> Value:
    """Return a value of whole numbers."""
    if array.size > MOST_EXACT:
        return Value(array.astype(np.float64))
    return from_exact(objects([Surd.of(int(each)) for each in array.ravel()], array.shape))


def rational(number: int | ExactNumber) -> Value:
    """Return an exact scalar."""
    surd = number if isinstance(number, Surd) else Surd.of(number)
    return from_exact(objects([surd], ()))


def pi_times(turns: Fraction, *, angle: bool = False) -> Value:
    """Return a rational multiple of pi."""
    return from_turns(objects([turns], ()), angle=angle)


def from_turns(turns: Exact, *, angle: bool = False) -> Value:
    """Return rational multiples of pi."""
    flat = turns.ravel().tolist()
    array = np.array(once_each(lambda each: float(each) * math.pi, flat)).reshape(turns.shape)
    exact = None if any(different(flat)) else objects([Surd({})] * turns.size, turns.shape)
    return Value(array, exact, turns, angle)


def objects(entries: list[Any], shape: tuple[int, ...]) -> Exact:
    """Return Python objects as an array of a shape."""
    array = np.empty(len(entries), object)
    array[:] = entries
    return array.reshape(shape)


def different(entries: list[Any]) -> list[Any]:
    """Return objects, each once: of a table of zeros and ones it is two."""
    return list(dict(zip(map(id, entries), entries, strict=True)).values())


def once_each(operation: Callable[[Any], Any], entries: list[Any]) -> list[Any]:
    """Return what an operation makes of objects: it is worked out once for the same object.

    Most entries of a table are often the one zero.
    """
    done = {id(each): operation(each) for each in different(entries)}
    return [done[id(each)] for each in entries]


def once_each_pair(operation: Callable[[Any, Any], Any], x: list[Any], y: list[Any]) -> list[Any]:
    """Return what an operation makes of pairs of objects, one of each list."""
    pairs = list(zip(map(id, x), map(id, y), strict=True))
    different_pairs = dict(zip(pairs, zip(x, y, strict=True), strict=True))
    done = {key: operation(*pair) for key, pair in different_pairs.items()}
    return [done[pair] for pair in pairs]


def combined(operation: Callable[[Any, Any], Any], x: Exact, y: Exact) -> Exact:
    """Return x + y and the like of tables of objects, where an axis of length 1 is broadcast."""
    x, y = np.broadcast_arrays(x, y)
    return objects(once_each_pair(operation, x.ravel().tolist(), y.ravel().tolist()), x.shape)


def exactly(make: Callable[[], Exact]) -> Exact | None:
    """Return an exact result, or None where it is no surd or too long."""
    try:
        return make()
    except (InexactError, OverflowError):
        return None


# --- reading values ------------------------------------------------------------------------------


def fraction_of(value: Value) -> Fraction | None:
    """Return a scalar as a fraction, or None if it is not known to be one."""
    surd = value.surd
    return None if surd is None or not value.scalar else surd.rational


def exact_number(value: Value) -> ExactNumber | None:
    """Return a real scalar exactly, a fraction where it is one; None if it is not known."""
    surd = value.surd
    return None if surd is None or not value.scalar else simplified(surd)


def whole_number(value: Value, otherwise: Text) -> int:
    """Return a scalar that must be an integer; raise MathError, with its {value}, if it is none."""
    number = complex(value.array[()]) if value.scalar else complex(math.nan)
    if number.imag or number.real != number.real or not float(number.real).is_integer():
        raise MathError(filled(otherwise, {"value": described(value)}))
    return int(number.real)


def described(value: Value) -> Words:
    """Return what a value is, in a few words: ``a 2×3 matrix``, ``0.5``."""
    if value.role == "identity":
        return Words("a multiple of I")
    if value.scalar:
        return as_it_is(value.exact_text() or tidy_complex(complex(value.array[()])))
    if value.kind == "vector":
        return Words("a vector of {count}", {"count": len(value.array)})
    if value.kind == "matrix":
        return Words("a {size} matrix", {"size": size_text(value)})
    return Words("a {size} tensor", {"size": size_text(value)})


def size_text(value: Value) -> str:
    """Return the shape of what is no number as people write it: ``2×3``."""
    return written_shape(value.shape)


def written_shape(shape: tuple[int, ...]) -> str:
    """Return a shape as people write it: ``2×3``."""
    return "×".join(map(str, shape))


def with_size(value: Value, size: int) -> Value:
    """Return a multiple of I as a matrix."""
    array = value.array[()] * np.eye(size)
    exact = None
    if value.exact is not None and size * size <= MOST_EXACT:
        zero, one = Surd({}), value.exact.item()
        exact = objects(
            [one if i == j else zero for i in range(size) for j in range(size)], (size, size)
        )
    return Value(array, exact)


def reshaped(value: Value, shape: tuple[int, ...]) -> Value:
    """Return the same entries in another shape."""
    return Value(
        value.array.reshape(shape),
        None if value.exact is None else value.exact.reshape(shape),
        None if value.turns is None else value.turns.reshape(shape),
        value.angle,
    )


def taken(value: Value, take: Callable[[Any], Any]) -> Value:
    """Return what an operation that only moves entries leaves of a value."""
    plain = value.resolved()
    array = np.asarray(take(plain.array))

    def moved(entries: Exact | None) -> Exact | None:
        if entries is None:
            return None
        chosen = take(entries)
        return chosen if isinstance(chosen, np.ndarray) else objects([chosen], ())

    return Value(array, moved(plain.exact), moved(plain.turns), plain.angle)
