"""Names: factors of products, new names, colours of parts, and expressions in LaTeX."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.document.contents import Contents
from eigenscope.document.name_edits import defined, duplicated, moved, read_statement, without
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.definitions.highlighting import spans
from eigenscope.language.definitions.renaming import renamed
from eigenscope.language.notation.expressions import latex_of_expression, latex_of_name
from eigenscope.language.reading.parsing import parse_expression
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import pretty

from .. import sampling

DEFINED = Definitions.from_texts(
    {
        "A": "rot(90)",
        "B": "[[2, 0], [0, 1]]",
        "C": "[[1, 2, 3], [4, 5, 6]]",
        "k": "3",
        "v": "[1, 2]",
        "P": "B A",
    }
)


# --- factors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("B A", ["B", "A"]),
        ("BA", ["B", "A"]),
        ("A^-1 B A", ["A^-1", "B", "A"]),
        ("A^2 3B", ["A", "A", "3", "B"]),
        ("-A B", ["-1", "A", "B"]),
        ("C C^T B", ["C", "C'", "B"]),
        ("A v", ["A", "v"]),
        ("k(A + B) A", ["k", "A + B", "A"]),
        ("P", ["B", "A"]),  # what a name stands for
        ("A", []),
        ("A + B", []),
        ("A^9", []),  # nobody wants to see each of nine steps
        ("v^T A", ["v'", "A"]),
    ],
)
def test_factors_are_as_written_and_make_the_product(text: str, factors: list[str]) -> None:
    matrix = DEFINED.matrix(text)
    assert matrix.source is not None
    assert [factor.text for factor in matrix.source.factors] == factors
    product = np.eye(matrix.shape[1])
    for factor in reversed(matrix.source.factors):
        product = factor.matrix.to_array() @ product
    if factors:
        assert product == pytest.approx(matrix.to_array())


# --- other names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "new", "wanted"),
    [
        ("AB", "W1", "W1 B"),
        ("2A^-1 B A", "Wq", "2 Wq^-1 B Wq"),
        ("det(A) A.T + k A'", "M", "det(M) M.T + k M'"),
        ("[A B; B A]", "W", "[W B; B W]"),
        ("B", "W", "B"),
        ("rot(A[0, 1])", "Σ", "rot(Σ[0, 1])"),
        ("A +", "W", "A +"),  # what cannot be read stays
    ],
)
def test_a_name_is_changed_wherever_it_is_used(text: str, new: str, wanted: str) -> None:
    assert renamed(text, "A", new, DEFINED.known()) == wanted


@settings(max_examples=sampling.count(60, 200), deadline=None)
@given(st.lists(st.sampled_from(["A", "B", "k", "2", "A^-1", "(A+B)", "A'", "A[0,1]"]), min_size=1))
def test_a_changed_name_changes_no_value(parts: list[str]) -> None:
    text = " ".join(parts)
    after = Definitions.from_texts({**DEFINED.texts(), "W_q": DEFINED.text("A")})
    after.remove("A")
    changed = renamed(text, "A", "W_q", DEFINED.known())
    try:
        wanted = DEFINED.evaluate(text)
    except LanguageError:
        return
    assert after.evaluate(changed).array == pytest.approx(wanted.array)


# --- statements ----------------------------------------------------------------------------------


def test_statements_are_read() -> None:
    assert read_statement("D = 2 A", DEFINED) == ("D", "2 A")
    assert read_statement("2 A", DEFINED) is None
    assert read_statement("D = X Y", DEFINED) == ("D", "X Y")  # they may come later


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A = A + B", "A would be defined by itself."),
        ("B = P", "P uses it already"),
        ("sin = 2", "function"),
        ("D = rot(", "never closed"),
        ("D =", "nothing here"),
        (f"{'a' * 41} = 1", "at most 40"),
    ],
)
def test_statements_that_are_refused(text: str, words: str) -> None:
    with pytest.raises(LanguageError, match=words):
        read_statement(text, DEFINED)


def test_definitions_are_moved_duplicated_and_taken_away() -> None:
    named = (("A", "1"), ("B", "2"), ("C", "3"))
    assert defined(named, "B", "5") == (("A", "1"), ("B", "5"), ("C", "3"))
    assert [name for name, _ in moved(named, "A", 3)] == ["B", "C", "A"]
    assert [name for name, _ in moved(named, "C", 0)] == ["C", "A", "B"]
    assert [name for name, _ in moved(named, "B", 1)] == ["A", "B", "C"]
    assert duplicated(named, "A") == ((("A", "1"), ("A1", "1"), ("B", "2"), ("C", "3")), "A1")
    assert without(named, "B") == (("A", "1"), ("C", "3"))


def test_a_lab_that_is_opened_again_has_its_inputs() -> None:
    contents = Contents(LAB, LAB.defaults())
    assert contents.with_lab(LAB) is contents
    assert contents.with_inputs(LAB, "other").inputs == "other"


# --- how it looks --------------------------------------------------------------------------------


def test_parts_are_told_apart_even_if_the_text_is_not_right_yet() -> None:
    text = "B = 2A^-1 rot(Qx + §"
    found = {text[s.start : s.end]: s.kind for s in spans(text, DEFINED.known())}
    assert found == {
        "B": "name", "=": "operator", "2": "number", "A": "name", "^": "operator",
        "-": "operator", "1": "number", "rot": "function", "(": "bracket", "Qx": "unknown",
        "+": "operator",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A^-1 B A", "A⁻¹ B A"),
        ("A^{-1}B", "A⁻¹B"),
        ("A^T B'", "Aᵀ Bᵀ"),
        ("A^+ - 2", "A⁺ − 2"),
        ("A^2.5 A^n", "A^2.5 A^n"),
    ],
)
def test_expressions_look_as_on_the_blackboard(text: str, shown: str) -> None:
    assert pretty(text) == shown


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("A^-1 B A", "A^{-1} B A"),
        ("2A + B", "2 A + B"),
        ("k(A + B)^2", r"k \left(A + B\right)^{2}"),
        ("A^T", r"A^{\mathsf{T}}"),
        ("[[1, k], [0, 1]]", r"\begin{bmatrix} 1 & k \\ 0 & 1 \end{bmatrix}"),
        ("sqrt(2)/2", r"\frac{\sqrt{2}}{2}"),
        ("rot(45°)", r"\operatorname{rot}\left(45^{\circ}\right)"),
        ("A .* B", r"A \odot B"),
        ("2*3", r"2 \cdot 3"),
        ("‖v‖_1", r"\left\| v \right\|_{1}"),
        ("-A", "-A"),
        ("A\\v", "A^{-1} v"),
    ],
)
def test_expressions_in_latex(text: str, latex: str) -> None:
    assert latex_of_expression(parse_expression(text, DEFINED.known())) == latex


@pytest.mark.parametrize(
    ("name", "latex"),
    [("A", "A"), ("W_q", "W_{q}"), ("B12", "B_{12}"), ("Σ", r"\Sigma"), ("rate", r"\mathrm{rate}")],
)
def test_names_in_latex(name: str, latex: str) -> None:
    assert latex_of_name(name) == latex
