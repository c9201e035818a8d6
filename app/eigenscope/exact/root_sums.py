"""Values of sums Σ c√d of fractions times square roots, as floats and as nearby fractions.

A sum is given as a map of radicands d to coefficients c that are not 0.
"""

from __future__ import annotations

import math
from fractions import Fraction

_DIGITS = 256  # bits after the point with which roots are added, so that nothing cancels
_MOST_DIGITS = 32768


def sign_of(terms: dict[int, Fraction]) -> int:
    """Return −1, 0 or 1 for Σ c√d."""
    number = approximation(terms) if len(terms) > 1 else sum(terms.values())
    return (number > 0) - (number < 0)


def value_of(terms: dict[int, Fraction]) -> float:
    """Return Σ c√d as a float: in fixed point where large terms may cancel."""
    if not terms:
        return 0.0
    if len(terms) == 1:
        [(radicand, coefficient)] = terms.items()
        if radicand == 1:
            return float(coefficient)
        size = nearest_root(coefficient * coefficient * radicand)
        if math.isinf(size):
            raise OverflowError
        return math.copysign(size, coefficient)
    return float(approximation(terms))


def approximation(terms: dict[int, Fraction]) -> Fraction:
    """Return Σ c√d to 70 bits, for positive radicands."""
    if not terms:
        return Fraction()
    digits = _DIGITS
    while True:
        total = Fraction(0)
        for radicand, coefficient in terms.items():
            total += coefficient * math.isqrt(radicand << (2 * digits))
        largest = max(abs(c) for c in terms.values()) * 2**digits
        if abs(total) * 2**70 > largest or digits > _MOST_DIGITS:
            return total / (1 << digits)
        digits *= 4


def nearest_root(number: Fraction) -> float:
    """Return √number, ∞ beyond all floats.

    By way of integers: neither the square of 1e200 nor that of 1e-200 is a float.
    """
    above, below = number.as_integer_ratio()
    shift = max(0, 120 - above.bit_length() + below.bit_length())
    shift += shift % 2
    try:
        return math.isqrt((above << shift) // below) / (1 << shift // 2)
    except OverflowError:
        return math.inf
