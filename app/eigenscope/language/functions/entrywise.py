"""Functions of every entry: roots, exponentials, rounding, activations."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.engine.error_function import error_function
from eigenscope.exact.surd import InexactError, Surd, root
from eigenscope.language.functions.angles import (
    cosine,
    each,
    inverse_function,
    sine,
    tangent,
)
from eigenscope.language.functions.function import Group
from eigenscope.language.values.products import conjugate
from eigenscope.language.values.value import (
    MathError,
    Value,
    exactly,
    fraction_of,
    from_exact,
    objects,
    pi_times,
    rational,
)
from eigenscope.wording.words import Text, Words

GROUP = Group("Functions of every entry")


def magnitude(value: Value) -> Value:
    """Return the absolute value of every entry."""

    def of(entry: Value) -> Value | None:
        surd = entry.surd
        return None if surd is None else _exact(lambda: _size(surd))

    return each(value, of, np.abs)


def _size(surd: Surd) -> Surd:
    if surd.real:
        return -surd if surd.sign() < 0 else surd
    square = (surd * surd.conjugate()).rational
    if square is None:
        raise InexactError
    return root(square)


def _exact(make: Callable[[], Surd]) -> Value | None:
    result = exactly(lambda: objects([make()], ()))
    return None if result is None else from_exact(result)


def square_root(value: Value) -> Value:
    """Return the principal square root of every entry."""

    def of(entry: Value) -> Value | None:
        number = fraction_of(entry)
        return None if number is None else _exact(lambda: root(number))

    return each(value, of, lambda array: np.sqrt(_complex_below(array, 0)))


def _complex_below(array: Any, least: float) -> Any:
    """Let numbers below a bound become complex ones instead of nothing."""
    return array.astype(complex) if not np.iscomplexobj(array) and np.any(array < least) else array


def _known(pairs: dict[int, Value]) -> Callable[[Value], Value | None]:
    """Return an exact function that knows its value at a few whole numbers."""

    def of(entry: Value) -> Value | None:
        number = fraction_of(entry)
        known = number is not None and number.denominator == 1
        return pairs.get(int(number)) if known and number is not None else None

    return of


def _logarithm(base: float) -> Callable[[Value], Value]:
    function = {2.0: np.log2, 10.0: np.log10}.get(base, np.log)

    def exact(entry: Value) -> Value | None:
        number = fraction_of(entry)
        if number == 1:
            return rational(0)
        if number is None or number <= 0 or base == math.e:
            return None
        power = round(math.log(number, base)) if number.numerator.bit_length() < 1000 else 0
        return rational(power) if Fraction(int(base)) ** power == number else None

    def apply(value: Value) -> Value:
        if not np.all(value.array):
            raise MathError("0 has no logarithm.")
        return each(value, exact, lambda array: function(_complex_below(array, 0)))

    return apply


def _rounded(function: Callable[[Any], Any], exact: Callable[[Fraction], int]) -> Any:
    def of(entry: Value) -> Value | None:
        number = fraction_of(entry)
        return None if number is None else rational(exact(number))

    def apply(value: Value) -> Value:
        if np.iscomplexobj(value.array):
            raise MathError("Complex numbers are not rounded.")
        return each(value, of, function)

    return apply


def _real(name: str, function: Callable[[Any], Any], of: Any) -> Callable[[Value], Value]:
    def apply(value: Value) -> Value:
        if np.iscomplexobj(value.array):
            raise MathError(real_numbers_alone(name))
        return each(value, of, function)

    return apply


def real_numbers_alone(function: str) -> Words:
    """Say that a function takes no complex numbers."""
    return Words("{function} takes real numbers.", {"function": function})


def _rectified(entry: Value) -> Value | None:
    return entry if entry.array > 0 else rational(0)


def _leaking(entry: Value) -> Value | None:
    number = fraction_of(entry)
    return None if number is None else rational(number if number > 0 else number / 100)


def _sigmoid(array: Any) -> Any:
    return np.where(
        array >= 0, 1 / (1 + np.exp(-np.abs(array))), 1 - 1 / (1 + np.exp(-np.abs(array)))
    )


def _part(name: str) -> Callable[[Value], Value]:
    def of(entry: Value) -> Value | None:
        surd = entry.surd
        if surd is None:
            return None
        terms = {abs(d): c for d, c in surd.terms.items() if (d > 0) == (name == "real")}
        return _exact(lambda: Surd(terms))

    return lambda value: each(value, of, lambda array: getattr(array, name))


def _argument(entry: Value) -> Value | None:
    if np.iscomplexobj(entry.array):
        real, imaginary = float(entry.array.real), float(entry.array.imag)
        if real and abs(real) != abs(imaginary):
            return None
        eighths = round(math.atan2(imaginary, real) / math.pi * 4)
        return pi_times(Fraction(eighths, 4), angle=True)
    return pi_times(Fraction(0 if entry.array >= 0 else 1), angle=True)


_ZERO, _ONE = rational(0), rational(1)
_PLAIN: tuple[tuple[str, Text, str, Callable[[Value], Value]], ...] = (
    ("sqrt(x)", "Square root; that of a negative number is imaginary.", "sqrt(8)", square_root),
    ("cbrt(x)", "Real cube root.", "cbrt(-8)", _real("cbrt", np.cbrt, lambda _entry: None)),
    ("abs(x)", "Absolute value.", "abs(-3)", magnitude),
    ("exp(x)", "e to the power of every entry; expm is that of a matrix.", "exp(v)",
     lambda x: each(x, _known({0: _ONE}), np.exp)),
    ("log(x)", "Natural logarithm.", "log(v)", _logarithm(math.e)),
    ("ln(x)", "Natural logarithm.", "ln(e^2)", _logarithm(math.e)),
    ("log2(x)", "Logarithm to base 2.", "log2(8)", _logarithm(2.0)),
    ("log10(x)", "Logarithm to base 10.", "log10(1000)", _logarithm(10.0)),
    ("sin(x)", "Sine; a plain number is in radians, 30° in degrees.", "sin(30°)", sine),
    ("cos(x)", "Cosine; a plain number is in radians, 60° in degrees.", "cos(60°)", cosine),
    ("tan(x)", "Tangent; a plain number is in radians, 45° in degrees.", "tan(45°)", tangent),
    ("asin(x)", "Angle with a sine.", "asin(1/2)", inverse_function("asin", np.arcsin)),
    ("acos(x)", "Angle with a cosine.", "acos(1/2)", inverse_function("acos", np.arccos)),
    ("atan(x)", "Angle with a tangent.", "atan(1)", inverse_function("atan", np.arctan)),
    ("sinh(x)", "Hyperbolic sine.", "sinh(1)", lambda x: each(x, _known({0: _ZERO}), np.sinh)),
    ("cosh(x)", "Hyperbolic cosine.", "cosh(0)", lambda x: each(x, _known({0: _ONE}), np.cosh)),
    ("tanh(x)", "Hyperbolic tangent, an activation.", "tanh(v)",
     lambda x: each(x, _known({0: _ZERO}), np.tanh)),
    ("relu(x)", "max(x, 0), an activation.", "relu([-1, 2])",
     _real("relu", lambda a: np.maximum(a, 0.0), _rectified)),
    ("sigmoid(x)", "1/(1 + e^−x), an activation.", "sigmoid(0)",
     _real("sigmoid", _sigmoid, _known({0: rational(Fraction(1, 2))}))),
    ("leaky_relu(x)", "x, but x/100 below 0, an activation.", "leaky_relu([-1, 2])",
     _real("leaky_relu", lambda a: np.where(a > 0, a, a / 100), _leaking)),
    ("erf(x)", "Error function, 2Φ(x√2) − 1; Φ is the normal distribution.", "erf(1)",
     _real("erf", error_function, _known({0: _ZERO}))),
    ("gelu(x)", "x Φ(x), an activation; Φ is the normal distribution.", "gelu(1)",
     _real("gelu", lambda a: a * (1 + error_function(a / math.sqrt(2))) / 2,
           _known({0: _ZERO}))),
    ("softplus(x)", "ln(1 + e^x), an activation.", "softplus(0)",
     _real("softplus", lambda a: np.logaddexp(a, 0.0), lambda _entry: None)),
    ("floor(x)", "The whole number below.", "floor(-1/2)", _rounded(np.floor, math.floor)),
    ("ceil(x)", "The whole number above.", "ceil(1/2)", _rounded(np.ceil, math.ceil)),
    ("round(x)", "The nearest whole number; halves to the even one.", "round(2.6)",
     _rounded(np.round, round)),
    ("sign(x)", "−1, 0 or 1.", "sign(-3)",
     _real("sign", np.sign, lambda entry: rational(int(np.sign(entry.array))))),
    ("conj(x)", "Complex conjugate.", "conj(2 + 3i)", lambda x: conjugate(x.resolved())),
    ("re(x)", "Real part.", "re(2 + 3i)", _part("real")),
    ("im(x)", "Imaginary part.", "im(2 + 3i)", _part("imag")),
    ("arg(x)", "Angle of a complex number.", "arg(-2)", lambda x: each(x, _argument, np.angle)),
)  # fmt: skip


@GROUP.add("mod(x, n)", "Remainder of a division, from 0 to below n.", "mod(-7, 3)",
           least=2, most=2)  # fmt: skip
def _mod(value: Value, modulus: Value) -> Value:
    number = fraction_of(modulus)
    if not modulus.scalar or np.iscomplexobj(modulus.array) or not modulus.array:
        raise MathError("mod divides by a number other than 0.")
    if np.iscomplexobj(value.array):
        raise MathError(real_numbers_alone("mod"))

    def of(entry: Value) -> Value | None:
        known = fraction_of(entry)
        return None if known is None or number is None else rational(known % number)

    return each(value, of, lambda array: np.mod(array, float(modulus.array)))


for _signature, _help, _example, _apply in _PLAIN:
    GROUP.add(_signature, _help, _example)(_apply)
