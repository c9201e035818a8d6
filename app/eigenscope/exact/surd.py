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
from functools import lru_cache

MOST_TERMS = 16
MOST_BITS = 4096  # of a numerator or denominator
_LARGEST_PRIME = 1000  # by which radicands are divided to find squares in them
_MOST_FACTORED = 100  # bits of a radicand that is factored: in a hundredth of a second
_DIGITS = 256  # bits after the point with which roots are added, so that nothing cancels


class InexactError(ArithmeticError):
    """The result is no surd, or one that is too long to be of use."""


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
            other = Surd.of(other)
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
            other = rest._conjugate(_prime_in(rest.terms))
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
        return complex(_sum(real), _sum(imaginary))

    def __float__(self) -> float:
        return _sum(self.terms)

    def sign(self) -> int:
        """Return −1, 0 or 1 for a real number."""
        return _sign(self.terms)

    def _compared(self, other: ExactNumber | int) -> int:
        """Return the sign of the difference, which may have more terms than a surd."""
        terms = dict(self.terms)
        subtracted = other.terms if isinstance(other, Surd) else {1: Fraction(other)}
        for radicand, coefficient in subtracted.items():
            _add(terms, radicand, -coefficient)
        return _sign(terms)

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
    return _approximation(number.terms) if isinstance(number, Surd) else number


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
    outside, radicand = _squares(number.numerator * number.denominator)
    return Surd({radicand: Fraction(outside, number.denominator)})


@lru_cache(maxsize=4096)
def _squares(number: int) -> tuple[int, int]:
    """Return (s, d) with number = s²·d and d square-free, the sign of the number going to d."""
    sign, rest = (-1 if number < 0 else 1), abs(number)
    whole = math.isqrt(rest)
    if whole * whole == rest:
        return whole, sign
    outside = radicand = 1
    for prime in _primes():
        while rest % (prime * prime) == 0:
            rest //= prime * prime
            outside *= prime
        if rest % prime == 0:
            rest //= prime
            radicand *= prime
        if prime * prime > rest:
            break
    whole = math.isqrt(rest)
    if whole * whole == rest:
        return outside * whole, sign * radicand
    if rest > _LARGEST_PRIME**3:  # it may hold the square of a large prime
        factor, rest = _large_squares(rest)
        outside *= factor
    return outside, sign * radicand * rest


def _large_squares(number: int) -> tuple[int, int]:
    """Return (s, d) with number = s²·d and d square-free, for a number without small factors."""
    if number.bit_length() > _MOST_FACTORED:
        raise InexactError
    from flint import fmpz  # late, for it is seldom needed

    outside = radicand = 1
    for prime, power in fmpz(number).factor():
        outside *= int(prime) ** (power // 2)
        radicand *= int(prime) ** (power % 2)
    return outside, radicand


@lru_cache(maxsize=1)
def _primes() -> tuple[int, ...]:
    found: list[int] = []
    for number in range(2, _LARGEST_PRIME):
        if all(number % prime for prime in found if prime * prime <= number):
            found.append(number)
    return tuple(found)


def _prime_in(radicands: Iterable[int]) -> int:
    """Return a prime that divides a radicand, or −1 where one is negative."""
    for radicand in radicands:
        if radicand < 0:
            return -1
        if radicand > 1:
            return next((p for p in _primes() if radicand % p == 0), radicand)
    raise AssertionError("a rational number has no root in it")


def _add(terms: dict[int, Fraction], radicand: int, coefficient: Fraction) -> None:
    total = terms.get(radicand, Fraction(0)) + coefficient
    if total:
        terms[radicand] = total
    else:
        terms.pop(radicand, None)


def _sign(terms: dict[int, Fraction]) -> int:
    number = _approximation(terms) if len(terms) > 1 else sum(terms.values())
    return (number > 0) - (number < 0)


def _sum(terms: dict[int, Fraction]) -> float:
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
    return float(_approximation(terms))


def _approximation(terms: dict[int, Fraction]) -> Fraction:
    """Return Σ c√d to 70 bits."""
    digits = _DIGITS
    while True:
        total = Fraction(0)
        for radicand, coefficient in terms.items():
            total += coefficient * math.isqrt(radicand << (2 * digits))
        largest = max(abs(c) for c in terms.values()) * 2**digits
        if abs(total) * 2**70 > largest or digits > 8 * MOST_BITS:
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


def _term(radicand: int, count: int) -> str:
    factors = ["i"] if radicand < 0 else []
    if abs(radicand) > 1:
        factors.append(f"sqrt({abs(radicand)})")
    if count != 1 or not factors:
        factors.insert(0, str(count))
    return "*".join(factors)
