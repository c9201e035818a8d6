"""Least squares, ridge and regression against numpy, sympy and facts by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from eigenscope.engine.analysis.decomposition import decompose
from eigenscope.engine.optimise.least_squares import (
    exact_least_squares,
    least_squares,
    regress,
    ridge_path,
)

LINE = ((1, 0, 1), (1, 1, 3), (1, 2, 4))  # y = c + w x through (0, 1), (1, 3), (2, 4), nearly


def exactly(rows: object) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(map(Fraction, row)) for row in np.array(rows).tolist())


def test_exact_solution_of_the_normal_equations() -> None:
    assert exact_least_squares(exactly(LINE)) == (Fraction(7, 6), Fraction(3, 2))
    assert exact_least_squares(exactly([[1, 1, 2], [1, 1, 4]])) is None
    assert exact_least_squares(exactly([[1, 1, 2], [1, 1, 4]]), Fraction(2)) == (Fraction(1),) * 2


@pytest.mark.parametrize("shape", [(2, 1), (3, 2), (5, 3), (2, 3), (1, 3)])
def test_agrees_with_the_pseudoinverse(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(shape[0])
    matrix, right = rng.normal(size=shape), rng.normal(size=shape[0])
    expected = np.linalg.pinv(matrix) @ right
    assert least_squares(matrix, right) == pytest.approx(expected)


def test_the_shortest_minimiser_of_a_singular_matrix() -> None:
    assert least_squares(np.ones((2, 2)), np.array([2.0, 4.0])) == pytest.approx([1.5, 1.5])
    assert least_squares(np.zeros((3, 2)), np.ones(3)) == pytest.approx([0, 0])


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e200])
def test_no_size_overflows(scale: float) -> None:
    matrix, right = np.array([[1.0, 0], [1, 1], [1, 2]]), np.array([1.0, 3, 4])
    assert least_squares(matrix * scale, right * scale) == pytest.approx([7 / 6, 1.5])


def test_a_ridge_solves_its_own_normal_equations() -> None:
    rng = np.random.default_rng(5)
    matrix, right = rng.normal(size=(4, 3)), rng.normal(size=4)
    ridges = np.array([0.0, 0.1, 3.0])
    for ridge, found in zip(ridges, ridge_path(matrix, right, ridges), strict=True):
        normal = matrix.T @ matrix + ridge * np.eye(3)
        assert normal @ found == pytest.approx(matrix.T @ right)


def test_a_ridge_shortens_and_the_gap_grows() -> None:
    matrix, right = np.array([[2.0, 2], [1, 1.2]]), np.array([1.0, 2])
    way = ridge_path(matrix, right, np.linspace(0, 4, 30))
    assert (np.diff(np.linalg.norm(way, axis=1)) < 0).all()
    assert (np.diff(np.linalg.norm(way @ matrix.T - right, axis=1)) > 0).all()


def test_a_line_through_points() -> None:
    found = regress(np.array([[0.0], [1], [2]]), np.array([1.0, 3, 4]))
    assert found is not None
    assert found.coefficients == pytest.approx([1.5])
    assert found.intercept == pytest.approx(7 / 6)
    # Residuals −1/6, 1/3, −1/6: 1/6 of 14/3 is left.
    assert found.r_squared == pytest.approx(1 - (1 / 6) / (14 / 3))


def test_three_columns_against_numpy() -> None:
    rng = np.random.default_rng(8)
    columns = rng.normal(size=(30, 3)) * [1000.0, 1.0, 0.001] + [1e5, 3.0, 0.0]
    target = columns @ [0.5, -2.0, 300.0] + 7 + rng.normal(size=30)
    found = regress(columns, target)
    assert found is not None
    whole = np.column_stack([columns - columns.mean(axis=0), np.ones(30)])
    expected = np.linalg.lstsq(whole, target, rcond=None)[0]
    assert found.coefficients == pytest.approx(expected[:3], rel=1e-8)
    assert found.fitted == pytest.approx(whole @ expected)


def test_a_table_of_many_rows_needs_no_square_of_them() -> None:
    """As many singular vectors as rows took minutes and gigabytes for 30,000 of them."""
    x = np.arange(30_522.0) - 15_000
    found = regress(np.stack([x, x**2 % 7], axis=1), 3 * x - 2 * (x**2 % 7) + 5)
    assert found is not None
    assert found.coefficients == pytest.approx([3, -2])
    assert found.intercept == pytest.approx(5)
    thin = decompose(np.ones((9, 2)), None, full=False)
    assert (thin.left.shape, thin.right.shape, thin.rank) == ((9, 2), (2, 2), 1)


def test_rows_without_a_number_are_left_out() -> None:
    columns = np.array([[0.0], [np.nan], [1], [2]])
    found = regress(columns, np.array([1.0, 100, 3, np.inf]))
    assert found is not None
    assert found.used.tolist() == [True, False, True, False]
    assert found.coefficients == pytest.approx([2])


def test_what_cannot_be_explained_is_said() -> None:
    flat = regress(np.array([[1.0], [2], [3]]), np.full(3, 0.1))
    assert flat is not None
    assert flat.r_squared is None
    constant = regress(np.array([[0.1, 1], [0.1, 2], [0.1, 4]]), np.array([1.0, 2, 4]))
    assert constant is not None
    assert constant.constant == (0,)
    assert constant.coefficients == pytest.approx([0, 1])
    twice = regress(np.array([[1.0, 2], [2, 4], [3, 6]]), np.array([1.0, 2, 4]))
    assert twice is not None
    assert twice.dependent
    assert regress(np.array([[1.0]]), np.array([1.0])) is None
    assert regress(np.array([[1e200], [2e200]]), np.array([1.0, 2])) is None
