"""A number while it is computed: a float, and the exact value as long as there is one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

_MOST_BITS = 4096  # of an exact numerator or denominator: beyond it only the float is kept
_MOST_POWER = 4096


@dataclass(frozen=True)
class Quantity:
    """A real number.

    Attributes
    ----------
    value
        As a float.
    exact
        As a fraction, or None.
    half_turns
        If it is known to be a rational multiple of pi: that multiple. So cos(90°) is 0, not 6e-17.
    """

    value: float
    exact: Fraction | None = None
    half_turns: Fraction | None = None


def rational(value: Fraction) -> Quantity:
    """Return a quantity that is known exactly; raise OverflowError if no float comes near."""
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    return Quantity(float(value), value if size <= _MOST_BITS else None)


def angle(half_turns: Fraction) -> Quantity:
    """Return a rational multiple of pi."""
    return Quantity(float(half_turns) * math.pi, None, half_turns)


def add(a: Quantity, b: Quantity) -> Quantity:
    """Return a + b."""
    if a.exact is not None and b.exact is not None:
        return rational(a.exact + b.exact)
    if a.half_turns is not None and b.half_turns is not None:
        return angle(a.half_turns + b.half_turns)
    return Quantity(a.value + b.value)


def negate(a: Quantity) -> Quantity:
    """Return −a."""
    return multiply(a, rational(Fraction(-1)))


def multiply(a: Quantity, b: Quantity) -> Quantity:
    """Return a·b."""
    if a.exact is not None and b.exact is not None:
        return rational(a.exact * b.exact)
    if a.half_turns is not None and b.exact is not None:
        return angle(a.half_turns * b.exact)
    if b.half_turns is not None and a.exact is not None:
        return angle(b.half_turns * a.exact)
    return Quantity(a.value * b.value)


def divide(a: Quantity, b: Quantity) -> Quantity:
    """Return a/b; raise ZeroDivisionError for b = 0."""
    if a.exact is not None and b.exact is not None:
        return rational(a.exact / b.exact)
    if b.exact is not None and a.half_turns is not None:
        return angle(a.half_turns / b.exact)
    if a.half_turns is not None and b.half_turns is not None:
        return rational(a.half_turns / b.half_turns)
    return Quantity(a.value / b.value)


def raise_to(a: Quantity, b: Quantity) -> Quantity:
    """Return a to the power of b; raise ValueError where that is no real number."""
    if a.exact is not None and b.exact is not None and b.exact.denominator == 1:
        power = b.exact.numerator
        bits = max(a.exact.numerator.bit_length(), a.exact.denominator.bit_length())
        if abs(power) <= _MOST_POWER and bits * abs(power) <= _MOST_BITS:
            return rational(a.exact**power)
    if b.exact == Fraction(1, 2):
        return root(a)
    return Quantity(math.pow(a.value, b.value))


def root(a: Quantity) -> Quantity:
    """Return the square root, exact for the squares of fractions."""
    if a.exact is not None and a.exact >= 0:
        top, bottom = math.isqrt(a.exact.numerator), math.isqrt(a.exact.denominator)
        if Fraction(top * top, bottom * bottom) == a.exact:
            return rational(Fraction(top, bottom))
    return Quantity(math.sqrt(a.value))


_SINES = {Fraction(0): Fraction(0), Fraction(1, 6): Fraction(1, 2), Fraction(1, 2): Fraction(1)}


def sine(a: Quantity) -> Quantity:
    """Return the sine, exact where it is rational."""
    if a.exact == 0:
        return a
    if a.half_turns is None:
        return Quantity(math.sin(a.value))
    turn = a.half_turns % 2
    sign = 1 if turn < 1 else -1
    turn %= 1
    turn = min(turn, 1 - turn)
    if turn in _SINES:
        return rational(sign * _SINES[turn])
    return Quantity(sign * math.sin(float(turn) * math.pi))


def cosine(a: Quantity) -> Quantity:
    """Return the cosine, exact where it is rational."""
    if a.exact == 0:
        return rational(Fraction(1))
    if a.half_turns is None:
        return Quantity(math.cos(a.value))
    return sine(angle(a.half_turns + Fraction(1, 2)))


def tangent(a: Quantity) -> Quantity:
    """Return the tangent; raise ZeroDivisionError at odd multiples of a right angle."""
    if a.half_turns is not None:
        if (a.half_turns * 4).denominator == 1 and (a.half_turns * 4).numerator % 2:
            return rational(Fraction(1 if a.half_turns % 1 < Fraction(1, 2) else -1))
        return divide(sine(a), cosine(a))
    return a if a.exact == 0 else Quantity(math.tan(a.value))


def _magnitude(a: Quantity) -> Quantity:
    return negate(a) if a.value < 0 else a


def _on_floats(function: Callable[[float], float]) -> Callable[[Quantity], Quantity]:
    return lambda a: Quantity(function(a.value))


FUNCTIONS: Mapping[str, Callable[[Quantity], Quantity]] = {
    "sqrt": root,
    "cbrt": _on_floats(math.cbrt),
    "exp": _on_floats(math.exp),
    "ln": _on_floats(math.log),
    "log": _on_floats(math.log),
    "log2": _on_floats(math.log2),
    "log10": _on_floats(math.log10),
    "sin": sine,
    "cos": cosine,
    "tan": tangent,
    "asin": _on_floats(math.asin),
    "acos": _on_floats(math.acos),
    "atan": _on_floats(math.atan),
    "sinh": _on_floats(math.sinh),
    "cosh": _on_floats(math.cosh),
    "tanh": _on_floats(math.tanh),
    "abs": _magnitude,
}
"""Functions of one number; ``log`` is the natural one, as in torch."""

CONSTANTS: Mapping[str, Quantity] = {
    "pi": angle(Fraction(1)),
    "π": angle(Fraction(1)),
    "tau": angle(Fraction(2)),
    "τ": angle(Fraction(2)),
    "e": Quantity(math.e),
}
