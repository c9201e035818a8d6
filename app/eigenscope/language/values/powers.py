"""Powers, of numbers and of square matrices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.engine.analysis import matrix_functions
from eigenscope.exact.surd import InexactError, Surd, root
from eigenscope.language.values.limits import TOO_LARGE, check_work
from eigenscope.language.values.products import inverse, matrix_product, square
from eigenscope.language.values.value import (
    MathError,
    Value,
    exactly,
    fraction_of,
    from_array,
    from_exact,
    objects,
    rational,
    size_text,
    whole_number,
    with_size,
)
from eigenscope.wording.words import Words, as_words

_MOST_EXACT_POWER = 4096


def raise_to(a: Value, b: Value) -> Value:
    """Return a to the power of b, of which one at least is a number."""
    if a.scalar and b.scalar:
        return raise_scalar(a, b)
    if b.scalar:
        return _matrix_power(a, b)
    if a.scalar and b.kind == "matrix":
        exponent = square(b, "{B} is {value}: only a square matrix can be an exponent.")
        if not a.array:
            raise MathError("0 to the power of a matrix has no value.")
        return exponential(from_array(np.log(a.array.astype(complex)) * exponent.array))
    words = "{B} is {size}: an exponent is a number, or write .^ for each entry."
    raise MathError(Words(words, {"size": size_text(b.resolved())}))


def raise_scalar(a: Value, b: Value) -> Value:
    """Return a number to the power of a number: the principal value, complex if need be."""
    power, base = fraction_of(b), a.surd
    if not a.array and b.array.real < 0:
        raise MathError("Division by 0: 0 has no negative powers.")
    if base is not None and power is not None:
        known = base
        if power.denominator == 1 or known.rational is not None:
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
    if power.denominator > 1 and base.rational is not None:
        base, power = _root(base.rational, power.denominator), Fraction(power.numerator)
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


def _root(number: Fraction, degree: int) -> Surd:
    """Return a root; beyond the square root, of numbers that are whole powers."""
    if degree == 2:
        return root(number)
    roots = []
    for part in (number.numerator, number.denominator):
        near = round(max(part, 0) ** (1 / degree)) if part.bit_length() < 1000 else 0
        if part <= 0 or degree > 1000 or near**degree != part:
            raise InexactError
        roots.append(near)
    return Surd.of(Fraction(roots[0], roots[1]))


def _matrix_power(a: Value, b: Value) -> Value:
    if a.role == "identity":
        power = raise_scalar(Value(a.array, a.exact), b)
        return Value(power.array, power.exact, role="identity")
    matrix = square(a, "{A} is {value}: only a square matrix has powers.")
    number = complex(b.array[()])
    if number.imag or not number.real.is_integer():
        if number.imag:
            raise MathError("A matrix to a complex power: write expm({b} logm({a})).")
        return _fractional_power(matrix, number.real)
    count = whole_number(b, "The exponent must be a whole number, not {value}.")
    if count < 0:
        matrix, count = inverse(matrix), -count
    check_work(len(matrix.array) ** 3 * max(1, count.bit_length()))
    if count > 2**60:
        raise MathError(TOO_LARGE)
    if matrix.exact is None:
        with np.errstate(all="ignore"):
            return from_array(np.linalg.matrix_power(matrix.array, count))
    if not count:
        return with_size(rational(1), len(matrix.array))
    result, factor = None, matrix
    while count:
        if count % 2:
            result = factor if result is None else matrix_product(result, factor)
        count //= 2
        factor = matrix_product(factor, factor) if count else factor
    assert result is not None
    return result


def _fractional_power(matrix: Value, exponent: float) -> Value:
    return of_matrix(matrix, lambda array: matrix_functions.power(array, exponent))


def exponential(a: Value) -> Value:
    """Return e to the power of a square matrix."""
    matrix = square(a, "{A} is {value}: only a square matrix has an exponential.")
    return of_matrix(matrix, matrix_functions.exponential)


def of_matrix(matrix: Value, function: Callable[[Any], Any]) -> Value:
    """Return a function of a square matrix, computed in floats."""
    check_work(25 * len(matrix.array) ** 3)
    try:
        with np.errstate(all="ignore"):
            return from_array(function(matrix.array))
    except matrix_functions.FunctionValueError as error:
        raise MathError(Words("{A}: {reason}.", {"reason": as_words(error.reason)})) from None
    except (OverflowError, np.linalg.LinAlgError):
        raise MathError(TOO_LARGE) from None
