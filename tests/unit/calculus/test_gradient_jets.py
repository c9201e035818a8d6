"""Values, gradients and Hessians by jets: against torch and against 50-digit differences."""

from __future__ import annotations

import random

import mpmath
import numpy as np
import pytest
import torch

from eigenscope.engine.calculus.derivatives import derivatives
from eigenscope.engine.calculus.smooth import is_derivative
from eigenscope.language.definitions.formula import Formula, read_formula

VARIABLES = ("x", "y")
_SMOOTH = ["sin", "cos", "exp", "tanh", "atan", "sinh", "cosh", "sigmoid"]


def random_formula(chance: random.Random, depth: int = 3) -> str:
    """Return a formula in x and y that is smooth, and not huge, near (0.6, 0.9)."""
    if not depth:
        return chance.choice(["x", "y", "x y", "2", "0.5", "3x", "x^2", "y^3"])
    first, second = random_formula(chance, depth - 1), random_formula(chance, depth - 1)
    match chance.randint(0, 6):
        case 0 | 1:
            return f"({first} {chance.choice('+-')} {second})"
        case 2:
            return f"({first}) ({second})"
        case 3:
            return f"({first})/(2 + ({second})^2)"
        case 4:
            return f"ln(1 + ({first})^2) + sqrt(1 + ({second})^2)"
        case 5:
            return f"(1 + ({first})^2)^({chance.choice(['0.3', '1/3', 'x', '-1'])})"
    return f"{chance.choice(_SMOOTH)}(sin({first}))"


class Mpmath:
    """The functions of formulas in arithmetic of many digits."""

    def __getattr__(self, name: str) -> object:
        return getattr(mpmath, {"abs": "fabs", "log2": "log"}.get(name, name))


def differences(
    formula: Formula, point: tuple[float, float]
) -> tuple[list[float], list[list[float]]]:
    """Return the gradient and the Hessian by central differences of 50 digits."""
    with mpmath.workdps(60):
        h = mpmath.mpf(10) ** -15
        x, y = map(mpmath.mpf, point)

        def f(i: int, j: int) -> mpmath.mpf:
            return formula(Mpmath(), x + i * h, y + j * h)

        gradient = [(f(1, 0) - f(-1, 0)) / (2 * h), (f(0, 1) - f(0, -1)) / (2 * h)]
        mixed = (f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / (4 * h * h)
        twice = [
            (f(1, 0) - 2 * f(0, 0) + f(-1, 0)) / h**2,
            (f(0, 1) - 2 * f(0, 0) + f(0, -1)) / h**2,
        ]
        rows = [[twice[0], mixed], [mixed, twice[1]]]
        return [float(g) for g in gradient], [[float(e) for e in row] for row in rows]


def test_derivatives_of_random_formulas_are_those_of_torch_and_of_differences() -> None:
    chance = random.Random(7)
    for _ in range(200):
        formula, point = Formula(random_formula(chance), VARIABLES), (0.6, 0.9)
        value, gradient, hessian = derivatives(formula, np.array(point))
        slopes, curvatures = differences(formula, point)
        scale = 1 + np.abs(gradient).max() + np.abs(hessian).max() + abs(value)
        np.testing.assert_allclose(gradient, slopes, atol=1e-12 * scale, err_msg=formula.text)
        np.testing.assert_allclose(hessian, curvatures, atol=1e-12 * scale, err_msg=formula.text)
        place = torch.tensor(point, dtype=torch.float64)

        def f(p: torch.Tensor, formula: Formula = formula) -> torch.Tensor:
            return torch.as_tensor(formula(torch, p[0], p[1]))

        expected = torch.autograd.functional.hessian(f, place).numpy()
        np.testing.assert_allclose(hessian, expected, atol=1e-12 * scale, err_msg=formula.text)
        expected = torch.autograd.functional.jacobian(f, place).numpy()
        np.testing.assert_allclose(gradient, expected, atol=1e-12 * scale, err_msg=formula.text)


EACH = ["sqrt", "abs", "exp", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan",
        "sinh", "cosh", "tanh", "floor", "ceil", "round", "sign", "ln", "cbrt", "relu",
        "sigmoid", "gelu", "softplus", "leaky_relu"]  # fmt: skip


@pytest.mark.parametrize("name", EACH)
def test_every_function_of_the_language_has_the_derivatives_of_torch(name: str) -> None:
    formula = Formula(f"{name}(x y)", VARIABLES)
    point = torch.tensor((0.31, 0.83), dtype=torch.float64)

    def f(p: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(formula(torch, p[0], p[1]))

    value, gradient, hessian = derivatives(formula, point.numpy())
    np.testing.assert_allclose(value, f(point).numpy(), rtol=1e-15)
    np.testing.assert_allclose(
        gradient, torch.autograd.functional.jacobian(f, point).numpy(), rtol=1e-13
    )
    np.testing.assert_allclose(
        hessian, torch.autograd.functional.hessian(f, point).numpy(), rtol=1e-13, atol=1e-15
    )


def test_many_points_have_the_derivatives_of_each() -> None:
    formula, points = Formula("x^y + x/y", VARIABLES), np.array([[1.5, 2.0], [0.3, -1.0]])
    together = derivatives(formula, points)
    for index, point in enumerate(points):
        for whole, alone in zip(together, derivatives(formula, point), strict=True):
            np.testing.assert_array_equal(whole[index], alone)


def test_five_variables() -> None:
    names = tuple(f"x{k}" for k in range(1, 6))
    formula = Formula("x1 x2^2 + exp(x3) x4/x5", names)
    _, gradient, hessian = derivatives(formula, np.array([1.0, 2.0, 0.0, 3.0, 4.0]))
    np.testing.assert_allclose(gradient, [4, 4, 0.75, 0.25, -3 / 16], rtol=1e-15)
    assert hessian.shape == (5, 5)
    np.testing.assert_allclose(hessian[3], [0, 0, 0.25, 0, -1 / 16], rtol=1e-15)


DIFFERENTIABLE = {
    "ln(e^x + e^y)": (0.0, 0.7),
    "x abs(x) + y": (0.0, 1.0),
    "where(x < 0, 0, x^2) + y": (0.0, 1.0),
    "max(x, y, 1)": (0.5, 2.0),
    "softplus(x) y": (0.0, 1.0),
    "sqrt(x^4 + y^4)": (0.0, 0.0),
    "sin(1000 x) + y": (1.0, 2.0),
    "1e300 x^2 + y": (1.0, 1.0),
    "1/x + y": (1e-9, 1.0),
    "x^2 + y^2": (1e8, -1e8),
    "relu(x - y)": (1.0, 1.0 - 1e-6),
}
NOT_DIFFERENTIABLE = {
    "abs(x) + y": (0.0, 1.0),
    "abs(x) + 1e6 y": (0.0, 1.0),
    "sqrt(x^2 + y^2)": (0.0, 0.0),
    "relu(x - y)": (1.0, 1.0),
    "max(x, y)": (1.0, 1.0),
    "where(x < 1, 0, y)": (1.0, 2.0),
    "floor(x) + y": (1.0, 1.0),
    "cbrt(x y)": (0.0, 0.0),
    "sqrt(x) + y": (0.0, 1.0),
    "1/x + y": (0.0, 1.0),
    "sqrt(x - 5) y": (1.0, 1.0),
}


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        *((text, point, True) for text, point in DIFFERENTIABLE.items()),
        *((text, point, False) for text, point in NOT_DIFFERENTIABLE.items()),
    ],
)
def test_points_without_a_derivative_are_known(
    text: str, point: tuple[float, float], expected: bool
) -> None:
    formula, place = read_formula(text, VARIABLES), np.array(point)
    value, gradient, _ = derivatives(formula, place)
    of = is_derivative(
        lambda places: formula(np, *places.T)[:, None], place, np.array([value]), gradient[None]
    )
    assert of is expected
