"""A matrix input takes entries or an expression."""

from __future__ import annotations

import pytest

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.texts.messages import LanguageError


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[[1,2],[3,4]]", "[[1, 2], [3, 4]]"),
        ("1 2\n3 4", "[[1, 2], [3, 4]]"),
        ("rot(90)", "[[0, -1], [1, 0]]"),
        ("rot(45)", "[[sqrt(2)/2, -sqrt(2)/2], [sqrt(2)/2, sqrt(2)/2]]"),
        ("2[[1,2],[3,4]]^T", "[[2, 6], [4, 8]]"),
        ("[1 2; 3 4]^-1", "[[-2, 1], [3/2, -1/2]]"),
        ("2I", "[[2, 0], [0, 2]]"),
        ("2*3", "[[2*3]]"),
        ("1/2", "[[1/2]]"),
    ],
)
def test_what_is_read(text: str, written: str) -> None:
    assert read_matrix(text).to_text() == written


def test_an_entry_that_is_worked_out_reads_back_as_the_same_number() -> None:
    found = read_matrix("rot(15) + randn(2,2,3)")
    assert (read_matrix(found.to_text()).to_array() == found.to_array()).all()


def test_names_come_from_definitions() -> None:
    definitions = Definitions.from_texts({"A": "[[1,2],[3,4]]", "k": "1/2"})
    assert read_matrix("k A", definitions=definitions).to_text() == "[[1/2, 1], [3/2, 2]]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rot(45", "never closed"),
        ("rot(45) Q", "no name called “Q”"),
        ("randn(4,4)", "up to 3×3"),
        ("i rot(45)", "complex"),
        ("zeros(2,2,2)", "tensor"),
        ("[[1,2],[3]]", "Row 2"),
        ("1 2; 3 x", "Row 2, column 2"),
        ("", "no matrix here"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(LanguageError, match=words):
        read_matrix(text)


@pytest.mark.parametrize(("text", "words"), [("", "no number here"), ("1,5", "has a point")])
def test_what_is_no_single_number_is_refused_as_such(text: str, words: str) -> None:
    with pytest.raises(LanguageError, match=words):
        read_matrix(text, maximum=(1, 1))
