"""What other programs write: worked out, or refused by its name; never half read.

Values are worked out by hand, or by numpy from the same numbers.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.texts.messages import LanguageError

from ... import sampling

ROOT = 2**0.5
PLAIN: list[list[float]] = [[1, 2], [3, 4]]
P = r"\begin{pmatrix}1&2\\3&4\end{pmatrix}"
SWAP = r"\begin{bmatrix}0&1\\1&0\end{bmatrix}"

WORKED_OUT: dict[str, list[list[float]]] = {
    r"\frac{1}{\sqrt2}\begin{pmatrix}1&1\\1&-1\end{pmatrix}": [
        [1 / ROOT, 1 / ROOT],
        [1 / ROOT, -1 / ROOT],
    ],
    rf"-{P}": [[-1, -2], [-3, -4]],
    r"$\sqrt{4}$": [[2]],
    "$3^2 + 1$": [[10]],
    "$$ 2 $$.": [[2]],
    rf"2{P}": [[2, 4], [6, 8]],
    rf"\tfrac12 {P}.": [[0.5, 1], [1.5, 2]],
    rf"{P}^{{-1}}": [[-2, 1], [1.5, -0.5]],
    rf"{P}^T": [[1, 3], [2, 4]],
    rf"{P}^{{\mathsf{{T}}}}": [[1, 3], [2, 4]],
    rf"{P}^\top {SWAP}": [[3, 1], [4, 2]],
    rf"{P}{SWAP}": [[2, 1], [4, 3]],
    rf"{P} \cdot {SWAP}": [[2, 1], [4, 3]],
    rf"{P} + 3 {SWAP}": [[1, 5], [6, 4]],
    rf"A = {P}^2": [[7, 10], [15, 22]],
    rf"\[ {P} - \begin{{pmatrix}}1&0\\0&1\end{{pmatrix}} \]": [[0, 2], [3, 3]],
    r"\begin{pmatrix}1&2\end{pmatrix}\begin{pmatrix}3\\4\end{pmatrix}": [[11]],
    r"\begin{vmatrix}1&2\\3&4\end{vmatrix}": [[-2]],
    r"e^{\begin{pmatrix}0&0\\0&0\end{pmatrix}}": [[1, 0], [0, 1]],
    rf"\left({P}\right)^{{2}}": [[7, 10], [15, 22]],
    rf"\begin{{equation*}} {P} \end{{equation*}}": [[1, 2], [3, 4]],
    rf"\begin{{align}} A &= 2{P} \\ \end{{align}}": [[2, 4], [6, 8]],
    r"3 \times 10^{2} \begin{pmatrix}1\\2\end{pmatrix}": [[300], [600]],
    r"\cos(60^\circ) \begin{pmatrix}1&2\\3&4\end{pmatrix} % half": [[0.5, 1], [1.5, 2]],
    "-[[1,2],[3,4]]": [[-1, -2], [-3, -4]],
    "A = 2[[1,2],[3,4]]": [[2, 4], [6, 8]],
    "[1 2; 3 4][0 1; 1 0]": [[2, 1], [4, 3]],
    "[1 2; 3 4]'": [[1, 3], [2, 4]],
    "2*np.array([[1, 2], [3, 4]])": [[2, 4], [6, 8]],
    "np.array([[1, 2], [3, 4]]) * np.array([[1, 2], [3, 4]])": [[1, 4], [9, 16]],
    "np.array([[1, 2], [3, 4]]) @ np.array([[1, 2], [3, 4]])": [[7, 10], [15, 22]],
    "np.array([[1, 2], [3, 4]]).T": [[1, 3], [2, 4]],
    "np.linalg.inv(np.array([[1, 2], [3, 4]]))": [[-2, 1], [1.5, -0.5]],
    "np.transpose([[1, 2], [3, 4]])": [[1, 3], [2, 4]],
    "torch.eye(2)": [[1, 0], [0, 1]],
    "np.zeros((1, 2))": [[0, 0]],
    "Inverse[{{1,2},{3,4}}]": [[-2, 1], [1.5, -0.5]],
    "{{1,2},{3,4}} . {{0,1},{1,0}}": [[2, 1], [4, 3]],
    "t(matrix(c(1,2,3,4), nrow=2))": [[1, 2], [3, 4]],
    "matrix(1:4, 2) %*% matrix(c(0,1,1,0), 2)": [[3, 1], [4, 2]],
    "A =\n\n   1.0e+03 *\n\n    0.0010    2.0000\n    3.0000    4.0000\n": [
        [1, 2000],
        [3000, 4000],
    ],
}
READ: dict[str, list[list[float]]] = {
    "np.array([[1, np.sqrt(2)], [np.pi, 1/2]])": [[1, ROOT], [np.pi, 0.5]],
    "np.float64(1.0)": [[1]],
    "[np.float64(1.5), np.int64(2)]": [[1.5, 2]],
    "tensor([[1., 2.]], device='cuda:0', requires_grad=True)": [[1, 2]],
    "tensor([[1., 2.], [3., 4.]], grad_fn=<MulBackward0>)": PLAIN,
    "array([[1, 2],\n       [3, 4]], dtype=int64)": PLAIN,
    "numpy.asarray(((1, 2), (3, 4)), float)": PLAIN,
    "Matrix([[Rational(1, 2), sqrt(2)], [pi, Integer(3)]])": [[0.5, ROOT], [np.pi, 3]],
    "Matrix(2, 2, [1, 2, 3, 4])": PLAIN,
    "[[1, 2],  # first row\n [3, 4]]  # second": PLAIN,
    "{{1,2},{3,4}}": PLAIN,
    "m = {{1, 2}, {3, 4}} // MatrixForm": PLAIN,
    "{{Sqrt[2], Pi}, {1.5*^-3, Cos[Pi/3]}}": [[ROOT, np.pi], [0.0015, 0.5]],
    "{{1.`, 2.`}, {3.`, 4.`}}": PLAIN,
    "{1, 2}": [[1, 2]],
    "A = [1 2 % first\n     3 4]; % second": PLAIN,
    "A = [1, 2; ... goes on\n     3, 4];": PLAIN,
    "% a comment\n[1 2\n3 4]": PLAIN,
    "matrix(c(1,2,3,4), nrow=2)": [[1, 3], [2, 4]],
    "matrix(c(1,2,3,4), nrow = 2, byrow = TRUE)": PLAIN,
    "A <- matrix(1:6, ncol=3)": [[1, 3, 5], [2, 4, 6]],
    "matrix(0, 2, 2)": [[0, 0], [0, 0]],
    "rbind(c(1, 2), c(3, 4))": PLAIN,
    "c(1, 2, 3)": [[1, 2, 3]],
    "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n": PLAIN,
    r"\begin{array} { l l } { 1 } & { 2 } \\ { 3 } & { 4 } \end{array}": PLAIN,
    r"\left[ \begin{array} { c c } 1 & 2 \\ 3 & 4 \end{array} \right]": PLAIN,
    r"\matrix{1&2\cr 3&4}": PLAIN,
    r"A=\pmatrix{1 & 2 \cr 3 & 4 \cr}": PLAIN,
    r"\begin{bmatrix*}[r] 1 & 2 \\ 3 & 4 \end{bmatrix*}": PLAIN,
    r"\begin{pmatrix} 1\,000 & 2{,}5 \\ \pi & \tfrac{1}{2} \end{pmatrix}": [
        [1000, 2.5],
        [np.pi, 0.5],
    ],
    "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |": PLAIN,
    "|  |  |\n| ---: | ---: |\n| 1 | 2 |\n| 3 | 4 |\n": PLAIN,
    "1 | 2\n--|--\n3 | 4": PLAIN,
    "■(1&2@3&4)": PLAIN,
    "[■(1&2@3&4)]": PLAIN,
    "⎡1  2⎤\n⎢    ⎥\n⎣3  4⎦": PLAIN,
    "[1'000 2’000; 3 1\u202f234.5]": [[1000, 2000], [3, 1234.5]],
}
REFUSED: dict[str, str] = {
    rf"Let A be {P}": "no name called “Let”",
    rf"{P} is invertible": "no name called “is”",
    rf"{P}, {P}": ",",
    rf"${P}$ and ${P}$": "no meaning here",
    rf"x {P}": "no name called “x”",
    r"\begin{cases}1\\2\end{cases}": "“cases” is not understood",
    r"\begin{pmatrix}1&2\\3&4": "not closed",
    r"\begin{pmatrix}1&2\\3&\end{pmatrix}": "Row 2, column 2: The cell is empty",
    r"\begin{pmatrix}1&\ddots\end{pmatrix}": "left out",
    r"\begin{aligned} A \\ B \end{aligned}": "begins a new row",
    r"\overline{A}": "“\\overline” is not understood",
    r"1 & 2 \\ \hline 3 & 4": "outside of a matrix",
    r"\frac{1}{2": "is missing",
    "foo([[1,2],[3,4]])": "no function called “foo”",
    "np.foo([[1,2],[3,4]])": "“np.foo” is not understood",
    "np.array([[1,2],[3,4]], ndmin=3)": "“ndmin=” is not understood",
    "np.random.rand(2, 2)": "is not understood",
    "pd.DataFrame([[1,2]])": "“pd.DataFrame” is not understood",
    "Foo[{{1,2},{3,4}}]": "“Foo” is not understood",
    "matrix(c(1,2,3), nrow=2)": "do not fill",
    "matrix(c(1,2), dimnames=list(1))": "“dimnames =” is not understood",
    "⎡1/2  √3⎤\n⎢────   ⎥\n⎣ 3    4⎦": "SymPy’s drawing",
    "<math><mtable></mtable></math>": "MathML",
    "<<1|2>,<3|4>>": "Maple",
    "[[1,2],,[3,4]]": "between two rows",
    "[,[1,2]]": "cell is empty",
    ";1;2": "cell is empty",
    "[[1. 2.]\n ...\n [3. 4.]]": "left out",
    "7 % 3": "per cent",
    "[7%3 1]": "per cent",
    "[1'00 2]": "1'00",
    "[1,000'5]": "is no number",
}


@pytest.mark.parametrize(("text", "rows"), [*WORKED_OUT.items(), *READ.items()])
def test_what_is_pasted_is_the_matrix_that_it_says(text: str, rows: list[list[float]]) -> None:
    found = read_matrix(text, maximum=None)
    np.testing.assert_allclose(found.to_array(), np.array(rows), rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize("text", WORKED_OUT)
def test_what_was_worked_out_keeps_an_expression_that_says_the_same(text: str) -> None:
    found = read_matrix(text, maximum=None)
    source = found.source
    if source is not None:  # else it is entries, which are read as what they are
        assert "\\begin" not in source.text
        assert "np." not in source.text
        again = Definitions().matrix(source.text)
        assert again.to_array().tolist() == found.to_array().tolist()


EXPRESSIONS = [text for text in WORKED_OUT if "=" not in text and "\n" not in text]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_read_as_a_matrix_is(text: str) -> None:
    expected = np.array(WORKED_OUT[text])
    found = Definitions().evaluate(text).array
    np.testing.assert_allclose(found.reshape(expected.shape), expected, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize(("text", "words"), REFUSED.items())
def test_what_is_not_understood_is_refused_by_its_name(text: str, words: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_matrix(text, maximum=None)
    error = caught.value
    assert words in str(error)
    assert 0 <= error.start <= error.end <= len(error.text)
    with pytest.raises(LanguageError):
        Definitions().evaluate(text)


COMMENTS = ("%", "#", "...", "|")  # what stands in a comment, or above a table, is no number
WITHOUT = [text for text in (*WORKED_OUT, *READ) if not any(mark in text for mark in COMMENTS)]


@pytest.mark.parametrize("text", WITHOUT)
def test_nothing_in_a_text_is_passed_over(text: str) -> None:
    """A character that means nothing is refused wherever it stands."""
    for place in range(len(text) + 1):
        with pytest.raises(LanguageError):
            read_matrix(f"{text[:place]}§{text[place:]}", maximum=None)


@settings(max_examples=sampling.count(100, 400), deadline=None)
@given(
    st.sampled_from([*WORKED_OUT, *READ]),
    st.integers(0, 200),
    st.text(alphabet="0123456789+-*/^.,;&{}[]()\\ \n\t%'", min_size=1, max_size=3),
)
def test_what_is_changed_is_read_or_refused(text: str, place: int, typed: str) -> None:
    changed = text[:place] + typed + text[place:]
    try:
        found = read_matrix(changed, maximum=None)
    except LanguageError:
        return
    assert np.isfinite(found.to_array()).all()
    # What was read says the same when it is read again.
    again = read_matrix(found.to_text(), maximum=None)
    assert again.to_array().tolist() == found.to_array().tolist()
