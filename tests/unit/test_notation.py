"""LaTeX of numbers, matrices and the short texts of readouts: rendered, and read back."""

from __future__ import annotations

import contextlib
import math
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ziamath.config import config
from ziamath.zmath import Latex

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.evaluating.matrix_text import parse_matrix
from eigenscope.language.evaluating.number import parse_number
from eigenscope.language.notation import (
    latex_of_floats,
    latex_of_matrix,
    latex_of_number,
    latex_of_words,
)
from eigenscope.language.texts.messages import LanguageError

from .. import sampling

NUMBERS = {
    "1/2": r"\frac{1}{2}",
    "-1/2": r"-\frac{1}{2}",
    "sqrt(2)/2": r"\frac{\sqrt{2}}{2}",
    "cos(pi/6)": r"\cos\frac{\pi}{6}",
    "-sin(30°)": r"-\sin 30^{\circ}",
    "cos(30°)*2": r"\cos\left(30^{\circ}\right)\cdot 2",
    "-.5": "-0.5",
    "5.": "5",
    "+5": "5",
    "1,5": "1.5",
    "−½": r"-\frac{1}{2}",
    "30°": r"30^{\circ}",
    "1e-3": "10^{-3}",
    "-2.5E+10": r"-2.5\times 10^{10}",
    "2*1.5e-3": r"2\left(1.5\times 10^{-3}\right)",
    "2pi": r"2\pi",
    "2π": r"2\pi",
    "√3": r"\sqrt{3}",
    "cbrt(2)": r"\sqrt[3]{2}",
    "2^0.5": "2^{0.5}",
    "(1/2)^2": r"\left(\frac{1}{2}\right)^{2}",
    "(3^2)^2": r"\left(3^{2}\right)^{2}",
    "3^2^2": "3^{2^{2}}",
    "(-2)^2": r"\left(-2\right)^{2}",
    "-2^2": "-2^{2}",
    "1/2pi": r"\frac{1}{2}\pi",
    "2(3)": r"2\cdot 3",
    "2*1/2": r"\frac{2\cdot 1}{2}",
    "1-(2-3)": r"1-\left(2-3\right)",
    "1 - -2": r"1-\left(-2\right)",
    "50 %": r"50\%",
    "log2(8)": r"\log_{2}\left(8\right)",
    "asin(1/2)": r"\arcsin\frac{1}{2}",
    "abs(1-abs(2))": r"\left|1-\left|2\right|\right|",
    "e(2)": r"e\cdot 2",
    "-1e + 2": r"-1\,e+2",
    "exp(-1)": r"\exp\left(-1\right)",
}
WORDS = {
    "(5 + √33)/2": r"\frac{5+\sqrt{33}}{2}",
    "λ² − 5λ − 2": r"\lambda^{2}-5\lambda-2",
    "λ² − (5/2)λ": r"\lambda^{2}-\frac{5}{2}\lambda",
    "1.618 ± 0.5i": r"1.618\pm 0.5i",
    "× 2.00": r"\times 2.00",
    "span (1, 2)": r"\operatorname{span}(1,\ 2)",
    "∞": r"\infty",
    "2 of 3": r"2\text{ of }3",
    "rotation by 30°": r"\text{rotation by }30^{\circ}",
    "5.37,  −0.37": r"5.37,\ -0.37",
    "−3√2/2": r"-\frac{3\sqrt{2}}{2}",
    "det(λI − A)": r"\det(\lambda I-A)",
    "det M(t)": r"\det M(t)",
    "exp(x)/(exp(x) + 1)²": r"\frac{\exp(x)}{(\exp(x)+1)^{2}}",
    "2sqrt(2)/3": r"\frac{2\sqrt{2}}{3}",
    "cos(x)/x² − 4sin(x)/x³": r"\frac{\cos(x)}{x^{2}}-\frac{4\sin(x)}{x^{3}}",
    "x/exp(x)": r"\frac{x}{\exp(x)}",
    "1/(2cbrt(x)²)": r"\frac{1}{2\sqrt[3]{x}^{2}}",
    "x sign(x) + abs(x)": r"x\ \operatorname{sign}(x)+\left|x\right|",
    "asin(x/2)/2": r"\frac{\arcsin\left(\frac{x}{2}\right)}{2}",
    "log10(x)/x": r"\frac{\log_{10}(x)}{x}",
    "relu(x": r"\text{relu}(x",
    "log |det| = −3.2": r"\log|\det|=-3.2",
    "‖A‖₂ spectral": r"\|A\|_{2}\text{ spectral}",
    "‖A‖∞": r"\|A\|_{\infty}",
    "λ₁": r"\lambda_{1}",
    "Eigenvalue λ₁": r"\text{Eigenvalue }\lambda_{1}",
    "det M(t), signed area factor": r"\det M(t),\text{ signed area factor}",
    "e^(−4πi/5)": r"e^{-4\pi i/5}",
    "1 + i√6": r"1+i\sqrt{6}",
    "2·10⁻²⁰⁰": r"2\cdot 10^{-200}",
    "1e-200": "10^{-200}",
    "AᵀA": r"A^{\top}A",
    "A⁻¹b": "A^{-1}b",
    "UΣVᵀ": r"U\Sigma V^{\top}",
    "map from 3D to 2D": r"\text{map from 3D to 2D}",
    "skew-symmetric": r"\text{skew-symmetric}",
    "2-norm": r"\text{2-norm}",
    "no: too few eigenvectors": r"\text{no: too few eigenvectors}",
    "a matrix": r"\text{a matrix}",
    "50 % of A & B": r"50\ \%\text{ of }A\ \&\ B",
    "and/or": r"\text{and}/\text{or}",
    "Größe": r"\text{Größe}",
    "x²₁²": "x^{2}_{1}{}^{2}",
    "½": r"\frac{1}{2}",
    "": "{}",
}
CHINESE = {
    "旋转 30°": r"\text{旋转 }30^{\circ}",
    "A的行列式": r"A\text{的行列式}",
    "det A是面积的倍数": r"\det A\text{是面积的倍数}",
    "λ₁、λ₂和λ₃": r"\lambda_{1}\text{、}\lambda_{2}\text{和}\lambda_{3}",
    "Frobenius范数‖A‖": r"\text{Frobenius范数}\|A\|",
    "3D图": r"\text{3D图}",
}
PDFLATEX = shutil.which("pdflatex")


@pytest.fixture(autouse=True, scope="module")
def _plain_svg() -> Iterator[None]:
    before, config.svg2 = config.svg2, False
    yield
    config.svg2 = before


def rendered(tex: str) -> str:
    return str(Latex(tex).svg())


@pytest.mark.parametrize(("text", "tex"), NUMBERS.items())
def test_numbers_are_written_as_people_would_and_read_back(text: str, tex: str) -> None:
    assert latex_of_number(text) == tex
    assert "<svg" in rendered(tex)
    assert_same(Matrix.from_texts([[text, "1"]]))


@pytest.mark.parametrize(("text", "tex"), [*WORDS.items(), *CHINESE.items()])
def test_texts_of_readouts(text: str, tex: str) -> None:
    assert latex_of_words(text) == tex
    assert "<svg" in rendered(tex)


def test_a_matrix_keeps_what_was_typed() -> None:
    matrix = Matrix.from_texts([["sqrt(2)/2", "-1/2"], ["0", "30°"]])
    tex = latex_of_matrix(matrix)
    assert tex == (
        r"\begin{pmatrix} \frac{\sqrt{2}}{2} & -\frac{1}{2} \\ 0 & 30^{\circ} \end{pmatrix}"
    )
    assert "<svg" in rendered(tex)


@pytest.mark.parametrize("text", ["", "foo(2)", "1/0", "2 +", "[1]"])
def test_what_is_no_number_has_no_latex(text: str) -> None:
    with pytest.raises(LanguageError):
        latex_of_number(text)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (r"2\cos 30^\circ", math.sqrt(3)),
        (r"\frac{10^{-3}}{2}", 0.0005),
        (r"\arctan\left(1\right)", math.pi / 4),
        (r"\log_2 8", 3.0),
        (r"\log_{10}(100)", 2.0),
        (r"\left|1-\left|-3\right|\right|", 2.0),
        (r"\lvert -2 \rvert", 2.0),
        (r"2^{\frac{1}{2}}", math.sqrt(2)),
        (r"1.5\times 10^{-3}", 0.0015),
        (r"2^{-1.5\times 10^{1}}", 2.0**-15),
    ],
)
def test_what_latex_writes_otherwise_is_read(cell: str, value: float) -> None:
    matrix = parse_matrix(rf"\begin{{pmatrix}} {cell} & 1 \end{{pmatrix}}")
    assert matrix.rows[0][0].value == pytest.approx(value, rel=1e-15)


LITERALS = "0 1 2 3 10 .5 0.25 5. 1e-3 2.5e2 0.866025403784e-5 7 12 1e1"
NAMES = "sqrt cbrt exp ln log log2 log10 sin cos tan asin acos atan sinh cosh tanh abs √"
DIGITS = st.sampled_from(LITERALS.split())
ATOMS = st.one_of(
    DIGITS,
    st.sampled_from(["pi", "e", "tau", "30°", "45°", "50%", "π", "2½", "3²", "√3", "1e1%", "1e1°"]),
)
FUNCTIONS = st.sampled_from(NAMES.split())
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/^"), inner).map("".join),
        st.tuples(inner, st.sampled_from("+-*/^"), inner).map(lambda x: f"({''.join(x)})"),
        st.tuples(FUNCTIONS, inner).map(lambda x: f"{x[0]}({x[1]})"),
        st.tuples(DIGITS, st.sampled_from(["pi", "e", "τ"])).map(" ".join),
        st.tuples(inner, inner).map(lambda x: f"{x[0]}({x[1]})"),
        inner.map(lambda x: f"-{x}"),
        inner.map(lambda x: f"({x})°"),
    ),
    max_leaves=8,
)


def is_number(text: str) -> bool:
    with contextlib.suppress(LanguageError):
        parse_number(text)
        return True
    return False


VALID = EXPRESSIONS.filter(is_number)


def rows_of_width(width: int) -> st.SearchStrategy[list[list[str]]]:
    row = st.lists(VALID, min_size=width, max_size=width)
    return st.lists(row, min_size=1, max_size=3)


def assert_same(matrix: Matrix) -> None:
    again = parse_matrix(latex_of_matrix(matrix), maximum=None)
    assert [[e.value for e in row] for row in again.rows] == [
        [e.value for e in row] for row in matrix.rows
    ]


@settings(max_examples=sampling.count(100, 400), deadline=None)
@example([["(sinh((0/1)°))°"]])
@example([["cos((1/2)°)"]])
@given(st.integers(1, 3).flatmap(rows_of_width))
def test_every_matrix_is_read_back_with_equal_values(rows: list[list[str]]) -> None:
    assert_same(Matrix.from_texts(rows))


@settings(max_examples=sampling.count(30, 60), deadline=None)
@given(VALID)
def test_every_number_can_be_rendered(text: str) -> None:
    assert "<svg" in rendered(latex_of_number(text))


TEXTS = st.text(
    st.one_of(
        st.sampled_from("()[]{}|‖√∛^_/\\&%$#~<>²₁⁻°−-+=×·,.:'’12x aAλπi∞½…ᵀ\t\n\x00中ü♥"),
        st.characters(codec="utf-8"),
    ),
    max_size=14,
)


@settings(max_examples=sampling.count(100, 300), deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_renderer_or_loses_a_foreign_letter(text: str) -> None:
    tex = latex_of_words(text)
    assert "<svg" in rendered(tex)
    for letter in re.findall(r"[\u00c0-\u00d6\u0400-\u04ff\u4e00-\u9fff]", text):
        assert letter in tex


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_all_of_it_is_ordinary_latex(tmp_path: Path) -> None:
    lines = [*NUMBERS.values(), *WORDS.values()]
    lines += [latex_of_words(r"{C:\path_to & 5 % $ # ~ ^ < >} “x” a_b ‘’ – — √(1 + √2) ∛2 xᵢⁿ A’s")]
    body = "\n\n".join(f"${tex}$" for tex in lines)
    source = (
        rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{body}\end{{document}}"
    )
    (tmp_path / "all.tex").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [str(PDFLATEX), "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_numbers_stand_in_the_brackets_of_typed_matrices() -> None:
    assert latex_of_floats(np.array([1.5, -2.0])) == r"\begin{pmatrix} 1.5 \\ -2 \end{pmatrix}"
    assert r"\begin{pmatrix}" in latex_of_matrix(Matrix.from_array([[1, 2]]))
