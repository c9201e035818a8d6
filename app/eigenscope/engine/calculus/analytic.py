"""Functions of a complex variable near a point, known by where they are not analytic.

A formula that is worked out with these tells its poles and branch points, as far as they can be
known: those of a quotient of polynomials are its roots, those of a logarithm the zeros and poles
of what it is taken of. z is the distance from the point.
"""

from __future__ import annotations

import cmath
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet, Truths
from eigenscope.engine.calculus.polynomial_roots import Polynomial, roots_of

_ONE: Polynomial = np.ones(1, np.complex128)
_DEGREE = 60
Places = tuple[complex, ...]
Solve = Callable[[complex], Places | None]
"""From a value to where a function has it; None where that is not known."""


@dataclass(frozen=True, eq=False)
class Analytic:
    """A function near a point.

    Attributes
    ----------
    jet
        Its series at the point, by which pieces are chosen.
    ratio
        Numerator and denominator, the highest power first, if it is a quotient of polynomials.
    singular
        Where else it is not analytic.
    known
        Whether these are all such places.
    whole
        Whether it is one analytic function, not the piece of one that holds here.
    solve
        Where it has a value, if it is no quotient of polynomials and that is known all the same.
    """

    jet: Jet
    ratio: tuple[Polynomial, Polynomial] | None
    singular: tuple[complex, ...] = ()
    known: bool = True
    whole: bool = True
    solve: Solve | None = None

    @classmethod
    def variable(cls, point: float, order: int) -> Analytic:
        """Return x = point + z."""
        straight = np.array([1.0, point], np.complex128)
        return cls(Jet.variable(np.array([point]), order), (straight, _ONE))

    def of(self, number: Analytic | float) -> Analytic:
        """Return a number as a constant function."""
        if isinstance(number, Analytic):
            return number
        return Analytic(self.jet.of(number), (np.array([number], np.complex128), _ONE))

    def places(self) -> tuple[complex, ...]:
        """Return where it is not analytic, or may not be."""
        return self.singular if self.ratio is None else (*self.singular, *roots_of(self.ratio[1]))

    def reaching(self, *values: complex) -> tuple[complex, ...] | None:
        """Return where it has one of some values; None where that is not known."""
        if self.ratio is not None:
            top, bottom = self.ratio
            return tuple(root for v in values for root in roots_of(np.polysub(top, v * bottom)))
        if self.solve is None:
            return None
        parts = [self.solve(value) for value in values]
        known = [part for part in parts if part is not None]
        return (
            tuple(place for part in known for place in part) if len(known) == len(parts) else None
        )

    def composed(self, jet: Jet, *places: Places | None, solve: Solve | None = None) -> Analytic:
        """Return a function of this one that is not analytic at places either.

        ``solve`` tells where it has a value; that is asked of quotients of polynomials alone.
        """
        known = all(each is not None for each in places)
        more = tuple(place for each in places for place in each or ())
        own = None if self.ratio is None else solve
        return Analytic(jet, None, (*self.places(), *more), self.known and known, self.whole, own)

    @property
    def constant(self) -> complex | None:
        """The number that it is everywhere, if it is one."""
        if self.ratio is None or max(map(len, self.ratio)) > 1:
            return None
        return complex(self.ratio[0][0] / self.ratio[1][0])

    def moved(self, result: Analytic, back: Callable[[complex], complex | None]) -> Analytic:
        """Return a result that has a value where this function has what leads back from it."""
        if result.ratio is not None or (self.ratio is None and self.solve is None):
            return result

        def solve(value: complex) -> Places | None:
            origin = back(value)
            return () if origin is None else self.reaching(origin)

        return replace(result, solve=solve)

    # --- arithmetic ----------------------------------------------------------------------------

    def joined(self, other: Analytic, jet: Jet, *ratio: Polynomial) -> Analytic:
        """Return a function of two: a ratio of polynomials, if these are told."""
        known, whole = self.known and other.known, self.whole and other.whole
        if not ratio or max(map(len, ratio)) > _DEGREE:
            return Analytic(jet, None, (*self.places(), *other.places()), known, whole)
        singular = (*self.singular, *other.singular)
        return Analytic(jet, (ratio[0], ratio[1]), singular, known, whole)

    def __neg__(self) -> Analytic:
        return self * -1.0

    def __add__(self, other: Analytic | float) -> Analytic:
        other, jet = self.of(other), self.jet + self.of(other).jet
        if self.ratio is None or other.ratio is None:
            added = self.joined(other, jet)
            for one, number in ((self, other.constant), (other, self.constant)):
                if number is not None:
                    added = one.moved(added, partial(_less, number))
            return added
        (top, bottom), (over, under) = self.ratio, other.ratio
        if np.array_equal(bottom, under):
            return self.joined(other, jet, np.polyadd(top, over), bottom)
        crossed = np.polyadd(np.polymul(top, under), np.polymul(over, bottom))
        return self.joined(other, jet, crossed, np.polymul(bottom, under))

    __radd__ = __add__

    def __sub__(self, other: Analytic | float) -> Analytic:
        return self + self.of(other) * -1.0

    def __rsub__(self, other: float) -> Analytic:
        return self.of(other) - self

    def __mul__(self, other: Analytic | float) -> Analytic:
        other, jet = self.of(other), self.jet * self.of(other).jet
        if self.ratio is None or other.ratio is None:
            product = self.joined(other, jet)
            for one, number in ((self, other.constant), (other, self.constant)):
                if number:
                    product = one.moved(product, partial(operator.mul, 1 / number))
            return product
        products = [np.polymul(a, b) for a, b in zip(self.ratio, other.ratio, strict=True)]
        return self.joined(other, jet, *products)

    __rmul__ = __mul__

    def __truediv__(self, other: Analytic | float) -> Analytic:
        other = self.of(other)
        if other.ratio is None:
            zeros, quotient = other.reaching(0), self.joined(other, self.jet / other.jet)
            if zeros is None:
                return replace(quotient, known=False)
            quotient = replace(quotient, singular=(*quotient.singular, *zeros))
            number = self.constant
            return (
                quotient
                if number is None
                else other.moved(quotient, lambda value: number / value if value else None)
            )
        return self * replace(other, jet=1.0 / other.jet, ratio=other.ratio[::-1])

    def __rtruediv__(self, other: float) -> Analytic:
        return self.of(other) / self

    def __pow__(self, other: Analytic | float) -> Analytic:
        if isinstance(other, Analytic):
            logarithm = other * self.logarithm()
            return logarithm.composed(JetFunctions.exp(logarithm.jet))
        exponent = float(other)
        if exponent.is_integer() and 1 < exponent <= _DEGREE and self.ratio is None:
            turns = np.exp(2j * math.pi * np.arange(exponent) / exponent)
            raised = self.joined(self.of(1.0), self.jet**exponent)
            root = 1 / exponent
            return replace(raised, solve=lambda value: self.reaching(*(value**root * turns)))
        if exponent.is_integer() and abs(exponent) <= _DEGREE:
            result = self.of(1.0)
            for _ in range(int(abs(exponent))):
                result = result * self
            return 1.0 / result if exponent < 0 else result
        return self.composed(self.jet**exponent, self.reaching(0))

    def logarithm(self) -> Analytic:
        """Return ln f."""
        return self.composed(
            JetFunctions.log(self.jet),
            self.reaching(0),
            solve=lambda value: self.reaching(cmath.exp(value)),
        )

    def __rpow__(self, other: float) -> Analytic:
        return self.composed(other**self.jet)

    # --- order, at the point ---------------------------------------------------------------------

    def __lt__(self, other: Analytic | float) -> Truths:
        return self.jet < self.of(other).jet

    def __le__(self, other: Analytic | float) -> Truths:
        return self.jet <= self.of(other).jet

    def __gt__(self, other: Analytic | float) -> Truths:
        return self.jet > self.of(other).jet

    def __ge__(self, other: Analytic | float) -> Truths:
        return self.jet >= self.of(other).jet

    def __eq__(self, other: object) -> Truths:  # type: ignore[override]
        return self.jet == self.of(other).jet  # type: ignore[arg-type]

    def __ne__(self, other: object) -> Truths:  # type: ignore[override]
        return self.jet != self.of(other).jet  # type: ignore[arg-type]

    __hash__ = None  # type: ignore[assignment]


def _less(number: complex, value: complex) -> complex:
    return value - number
