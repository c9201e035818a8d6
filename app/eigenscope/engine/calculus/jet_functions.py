"""The functions of numpy that formulas use, of numbers that carry their series."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.jets import (
    Jet,
    Truths,
    exponential,
    integrated,
    logarithm,
    product_terms,
)
from eigenscope.engine.error_function import error_function


def _coupled(a: Floats, first: Any, second: Any, sign: float) -> tuple[Jet, Jet]:
    """Return y and z with y′ = z x′ and z′ = sign·y x′, as the sine and the cosine are."""
    y, z = np.empty_like(a), np.empty_like(a)
    y[0], z[0] = first(a[0]), second(a[0])
    for k in range(1, len(a)):
        zero = np.zeros_like(a[0])
        y[k] = sum((j * a[j] * z[k - j] for j in range(1, k + 1)), zero) / k
        z[k] = sign * sum((j * a[j] * y[k - j] for j in range(1, k + 1)), zero) / k
    return Jet(y), Jet(z)


def _step(rounded: Any, x: Jet, direction: float) -> Jet:
    """Return floor or ceil: at a whole number, what holds on this side of it."""
    whole = rounded(x.terms[0])
    beside = (whole == x.terms[0]) & ((x - whole).sign() == direction)
    return x.of(whole + np.where(beside, direction, 0.0))


class JetFunctions:
    """The functions of numpy that formulas use, of jets."""

    exp = staticmethod(exponential)
    log = staticmethod(logarithm)

    @staticmethod
    def log2(x: Jet) -> Jet:
        """Return the logarithm to base 2."""
        return Jet(np.concatenate([np.log2(x.terms[:1]), (logarithm(x) / math.log(2)).terms[1:]]))

    @staticmethod
    def log10(x: Jet) -> Jet:
        """Return the logarithm to base 10."""
        terms = (logarithm(x) / math.log(10)).terms
        return Jet(np.concatenate([np.log10(x.terms[:1]), terms[1:]]))

    @staticmethod
    def sqrt(x: Jet) -> Jet:
        """Return √x."""
        return x**0.5

    @staticmethod
    def sin(x: Jet) -> Jet:
        """Return the sine."""
        return _coupled(x.terms, np.sin, np.cos, -1.0)[0]

    @staticmethod
    def cos(x: Jet) -> Jet:
        """Return the cosine."""
        return _coupled(x.terms, np.sin, np.cos, -1.0)[1]

    @staticmethod
    def tan(x: Jet) -> Jet:
        """Return the tangent."""
        sine, cosine = _coupled(x.terms, np.sin, np.cos, -1.0)
        return sine / cosine

    @staticmethod
    def sinh(x: Jet) -> Jet:
        """Return the hyperbolic sine."""
        return _coupled(x.terms, np.sinh, np.cosh, 1.0)[0]

    @staticmethod
    def cosh(x: Jet) -> Jet:
        """Return the hyperbolic cosine."""
        return _coupled(x.terms, np.sinh, np.cosh, 1.0)[1]

    @staticmethod
    def tanh(x: Jet) -> Jet:
        """Return 2σ(2x) − 1, whose slopes keep their digits where it is near ±1."""
        terms = 2 * JetFunctions.sigmoid(x * 2.0).terms
        terms[0] = np.tanh(x.terms[0])
        return Jet(terms)

    @staticmethod
    def asin(x: Jet) -> Jet:
        """Return the angle with a sine."""
        return integrated(np.arcsin(x.terms[0]), (1.0 - x * x) ** -0.5, x)

    @staticmethod
    def acos(x: Jet) -> Jet:
        """Return the angle with a cosine."""
        return integrated(np.arccos(x.terms[0]), -((1.0 - x * x) ** -0.5), x)

    @staticmethod
    def atan(x: Jet) -> Jet:
        """Return the angle with a tangent."""
        return integrated(np.arctan(x.terms[0]), 1.0 / (1.0 + x * x), x)

    @staticmethod
    def erf(x: Jet) -> Jet:
        """Return the error function."""
        start = error_function(x.terms[0])
        return integrated(start, exponential(-x * x) * (2 / math.sqrt(math.pi)), x)

    @staticmethod
    def sigmoid(x: Jet) -> Jet:
        """Return y = σ(x) with y′ = y z x′, where z = σ(−x) has all digits where y is near 1."""
        y, z, slopes = (np.zeros_like(x.terms) for _ in range(3))
        y[0], z[0] = (np.exp(-np.logaddexp(0.0, sign * x.terms[0])) for sign in (-1.0, 1.0))
        for k in range(1, len(y)):
            slopes[k - 1] = product_terms(y[:k], z[:k])[k - 1]
            parts = (j * x.terms[j] * slopes[k - j] for j in range(1, k + 1))
            y[k] = sum(parts, np.zeros_like(y[0])) / k
            z[k] = -y[k]
        return Jet(y)

    @staticmethod
    def logaddexp(x: Jet, y: Jet) -> Jet:
        """Return ln(eˣ + eʸ), which does not overflow."""
        difference = x - y
        share = JetFunctions.sigmoid(difference)
        start = np.logaddexp(x.terms[0], y.terms[0]) - y.terms[0]
        return y + integrated(start, share, difference)

    @staticmethod
    def abs(x: Jet) -> Jet:
        """Return |x|."""
        return Jet(np.where(x.sign() < 0, -x.terms, x.terms))

    @staticmethod
    def sign(x: Jet) -> Jet:
        """Return the sign next to t = 0."""
        return x.of(x.sign())

    @staticmethod
    def floor(x: Jet) -> Jet:
        """Return the whole number below."""
        return _step(np.floor, x, -1.0)

    @staticmethod
    def ceil(x: Jet) -> Jet:
        """Return the whole number above."""
        return _step(np.ceil, x, 1.0)

    @staticmethod
    def round(x: Jet) -> Jet:
        """Return the nearest whole number."""
        below = _step(np.floor, x, -1.0)
        return below + JetFunctions.where(x - below > 0.5, x.of(1.0), x.of(0.0))

    @staticmethod
    def maximum(x: Jet, y: Jet | float) -> Jet:
        """Return the larger one."""
        return JetFunctions.where(x < y, x.of(y), x)

    @staticmethod
    def minimum(x: Jet, y: Jet | float) -> Jet:
        """Return the smaller one."""
        return JetFunctions.where(x > y, x.of(y), x)

    @staticmethod
    def where(holds: Truths, x: Jet, y: Jet) -> Jet:
        """Return x where a condition holds, else y."""
        return Jet(np.where(holds, x.terms, y.terms))

    @staticmethod
    def full_like(like: Jet, number: float) -> Jet:
        """Return a constant."""
        return like.of(number)
