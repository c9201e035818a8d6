"""Derivatives: jets, quotients, series and formulas, against mpmath, torch and exact numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy

from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet
from eigenscope.engine.calculus.lost_digits import recovered
from eigenscope.engine.calculus.precise import PreciseFunctions, precise_derivatives
from eigenscope.engine.calculus.quotients import (
    CENTRAL,
    COMPLEX,
    FORWARD,
    STEPS,
    autograd_slope,
    errors,
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


@pytest.mark.parametrize("text", ["sigmoid(x)", "softplus(x)", "tanh(x)", "1 + 3sigmoid(2x)"])
@pytest.mark.parametrize("place", [-300.0, -40.0, -17.5, 17.5, 40.0, 300.0])
def test_slopes_keep_their_digits_far_out(text: str, place: float) -> None:
    here = behaviour(read_formula(text, VARIABLES), place)
    numbers = mpmath.MPContext()
    numbers.dps = 600
    f, library, h = read_formula(text, VARIABLES), PreciseFunctions(numbers), numbers.mpf("1e-250")
    slope = (f(library, place + h) - f(library, place - h)) / (2 * h)
    assert here.derivative == pytest.approx(float(slope), rel=1e-12, abs=0.0)
    assert here.value == pytest.approx(float(f(library, numbers.mpf(place))), rel=1e-12, abs=0.0)


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
        ("sin(1/x)", 0.0, SlopeKind.NO_VALUE, math.nan, math.nan),
        ("where(x == 0, 0, x sin(1/x))", 0.0, SlopeKind.UNSETTLED, math.nan, math.nan),
        ("1/x", 1e-310, SlopeKind.HUGE, math.nan, math.nan),
        ("1/x", 1e-300, SlopeKind.STEEP, -math.inf, -math.inf),
        ("ln(x)", 1e-310, SlopeKind.STEEP, math.inf, math.inf),
        ("(-2)^x", 3.0, SlopeKind.ISOLATED, math.nan, math.nan),
        ("exp(1e200 x)", 0.0, SlopeKind.SMOOTH, 1e200, 1e200),
        ("sin(1e8 x)", 0.0, SlopeKind.SMOOTH, 1e8, 1e8),
        ("sin(x/1e-8)", 0.0, SlopeKind.SMOOTH, 1e8, 1e8),
        ("where(x == 0, 0, 1e-9 sin(1/x))", 0.0, SlopeKind.UNSETTLED, math.nan, math.nan),
        ("x^2", -1e200, SlopeKind.HUGE, math.nan, math.nan),
        ("sqrt(x)", 2.0**-200, SlopeKind.SMOOTH, 2.0**99, 2.0**99),
        ("x - ln(x)", 2.0**-60, SlopeKind.SMOOTH, 1 - 2.0**60, 1 - 2.0**60),
        ("max(x, 2x - 2^-80)", 2.0**-80, SlopeKind.KINK, 1.0, 2.0),
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


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("abs(x)^3", 0.0),
        ("x abs(x)", math.nan),
        ("(x^2)^(3/2)", 0.0),
        ("cbrt(x)^5", math.nan),  # x^(5/3): to ∞ on the right, to −∞ on the left
        ("cbrt(x^5)", math.nan),
        ("cbrt(x)^4", math.inf),
        ("abs(x)^2.5", 0.0),
        ("abs(x)^1.5", math.inf),
        ("sqrt(x^4)", 2.0),
        ("sqrt(x^4 + x^6)", 2.0),
        ("sqrt(abs(x))^4", 2.0),
        ("sign(x) x^2", math.nan),
        ("where(x < 0, 0, x^2)", math.nan),
        ("where(x < 0, 0, x^3)", 0.0),
        ("relu(x)^2", math.nan),
        ("max(x^2, x^3)", 2.0),
        ("where(x == 0, 0, x^3 sin(1/x))", math.nan),
        ("where(x == 0, 0, x^4 sin(1/x))", 0.0),
        ("where(x == 0, 0, exp(-1/x^2))", 0.0),
        ("where(x == 0, 0, x^3 ln(abs(x)))", 0.0),
    ],
)
def test_second_derivatives_at_0_are_there_or_not(text: str, second: float) -> None:
    """By the limits of (f′(h) − f′(0))/h from both sides; f′ is there, and 0."""
    f = read_formula(text, VARIABLES)
    here, _ = recovered(f, 0.0, behaviour(f, 0.0))
    assert (here.kind, here.derivative) == (SlopeKind.SMOOTH, 0.0)
    np.testing.assert_equal(here.second, second)
    assert not here.is_bent


@pytest.mark.parametrize(
    ("text", "place"), [("1/x", 1e-110), ("sin(1e300 x)", 1.0), ("exp(1e200 x)", 0.0)]
)
def test_a_second_derivative_beyond_float64_is_not_said_to_be_infinite(
    text: str, place: float
) -> None:
    here = behaviour(read_formula(text, VARIABLES), place)
    assert here.kind is SlopeKind.SMOOTH
    assert here.is_bent


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
    true = precise_derivatives(f, (1.3,)).gradient[0]
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
        ("1/(1 - x)^5", 0.0, 1.0),
        ("1/((x - 1)^3 (x + 2)^4)", 0.0, 1.0),
        ("1/cos(x)", 0.0, math.pi / 2),
        ("1/cos(x)", 200.0, abs(200 - 63.5 * math.pi)),
        ("tan(x)", 200.0, abs(200 - 63.5 * math.pi)),
        ("x/sin(x)", 1.0, math.pi - 1),  # at 0 it has a limit
        ("x/(exp(x) - 1)", 1.0, math.hypot(1, 2 * math.pi)),
        ("1/(exp(x) + 1)", 0.0, math.pi),
        ("1/(2 - sin(x)^2)", 0.0, math.hypot(math.pi / 2, math.acosh(math.sqrt(2)))),
        ("ln(cos(x))", 0.0, math.pi / 2),
        ("sqrt(sin(x))", 1.0, 1.0),
        ("sinh(x)/cosh(x)", 0.0, math.pi / 2),
        ("sqrt(x^2)", 1.0, math.inf),
        ("max(x, 1/x)", 0.5, 0.5),
        ("max(x, 1/x)", 2.0, math.inf),
        ("1/(1e6 + x^2)", 0.0, 1e3),
        ("exp(-1/x^2)", 1.0, 1.0),
        ("x^x", 1.0, 1.0),
        ("asin(x)", 0.5, 0.5),
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
    f = read_formula("1/(1 + exp(sinh(x)))", VARIABLES)
    known = radius_of(f, 0.0, behaviour(f, 0.0, 20).series)
    assert known.estimated
    assert known.value == pytest.approx(math.hypot(math.pi / 2, math.acosh(math.pi)), rel=0.05)


def test_exact_values_are_kept_where_they_are_short() -> None:
    exact = symbolic_derivatives(read_formula("ln(x)", VARIABLES), "2").exact
    assert exact == ("ln(2)", "1/2", "-1/4")


@pytest.mark.parametrize(
    ("text", "point", "exact"),
    [
        ("floor(x) x", "5/2", ("5", "2", "0")),
        ("x sign(x)", "-1", ("1", "-1", "0")),
        ("ceil(x) + round(x)", "1/2", ("1", "0", "0")),
        ("cbrt(x)", "-8", ("-2", "1/12", "1/144")),
        ("x^2", f"1/{10**200}", ("", "", "2")),
        ("x^9", "11/10", ("2357947691/1000000000", "1929229929/100000000", "175384539/1250000")),
    ],
)
def test_exact_values_are_worked_out_and_never_rounded(
    text: str, point: str, exact: tuple[str, str, str]
) -> None:
    known = symbolic_derivatives(read_formula(text, VARIABLES), point).exact
    assert known == exact


@pytest.mark.parametrize(
    ("text", "point", "value"),
    [
        ("(1 - cos(x))/x^2", "1e-9", 0.5),
        ("ln(1 + x)/x", "1e-14", 1.0),
        ("(x - sin(x))/x^3", "1e-5", 1 / 6),
        ("sqrt(1 + x) - 1", "1e-20", 5e-21),
        ("1/(1 - cos(x)) - 2/x^2", "1e-5", 1 / 6),
        ("x + 0.2 - 0.3", "0.1", 0.0),
        ("sin(pi x)", "1", 0.0),
        ("where(x < 1, x - 1/3, 0)", "1/3", 0.0),
        ("x^3 - 3x^2 + 3x - 1", "1.00001", 1e-15),
    ],
)
def test_values_that_float64_loses_are_recovered(text: str, point: str, value: float) -> None:
    f = read_formula(text, VARIABLES)
    right, _ = recovered(f, Fraction(point), behaviour(f, float(Fraction(point))))
    assert right.value == pytest.approx(value, rel=1e-9, abs=0.0)
    assert right.kind is SlopeKind.SMOOTH
    assert right.series[0] == right.value


@pytest.mark.parametrize("text", ["exp(-exp(exp(exp(x))))", "1/(x^x^x^x^x)", "cos(exp(exp(-x^9)))"])
def test_numbers_that_would_never_come_back_are_not_begun(text: str) -> None:
    f = read_formula(text, VARIABLES)
    here = behaviour(f, 3.0)
    assert recovered(f, 3.0, here)[0].value == here.value


@pytest.mark.parametrize(
    ("text", "point", "first", "second"),
    [
        ("(1 - cos(x))/x^2", "1e-4", -8.3333333277777778e-6, -0.083333333166666667),
        ("(exp(x) - 1)/x", "1e-9", 0.5 + 1e-9 / 3, 1 / 3 + 1e-9 / 4),
        ("x e^x", "-1", 0.0, math.exp(-1)),
        ("1/x", "1e-30", -1e60, 2e90),
        ("sin(x)", "1e22", 0.5232147853951389, 0.8522008497671888),
        ("3x^2 - 4x", "1/3", -2.0, 6.0),
    ],
)
def test_slopes_that_float64_loses_are_recovered(
    text: str, point: str, first: float, second: float
) -> None:
    f = read_formula(text, VARIABLES)
    here = behaviour(f, float(Fraction(point)), 3)
    right, precise = recovered(f, Fraction(point), here)
    assert right.derivative == pytest.approx(first, rel=1e-9, abs=1e-15)
    assert right.second == pytest.approx(second, rel=1e-9)
    assert float(precise) == pytest.approx(first, rel=1e-15, abs=1e-15)
    np.testing.assert_array_equal(right.series[1:3], [right.derivative, right.second / 2])
    assert right.kind is SlopeKind.SMOOTH


@pytest.mark.parametrize(
    ("text", "point", "value", "slope"),
    [
        ("ln(exp(x))", "1000", 1000.0, 1.0),
        ("exp(x)/(exp(x) + 1)", "1000", 1.0, 0.0),
        ("sqrt(x^2 + 1)", "1e300", 1e300, 1.0),
        ("x^200/x^199", "100", 100.0, 1.0),
        ("ln(exp(x) + exp(2x))", "800", 1600.0, 2.0),
    ],
)
def test_what_overflows_on_the_way_has_its_value(
    text: str, point: str, value: float, slope: float
) -> None:
    f = read_formula(text, VARIABLES)
    here = behaviour(f, float(Fraction(point)))
    assert not math.isfinite(here.value)
    right, _ = recovered(f, Fraction(point), here)
    assert right.kind is SlopeKind.SMOOTH
    assert (right.value, right.derivative) == (value, slope)
    assert right.second == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("text", "point"),
    [("exp(x)", "1000"), ("1/x", "0"), ("ln(x)", "-1"), ("0/x", "0"), ("sin(1/x)", "0"),
     ("abs(x - 800) exp(x)/exp(x)", "800")],
)  # fmt: skip
def test_what_has_no_value_gets_none(text: str, point: str) -> None:
    f = read_formula(text, VARIABLES)
    here = behaviour(f, float(Fraction(point)))
    assert recovered(f, Fraction(point), here)[0] is here


@pytest.mark.parametrize(
    ("text", "point"),
    [("(1 - cos(x))/x^2", "1e-4"), ("(exp(x) - 1)/x", "1e-6"), ("exp(sin(x))/(1 + x^2)", "0.7")],
)
def test_terms_of_series_that_float64_loses_are_recovered(text: str, point: str) -> None:
    f, numbers = read_formula(text, VARIABLES), mpmath.MPContext()
    numbers.dps = 400
    library = PreciseFunctions(numbers)
    terms = numbers.taylor(lambda x: f(library, x), numbers.mpf(point), 8)
    right, _ = recovered(f, Fraction(point), behaviour(f, float(point), 8))
    np.testing.assert_allclose(right.series, [float(term) for term in terms], rtol=1e-8)


def test_terms_on_one_side_stay_those_of_the_series_there() -> None:
    f = read_formula("x abs(x) + x^4", VARIABLES)
    right, _ = recovered(f, Fraction(0), behaviour(f, 0.0, 6))
    np.testing.assert_array_equal(right.series, [0, 0, 1, 0, 1, 0, 0])
