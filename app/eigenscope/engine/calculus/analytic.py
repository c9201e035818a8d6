"""Functions of a complex variable near a point, known by where they are not analytic.

A formula that is worked out with these tells its poles and branch points, as far as they can be
known: those of a quotient of polynomials are its roots, those of a logarithm the zeros and poles
of what it is taken of. z is the distance from the point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet, Truths

Polynomial = npt.NDArray[np.complexfloating[Any, Any]]
_ONE: Polynomial = np.ones(1, np.complex128)
_DEGREE = 60
_TURNS = np.arange(-40, 41)


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
    """

    jet: Jet
    ratio: tuple[Polynomial, Polynomial] | None
    singular: tuple[complex, ...] = ()
    known: bool = True
    whole: bool = True

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
        return self.singular if self.ratio is None else (*self.singular, *_roots(self.ratio[1]))

    def reaching(self, *values: complex) -> tuple[complex, ...] | None:
        """Return where it has one of some values; None where that is not known."""
        if self.ratio is None:
            return None
        top, bottom = self.ratio
        return tuple(root for value in values for root in _roots(np.polysub(top, value * bottom)))

    def composed(self, jet: Jet, *places: tuple[complex, ...] | None) -> Analytic:
        """Return a function of this one that is not analytic at places either."""
        known = all(each is not None for each in places)
        more = tuple(place for each in places for place in each or ())
        return Analytic(jet, None, (*self.places(), *more), self.known and known, self.whole)

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
            return self.joined(other, jet)
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
            return self.joined(other, jet)
        products = [np.polymul(a, b) for a, b in zip(self.ratio, other.ratio, strict=True)]
        return self.joined(other, jet, *products)

    __rmul__ = __mul__

    def __truediv__(self, other: Analytic | float) -> Analytic:
        other = self.of(other)
        if other.ratio is None:
            return replace(self.joined(other, self.jet / other.jet), known=False)
        return self * replace(other, jet=1.0 / other.jet, ratio=other.ratio[::-1])

    def __rtruediv__(self, other: float) -> Analytic:
        return self.of(other) / self

    def __pow__(self, other: Analytic | float) -> Analytic:
        if isinstance(other, Analytic):
            logarithm = other * AnalyticFunctions.log(self)
            return logarithm.composed(JetFunctions.exp(logarithm.jet))
        exponent = float(other)
        if exponent.is_integer() and abs(exponent) <= _DEGREE:
            result = self.of(1.0)
            for _ in range(int(abs(exponent))):
                result = result * self
            return 1.0 / result if exponent < 0 else result
        return self.composed(self.jet**exponent, self.reaching(0))

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


def _roots(polynomial: Polynomial | None) -> tuple[complex, ...]:
    if polynomial is None or not np.isfinite(polynomial).all():
        return ()
    return tuple(complex(root) for root in np.roots(polynomial))


class AnalyticFunctions:
    """The functions of numpy that formulas use, of analytic functions."""

    def __getattr__(self, name: str) -> Any:
        if name in ("relu", "nn"):  # what torch alone has
            raise AttributeError(name)
        jets = getattr(JetFunctions, name)
        if name in ("exp", "sin", "cos", "sinh", "cosh", "erf"):
            return lambda f: f.composed(jets(f.jet))
        if name in ("log2", "log10"):
            return lambda f: f.composed(jets(f.jet), f.reaching(0))
        if name in ("asin", "acos"):
            return lambda f: f.composed(jets(f.jet), f.reaching(-1, 1))
        return lambda f: replace(f.of(0.0), jet=jets(f.jet), whole=False)  # a constant near here

    @staticmethod
    def log(f: Analytic) -> Analytic:
        """Return ln f."""
        return f.composed(JetFunctions.log(f.jet), f.reaching(0))

    @staticmethod
    def sqrt(f: Analytic) -> Analytic:
        """Return √f."""
        return f**0.5

    @staticmethod
    def tan(f: Analytic) -> Analytic:
        """Return the tangent, with poles at ½π and so on."""
        poles = f.reaching(*(math.pi * (_TURNS + 0.5)))
        return f.composed(JetFunctions.tan(f.jet), poles)

    @staticmethod
    def tanh(f: Analytic) -> Analytic:
        """Return the hyperbolic tangent, with poles at ½πi and so on."""
        poles = f.reaching(*(1j * math.pi * (_TURNS + 0.5)))
        return f.composed(JetFunctions.tanh(f.jet), poles)

    @staticmethod
    def atan(f: Analytic) -> Analytic:
        """Return the angle with a tangent."""
        return f.composed(JetFunctions.atan(f.jet), f.reaching(1j, -1j))

    @staticmethod
    def logaddexp(f: Analytic, g: Analytic) -> Analytic:
        """Return ln(eᶠ + eᵍ)."""
        difference = f - g
        places = difference.reaching(*(1j * math.pi * (2 * _TURNS + 1)))
        return f.joined(g, JetFunctions.logaddexp(f.jet, g.jet)).composed(
            JetFunctions.logaddexp(f.jet, g.jet), places
        )

    @staticmethod
    def abs(f: Analytic) -> Analytic:
        """Return f or −f, whichever is positive here."""
        return replace(-f if bool(f < 0.0) else f, whole=False)

    @staticmethod
    def maximum(f: Analytic, g: Analytic | float) -> Analytic:
        """Return the one that is larger here."""
        return replace(f.of(g) if bool(f < g) else f, whole=False)

    @staticmethod
    def minimum(f: Analytic, g: Analytic | float) -> Analytic:
        """Return the one that is smaller here."""
        return replace(f.of(g) if bool(f > g) else f, whole=False)

    @staticmethod
    def where(holds: Truths, f: Analytic, g: Analytic) -> Analytic:
        """Return the one that is chosen here."""
        return replace(f if bool(holds) else g, whole=False)

    @staticmethod
    def full_like(like: Analytic, number: float) -> Analytic:
        """Return a constant."""
        return like.of(number)
