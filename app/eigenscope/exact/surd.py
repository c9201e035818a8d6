"""Exact numbers: fractions, square roots and i, and everything that + − × ÷ make of them.

A surd is a sum c₁√d₁ + c₂√d₂ + … of fractions times roots of square-free integers; a negative one
stands for i√|d|. Such sums are closed under the four operations, and are equal only if their terms
are, so that no rounding ever decides whether something is 0. Integers and fractions can stand
beside them in every operation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction

from eigenscope.exact.radicands import InexactError, prime_in, square_and_rest
from eigenscope.exact.root_sums import approximation, sign_of, value_of

__all__ = [
    "ExactNumber",
    "InexactError",
    "Surd",
    "magnitude",
    "nearby",
    "root",
    "simplified",
    "sum_of",
]

MOST_TERMS = 16
MOST_BITS = 4096  # of a numerator or denominator


_ZERO = Fraction()
_RATIONAL = {1: None}.keys()  # the radicands of a fraction other than 0: most numbers are one


class Surd:
    """An exact number; ``terms`` maps square-free radicands to coefficients that are not 0."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[int, Fraction]) -> None:
        if len(terms) > MOST_TERMS:
            raise InexactError
        for coefficient in terms.values():
            above, below = coefficient.as_integer_ratio()
            if above.bit_length() > MOST_BITS or below.bit_length() > MOST_BITS:
                raise InexactError
        self.terms = terms

    @classmethod
    def of(cls, number: int | Fraction) -> Surd:
        """Return a rational number."""
        return cls({1: Fraction(number)} if number else {})

    @property
    def rational(self) -> Fraction | None:
        """The number as a fraction, or None if it is none."""
        if not self.terms:
            return _ZERO
        return self.terms.get(1) if len(self.terms) == 1 else None

    @property
    def real(self) -> bool:
        """Whether it has no imaginary part."""
        return self.terms.keys() <= _RATIONAL or all(radicand > 0 for radicand in self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Surd):
            return self.terms == other.terms
        return isinstance(other, int | Fraction) and self.rational == other

    def __hash__(self) -> int:
        rational = self.rational
        return hash(frozenset(self.terms.items())) if rational is None else hash(rational)

    def __lt__(self, other: ExactNumber | int) -> bool:
        return self._compared(other) < 0

    def __le__(self, other: ExactNumber | int) -> bool:
        return self._compared(other) <= 0

    def __gt__(self, other: ExactNumber | int) -> bool:
        return self._compared(other) > 0

    def __ge__(self, other: ExactNumber | int) -> bool:
        return self._compared(other) >= 0

    def __abs__(self) -> Surd:
        return -self if self.sign() < 0 else self

    def __neg__(self) -> Surd:
        if not self.terms:
            return self
        return Surd({d: -c for d, c in self.terms.items()})

    def __add__(self, other: ExactNumber | int) -> Surd:
        if not isinstance(other, Surd):
            if not isinstance(other, int | Fraction):
                return NotImplemented  # an array of numbers, to which its entries see
            other = Surd.of(other)
        if not self.terms or not other.terms:
            return self if self.terms else other
        terms = dict(self.terms)
        for radicand, coefficient in other.terms.items():
            _add(terms, radicand, coefficient)
        return Surd(terms)

    __radd__ = __add__

    def __sub__(self, other: ExactNumber | int) -> Surd:
        if not isinstance(other, int | Fraction | Surd):
            return NotImplemented
        return self + -other if other else self

    def __rsub__(self, other: Fraction | int) -> Surd:
        return -self + other

    def __mul__(self, other: ExactNumber | int) -> Surd:
        if not isinstance(other, Surd):
            if not isinstance(other, int | Fraction):
                return NotImplemented  # an array of numbers, to which its entries see
            return Surd({d: c * other for d, c in self.terms.items()} if other else {})
        if not self.terms or not other.terms:
            return other if self.terms else self
        if self.terms.keys() == other.terms.keys() == _RATIONAL:
            return Surd({1: self.terms[1] * other.terms[1]})
        terms: dict[int, Fraction] = {}
        for a, x in self.terms.items():
            for b, y in other.terms.items():
                common = math.gcd(a, b)
                # √a·√b for two negative radicands is i·i, not the root of the product.
                sign = -1 if a < 0 and b < 0 else 1
                _add(terms, a * b // (common * common), x * y * common * sign)
        return Surd(terms)

    __rmul__ = __mul__

    def __truediv__(self, other: ExactNumber | int) -> Surd:
        if not isinstance(other, Surd):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            return self * (1 / Fraction(other))
        if self.terms.keys() == other.terms.keys() == _RATIONAL:
            return Surd({1: self.terms[1] / other.terms[1]})
        return self * other.inverse()

    def __rtruediv__(self, other: Fraction | int) -> Surd:
        return self.inverse() * other

    def inverse(self) -> Surd:
        """Return 1 by this; raise ZeroDivisionError for 0."""
        if not self.terms:
            raise ZeroDivisionError
        rest, factor = self, Surd.of(1)
        while rest.rational is None:
            # Times its conjugate in one prime, or in i, that prime no longer occurs.
            other = rest._conjugate(prime_in(rest.terms))
            rest, factor = rest * other, factor * other
        return factor * Surd.of(1 / (rest.rational or Fraction(1)))

    def conjugate(self) -> Surd:
        """Return the complex conjugate."""
        return self._conjugate(-1)

    def _conjugate(self, prime: int) -> Surd:
        if self.terms.keys() <= _RATIONAL:
            return self

        def flips(radicand: int) -> bool:
            return radicand < 0 if prime == -1 else radicand % prime == 0

        return Surd({d: -c if flips(d) else c for d, c in self.terms.items()})

    def __complex__(self) -> complex:
        real = {d: c for d, c in self.terms.items() if d > 0}
        imaginary = {-d: c for d, c in self.terms.items() if d < 0}
        return complex(value_of(real), value_of(imaginary))

    def __float__(self) -> float:
        return value_of(self.terms)

    def sign(self) -> int:
        """Return −1, 0 or 1 for a real number."""
        return sign_of(self.terms)

    def _compared(self, other: ExactNumber | int) -> int:
        """Return the sign of the difference, which may have more terms than a surd."""
        terms = dict(self.terms)
        subtracted = other.terms if isinstance(other, Surd) else {1: Fraction(other)}
        for radicand, coefficient in subtracted.items():
            _add(terms, radicand, -coefficient)
        return sign_of(terms)

    def __str__(self) -> str:
        """Return the number in ASCII as the language reads it: ``(1 + 3*sqrt(5))/2``."""
        return self.written(_term, "-")

    def written(self, term: Callable[[int, int], str], minus: str) -> str:
        """Return the number over one line.

        ``term`` writes the root of its first argument, a radicand, as often as its second says;
        ``minus`` is the sign.
        """
        if not self.terms:
            return "0"
        below = math.lcm(*(each.denominator for each in self.terms.values()))
        text = ""
        for radicand in sorted(self.terms, key=lambda d: (d < 0, abs(d))):
            count = int(self.terms[radicand] * below)
            part = term(radicand, abs(count))
            if text:
                text += f" {minus if count < 0 else '+'} {part}"
            else:
                text = f"{minus if count < 0 else ''}{part}"
        if below == 1:
            return text
        return f"{text}/{below}" if len(self.terms) == 1 else f"({text})/{below}"

    def __repr__(self) -> str:
        return f"Surd({self})"


ExactNumber = Fraction | Surd
"""What is exact: a fraction, or a surd where there is a square root in it."""


def magnitude(number: ExactNumber) -> ExactNumber:
    """Return |number|; for `abs` the two kinds of exact number have nothing in common."""
    return -number if number < 0 else number


def nearby(number: ExactNumber) -> Fraction:
    """Return a fraction that agrees with a real number to 70 bits: it never gets too long."""
    return approximation(number.terms) if isinstance(number, Surd) else number


def simplified(number: ExactNumber) -> ExactNumber:
    """Return a surd that is rational as a fraction."""
    rational = number.rational if isinstance(number, Surd) else number
    return number if rational is None else rational


def sum_of(numbers: Iterable[ExactNumber]) -> ExactNumber:
    """Return a sum; 0 of nothing."""
    total: ExactNumber = _ZERO
    for number in numbers:
        if number:
            total = total + number
    return simplified(total)


def root(number: Fraction) -> Surd:
    """Return the principal square root of a fraction; raise InexactError where it is too long."""
    if not number:
        return Surd({})
    # √(p/q) = √(pq)/q
    outside, radicand = square_and_rest(number.numerator * number.denominator)
    return Surd({radicand: Fraction(outside, number.denominator)})


def _add(terms: dict[int, Fraction], radicand: int, coefficient: Fraction) -> None:
    total = terms.get(radicand, Fraction(0)) + coefficient
    if total:
        terms[radicand] = total
    else:
        terms.pop(radicand, None)


def _term(radicand: int, count: int) -> str:
    factors = ["i"] if radicand < 0 else []
    if abs(radicand) > 1:
        factors.append(f"sqrt({abs(radicand)})")
    if count != 1 or not factors:
        factors.insert(0, str(count))
    return "*".join(factors)
