"""Ways downhill: landscapes against sympy, steps against torch.optim, rates against exact ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
import torch

from eigenscope.engine.optimise import curvature as curves
from eigenscope.engine.optimise.descent import (
    DONE,
    ESCAPED,
    FARTHEST,
    METHODS,
    UNDEFINED,
    Run,
    Settings,
    descend,
)
from eigenscope.engine.optimise.landscapes import (
    Himmelblau,
    Landscape,
    Quadratic,
    Rosenbrock,
    Saddle,
)
from eigenscope.labs.kit.functions.formula_landscape import FormulaLandscape

POINTS = np.array([(0.3, -1.2), (2.5, 0.7), (-1.9, 3.1), (0.0, 0.0)])
H = np.array([[6.0, 2.0], [2.0, 3.0]])  # eigenvalues 2 and 7
BOWL = Quadratic(H, np.array([2.0, 3.0]))  # lowest at (0, 1)

FORMULAS: dict[str, tuple[Landscape, str]] = {
    "bowl": (BOWL, "(6*x**2 + 4*x*y + 3*y**2)/2 - 2*x - 3*y"),
    "rosenbrock": (Rosenbrock(), "(1 - x)**2 + 100*(y - x**2)**2"),
    "himmelblau": (Himmelblau(), "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"),
    "saddle": (Saddle(), "x**2/2 - y**2/2 + y**4/4"),
    "formula": (
        FormulaLandscape(lambda library, x, y: library.sin(x) * y + library.exp(x * y / 4)),
        "sin(x)*y + exp(x*y/4)",
    ),
}


def one(landscape: Landscape, start: object, method: str, **settings: Any) -> Run:
    given = {"rate": 0.1, "adaptive_rate": 0.1, "momentum": 0.9, "steps": 60} | settings
    (run,) = descend(landscape, np.array(start, dtype=float), [method], Settings(**given))
    return run


# --- landscapes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMULAS)
def test_values_gradients_and_hessians_are_those_of_sympy(name: str) -> None:
    landscape, text = FORMULAS[name]
    x, y = sympy.symbols("x y")
    f = sympy.sympify(text)
    slopes = [sympy.diff(f, v) for v in (x, y)]
    for point, value, gradient, hessian in zip(
        POINTS,
        landscape.value(POINTS),
        landscape.gradient(POINTS),
        landscape.hessian(POINTS),
        strict=True,
    ):
        at = {x: point[0], y: point[1]}
        assert value == pytest.approx(float(f.subs(at)), rel=1e-12, abs=1e-12)
        exact = [float(slope.subs(at)) for slope in slopes]
        np.testing.assert_allclose(gradient, exact, rtol=1e-12, atol=1e-12)
        second = [[float(sympy.diff(slope, v).subs(at)) for v in (x, y)] for slope in slopes]
        np.testing.assert_allclose(hessian, second, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("landscape", [BOWL, Rosenbrock(), Himmelblau(), Saddle()])
def test_minima_are_minima(landscape: Landscape) -> None:
    minima = landscape.minima
    assert len(minima) > 0
    np.testing.assert_allclose(landscape.gradient(minima), 0.0, atol=1e-12)
    assert (np.linalg.eigvalsh(landscape.hessian(minima)) > 0).all()


@pytest.mark.parametrize(
    ("entries", "b", "kind", "stationary"),
    [
        ([[6, 2], [2, 3]], [2, 3], "bowl", [0, 1]),
        ([[1, 1], [1, 1]], [2, 2], "valley", [1, 1]),
        ([[1, 1], [1, 1]], [1, 0], "slope", None),
        ([[0, 0], [0, 0]], [1, 0], "slope", None),
        ([[0, 0], [0, 0]], [0, 0], "flat", [0, 0]),
        ([[1, 0], [0, -2]], [1, 2], "saddle", [1, -1]),
        ([[-1, 0], [0, -2]], [1, 2], "dome", [-1, -1]),
        ([[1e200, 0], [0, 1]], [0, 0], "bowl", [0, 0]),
        ([[1e-200, 0], [0, 1e-200]], [1e200, 0], "bowl", None),
    ],
)
def test_the_shape_of_a_quadratic(
    entries: object, b: object, kind: str, stationary: list[float] | None
) -> None:
    landscape = Quadratic(np.array(entries, dtype=float), np.array(b, dtype=float))
    assert landscape.kind == kind
    if stationary is None:
        assert landscape.stationary is None
    else:
        assert landscape.stationary is not None
        np.testing.assert_allclose(landscape.stationary, stationary, atol=1e-12)


def test_a_slope_without_second_derivatives_has_a_hessian_of_zeros() -> None:
    plane = FormulaLandscape(lambda _library, x, y: 2 * x - y)
    np.testing.assert_array_equal(plane.gradient(POINTS), [[2.0, -1.0]] * 4)
    np.testing.assert_array_equal(plane.hessian(POINTS), np.zeros((4, 2, 2)))


# --- methods -------------------------------------------------------------------------------------

OPTIMISERS: dict[str, Callable[[list[torch.Tensor]], torch.optim.Optimizer]] = {
    "descent": lambda p: torch.optim.SGD(p, lr=0.002),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.002, momentum=0.9),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.1, alpha=0.9, eps=1e-8),
    "adam": lambda p: torch.optim.Adam(p, lr=0.1),
}


@pytest.mark.parametrize("method", OPTIMISERS)
def test_the_steps_are_those_of_torch(method: str) -> None:
    point = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
    optimiser = OPTIMISERS[method]([point])
    expected = [[-1.2, 1.0]]
    for _ in range(60):
        optimiser.zero_grad()
        ((1 - point[0]) ** 2 + 100 * (point[1] - point[0] ** 2) ** 2).backward()
        optimiser.step()
        expected.append(point.tolist())
    run = one(Rosenbrock(), [-1.2, 1.0], method, rate=0.002)
    np.testing.assert_allclose(run.points, expected, rtol=1e-9)


def test_nesterov_is_torchs_seen_where_the_gradient_is_taken() -> None:
    # torch keeps the point ahead, y = x + βv; with v = x − (the x before) both are comparable.
    ahead = torch.tensor([3.0, -1.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([ahead], lr=0.05, momentum=0.8, nesterov=True)
    expected = []
    for _ in range(30):
        optimiser.zero_grad()
        (ahead @ torch.tensor(H) @ ahead / 2 - ahead @ torch.tensor([2.0, 3.0]).double()).backward()
        optimiser.step()
        expected.append(ahead.tolist())
    run = one(BOWL, [3.0, -1.0], "nesterov", rate=0.05, momentum=0.8, steps=30)
    velocities = np.diff(run.points, axis=0)
    np.testing.assert_allclose(run.points[1:] + 0.8 * velocities, expected, rtol=1e-9)


def test_methods_do_not_disturb_one_another() -> None:
    settings = Settings(0.001, 0.1, 0.9, 40)
    together = descend(Rosenbrock(), np.array([-1.2, 1.0]), METHODS, settings)
    for run in together:
        (alone,) = descend(Rosenbrock(), np.array([-1.2, 1.0]), [run.method], settings)
        np.testing.assert_array_equal(run.points, alone.points)
        np.testing.assert_allclose(run.losses, Rosenbrock().value(run.points))


def test_gradient_descent_on_a_quadratic_is_a_power_of_the_step() -> None:
    # x_k − x* = (I − ηH)^k (x_0 − x*), here in rational arithmetic.
    step = sympy.eye(2) - sympy.Rational(1, 4) * sympy.Matrix([[6, 2], [2, 3]])
    lowest = sympy.Matrix([0, 1])
    expected = step**20 * (sympy.Matrix([3, -1]) - lowest) + lowest
    run = one(BOWL, [3, -1], "descent", rate=0.25, steps=20)
    np.testing.assert_allclose(run.points[-1], [float(x) for x in expected], rtol=1e-12)


@pytest.mark.parametrize(("factor", "shrinks"), [(0.999, True), (1.001, False)])
def test_the_limit_of_the_rate_is_two_over_the_largest_eigenvalue(
    factor: float, shrinks: bool
) -> None:
    rate = factor * curves.largest_rate("descent", 7.0, 0.0)
    assert curves.largest_rate("descent", 7.0, 0.0) == pytest.approx(2 / 7, rel=1e-15)
    norms = one(BOWL, [3, -1], "descent", rate=rate, steps=400).gradient_norms
    assert bool(norms[-1] < norms[100]) is shrinks


@pytest.mark.parametrize("method", ["momentum", "nesterov"])
@pytest.mark.parametrize("beta", [0.0, 0.3, 0.7, 0.95])
def test_the_limit_with_momentum_is_where_the_spectral_radius_is_one(
    method: str, beta: float
) -> None:
    limit = curves.largest_rate(method, 7.0, beta)
    eigenvalues = np.array([2.0, 7.0])
    assert curves.predicted_factor(method, eigenvalues, limit, beta) == pytest.approx(1.0)
    assert curves.predicted_factor(method, eigenvalues, 0.99 * limit, beta) < 1
    assert curves.predicted_factor(method, eigenvalues, 1.01 * limit, beta) > 1


@pytest.mark.parametrize("method", ["descent", "momentum", "nesterov"])
@pytest.mark.parametrize("rate", [0.03, 0.15, 0.25])
def test_the_predicted_factor_is_the_largest_eigenvalue_of_a_step(method: str, rate: float) -> None:
    beta = 0.6
    step = mpmath.zeros(4)
    for row in range(2):
        for column in range(2):
            bent = (row == column) - rate * H[row, column]
            left, before = bent, 0.0
            if method == "momentum":
                left, before = bent + beta * (row == column), -beta * (row == column)
            elif method == "nesterov":
                left, before = (1 + beta) * bent, -beta * bent
            step[row, column], step[row, column + 2] = left, before
            step[row + 2, column] = row == column
    values, _ = mpmath.eig(step)
    found = curves.predicted_factor(method, np.array([2.0, 7.0]), rate, beta)
    assert found == pytest.approx(float(max(abs(v) for v in values)), rel=1e-9)


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.25, 0.3])
def test_the_seen_factor_is_the_predicted_one(rate: float) -> None:
    run = one(BOWL, [3, -1], "descent", rate=rate, steps=200)
    seen = curves.seen_factor(run.gradient_norms)
    predicted = curves.predicted_factor("descent", np.array([2.0, 7.0]), rate, 0.0)
    assert seen == pytest.approx(predicted, rel=1e-3)


def test_the_best_rate_is_best() -> None:
    eigenvalues = np.array([2.0, 7.0])
    best = curves.best_rate(eigenvalues)
    assert best == pytest.approx(2 / 9)
    least = curves.predicted_factor("descent", eigenvalues, best, 0.0)
    assert least == pytest.approx((3.5 - 1) / (3.5 + 1))  # (κ − 1)/(κ + 1)
    for rate in np.linspace(0.01, 0.28, 50):
        assert curves.predicted_factor("descent", eigenvalues, rate, 0.0) >= least - 1e-12


def test_too_few_steps_tell_no_factor() -> None:
    assert curves.seen_factor(np.array([1.0, 0.5, 0.25])) is None
    assert curves.seen_factor(np.zeros(50)) is None


def test_what_is_huge_has_a_factor_too() -> None:
    values = np.array([1.0, 1e200])
    assert curves.predicted_factor("momentum", values, 0.25, 0.7) == pytest.approx(2.5e199)
    assert curves.predicted_factor("nesterov", np.array([0.0, math.inf]), 0.25, 0.7) == math.inf


# --- ends ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["descent", "momentum", "nesterov"])
def test_what_escapes_ends_in_finite_numbers(method: str) -> None:
    run = one(BOWL, [3, -1], method, rate=5.0, steps=500)
    assert run.end == ESCAPED
    assert 1 < len(run.points) < 500
    assert np.isfinite(run.points).all()
    assert np.isfinite(run.losses).all()
    assert np.abs(run.points).max() <= FARTHEST


def test_a_path_ends_where_f_has_no_value() -> None:
    f = FormulaLandscape(lambda library, x, y: library.log(x) + y * y)
    run = one(f, [0.5, 0.0], "descent", rate=0.1, steps=100)
    assert run.end == UNDEFINED
    assert (run.points[:, 0] > 0).all()
    last = run.points[-1]
    assert last[0] - 0.1 / last[0] <= 0  # the next step would have left


def test_a_start_without_a_value_is_all_there_is() -> None:
    f = FormulaLandscape(lambda library, x, y: library.log(x) + y)
    run = one(f, [-1.0, 0.0], "adam")
    assert run.end == UNDEFINED
    assert run.points.tolist() == [[-1.0, 0.0]]


def test_from_a_stationary_point_nothing_moves() -> None:
    for method in METHODS:
        run = one(Saddle(), [0, 0], method, steps=10)
        assert run.end == DONE
        np.testing.assert_array_equal(run.points, np.zeros((11, 2)))


# --- curvature -----------------------------------------------------------------------------------


def test_the_curvature_of_the_worked_example() -> None:
    found = curves.curvature(np.array([[2.0, 1.0], [1.0, 2.0]]))
    np.testing.assert_allclose(found.eigenvalues, [1, 3], rtol=1e-15)
    half = math.sqrt(0.5)
    np.testing.assert_allclose(found.eigenvectors.T, [[half, -half], [half, half]], rtol=1e-15)
    assert found.condition_number == pytest.approx(3)


@pytest.mark.parametrize(
    ("hessian", "values"),
    [
        ([[1, 1], [1, 1]], [0, 2]),
        ([[1e200, 0], [0, 1]], [1, 1e200]),
        ([[0, 0], [0, 0]], [0, 0]),
        ([[1e-200, 0], [0, -1e-200]], [-1e-200, 1e-200]),
        ([[0.1, 0.3], [0.3, 0.9]], [0, 1]),  # singular but for rounding
    ],
)
def test_small_eigenvalues_are_no_noise(hessian: object, values: list[float]) -> None:
    found = curves.curvature(np.array(hessian, dtype=float))
    np.testing.assert_allclose(found.eigenvalues, values, rtol=1e-14, atol=0)


def test_a_hessian_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="no value"):
        curves.curvature(np.array([[np.nan, 0], [0, 1]]))
