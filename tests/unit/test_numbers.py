"""Arithmetic that stays exact, and products, broadcasting and reductions of small tables."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenscope.exact import matrix_operations, numbers
from eigenscope.exact.rounding import as_float

SHORT = st.fractions(min_value=-50, max_value=50, max_denominator=40)


@given(a=SHORT, b=SHORT)
def test_fractions_stay_exact(a: Fraction, b: Fraction) -> None:
    assert numbers.plus(a, b) == a + b
    assert numbers.minus(a, b) == a - b
    assert numbers.times(a, b) == a * b
    assert numbers.over(a, b) == (None if b == 0 else a / b)
    assert isinstance(numbers.plus(a, b), Fraction)


@given(a=SHORT, exponent=st.integers(-6, 6))
def test_whole_powers_are_exact(a: Fraction, exponent: int) -> None:
    expected = None if a == 0 and exponent < 0 else a**exponent
    assert numbers.power(a, Fraction(exponent)) == expected


def test_powers_that_are_no_real_numbers() -> None:
    assert numbers.power(Fraction(-8), Fraction(1, 3)) is None
    assert numbers.power(-2.5, 0.5) is None
    assert numbers.power(Fraction(0), Fraction(-1)) is None
    assert numbers.power(Fraction(2), Fraction(1, 2)) == math.sqrt(2)


def test_what_is_too_large_is_infinite() -> None:
    huge = Fraction(10) ** 400
    assert (as_float(huge), as_float(-huge)) == (math.inf, -math.inf)
    assert numbers.power(Fraction(10), Fraction(1000)) == math.inf
    assert numbers.power(Fraction(-10), Fraction(1001)) == -math.inf
    assert numbers.times(huge, 0.5) == math.inf
    assert numbers.over(1.0, 1 / huge) == math.inf


def test_sums_that_cancel_leave_no_noise() -> None:
    assert numbers.total((0.1, 0.2, -0.3)) == 0.0
    assert 0.1 + 0.2 - 0.3 != 0.0
    assert numbers.total((1.0, 1e-9, -1.0)) == pytest.approx(1e-9, rel=1e-6)
    assert numbers.total((1e308, 1e308)) == math.inf


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 3, 4), (6, 1, 5)])
def test_products_are_numpys(shape: tuple[int, int, int]) -> None:
    n, k, m = shape
    random = np.random.default_rng(n)
    a, b = random.normal(size=(n, k)), random.normal(size=(k, m))
    found = matrix_operations.product(_rows(a), _rows(b))
    np.testing.assert_allclose(np.array(found, float), a @ b, atol=1e-14)
    part = matrix_operations.product(_rows(a), _rows(b), 1)
    np.testing.assert_allclose(np.array(part, float), np.outer(a[:, 0], b[0]), rtol=1e-14)


SIZES = [(1, 1), (1, 3), (3, 1), (3, 3), (2, 3), (3, 2)]


@pytest.mark.parametrize("a", SIZES)
@pytest.mark.parametrize("b", SIZES)
def test_broadcasting_is_numpys(a: tuple[int, int], b: tuple[int, int]) -> None:
    try:
        expected: tuple[int, ...] | None = np.broadcast_shapes(a, b)
    except ValueError:
        expected = None
    found = matrix_operations.broadcast_shape(a, b)
    assert found == expected
    if found is not None:
        table = np.arange(a[0] * a[1], dtype=float).reshape(a)
        copied = matrix_operations.stretched(_rows(table), found)
        assert np.array_equal(np.array(copied), np.broadcast_to(table, found))


def _rows(table: np.ndarray) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(x) for x in row) for row in table)
