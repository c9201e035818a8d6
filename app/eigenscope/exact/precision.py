"""Numbers with as many digits as a result needs: FLINT's balls, whose radii are proven.

A result that is not sharp enough is worked out again with twice the bits, so that no estimate of
what cancels is needed. The precision of FLINT is one for the whole process, and several analyses
may run at once on worker threads: all work with balls happens in `working`.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import TypeVar, cast

from flint import acb, arb, ctx, fmpq, fmpz_poly

from eigenscope.exact.wide_roots import crowding, size, spread, wide_roots

Result = TypeVar("Result")

START_BITS = 128

MOST_BITS = 4096
"""Beyond them a result takes too long; with more to begin with, two doublings are tried."""

SHARP_BITS = 70
"""So many bits must be right before a number is rounded to the 53 of a double."""

WIDE_BITS = 200
"""Roots whose sizes are farther apart than so many bits take FLINT too long."""


class PrecisionError(ArithmeticError):
    """Numbers are so close to each other that telling them apart takes too long."""


LARGE_BITS, CLOSE_BITS = 150, 600
"""Roots of more bits than the first are looked at: those that agree to the second take too long."""

_LOCK = threading.RLock()


@contextmanager
def working(bits: int) -> Iterator[None]:
    """Work with balls of so many bits; other threads wait."""
    with _LOCK, ctx.workprec(bits):
        yield


def refined(compute: Callable[[], Result | None], bits: int = START_BITS) -> Result:
    """Return what `compute` gives with enough bits; it returns None while they are too few.

    Raises
    ------
    PrecisionError
        If `MOST_BITS` do not do.
    """
    most = max(MOST_BITS, 4 * bits)
    while bits <= most:
        with working(bits):
            result = compute()
        if result is not None:
            return result
        bits *= 2
    raise PrecisionError(f"{most} bits are too few")


def sharp(number: arb) -> bool:
    """Whether a ball says all of a double, or is exactly 0."""
    return number.is_exact() or number.rel_accuracy_bits() >= SHARP_BITS


def ball(number: Fraction) -> arb:
    """Return a fraction as a ball."""
    return arb(fmpq(number.numerator, number.denominator))


def log_abs(value: Fraction) -> float:
    """Return the natural logarithm of |value|; −inf for 0."""
    if not value:
        return -math.inf

    def compute() -> float | None:
        logarithm = ball(abs(value)).log()
        return float(logarithm) if sharp(logarithm) or value in (1, -1) else None

    return refined(compute)


def to_complex(root: acb, unit: arb) -> complex:
    """Return root · unit as the nearest complex double."""
    scaled = root * unit
    return complex(float(scaled.real) + 0.0, float(scaled.imag) + 0.0)


def roots(polynomial: fmpz_poly) -> list[acb] | None:
    """Return the roots of an irreducible integer polynomial, None where the bits do not do.

    The real ones come first, descending, then those above the real axis, then their conjugates.
    """
    balls = _root_balls(polynomial)
    if balls is None:
        return None
    if not any(int(c) for c in polynomial.coeffs()[1::2]):
        # With λ an even polynomial has the root −conj(λ): it is λ itself if their balls meet.
        balls = [acb(0, root.imag) if root.real.contains(0) else root for root in balls]
    if not all(sharp(root.real) and sharp(root.imag) for root in balls):
        return None
    real = sorted((root.real for root in balls if root.imag == 0), reverse=True)
    upper = sorted((root for root in balls if root.imag > 0), key=lambda root: root.imag.mid())
    return [*map(acb, real), *upper, *(root.conjugate() for root in upper)]


def _root_balls(polynomial: fmpz_poly) -> list[acb] | None:
    coefficients = [int(c) for c in reversed(polynomial.coeffs())]
    if len(coefficients) == 3:
        return _of_quadratic(coefficients)
    if size(coefficients) > LARGE_BITS and _crowded(polynomial, coefficients):
        raise PrecisionError("some roots are too close to each other")
    if spread(coefficients) > WIDE_BITS:
        return wide_roots(coefficients)
    # Each root comes with its multiplicity, which the library's own types leave out.
    return [root for root, _ in cast("list[tuple[acb, int]]", polynomial.complex_roots())]


def _crowded(polynomial: fmpz_poly, coefficients: list[int]) -> bool:
    return crowding(coefficients, int(polynomial.discriminant())) > CLOSE_BITS


def _of_quadratic(coefficients: list[int]) -> list[acb]:
    a, b, c = coefficients
    under = b * b - 4 * a * c
    root = arb(abs(under)).sqrt()
    both = [acb(root), acb(-root)] if under > 0 else [acb(0, root), acb(0, -root)]
    return [(each - b) / (2 * a) for each in both]


def square_roots(polynomial: fmpz_poly) -> list[arb]:
    """Return the square roots of the roots, none negative and each as often as it counts.

    They come descending, each sharp; the polynomial has integer coefficients and real roots alone.
    """

    def compute() -> list[arb] | None:
        roots: list[arb] = []
        for factor, count in polynomial.factor_squarefree()[1]:
            zero = [acb(0)] if not factor.coeffs()[0] else []
            rest = fmpz_poly(factor.coeffs()[len(zero) :])
            others = _root_balls(rest) if rest.degree() > 0 else []
            if others is None:
                return None
            roots += [root.real.sqrt() for root in zero + others] * count
        if not all(map(sharp, roots)):
            return None
        return sorted(roots, key=lambda value: value.mid(), reverse=True)

    return refined(compute)
