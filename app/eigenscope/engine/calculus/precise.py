"""Derivatives to some 50 digits, by central differences of numbers with more than twice as many.

Their h is so small that the differences are the derivatives to all digits of float64, and their
digits so many that no rounding is seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

_DIGITS = 120
_TINY = 25  # digits of h
_CLOSE = 15  # digits of the step between places of a polynomial
_MORE = 30  # digits, the second time
_LARGEST_EXPONENT, _LARGEST_ANGLE = 64, 8192  # bits of what is raised to, or turned by
_GROWING = {"exp", "sinh", "cosh", "tanh"}
_TURNING = {"sin", "cos", "tan"}

Function = Callable[..., Any]
"""Takes a library and a number, or an array, for each variable, as a formula does."""


@dataclass(frozen=True)
class PreciseDerivatives:
    """A function at a point, in numbers of mpmath; ``hessian`` by rows."""

    value: Any
    gradient: tuple[Any, ...]
    hessian: tuple[tuple[Any, ...], ...]


def precise_derivatives(
    function: Function, point: Sequence[float | Fraction], closer: int = 0
) -> PreciseDerivatives:
    """Return the first and second derivatives.

    Parameters
    ----------
    function
        The function.
    point
        Where; fractions are not rounded.
    closer
        By how many digits the h is smaller; with a smaller one the numbers have more digits.
    """
    from mpmath import MPContext

    numbers = MPContext()
    sizes = [math.floor(math.log10(abs(x))) if x else 0 for x in map(float, point)]
    numbers.dps = _DIGITS + 2 * max(map(abs, sizes)) + (_MORE if closer else 0)
    exact = [Fraction(x) for x in point]
    place = [numbers.mpf(x.numerator) / x.denominator for x in exact]
    steps = [numbers.mpf(10) ** (min(size, 0) - _TINY - closer) for size in sizes]
    library = PreciseFunctions(numbers)

    def moved(*axes: tuple[int, int]) -> Any:
        at = list(place)
        for axis, sign in axes:
            at[axis] += sign * steps[axis]
        return function(library, *at)

    here, count = moved(), range(len(place))
    beside = [(moved((axis, -1)), moved((axis, 1))) for axis in count]

    @cache
    def twice(i: int, j: int) -> Any:
        if i == j:
            return (beside[i][0] - 2 * here + beside[i][1]) / steps[i] ** 2
        corners = [s * t * moved((i, s), (j, t)) for s in (-1, 1) for t in (-1, 1)]
        return sum(corners) / (4 * steps[i] * steps[j])

    gradient = tuple((b - a) / (2 * h) for (a, b), h in zip(beside, steps, strict=True))
    hessian = tuple(tuple(twice(min(i, j), max(i, j)) for j in count) for i in count)
    return PreciseDerivatives(here, gradient, hessian)


def precise_series(
    function: Function, point: float | Fraction, order: int, closer: int = 0
) -> tuple[Any, ...]:
    """Return the terms of a Taylor series from 0 to an order, to the digits of float64 at least.

    They are those of the polynomial through values at places about the point, by Newton's divided
    differences; the parameters are those of `precise_derivatives`.
    """
    from mpmath import MPContext

    numbers = MPContext()
    size = math.floor(math.log10(abs(float(point)))) if point else 0
    tiny, half = _CLOSE + closer, order // 2 + 2
    numbers.dps = _DIGITS + 2 * abs(size) + tiny * (2 * half + 1)
    exact, library = Fraction(point), PreciseFunctions(numbers)
    x, h = (
        numbers.mpf(exact.numerator) / exact.denominator,
        numbers.mpf(10) ** (min(size, 0) - tiny),
    )
    steps = [h * k for k in range(-half, half + 1)]
    newton = [function(library, x + step) for step in steps]
    for k in range(1, len(steps)):
        for i in range(len(steps) - 1, k - 1, -1):
            newton[i] = (newton[i] - newton[i - 1]) / (steps[i] - steps[i - k])
    terms = [newton[-1]]
    for factor, step in zip(newton[-2::-1], steps[-2::-1], strict=True):  # Horner: times (t − step)
        moved = [numbers.mpf(0), *terms]
        terms = [a - step * b for a, b in zip(moved, [*terms, numbers.mpf(0)], strict=True)]
        terms[0] += factor
    return tuple(terms[: order + 1])


def precise_number(constant: Function) -> Fraction:
    """Return what a function of one variable is that has the same value everywhere, such as π/2."""
    from mpmath import MPContext

    numbers = MPContext()
    numbers.dps = 4 * _DIGITS
    value = numbers.mpf(constant(PreciseFunctions(numbers), numbers.mpf(0)))
    mantissa, exponent = numbers.frexp(value)
    digits = numbers.prec
    whole = int(numbers.ldexp(mantissa, digits))
    return Fraction(whole) * Fraction(2) ** int(exponent - digits)


class PreciseFunctions:
    """The functions of numpy that formulas use, of numbers of mpmath.

    They raise OverflowError where so huge a number comes up that they would never come back.
    """

    def __init__(self, numbers: Any) -> None:
        self._numbers = numbers
        numbers.mpf.__pow__ = _bounded_power(numbers.mpf.__pow__, numbers)
        numbers.mpf.__rpow__ = lambda y, x: numbers.mpf(x) ** y

    def __getattr__(self, name: str) -> Any:
        names = {"abs": "fabs", "round": "nint"}
        if name in ("relu", "nn"):  # what torch alone has
            raise AttributeError(name)
        function = getattr(self._numbers, names.get(name, name))
        if name not in _TURNING and name not in _GROWING:
            return function
        largest = _LARGEST_ANGLE if name in _TURNING else _LARGEST_EXPONENT
        return lambda x: function(_bounded(self._numbers, x, largest))

    def exact_constant(self, text: str) -> Any:
        """Return a decimal, or a constant of the language; None for what is neither."""
        if text[0].isdigit() or text[0] == ".":
            return self._numbers.mpf(text)
        pi = self._numbers.pi
        known = {"pi": pi, "π": pi, "tau": 2 * pi, "τ": 2 * pi, "e": self._numbers.e}
        return +known[text] if text in known else None

    def log2(self, x: Any) -> Any:
        """Return the logarithm to base 2."""
        return self._numbers.log(x, 2)

    def logaddexp(self, x: Any, y: Any) -> Any:
        """Return ln(eˣ + eʸ)."""
        return self._numbers.log(self.exp(x) + self.exp(y))

    def maximum(self, x: Any, y: Any) -> Any:
        """Return the larger one."""
        return max(x, y)

    def minimum(self, x: Any, y: Any) -> Any:
        """Return the smaller one."""
        return min(x, y)

    def where(self, holds: Any, x: Any, y: Any) -> Any:
        """Return x if a condition holds, else y."""
        return x if holds else y

    def full_like(self, _like: Any, number: float) -> Any:
        """Return a constant."""
        return self._numbers.mpf(number)


def _bounded(numbers: Any, x: Any, bits: int) -> Any:
    if x and numbers.mag(x) > bits:
        raise OverflowError
    return x


def _bounded_power(power: Callable[[Any, Any], Any], numbers: Any) -> Callable[[Any, Any], Any]:
    return lambda x, y: power(x, _bounded(numbers, y, _LARGEST_EXPONENT))
