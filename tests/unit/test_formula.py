"""Formulas: read like any expression, worked out on arrays and tensors, written as programs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
import sympy
import torch

from eigenscope.document.codec import from_json, set_from_texts, to_json
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import FormulaSpec, spec
from eigenscope.language.definitions.formula import Formula, usable_words
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.texts.messages import LanguageError

from ..bare_lab import BareLab

X, Y = np.array([0.7, -1.3, 2.0]), np.array([1.1, 0.4, -0.6])

RIGHT = {
    "x^2 + y^2": "x**2 + y**2",
    "x² − 2xy": "x**2 - 2*x*y",
    "sin(x)cos(2y)": "sin(x)*cos(2*y)",
    "e^(-x^2) - tanh(y)/3": "exp(-x**2) - tanh(y)/3",
    "-x^2": "-(x**2)",
    "2^-x": "2**(-x)",
    "x - (y - 1)": "x - y + 1",
    "x / (2 y)": "x/(2*y)",
    "(1 - x)^2 + 100 (y - x^2)^2": "(1 - x)**2 + 100*(y - x**2)**2",
    "|x - y|": "abs(x - y)",
    "cbrt(x)": "sign(x)*abs(x)**Rational(1, 3)",
    "relu(x) + sigmoid(y)": "Max(x, 0) + 1/(1 + exp(-y))",
    "cos(60°) x": "x/2",
    "det([[1, 2], [3, 4]]) y": "-2*y",
    "50% x": "x/2",
    "x .* y": "x*y",
    "7": "7",
    "where(x < 0, -x, x^2)": "Piecewise((-x, x < 0), (x**2, True))",
    "where(x >= y, 0.1, 0.3)": "Piecewise((Rational(1, 10), x >= y), (Rational(3, 10), True))",
    "where(1 <= 2, x, y)": "x",
    "where(x ≠ 2, 1, y) - x": "Piecewise((1, Ne(x, 2)), (y, True)) - x",
    "where(y == 0.4, 3, x)": "Piecewise((3, Eq(y, 0.4)), (x, True))",
    "max(x, y, 1)": "Max(x, y, 1)",
    "min(x, 2 y) + max(2, 3)": "Min(x, 2*y) + 3",
    "max(x)": "x",
    "erf(x) y": "erf(x)*y",
    "gelu(x)": "x*(1 + erf(x/sqrt(2)))/2",
    "softplus(x) - leaky_relu(y)": "log(1 + exp(x)) - Max(y, y/100)",
}


@pytest.mark.parametrize("text", RIGHT)
def test_values_are_those_of_sympy(text: str) -> None:
    expected = sympy.lambdify(sympy.symbols("x y"), sympy.sympify(RIGHT[text]), "math")
    wanted = [expected(x, y) for x, y in zip(X, Y, strict=True)]
    formula = Formula(text, ("x", "y"))
    np.testing.assert_allclose(formula(np, X, Y), wanted, rtol=1e-14)
    on_torch = formula(torch, torch.tensor(X), torch.tensor(Y))
    np.testing.assert_allclose(on_torch.numpy(), wanted, rtol=1e-14)


@pytest.mark.parametrize("text", RIGHT)
def test_the_program_computes_the_same(text: str) -> None:
    formula = Formula(text, ("x", "y"))
    names = {"torch": torch, "x": torch.tensor(X), "y": torch.tensor(Y)}
    found = eval(formula.program(), names)
    np.testing.assert_allclose(found.numpy(), formula(np, X, Y), rtol=1e-14)


def test_there_is_no_value_where_there_is_no_real_one() -> None:
    values = Formula("log(x) + sqrt(y)", ("x", "y"))(np, np.array([1.0, -1.0]), np.ones(2))
    assert values[0] == 1.0
    assert math.isnan(values[1])
    assert Formula("1/x", ("x", "y"))(np, np.zeros(1), np.zeros(1))[0] == math.inf


def test_a_sigmoid_of_a_large_number_has_a_gradient() -> None:
    x = torch.tensor([-1000.0, 1000.0], requires_grad=True)
    Formula("sigmoid(x)", ("x", "y"))(torch, x, x).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("x + a", "There is no name called “a”.", 4, 5),
        ("sinn(x)", "There is no function called “sinn” – did you mean sin?", 0, 4),
        ("1 + det(x)", "det has no place in a formula", 4, 10),
        ("x + [x, y]", "has numbers only, no lists or matrices", 4, 10),
        ("sin(x, y)", "sin takes 1 argument, not 2", 0, 9),
        ("x'", "Only a matrix has a “'”", 0, 2),
        ("x \\ y", "solves a system of equations", 0, 5),
        ("2I x", "Here a real number is needed.", 0, 2),
        ("x + sqrt(-1)", "Here a real number is needed.", 4, 12),
        ("[1, 2] + x", "Here a real number is needed.", 0, 6),
        ("x + 1/0", "", 4, 7),
        ("1 + x/(2 - 2)", "Division by 0.", 4, 13),
        ("2 (x < y)", "A comparison is the first argument of where", 3, 8),
        ("where(x, y, 1)", "where begins with a comparison", 6, 7),
        ("where(x < 1, y)", "where takes 3 arguments, not 2", 0, 15),
        ("where(x < y < 1, x, y)", "There is one comparison in a condition", 12, 13),
        ("where(x > 0 and x < 1, 1, 0)", "There is one comparison in a condition", 18, 19),
        (f"max({', '.join(['2x'] * 500)})", "at most 500 operations, not 501", 0, 2003),
        ("where(x = 1, 2, 3)", "“=” compares nothing: write x == …", 0, 18),
        ("f(x, y) = x^2", "“=” does not belong here: enter what stands to the right", 8, 9),
        ("2 sinx", "sin is a function and needs brackets: sin(…).", 2, 5),
        ("Sin[x]", "sin is a function and needs brackets: sin(…).", 0, 3),
        ("sinus", "There is no name called “sinus”", 0, 5),
        ("max(x, axis=0)", "has numbers only", 0, 14),
        ("x + max(1 < 2, 1)", "A comparison is the first argument", 8, 13),
        ("x +", "Something is missing after “+”.", 3, 3),
        ("", "enter a formula such as x^2 + y^2.", 0, 0),
    ],
)
def test_what_is_no_formula_is_said_with_its_place(
    text: str, words: str, start: int, end: int
) -> None:
    with pytest.raises(LanguageError) as caught:
        Formula(text, ("x", "y"))
    assert words in str(caught.value)
    assert (caught.value.start, caught.value.end) == (start, end)


def test_all_words_that_are_offered_can_be_used() -> None:
    words = usable_words(("x", "y"))
    for name in words.functions:
        assert name in FUNCTIONS
        Formula("where(x < y, x, y)" if name == "where" else f"{name}(x)", ("x", "y"))
    for name in words.values:
        Formula(f"{name} x", ("x", "y"))


@dataclass(frozen=True)
class _Inputs:
    f: str = spec(FormulaSpec("f", "Function", variables=("u",)), "u^2")


class _Lab(BareLab):
    inputs_type = _Inputs


def test_a_file_keeps_a_formula_as_it_was_typed() -> None:
    inputs = set_from_texts(_Lab(), _Inputs(), {"f": "2u² − sin(u)"})
    assert from_json(_Lab(), to_json(inputs, {}), {}) == inputs
    assert inputs.f == "2u² − sin(u)"


@pytest.mark.parametrize("wrong", ["x^2", "u +", 3, None])
def test_a_file_with_a_wrong_formula_is_refused(wrong: object) -> None:
    with pytest.raises(InputError, match="f"):
        from_json(_Lab(), {"f": wrong}, {})
