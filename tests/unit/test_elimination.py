"""Elimination against sympy, and where rounding must not decide."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.exact.elimination import ADD, INFINITE, NONE, ONE, SCALE, SWAP, eliminate
from eigenscope.exact.rounding import as_floats
from eigenscope.exact.surd import ExactNumber
from eigenscope.exact.types import Fractions


def fractions(rows: object) -> Fractions:
    return tuple(tuple(Fraction(str(entry)) for entry in row) for row in np.array(rows, object))


@st.composite
def systems(draw: st.DrawFn) -> Fractions:
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    entry = st.fractions(-4, 4, max_denominator=3) | st.just(Fraction(0))
    return tuple(tuple(draw(entry) for _ in range(n + 1)) for _ in range(m))


@settings(deadline=None)
@given(systems())
def test_agrees_with_sympy(rows: Fractions) -> None:
    found = eliminate([], [], rows)
    together = sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in r] for r in rows])
    n = len(rows[0]) - 1
    left = together[:, :n]
    assert found.rank == left.rank()
    assert (found.kind == NONE) == (together.rank() > left.rank())
    assert found.pivots == tuple(j for j in together.rref()[1] if j < n)
    if found.particular is None:
        return
    reduced = [[Fraction(int(x.p), int(x.q)) for x in row] for row in together.rref()[0].tolist()]
    assert [list(row) for row in found.reduced] == reduced
    for vector in found.null_basis:
        assert all(sum(a * x for a, x in zip(row, vector, strict=False)) == 0 for row in rows)
    assert all(
        sum(a * x for a, x in zip(row, found.particular, strict=False)) == row[-1] for row in rows
    )
    assert len(found.null_basis) == n - found.rank


@given(systems())
def test_every_step_is_the_operation_that_it_names(rows: Fractions) -> None:
    found = eliminate([], [], rows)
    now: list[list[ExactNumber]] = [list(row) for row in rows]
    for step in found.steps:
        row, other, factor = step.operation.row, step.operation.other, step.operation.factor
        if step.operation.kind == SWAP:
            now[row], now[other] = now[other], now[row]
        elif step.operation.kind == SCALE:
            now[row] = [factor * entry for entry in now[row]]
        else:
            now[row] = [a + factor * b for a, b in zip(now[row], now[other], strict=True)]
        assert [list(r) for r in step.rows] == now


def test_a_textbook_system() -> None:
    found = eliminate([], [], fractions([[0, 1, 2], [2, 4, 10]]))
    kinds = [step.operation.kind for step in found.steps]
    assert kinds == [SWAP, ADD, SCALE]
    assert found.particular == (Fraction(1), Fraction(2))
    assert found.kind == ONE


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([[1, 2, 2], [2, 4, 4]], INFINITE),
        ([[1, 2, 2], [2, 4, -2]], NONE),
        ([[0, 0, 0]], INFINITE),
        ([[0, 0, 1]], NONE),
        ([["1e-300", "1e-300", "1e300"], ["1e300", "-1e300", 0]], ONE),
    ],
)
def test_how_many_solutions(rows: object, kind: str) -> None:
    assert eliminate([], [], fractions(rows)).kind == kind


def test_rounded_rows_that_depend_on_each_other_are_seen_to() -> None:
    third = 1 / 3
    root = math.sqrt(2)
    near = np.array([[1.0, root], [root, 2.0]])
    assert eliminate(near, [1, root]).kind == INFINITE
    assert eliminate([[third, 1.0], [1.0, 3.0]], [third, 1]).kind == INFINITE
    assert eliminate(near, [1, 2]).kind == NONE
    assert eliminate([[1.0, 1.0], [1.0, 1 + 1e-9]], [1, 1]).kind == ONE


def test_rounded_entries_of_any_size_neither_overflow_nor_vanish() -> None:
    rng = np.random.default_rng(3)
    for scale in (1e-290, 1.0, 1e290):
        matrix = rng.normal(size=(3, 3))
        right = rng.normal(size=3)
        found = eliminate(matrix * scale, right * scale)
        assert found.particular is not None
        expected = np.linalg.solve(matrix, right)
        assert as_floats([found.particular])[0] == pytest.approx(expected, rel=1e-10)


def test_a_pivot_is_not_taken_for_rounding_by_what_is_not_added_to_it() -> None:
    """Found by chance: a zero below was added to a tiny pivot, which then counted as noise."""
    root = math.sqrt(2)
    rows = [[root, root, 0.0], [1.0, 1.0, 1e-200], [0.0, 1.0, 1.0]]
    found = eliminate(rows, [0.0, 0.0, 0.0])
    assert found.pivots == (0, 1, 2)
    assert found.particular == (Fraction(), Fraction(), Fraction())
