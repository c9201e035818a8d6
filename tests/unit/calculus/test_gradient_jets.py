"""Values, gradients and Hessians by jets: against torch and against 50-digit differences."""

from __future__ import annotations

import random

import mpmath
import numpy as np
import pytest
import torch

from eigenscope.engine.calculus.derivatives import derivatives
from eigenscope.engine.calculus.local_map import PointKind, local_map
from eigenscope.engine.calculus.smooth import is_derivative
from eigenscope.language.definitions.formula import Formula, read_formula
from eigenscope.language.definitions.formula_functions import ENTRYWISE

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


@pytest.mark.parametrize("name", sorted(ENTRYWISE))
def test_every_function_of_formulas_has_derivatives(name: str) -> None:
    formula, point = Formula(f"{name}(x y/2)", VARIABLES), np.array([0.6, 0.9])
    value, gradient, hessian = derivatives(formula, point)

    def f(p: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(formula(torch, p[0], p[1]))

    place = torch.tensor(point, requires_grad=True)
    assert value == pytest.approx(f(place).item(), rel=1e-14)
    (slopes,) = torch.autograd.grad(f(place), place)
    np.testing.assert_allclose(gradient, slopes.numpy(), rtol=1e-13)
    curvatures = torch.autograd.functional.hessian(f, place)
    np.testing.assert_allclose(hessian, curvatures.numpy(), rtol=1e-12, atol=1e-15)


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


KINDS = {
    "x/y": ((1.0, 1e-300), PointKind.STEEP),
    "x/1e-300 + y": ((1.0, 1.0), PointKind.SMOOTH),
    "1e308 x + 1e308 y": ((1.0, -1.0), PointKind.SMOOTH),
    "sin(1e8 x) + y": ((1.0, 1.0), PointKind.SMOOTH),
    "sin(1e6 (x + y))": ((0.3, 0.2), PointKind.SMOOTH),
    "sin(x/1e-8) y": ((0.0, 1.0), PointKind.SMOOTH),
    "abs(x - 1e-9) + y": ((0.0, 0.0), PointKind.SMOOTH),
    "abs(x) + 1e12 y": ((0.0, 1.0), PointKind.ROUGH),
    "cbrt(x) + y": ((0.0, 1.0), PointKind.VERTICAL),
    "cbrt(x y)": ((0.0, 0.0), PointKind.ROUGH),
    "floor(x) + y": ((1.0, 1.0), PointKind.JUMP),
    "where(x == 0, 0, x y/(x^2 + y^2))": ((0.0, 0.0), PointKind.JUMP),
    # Along every line it comes to 0, along y = x² to 1/2; the other one has there the slope 1/2.
    "where(x == 0, 0, x^2 y/(x^4 + y^2))": ((0.0, 0.0), PointKind.JUMP),
    "where(x == 0, 0, x^3 y/(x^4 + y^2))": ((0.0, 0.0), PointKind.ROUGH),
    "where(x == 0, 0, x^2 sin(1/x)) + y": ((0.0, 1.0), PointKind.SMOOTH),
    "1/(x + y)": ((1.0, -1.0), PointKind.POLE),
    "exp(x + y)": ((700.0, 20.0), PointKind.HUGE),
    "ln(x) + y": ((-1.0, 0.0), PointKind.NO_VALUE),
}


@pytest.mark.parametrize("text", KINDS)
def test_what_there_is_at_a_point_is_known(text: str) -> None:
    point, kind = KINDS[text]
    of = local_map([read_formula(text, VARIABLES)], np.array(point))
    assert of.kinds == (kind,)
    assert of.is_differentiable == (kind is PointKind.SMOOTH)
    assert of.is_steep == (kind is PointKind.STEEP)


@pytest.mark.parametrize(
    ("text", "partials"),
    [
        ("x/y", [1e300, -np.inf]),
        ("cbrt(x) + y", [np.inf, 1.0]),
        ("cbrt(x y)", [0.0, 0.0]),
        ("floor(x) + y", [np.nan, 1.0]),
        ("where(x == 0, 0, x y/(x^2 + y^2))", [0.0, 0.0]),
    ],
)
def test_slopes_along_the_axes_are_there_or_not(text: str, partials: list[float]) -> None:
    of = local_map([read_formula(text, VARIABLES)], np.array(KINDS[text][0]))
    np.testing.assert_allclose(of.partials, [partials], rtol=1e-15)


@pytest.mark.parametrize(
    ("text", "point", "hessian"),
    [
        ("sqrt(x^4) + y", (0.0, 1.0), [[2.0, 0.0], [0.0, 0.0]]),
        ("sqrt(x^4 + 2x^2 y^2 + y^4)", (0.0, 0.0), [[2.0, 0.0], [0.0, 2.0]]),
        ("abs(x)^3 + x y", (0.0, 1.0), [[0.0, 1.0], [1.0, 0.0]]),
        ("(x^2)^(3/2) + y", (0.0, 1.0), [[0.0, 0.0], [0.0, 0.0]]),
        ("x abs(x) + y", (0.0, 1.0), None),
        ("cbrt(x)^5 + y", (0.0, 1.0), None),
        ("relu(x)^2 + y", (0.0, 1.0), None),
        ("relu(x)^3 + y", (0.0, 1.0), [[0.0, 0.0], [0.0, 0.0]]),
        ("sqrt(x^4 + y^4)", (0.0, 0.0), None),
        ("abs(x y)", (0.0, 0.0), None),
        ("where(x == 0, 0, x y (x^2 - y^2)/(x^2 + y^2))", (0.0, 0.0), None),
        ("where(x == 0, 0, x^4 sin(1/x)) + y", (0.0, 1.0), [[0.0, 0.0], [0.0, 0.0]]),
        ("x/y", (1.0, 1e-120), [[0.0, -1e240], [-1e240, np.inf]]),
    ],
)
def test_second_derivatives_are_there_or_not(
    text: str, point: tuple[float, float], hessian: list[list[float]] | None
) -> None:
    of = local_map([read_formula(text, VARIABLES)], np.array(point))
    assert of.is_differentiable
    np.testing.assert_array_equal(
        of.hessians[0], np.full((2, 2), np.nan if hessian is None else hessian)
    )
    assert of.is_bent == (hessian is not None and np.isinf(hessian).any())


def test_random_formulas_have_derivatives_by_their_series() -> None:
    chance = random.Random(11)
    for _ in range(60):
        formula, point = Formula(random_formula(chance), VARIABLES), np.array((0.6, 0.9))
        of = local_map([formula], point)
        assert of.kinds == (PointKind.SMOOTH,), formula.text
        assert of.is_twice_differentiable, formula.text
