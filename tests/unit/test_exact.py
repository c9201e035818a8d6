"""Closed forms, and exact decisions that no tolerance could make."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from eigenscope.engine.analysis.analyse import ExactFacts, analyse
from eigenscope.exact.closed_forms import (
    arc_cosine_text,
    fraction_text,
    polynomial_text,
    root_of_unity_text,
    short_root_text,
    short_text,
)
from eigenscope.exact.surd import root
from eigenscope.exact.typed_fractions import typed_digits, typed_fractions

F = Fraction


def facts(entries: list[list[float]], exact: list[list[Fraction]] | None = None) -> ExactFacts:
    found = analyse(entries, exact=exact).exact
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("entries", "eigenvalues"),
    [
        ([[2, 1], [1, 2]], ("3", "1")),
        ([[1, 2], [3, 4]], ("(5 + √33)/2", "(5 − √33)/2")),
        ([[3, 2], [2, 2]], ("(5 + √17)/2", "(5 − √17)/2")),
        ([[1, 2], [2, 4]], ("5", "0")),
        ([[0, -1], [1, 0]], ("i", "−i")),
        ([[1, -2], [2, 1]], ("1 + 2i", "1 − 2i")),
        ([[0, 2], [1, 0]], ("√2", "−√2")),
        ([[0, 0.5], [0.25, 0]], ("√2/4", "−√2/4")),
        ([[1, 1], [-2, 1]], ("1 + i√2", "1 − i√2")),
        ([[1, 1], [1, 0]], ("(1 + √5)/2", "(1 − √5)/2")),
        ([[0, 0, 1], [1, 0, 0], [0, 1, 0]], ("1", "(−1 + i√3)/2", "(−1 − i√3)/2")),
        ([[0, 0, 1], [1, 0, 1], [0, 1, 0]], (None, None, None)),
        ([[0, 0, 0, -1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]],
         ("e^(πi/4)", "e^(−πi/4)", "e^(3πi/4)", "e^(−3πi/4)")),
    ],
)  # fmt: skip
def test_eigenvalues(entries: list[list[float]], eigenvalues: tuple[str, ...]) -> None:
    assert facts(entries).eigenvalues == eigenvalues


def test_facts_of_a_fraction_matrix() -> None:
    found = facts([[1.0, 1 / 3], [0.5, 0.25]], exact=[[F(1), F(1, 3)], [F(1, 2), F(1, 4)]])
    assert found.determinant == "1/12"
    assert found.trace == "5/4"
    assert found.inverse == (("3", "−4"), ("−6", "12"))
    assert found.characteristic_polynomial == "λ² − (5/4)λ + 1/12"
    assert found.rank == 2


def test_a_rank_that_no_float_could_tell() -> None:
    third = F(1, 3)
    thirds = [[third, 2 * third], [F(1, 7), F(2, 7)]]
    near = [[third, 2 * third], [F(1, 7), F(2, 7) + F(1, 10**30)]]
    floats = [[float(entry) for entry in row] for row in thirds]
    assert analyse(floats, exact=thirds).rank == 1
    assert analyse(floats, exact=near).rank == 2


def test_rectangles_have_a_rank_alone() -> None:
    found = facts([[1, 2, 3], [2, 4, 6]])
    assert (found.rank, found.determinant, found.eigenvalues) == (1, None, ())


@pytest.mark.parametrize(
    ("entries", "angle"),
    [
        ([[0, -1], [1, 0]], "90°"),
        ([[0, 1], [-1, 0]], "−90°"),
        ([[-1, 0], [0, -1]], "180°"),
        ([[0.6, -0.8], [0.8, 0.6]], "arccos(3/5)"),
        ([[0, 0, 1], [1, 0, 0], [0, 1, 0]], "120°"),
        ([[2, 0], [0, 1]], None),
    ],
)
def test_rotation_angle(entries: list[list[float]], angle: str | None) -> None:
    assert facts(entries).rotation_angle == angle


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        (3.0, F(3)),
        (-0.1, F(-1, 10)),
        (1e-200, F(1, 10**200)),
        (1e300, F(10**300)),
        (1.000001, F(1000001, 1000000)),
        (1.00000000001, 1 + F(1, 10**11)),
        (123456789012.0, F(123456789012)),
        (0.866025403784, F(866025403784, 10**12)),
        (0.8660254037844387, None),
        (5e-324, None),
        (1 / 3, None),
        (0.1 + 0.2, None),
    ],
)
def test_short_decimals(value: float, fraction: Fraction | None) -> None:
    assert typed_fractions(np.array([[value]])) == (None if fraction is None else ((fraction,),))


def test_typed_digits() -> None:
    assert typed_digits(((F("0.866025403784"), F(-1, 2)),)) == 12
    assert typed_digits(((F("12.866025403784"), F(-1, 2)),)) == 14
    assert typed_digits(((F("0.00866025403784"), F(0)),)) == 12
    assert typed_digits(((F(1, 3), F(1, 4), F(1, 10**12)),)) is None


def test_fractions_of_any_size() -> None:
    assert fraction_text(F(-7, 2)) == "−7/2"
    assert fraction_text(F(3, 10**200)) == "3·10⁻²⁰⁰"
    assert fraction_text(F(-(10**300))) == "−10³⁰⁰"


def test_surds() -> None:
    assert short_text(root(F(12)) / 2) == "√3"
    assert short_text(F(1, 2) - root(F(5)) / 3) == "(3 − 2√5)/6"
    assert short_text(root(F(-3)) / -2) == "−i√3/2"
    assert short_root_text(F(10**60 + 1)) == ""


def test_roots_of_unity() -> None:
    assert root_of_unity_text(1, 8) == "e^(πi/4)"
    assert root_of_unity_text(-2, 5) == "e^(−4πi/5)"


def test_polynomials() -> None:
    assert polynomial_text([F(1), F(-5), F(-2)]) == "λ² − 5λ − 2"
    assert polynomial_text([F(-1), F(0), F(1, 2), F(0)]) == "−λ³ + (1/2)λ"
    assert polynomial_text([F(1)] + [F(0)] * 12) == "λ¹²"
    assert polynomial_text([F(0)]) == "0"


def test_arc_cosines() -> None:
    assert arc_cosine_text(F(1, 2)) == "60°"
    assert arc_cosine_text(F(-1)) == "180°"
    assert arc_cosine_text(F(-1, 3)) == "arccos(−1/3)"
