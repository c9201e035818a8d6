"""Arithmetic on numbers that stay exact as long as they are known exactly.

What a person typed as 1/3, 0.1 or √2 is exact, and so is all that + − × ÷ make of it; any other
number is the float next to it. Sums of floats that cancel to rounding noise are 0, so
that nobody is shown 4·10⁻¹⁶ where nothing is left.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import ExactNumber, InexactError, simplified, sum_of

Number = ExactNumber | float
"""A fraction or a surd where the value is exact, else a float, which may be infinite."""

_NOISE = 4 * 2.0**-52
"""Rounding error of a sum of few floats, relative to the sum of their sizes."""

_LARGEST_POWER = 64
_MOST_BITS = 512  # of a base that is raised exactly


def total(terms: Sequence[Number]) -> Number:
    """Return the sum; of floats that cancel but for rounding, 0."""
    known = [term for term in terms if not isinstance(term, float)]
    if len(known) == len(terms):
        with contextlib.suppress(InexactError):
            return sum_of(known)
    floats = [as_float(term) for term in terms]
    result = sum(floats)  # not fsum: it refuses sums that overflow on their way
    size = sum(abs(term) for term in floats)
    if math.isfinite(size) and abs(result) <= _NOISE * len(floats) * size:
        return 0.0
    return result


def times(a: Number, b: Number) -> Number:
    """Return a·b."""
    if not isinstance(a, float) and not isinstance(b, float):
        with contextlib.suppress(InexactError):
            return simplified(a * b)
    return as_float(a) * as_float(b)


def plus(a: Number, b: Number) -> Number:
    """Return a + b."""
    return total((a, b))


def minus(a: Number, b: Number) -> Number:
    """Return a − b."""
    return total((a, -b))


def over(a: Number, b: Number) -> Number | None:
    """Return a ÷ b, or None where b is 0."""
    if b == 0:
        return None
    if not isinstance(a, float) and not isinstance(b, float):
        with contextlib.suppress(InexactError):
            return simplified(a / b)
    return _quotient(as_float(a), as_float(b))


def power(a: Number, b: Number) -> Number | None:
    """Return a to the power of b, or None where that is no real number."""
    if a == 0 and b < 0:
        return None
    if isinstance(a, Fraction) and isinstance(b, Fraction) and b.denominator == 1:
        bits = max(a.numerator.bit_length(), a.denominator.bit_length())
        if abs(b) <= _LARGEST_POWER and bits <= _MOST_BITS:
            return Fraction(a ** int(b))
    base, exponent = as_float(a), as_float(b)
    if base < 0 and not exponent.is_integer():
        return None
    try:
        return float(math.pow(base, exponent))
    except OverflowError:
        odd = exponent % 2 == 1
        return -math.inf if base < 0 and odd else math.inf


OPERATORS: Mapping[str, Callable[[Number, Number], Number | None]] = {
    "+": plus,
    "−": minus,
    "×": times,
    "÷": over,
    "^": power,
}
"""What can be done entry by entry, by the sign that it is written with."""


def _quotient(a: float, b: float) -> float:
    """Return a/b for a divisor that may be a fraction too small for a float."""
    if b == 0.0:
        return math.copysign(math.inf, a * math.copysign(1.0, b)) if a else 0.0
    return a / b
