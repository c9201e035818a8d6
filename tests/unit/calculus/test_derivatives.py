"""Derivatives: jets, quotients, series and formulas, against mpmath, torch and exact numbers."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy

from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet
from eigenscope.engine.calculus.quotients import (
    CENTRAL,
    COMPLEX,
    FORWARD,
    STEPS,
    PreciseFunctions,
    autograd_slope,
    errors,
    precise_derivative,
    quotients,
    secant_slope,
)
from eigenscope.engine.calculus.radius import radius_of
from eigenscope.engine.calculus.slopes import SlopeKind, behaviour
from eigenscope.language.definitions.formula import read_formula
from eigenscope.language.definitions.symbolic import symbolic_derivatives

VARIABLES = ("x",)

FORMULAS = (
    "3x^2 - 4x", "x^5 - x^3/3 + 7", "1/x", "1/(1 + x^2)", "(x^2 - 1)/(x + 2)", "x^-3", "sqrt(x)",
    "sqrt(1 + x^2)", "x^(1/3)", "cbrt(x - 3)", "x^x", "2^x", "e^(-x^2)", "exp(sin(x))", "ln(x)",
    "log2(x) + log10(x)", "x ln(x)", "sin(x)", "cos(3x - 1)", "tan(x)", "sin(x)/x", "sin(x)^2",
    "asin(x/9)", "acos(x/7)", "atan(x^2)", "sinh(x)", "cosh(2x)", "tanh(x)^3", "sigmoid(3x)",
    "softplus(x)", "softplus(-2x)", "gelu(x)", "erf(x/2)", "relu(x - 1)", "leaky_relu(1 - x)",
    "abs(x - 2)", "|x^2 - 3|", "x abs(x)", "max(x, 1 - x)", "min(x^2, 2x)", "floor(x) x",
    "sign(x - 1) x^2", "where(x < 1, x^2, 2 - x)", "where(x >= 2, exp(x), x^3)", "50% x + 30° x",
    "sin(cos(tan(x/3)))", "exp(-x)/(1 + exp(-x))^2", "(1 - x)^2 + 100 x^4", "pi x^e",
    "ln(1 + e^x)", "x^2 exp(-x) sin(5x)", "ceil(2x) - round(x)",
)  # fmt: skip
PLACES = (0.3, 0.9, 1.7, 2.6, -1.3)


@pytest.mark.parametrize("text", FORMULAS)
def test_slopes_are_those_of_fifty_digits(text: str) -> None:
    formula = read_formula(text, VARIABLES)
    written = symbolic_derivatives(formula)
    for place in PLACES:
        here = behaviour(formula, place)
        if math.isnan(here.value):
            continue
        assert here.kind is SlopeKind.SMOOTH
        first, second = _by_differences(text, place)
        assert here.derivative == pytest.approx(first, rel=1e-12, abs=1e-13)
        assert here.second == pytest.approx(second, rel=1e-10, abs=1e-11)
        if "tan(x/3)" not in text and "5x" not in text:
            assert written.first
        for derivative, value in ((written.first, first), (written.second, second)):
            if derivative:
                worth = float(read_formula(derivative, VARIABLES)(np, np.array([place]))[0])
                assert worth == pytest.approx(value, rel=1e-11, abs=1e-12)


def _by_differences(text: str, place: float) -> tuple[float, float]:
    """Return f′ and f″ by central differences of numbers with a hundred digits."""
    numbers = mpmath.MPContext()
    numbers.dps = 100
    library, x, h = PreciseFunctions(numbers), numbers.mpf(place), numbers.mpf(10) ** -25
    f = read_formula(text, VARIABLES)
    left, here, right = (f(library, x + step) for step in (-h, 0, h))
    return float((right - left) / (2 * h)), float((right - 2 * here + left) / h**2)


def test_the_worked_example() -> None:
    f = read_formula("3x^2 - 4x", VARIABLES)
    quotient = [secant_slope(f, 1.0, h) for h in (0.1, 0.01, 0.001, 0.0001)]
    assert quotient == pytest.approx([2.3, 2.03, 2.003, 2.0003], abs=1e-11)
    here = behaviour(f, 1.0)
    assert (here.value, here.derivative, here.second) == (-1.0, 2.0, 6.0)
    assert autograd_slope(f, 1.0) == 2.0
    # The tangent is y = 2x − 3.
    assert here.value - here.derivative == -3.0


@pytest.mark.parametrize(
    ("text", "place", "kind", "left", "right"),
    [
        ("abs(x)", 0.0, SlopeKind.KINK, -1.0, 1.0),
        ("relu(x)", 0.0, SlopeKind.KINK, 0.0, 1.0),
        ("where(x < 1, x^2, 2 - x)", 1.0, SlopeKind.KINK, 2.0, -1.0),
        ("max(x, 1 - x)", 0.5, SlopeKind.KINK, -1.0, 1.0),
        ("cbrt(x)", 0.0, SlopeKind.VERTICAL, math.inf, math.inf),
        ("cbrt(x^2)", 0.0, SlopeKind.CUSP, -math.inf, math.inf),
        ("floor(x)", 2.0, SlopeKind.JUMP, 0.0, 0.0),
        ("1/x", 0.0, SlopeKind.POLE, math.nan, math.nan),
        ("ln(x)", 0.0, SlopeKind.POLE, math.nan, math.inf),
        ("sin(x)/x", 0.0, SlopeKind.HOLE, 0.0, 0.0),
        ("where(x == 2, 5, x)", 2.0, SlopeKind.HOLE, 1.0, 1.0),
        ("sqrt(x)", 0.0, SlopeKind.EDGE, math.nan, math.inf),
        ("x sqrt(x)", 0.0, SlopeKind.EDGE, math.nan, 0.0),
        ("sin(1/x)", 0.0, SlopeKind.UNSETTLED, math.nan, math.nan),
        ("ln(x)", -1.0, SlopeKind.NO_VALUE, math.nan, math.nan),
        ("x abs(x)", 0.0, SlopeKind.SMOOTH, 0.0, 0.0),
        ("exp(-1/x^2)", 1e-3, SlopeKind.SMOOTH, 0.0, 0.0),
        ("1e300 x", 1.0, SlopeKind.SMOOTH, 1e300, 1e300),
    ],
)
def test_points_without_a_derivative_are_known(
    text: str, place: float, kind: SlopeKind, left: float, right: float
) -> None:
    here = behaviour(read_formula(text, VARIABLES), place)
    assert here.kind is kind
    np.testing.assert_array_equal([here.left.slope, here.right.slope], [left, right])


@pytest.mark.parametrize("text", ["exp(sin(x))/(1 + x^2)", "tanh(x) ln(2 + x)", "x^x/cosh(x)"])
def test_series_are_those_of_sympy(text: str) -> None:
    x = sympy.Symbol("x")
    symbols = {"ln": sympy.log, "x": x}
    with_signs = text.replace("^", "**").replace(") l", ")*l")
    f = sympy.sympify(with_signs, symbols)
    place = sympy.Rational(7, 10)
    wanted = [float(sympy.diff(f, x, k).subs(x, place) / math.factorial(k)) for k in range(7)]
    jet = read_formula(text, VARIABLES)(JetFunctions, Jet.variable(np.array(0.7), 6))
    np.testing.assert_allclose(jet.terms, wanted, rtol=1e-12)


@pytest.mark.parametrize("text", ["exp(sin(x))", "gelu(x)", "x^x", "abs(x - 2) x", "softplus(x)"])
def test_errors_of_quotients_are_what_theory_says(text: str) -> None:
    f = read_formula(text, VARIABLES)
    true = precise_derivative(f, 1.3)
    wrong = {name: errors(values, true) for name, values in quotients(f, 1.3, STEPS).items()}
    at = {power: int(np.argmin(np.abs(np.log10(STEPS) + power))) for power in (2, 8, 12, 16)}
    size = float(abs(true))
    assert wrong[FORWARD][at[8]] < 1e-6 * size
    assert wrong[FORWARD][at[12]] > 1e-7 * size  # rounding
    assert np.nanmin(wrong[CENTRAL]) < 1e-9 * size
    assert wrong[COMPLEX][at[16]] < 4e-16 * size
    assert abs(autograd_slope(f, 1.3) - float(true)) < 4e-16 * size


@pytest.mark.parametrize(
    ("text", "place", "radius"),
    [
        ("1/(1 + x^2)", 0.0, 1.0),
        ("1/(1 + x^2)", 1.0, math.sqrt(2)),
        ("ln(x)", 2.0, 2.0),
        ("tan(x)", 0.0, math.pi / 2),
        ("sigmoid(x)", 0.0, math.pi),
        ("softplus(x)", 0.0, math.pi),
        ("atan(x)", 1.0, math.sqrt(2)),
        ("sqrt(1 + x)", 0.0, 1.0),
        ("exp(sin(x))", 0.0, math.inf),
        ("sin(x)/x", 1.0, math.inf),
        ("(x^2 - 1)/(x - 1)", 3.0, math.inf),
        ("abs(x)", 1.0, math.inf),
        ("where(x < 0, 0, 1/x)", 2.0, 2.0),
    ],
)
def test_a_series_reaches_to_the_nearest_singular_point(
    text: str, place: float, radius: float
) -> None:
    f = read_formula(text, VARIABLES)
    known = radius_of(f, place, behaviour(f, place, 20).series)
    assert not known.estimated
    assert known.value == pytest.approx(radius, rel=1e-9)


def test_an_estimated_radius_is_said_to_be_one() -> None:
    f = read_formula("1/(1 + exp(x))", VARIABLES)
    known = radius_of(f, 0.0, behaviour(f, 0.0, 20).series)
    assert known.estimated
    assert known.value == pytest.approx(math.pi, rel=0.05)


def test_exact_values_are_kept_where_they_are_short() -> None:
    exact = symbolic_derivatives(read_formula("ln(x)", VARIABLES), "2").exact
    assert exact == ("ln(2)", "1/2", "-1/4")
