"""Numbers that carry their own Taylor series: a function worked out with them gives its own.

A jet is a₀ + a₁t + a₂t² + … up to some order, for t > 0 that goes to 0. So it is compared as what
it is next to t = 0: |x| at 0 is t to the right, with x = t, and t to the left, with x = −t. What
differs from side to side (a kink, a jump) is known exactly.

Each series follows from a differential equation, y′ = x′ y for y = exp x (A. Griewank, A. Walther,
*Evaluating Derivatives*, 2nd ed., chapter 13).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats

Truths = npt.NDArray[np.bool_]


class Jet:
    """Series at many places: ``terms`` (n + 1, …), of the powers 0 … n of t."""

    __array_ufunc__ = None  # numpy numbers leave arithmetic with jets to the jets

    def __init__(self, terms: Floats) -> None:
        self.terms = terms

    @classmethod
    def variable(cls, places: Floats, order: int, side: float = 1.0) -> Jet:
        """Return x = place + side·t."""
        terms = np.zeros((order + 1, *np.shape(places)))
        terms[0] = places
        if order:
            terms[1] = side
        return cls(terms)

    def of(self, number: Jet | float | Floats) -> Jet:
        """Return a jet of this order and shape: the number itself, or one that is constant."""
        if isinstance(number, Jet):
            return number
        terms = np.zeros_like(self.terms)
        terms[0] = number
        return Jet(terms)

    # --- arithmetic ----------------------------------------------------------------------------

    def __neg__(self) -> Jet:
        return Jet(-self.terms)

    def __add__(self, other: Jet | float) -> Jet:
        return Jet(self.terms + self.of(other).terms)

    def __sub__(self, other: Jet | float) -> Jet:
        return Jet(self.terms - self.of(other).terms)

    def __rsub__(self, other: float) -> Jet:
        return Jet(self.of(other).terms - self.terms)

    def __mul__(self, other: Jet | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.terms * other)
        return Jet(product_terms(self.terms, other.terms))

    __radd__ = __add__
    __rmul__ = __mul__

    def __truediv__(self, other: Jet | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.terms / other)
        return Jet(_each(_quotient, self.terms, other.terms))

    def __rtruediv__(self, other: float) -> Jet:
        return self.of(other) / self

    def __pow__(self, other: Jet | float) -> Jet:
        if isinstance(other, Jet):
            return exponential(other * logarithm(self))
        if float(other).is_integer() and 0 <= other <= 64:
            return self._whole_power(int(other))
        return Jet(_each(_power(float(other)), self.terms))

    def __rpow__(self, other: float) -> Jet:
        return exponential(self * float(np.log(other)))

    def _whole_power(self, exponent: int) -> Jet:
        result, square = self.of(1.0), self
        while exponent:
            if exponent & 1:
                result = result * square
            exponent >>= 1
            square = square * square if exponent else square
        return result

    # --- order, as t goes to 0 -------------------------------------------------------------------

    def sign(self) -> Floats:
        """Return −1, 0 or 1 next to t = 0: the sign of the first term that is not 0."""
        signs = np.sign(self.terms)
        first = np.argmax(signs != 0, axis=0)
        return np.asarray(np.take_along_axis(signs, first[None], axis=0)[0])

    def __lt__(self, other: Jet | float) -> Truths:
        return np.asarray((self - other).sign() < 0)

    def __le__(self, other: Jet | float) -> Truths:
        return np.asarray((self - other).sign() <= 0)

    def __gt__(self, other: Jet | float) -> Truths:
        return np.asarray((self - other).sign() > 0)

    def __ge__(self, other: Jet | float) -> Truths:
        return np.asarray((self - other).sign() >= 0)

    def __eq__(self, other: object) -> Truths:  # type: ignore[override]
        return np.asarray((self - other).sign() == 0)  # type: ignore[operator]

    def __ne__(self, other: object) -> Truths:  # type: ignore[override]
        return ~(self == other)

    __hash__ = None  # type: ignore[assignment]


def product_terms(a: Floats, b: Floats) -> Floats:
    """Return the terms of a product."""
    result = np.zeros(np.broadcast_shapes(a.shape, b.shape))
    for k in range(len(a)):
        result[k] = sum((a[j] * b[k - j] for j in range(1, k + 1)), a[0] * b[k])
    return result


def _each(function: Callable[..., Floats], *terms: Floats) -> Floats:
    """Apply a function of terms to all places; those that begin with 0 are taken one by one."""
    parts = np.broadcast_arrays(*terms)
    divisor = parts[-1]
    flat = [part.reshape(len(part), -1) for part in parts]
    result = np.empty_like(flat[0])
    plain = divisor[0].reshape(-1) != 0
    if plain.any():
        result[:, plain] = function(*(part[:, plain] for part in flat))
    for place in np.flatnonzero(~plain):
        result[:, place] = _begun(function, *(part[:, place] for part in flat))
    return result.reshape(divisor.shape)


def _begun(function: Callable[..., Floats], *terms: Floats) -> Floats:
    """Return a quotient or power where the divisor or base begins with zeros, as t^m does."""
    base, order = terms[-1], len(terms[-1]) - 1
    if not base.any():
        limit = function(*(part[:1, None] for part in terms))[0, 0]
        return np.array([limit, *[0.0 if limit == 0 else np.nan] * order])
    if not terms[0].any():  # 0 divided by what is not 0
        return np.zeros(order + 1)
    m = int(np.flatnonzero(base)[0])
    exponent = getattr(function, "exponent", -1.0)
    shifted = [np.append(part[m:], np.zeros(m))[:, None] for part in terms[-1:]]
    rest = function(*([terms[0][:, None]] if len(terms) > 1 else []), *shifted)[:, 0]
    return _moved(rest, m * exponent, m)


def _moved(terms: Floats, power: float, unknown: int) -> Floats:
    """Return terms times t^power; of the last ones so many are not known."""
    order = len(terms) - 1
    terms = terms.copy()
    terms[order + 1 - unknown :] = np.nan
    result = np.zeros(order + 1)
    whole = math.ceil(power)
    if whole != power or (power < 0 and terms[:-whole].any()):  # infinite from some term on
        first = int(np.flatnonzero(terms != 0)[0]) if terms.any() else 0
        if math.isnan(terms[first]):
            return np.full(order + 1, np.nan)
        begin = max(whole + first, 0)
        if begin <= order:
            result[begin:] = np.nan
            result[begin] = np.inf * terms[first]
        return result
    if power < 0:
        result[: order + 1 + whole] = terms[-whole:]
        result[order + 1 + whole :] = np.nan
    else:
        result[whole:] = terms[: order + 1 - whole]
    return result


def _quotient(a: Floats, b: Floats) -> Floats:
    result = np.empty_like(a)
    for k in range(len(a)):
        known = sum((result[j] * b[k - j] for j in range(k)), np.zeros_like(a[0]))
        result[k] = (a[k] - known) / b[0]
    return result


def _power(exponent: float) -> Callable[[Floats], Floats]:
    def power(a: Floats) -> Floats:
        result = np.empty_like(a)
        result[0] = a[0] ** exponent
        for k in range(1, len(a)):
            known = sum(
                (((exponent + 1) * j - k) * a[j] * result[k - j] for j in range(1, k + 1)),
                np.zeros_like(a[0]),
            )
            result[k] = known / (k * a[0])
        return result

    power.exponent = exponent  # type: ignore[attr-defined]
    return power


def integrated(start: Floats, slope: Jet, inner: Jet) -> Jet:
    """Return y with y′ = slope·inner′, as that of log x is 1/x, beginning with a value."""
    terms = np.empty_like(inner.terms)
    terms[0] = start
    for k in range(1, len(terms)):
        parts = (j * inner.terms[j] * slope.terms[k - j] for j in range(1, k + 1))
        terms[k] = sum(parts, np.zeros_like(terms[0])) / k
    return Jet(terms)


def exponential(x: Jet) -> Jet:
    """Return y = exp x, with y′ = y x′."""
    terms = np.empty_like(x.terms)
    terms[0] = np.exp(x.terms[0])
    for k in range(1, len(terms)):
        parts = (j * x.terms[j] * terms[k - j] for j in range(1, k + 1))
        terms[k] = sum(parts, np.zeros_like(terms[0])) / k
    return Jet(terms)


def logarithm(x: Jet) -> Jet:
    """Return ln x."""
    start = np.where(x.sign() < 0, np.nan, np.log(np.abs(x.terms[0])))
    return integrated(start, 1.0 / x, x)
