"""Formulas by sympy: exact values as they are written by hand, and work that ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
import sympy

from eigenscope.engine.runtime.interruption import TimeIsUp, limited
from eigenscope.language.definitions.formula import read_formula
from eigenscope.language.definitions.symbolic import symbolic_derivatives, symbolic_partials
from eigenscope.language.definitions.symbols import symbols_of


class _Unwanted(BaseException):
    """What ends work that nobody waits for."""


@pytest.mark.parametrize(
    ("text", "point", "exact"),
    [
        ("floor(pi x)", "1", "3"),
        ("floor(sqrt(x))", "2", "1"),
        ("ceil(e^x)", "1", "3"),
        ("round(sqrt(2) x)", "1", "1"),
        ("sign(x - pi)", "3", "-1"),
        ("sigmoid(x)", "0", "1/2"),
        ("softplus(x)", "0", "ln(2)"),
        ("log2(x)", "1/8", "-3"),
        ("log10(x)", "1000", "3"),
        ("log2(x)", "3", "log2(3)"),
        ("0.1 + 0.2 + x", "1/10", "2/5"),
        ("sin(pi x)", "1/6", "1/2"),
        ("x^1000", "1", "1"),
    ],
)
def test_exact_values_are_worked_out(text: str, point: str, exact: str) -> None:
    assert symbolic_derivatives(read_formula(text, ("x",)), point).exact[0] == exact


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("x 0.3^30000000", "1"),
        ("x + 2^-3^20", "1"),
        ("x^x^x^x", "3"),
        ("(((((x^16 + 1)^16 + 1)^16 + 1)^16 + 1)^16 + 1)^16", "3"),
        ("(x + 1)^15 (x - 1)^15 (x + 2)^15 (x - 4)^15 (x + sin(x))^15", "3"),
    ],
)
def test_what_would_take_for_ever_is_not_begun(text: str, point: str) -> None:
    assert symbolic_derivatives(read_formula(text, ("x",)), point).exact[0] == ""


def test_work_that_nobody_waits_for_is_left() -> None:
    def unwanted() -> None:
        raise _Unwanted

    before = sys.gettrace()
    with pytest.raises(_Unwanted):
        symbolic_derivatives(read_formula("sin(x)^3 + tan(x)", ("x",)), check=unwanted)
    assert sys.gettrace() is before


def test_work_that_takes_too_long_is_left() -> None:
    x = sympy.Symbol("x")
    with pytest.raises(TimeIsUp), limited(0.0):
        sympy.expand((x + 1) ** 3)
    assert sympy.expand((x + 1) ** 2) == x**2 + 2 * x + 1


def test_work_under_a_measurement_that_sets_itself_again_is_left() -> None:
    calls: list[str] = []

    def measure(frame: FrameType, _event: str, _argument: object) -> None:
        calls.append(frame.f_code.co_name)
        sys.settrace(measure)

    before = sys.gettrace()
    sys.settrace(measure)
    try:
        with limited(60.0, _unwanted_after(calls, "expand")):
            sympy.expand((sympy.Symbol("x") + 1) ** 3)
        pytest.fail("the work came to its end")
    except _Unwanted:
        assert sys.gettrace() is measure
    finally:
        sys.settrace(before)


def _unwanted_after(calls: list[str], name: str) -> Callable[[], None]:
    def check() -> None:
        if name in calls:
            raise _Unwanted

    return check


@pytest.mark.parametrize(
    ("text", "partials"),
    [
        ("x^2/4 + x y/4 + y^2/2", ["x/2 + y/4", "x/4 + y"]),
        ("x cos(y)", ["cos(y)", "-x sin(y)"]),
        ("ln(e^x + e^y)", ["exp(x)/(exp(x) + exp(y))", "exp(y)/(exp(x) + exp(y))"]),
        ("abs(x) + y^3", ["sign(x)", "3y^2"]),
        ("7", ["0", "0"]),
    ],
)
def test_partial_derivatives_are_formulas(text: str, partials: list[str]) -> None:
    written = symbolic_partials(read_formula(text, ("x", "y")))
    x, y = (sympy.Symbol(name, real=True) for name in "xy")
    for one, other in zip(written, partials, strict=True):
        first, second = (
            symbols_of(read_formula(each, ("x", "y")).root, {"x": x, "y": y})
            for each in (one, other)
        )
        assert sympy.simplify(first - second) == 0
        assert len(one) <= len(other)


def test_each_of_five_variables_has_a_partial_derivative() -> None:
    names = tuple(f"x{number}" for number in range(1, 6))
    formula = read_formula("x1 x2 + x3^2 - exp(x4)/2 + sin(x5)", names)
    assert symbolic_partials(formula) == ("x2", "x1", "2x3", "-exp(x4)/2", "cos(x5)")
