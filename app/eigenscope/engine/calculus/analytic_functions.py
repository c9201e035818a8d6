"""The functions of numpy that formulas use, of functions that are known by where they fail."""

from __future__ import annotations

import cmath
import math
from dataclasses import replace
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.analytic import Analytic, Places
from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Truths

_TURNS = np.arange(-40, 41)
_ODD_TURNS = 1j * math.pi * (2 * _TURNS + 1)  # where eᶻ is −1


def turns_about(f: Analytic, period: float) -> Floats:
    """Return whole numbers of periods, about as many as f is at the point."""
    here = float(f.jet.terms[0][0]) / period
    about = round(here) if math.isfinite(here) else 0
    return np.asarray(_TURNS + about, np.float64)


def solved(name: str, f: Analytic, value: complex) -> Places | None:
    """Return where exp f, sin f, cos f, sinh f or cosh f has a value; None of others."""
    if name == "exp" and value:
        return f.reaching(*(cmath.log(value) + 2j * math.pi * _TURNS))
    if name == "exp":
        return ()
    if name not in ("sin", "cos", "sinh", "cosh"):
        return None
    hyperbolic = name.endswith("h")
    inverse = {"sin": cmath.asin, "cos": cmath.acos, "sinh": cmath.asinh, "cosh": cmath.acosh}
    first = inverse[name](value)
    half = 1j * math.pi if hyperbolic else math.pi
    second = half - first if name.startswith("sin") else -first
    turns = 2 * half * (_TURNS if hyperbolic else turns_about(f, 2 * math.pi))
    return f.reaching(*(first + turns), *(second + turns))


class AnalyticFunctions:
    """The functions of numpy that formulas use, of analytic functions."""

    def __getattr__(self, name: str) -> Any:
        if name in ("relu", "nn"):  # what torch alone has
            raise AttributeError(name)
        jets = getattr(JetFunctions, name)
        if name in ("exp", "sin", "cos", "sinh", "cosh", "erf"):
            return lambda f: f.composed(jets(f.jet), solve=lambda v: solved(name, f, v))
        if name in ("log2", "log10"):
            return lambda f: f.composed(jets(f.jet), f.reaching(0))
        if name in ("asin", "acos"):
            return lambda f: f.composed(jets(f.jet), f.reaching(-1, 1))
        return lambda f: replace(f.of(0.0), jet=jets(f.jet), whole=False)  # a constant near here

    @staticmethod
    def log(f: Analytic) -> Analytic:
        """Return ln f."""
        return f.logarithm()

    @staticmethod
    def sqrt(f: Analytic) -> Analytic:
        """Return √f."""
        return f.composed(
            JetFunctions.sqrt(f.jet), f.reaching(0), solve=lambda v: f.reaching(v * v)
        )

    @staticmethod
    def tan(f: Analytic) -> Analytic:
        """Return the tangent, with poles at ½π and so on."""
        poles = f.reaching(*(math.pi * (turns_about(f, math.pi) + 0.5)))
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
    def sigmoid(f: Analytic) -> Analytic:
        """Return 1/(1 + e^−f), with poles at πi and so on."""
        return f.composed(JetFunctions.sigmoid(f.jet), f.reaching(*_ODD_TURNS))

    @staticmethod
    def logaddexp(f: Analytic, g: Analytic) -> Analytic:
        """Return ln(eᶠ + eᵍ)."""
        places = (f - g).reaching(*_ODD_TURNS)
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
