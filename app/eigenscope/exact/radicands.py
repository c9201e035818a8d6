"""The integers under square roots: what can be taken out of them, and the primes in them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

_LARGEST_PRIME = 1000  # by which radicands are divided to find squares in them
_MOST_FACTORED = 100  # bits of a radicand that is factored: in a hundredth of a second


class InexactError(ArithmeticError):
    """The result is no surd, or one that is too long to be of use."""


@lru_cache(maxsize=4096)
def square_and_rest(number: int) -> tuple[int, int]:
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
    primes: list[int] = []
    for number in range(2, _LARGEST_PRIME):
        if all(number % prime for prime in primes if prime * prime <= number):
            primes.append(number)
    return tuple(primes)


def prime_in(radicands: Iterable[int]) -> int:
    """Return a prime that divides a radicand, or −1 where one is negative."""
    for radicand in radicands:
        if radicand < 0:
            return -1
        if radicand > 1:
            return next((p for p in _primes() if radicand % p == 0), radicand)
    raise AssertionError("a rational number has no root in it")
