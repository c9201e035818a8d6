"""Matrices in the ways in which they are pasted, and the Matrix that comes of them."""

from __future__ import annotations

import contextlib
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.evaluating.matrix_text import parse_matrix
from eigenscope.language.texts.messages import LanguageError

from .. import sampling

PLAIN: list[list[float]] = [[1, 2], [3, 4]]
GOOD: dict[str, list[list[float]]] = {
    "[[1,2],[3,4]]": PLAIN,
    " [ [1, 2], [3, 4] ] ": PLAIN,
    "[[1,2],\n [3,4],]": PLAIN,
    "((1,2),(3,4))": PLAIN,
    "{{1,2},{3,4}}": PLAIN,
    "[1,2;3,4]": PLAIN,
    "[1 2;3 4]": PLAIN,
    "[1 2; 3 4];": PLAIN,
    "A = [1 2; 3 4];": PLAIN,
    "A =\n\n     1     2\n     3     4\n\n": PLAIN,
    "W = 5": [[5]],
    "[1,2],[3,4]": PLAIN,
    "[1 2]\n[3 4]": PLAIN,
    "array([1., 2.,\n       3.])": [[1, 2, 3]],
    "torch.tensor(np.array([[1, 2], [3, 4]]))": PLAIN,
    "np.array(((1, 2), (3, 4)))": PLAIN,
    "sqrt((1+1)*2)": [[2]],
    "cos((1/3)pi)": [[0.5]],
    "(1+2)(3)": [[9]],
    "{{Sqrt[4], 0}, {Cos[Pi/3], Sqrt[Sqrt[16]]}}": [[2, 0], [0.5, 2]],
    "1,5 2,5\n3,5 4": [[1.5, 2.5], [3.5, 4]],
    "1,5;2\n3;4,5": [[1.5, 2], [3, 4.5]],
    "[1 −2; 3 4]": [[1, -2], [3, 4]],
    "[1 − 2; 3]": [[-1], [3]],
    "[3 ½]": [[3, 0.5]],
    "[3½ 1]": [[3.5, 1]],
    "[[2 pi / pi,], [3]]": [[2], [3]],
    "[1 2\n3 4]": PLAIN,
    "[ 1 , 2 ; 3 , 4 ]": PLAIN,
    "[1 -2; 3 4]": [[1, -2], [3, 4]],
    "[1 - 2, 0; 3 4]": [[-1, 0], [3, 4]],
    "[1-2 0; 3 4]": [[-1, 0], [3, 4]],
    "[2 * 3 1; 0 1]": [[6, 1], [0, 1]],
    "[-1 -1]": [[-1, -1]],
    "[1/2 1/4]": [[0.5, 0.25]],
    "[sqrt(4) 1]": [[2, 1]],
    "[cos(60°) -1; 0 cos( 0 )]": [[0.5, -1], [0, 1]],
    "[[1. 2.]\n [3. 4.]]": PLAIN,
    "[[ 1. -2.]\n [ 3.  4.]]": [[1, -2], [3, 4]],
    "[[1e-3 2e+1]\n [3.e0 4.]]": [[0.001, 20], [3, 4]],
    "array([[1, 2],\n       [3, 4]])": PLAIN,
    "np.array([[1, 2], [3, 4]], dtype=float)": PLAIN,
    "tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64)": PLAIN,
    "torch.tensor([[1, 2], [3, 4]], device='cpu', requires_grad=True)": PLAIN,
    "Matrix([[1, 2], [3, 4]])": PLAIN,
    "1\t2\n3\t4": PLAIN,
    "1\t2\r\n3\t4\r\n": PLAIN,
    "1,5\t2\n3\t4": [[1.5, 2], [3, 4]],
    "1,2\n3,4": PLAIN,
    "1;2\n3;4": PLAIN,
    "1 2\n3 4\n": PLAIN,
    "1 2; 3 4": PLAIN,
    "1  -2\n3   4": [[1, -2], [3, 4]],
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}": PLAIN,
    r"\begin{bmatrix}1&2\\3&4\\\end{bmatrix}": PLAIN,
    r"$$\begin{matrix}1&2\\ 3&4\end{matrix}$$": PLAIN,
    r"A = \begin{bmatrix}1&2\\[2pt] 3&4\end{bmatrix}": PLAIN,
    r"\left(\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}\right)": PLAIN,
    r"\begin{pmatrix}\frac{1}{2}&\frac12\\ \sqrt{4}&-\frac{3}{4}\end{pmatrix}": [
        [0.5, 0.5],
        [2, -0.75],
    ],
    r"\begin{pmatrix}\cos(60^\circ)&2\cdot 3\\ \frac{\sqrt{4}}{2}&2^{3}\end{pmatrix}": [
        [0.5, 6],
        [1, 8],
    ],
    r"\begin{pmatrix}\sqrt4&\sqrt[3]{8}\\ \phantom{-}1&1{,}5\end{pmatrix}": [[2, 2], [1, 1.5]],
    r"\begin{pmatrix}\cos\pi&\cos 60^\circ\\ \sin\frac{\pi}{6}&\ln 1\end{pmatrix}": [
        [-1, 0.5],
        [0.5, 0],
    ],
    r"\begin{pmatrix}\frac{1}{2\cdot 2}&\frac{1}{\frac{1}{2}}\end{pmatrix}": [[0.25, 2]],
    r"\begin{pmatrix}\frac{e}{2e}&\sin\left(\frac{\pi}{6}\right)\end{pmatrix}": [[0.5, 0.5]],
    "5": [[5]],
    "1/2": [[0.5]],
    "[5]": [[5]],
    "[[5]]": [[5]],
    "[1,2,3]": [[1, 2, 3]],
    "[1;2;3]": [[1], [2], [3]],
    "[[1],[2]]": [[1], [2]],
    "[[1,2,3]]": [[1, 2, 3]],
    "［［１，２］，［３，４］］": PLAIN,
    "[[−1, ½], [√4, 3²]]": [[-1, 0.5], [2, 9]],
    "【1 2；3 4】": PLAIN,
}
BAD = {
    "": "no matrix",
    "   ": "no matrix",
    "[]": "no matrix",
    "[[]]": "nothing",
    "[[1,2],[3]]": "Row 2 has 1 entry, row 1 has 2",
    "[1 2; 3]": "Row 2 has 1 entry",
    "[[1,2],[3,x]]": "Row 2, column 2: There is no name called “x”",
    "[[1,,2]]": "Row 1, column 2: The cell is empty",
    "[[1,2],[3,4]": r"“\[” is not closed",
    "[[1,2],[3,4]] + 1": r"“\+” stands after the last row",
    "[1,2},": "closed by “}” instead of “]”",
    "[[1,2},{3,4]]": "closed by “}” instead of “]”",
    "[1,2]]": "“]” closes nothing",
    "[[[1,2],[3,4]]]": "Three brackets",
    "[[1,2],[[3],4]]": "Three brackets",
    "[[1. 2. ... 3.]\n [4. 5. ... 6.]]": "left out",
    r"\begin{pmatrix}1&\cdots&2\end{pmatrix}": "left out",
    "\t2\n3\t4": "Row 1, column 1: The cell is empty",
    "1\t2\n3\t": "Row 2, column 2: The cell is empty",
    "foo((1+1)*2)": "no function called “foo”",
    "array([[1,2],[3,4]]) * 2": "stands after the last row",
    "[[1,2] and [3,4]]": "stands between two rows",
    "hello": "Row 1, column 1",
    "1 2\n3": "Row 2 has 1 entry",
    "[1 2 3 4]": "up to 3×3",
    "1\t2\t3\t4": "1×4 is too large",
    "[[1/0]]": "Division by 0",
    r"\begin{pmatrix}1&2\\3\end{pmatrix}": "Row 2 has 1 entry",
    r"\begin{pmatrix}\foo&2\end{pmatrix}": "“.foo” is not understood",
}


@pytest.mark.parametrize(("text", "rows"), GOOD.items())
def test_matrices_are_read(text: str, rows: list[list[float]]) -> None:
    assert parse_matrix(text).to_array().tolist() == rows


@pytest.mark.parametrize(("text", "words"), BAD.items())
def test_wrong_matrices_say_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(LanguageError, match=words):
        parse_matrix(text)


@settings(max_examples=sampling.count(300, 1500), deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.text(alphabet="0123456789.[](){},; \n\t-+*/&\\abeginmtrx", max_size=80),
    )
)
def test_whatever_is_pasted_is_a_matrix_or_an_error(text: str) -> None:
    try:
        matrix = parse_matrix(text)
    except LanguageError:
        return
    assert matrix.to_array().shape == matrix.shape


NUMBERS = st.sampled_from(
    [
        *("1", "-2.5", "1/2", "sqrt(2)/2", "cos(30°)", "1e-3", "2pi", "-1,5", "2 pi", "1 -2"),
        *("1 - 2", "½", "2½", "−3²", "１，５", "（１＋２）", "√ 2", " 7 ", "2 × 3", "50 %"),
        *("0.866025403784", "log₂(8)", "2·3"),
    ]
)
TABLES = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=1, max_size=3)
)


@settings(max_examples=sampling.count(100, 300), deadline=None)
@given(TABLES)
def test_a_matrix_reads_its_own_text(texts: list[list[str]]) -> None:
    matrix = Matrix.from_texts(texts)
    assert parse_matrix(matrix.to_text()) == matrix


@settings(max_examples=sampling.count(50, 100), deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_array_survives_its_texts(value: float) -> None:
    matrix = Matrix.from_array([[value]])
    assert matrix.to_array()[0, 0] == value
    assert matrix.texts()[0][0] != "-0"


def test_exact_entries_are_known_only_if_all_are() -> None:
    assert parse_matrix("[1/3 2]").fractions() is not None
    assert parse_matrix("[sqrt(2) 2]").fractions() is None


def test_changes_make_new_matrices() -> None:
    matrix = parse_matrix("[1/2 2; 3 4]")
    assert matrix.with_entry(0, 1, "1/3").texts() == (("1/2", "1/3"), ("3", "4"))
    assert matrix.with_column(0, [7.0, 0.5]).texts() == (("7", "2"), ("0.5", "4"))
    assert matrix.resized(3, 3).texts() == (("1/2", "2", "0"), ("3", "4", "0"), ("0", "0", "1"))
    assert matrix.resized(1, 2).texts() == (("1/2", "2"),)
    assert matrix.transposed().texts() == (("1/2", "3"), ("2", "4"))
    with pytest.raises(LanguageError):
        matrix.with_entry(0, 0, "nonsense")
    assert matrix.texts()[0][0] == "1/2"


def test_a_large_matrix_is_read_as_a_small_one_is() -> None:
    texts = [["0.25", "7"] * 15] * 15  # 450 entries
    large = parse_matrix(str(texts).replace("'", ""), maximum=None)
    assert large == Matrix.from_texts(texts)
    assert large.rows[0][0].exact == Fraction(1, 4)
    wrong = [*texts[:-1], [*texts[-1][:-1], "1_0"]]
    with pytest.raises(LanguageError, match="Row 15, column 30"):
        parse_matrix(str(wrong).replace("'", ""), maximum=None)


FORMS = {  # opening, between rows, opening of a row, between entries, closing of a row, closing
    "python": ("[", ",", "[", ", ", "]", "]"),
    "numpy": ("[", "\n ", "[", " ", "]", "]"),
    "matlab": ("[", "; ", "", " ", "", "]"),
    "tabs": ("", "\n", "", "\t", "", ""),
    "commas": ("", "\n", "", ",", "", ""),
}


@pytest.mark.parametrize("form", FORMS)
def test_large_matrices_of_plain_numbers(form: str) -> None:
    opening, between_rows, row_opening, between, row_closing, closing = FORMS[form]
    values = np.random.default_rng(5).normal(size=(150, 150))
    rows = [row_opening + between.join(map(repr, row)) + row_closing for row in values.tolist()]
    text = opening + between_rows.join(rows) + closing
    began = time.process_time()
    assert (parse_matrix(text, maximum=None).to_array() == values).all()
    assert time.process_time() - began < 0.7  # seconds: a slow machine may take five times the 0.14


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{matrix}" * 20_000,
        "f([" + ",a=" * 20_000 + "])",
        "f([1]" + ", a= " * 5_000 + ",1)",
        "[" * 50_000 + "]" * 50_000,
        "[1" + " " * 100_000 + "- 2]",
        r"\begin{matrix}" + r"\\[" * 20_000 + r"\end{matrix}",
        "{" + "a[" * 20_000 + "]" * 20_000 + "}",
        "½" * 100_000,
    ],
    ids=["begin", "keywords", "tail", "deep", "spaces", "breaks", "applied", "foreign"],
)
def test_long_nonsense_ends_soon(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(LanguageError):
        parse_matrix(text)
    assert time.process_time() - began < 2  # seconds; what grows quadratically takes far more
