"""Exact values that are printed for programs: ASCII, the same in every command, and read back."""

from __future__ import annotations

import json
import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.engine.analysis.analyse import analyse
from eigenscope.engine.analysis.plain_text import plain_exact
from eigenscope.engine.analysis.report import as_json
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.main.evaluating import evaluate


def analysed(text: str) -> dict[str, object]:
    """Return what ``analyse --json`` prints."""
    matrix = read_matrix(text, maximum=None)
    return as_json(analyse(matrix.to_array(), matrix.fractions()))


def evaluated(text: str) -> str:
    """Return what ``evaluate --exact`` prints."""
    return evaluate(text, [], exact=True, as_json=False)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("−7/2", "-7/2"),
        ("(5 + √17)/2", "(5 + sqrt(17))/2"),
        ("−3√2/2", "-3*sqrt(2)/2"),
        ("i/2", "i/2"),
        ("−i√3/2", "-i*sqrt(3)/2"),
        ("(1 − 2i√3)/2", "(1 - 2*i*sqrt(3))/2"),
        ("1 − i", "1 - i"),
        ("e^(−2πi/3)", "e^(-2*pi*i/3)"),
        ("λ² − (1/2)λ − 2", "lambda^2 - (1/2)*lambda - 2"),
        ("λ¹² + 5λ", "lambda^12 + 5*lambda"),
        ("3·10⁻²⁰⁰", "3e-200"),
        ("−10⁻²⁰⁰", "-1e-200"),
        ("60°", "60*deg"),
        ("−arccos(1/3)", "-acos(1/3)"),
    ],
)
def test_closed_forms_in_ascii(shown: str, printed: str) -> None:
    assert plain_exact(shown) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("i/2", "i/2"),
        ("-2i", "-2*i"),
        ("sqrt(3)/2", "sqrt(3)/2"),
        ("sqrt(-3)/2", "i*sqrt(3)/2"),
        ("-1/2", "-1/2"),
        ("(1 + sqrt(5))/2", "(1 + sqrt(5))/2"),
        ("1/2 - 1/3 sqrt(2) i", "(3 - 2*i*sqrt(2))/6"),
        ("rot(30)", "[[sqrt(3)/2, -1/2], [1/2, sqrt(3)/2]]"),
        ("2pi/3", "2*pi/3"),
        ("eig([[1,-2],[3,1]])", "[1 + i*sqrt(6), 1 - i*sqrt(6)]"),
    ],
)
def test_evaluate_prints_what_it_reads(text: str, printed: str) -> None:
    assert evaluated(text) == printed
    assert evaluated(printed) == printed
    assert json.loads(evaluate(text, [], exact=False, as_json=True))["exact"] == printed


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=4, max_size=4), st.integers(1, 6))
def test_analyse_and_evaluate_print_the_same(entries: list[int], below: int) -> None:
    a, b, c, d = (Fraction(entry, below) for entry in entries)
    text = f"[[{a}, {b}], [{c}, {d}]]"
    found = analysed(text)["exact"]
    assert isinstance(found, dict)
    assert found["determinant"] == evaluated(f"det({text})")
    assert found["trace"] == evaluated(f"tr({text})")
    if a * d != b * c:
        rows = ", ".join(f"[{', '.join(row)}]" for row in found["inverse"])
        assert f"[{rows}]" == evaluated(f"inv({text})")
    values = sympy.Matrix([[sympy.Rational(x) for x in row] for row in ((a, b), (c, d))])
    roots = [complex(each) for each in sympy.roots(values.charpoly().as_expr())]
    for each in found["eigenvalues"]:
        assert each.isascii()
        assert evaluated(each) == each
        number = complex(Definitions().evaluate(each).array[()])
        assert min(abs(number - root) for root in roots) <= 1e-9 * max(1, abs(number))
        polynomial = found["characteristic_polynomial"]
        assert polynomial.isascii()
        rest = Definitions.from_texts({"lambda": each}).evaluate(polynomial)
        assert rest.exact_text() == "0"


@pytest.mark.parametrize(
    ("text", "angle"), [("[[0,-1],[1,0]]", math.pi / 2), ("[[0.6,-0.8],[0.8,0.6]]", math.acos(0.6))]
)
def test_angles_read_back(text: str, angle: float) -> None:
    found = analysed(text)["exact"]
    assert isinstance(found, dict)
    np.testing.assert_allclose(Definitions().evaluate(found["rotation_angle"]).array, angle)
