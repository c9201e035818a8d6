"""What a comma in a pasted table means: decided for the whole of it, said, and to be chosen."""

from __future__ import annotations

import pytest

from eigenscope.language.entering.pasted import read_pasted
from eigenscope.language.texts.digit_signs import Comma

DECIMAL, THOUSANDS, SEPARATOR = Comma.DECIMAL, Comma.THOUSANDS, Comma.SEPARATOR


@pytest.mark.parametrize(
    ("text", "rows", "comma", "others"),
    [
        ("1,5\t2\n3\t4", [[1.5, 2], [3, 4]], DECIMAL, ()),
        ("1,234\t2.5\n3\t4", [[1234, 2.5], [3, 4]], THOUSANDS, (DECIMAL,)),
        ("1,234\t5\n6\t7", [[1.234, 5], [6, 7]], DECIMAL, (THOUSANDS,)),
        ("1.234,5\t2\n3.000\t4", [[1234.5, 2], [3000, 4]], DECIMAL, ()),
        ("1,5;2\n3;4,25", [[1.5, 2], [3, 4.25]], DECIMAL, ()),
        ("1,5 2,5\n3,5 4", [[1.5, 2.5], [3.5, 4]], DECIMAL, ()),
        ("1,2\n3,4", [[1, 2], [3, 4]], SEPARATOR, (DECIMAL,)),
        ("1,200\n3,400", [[1, 200], [3, 400]], SEPARATOR, (DECIMAL, THOUSANDS)),
        ("1,2,3\n4,5,6", [[1, 2, 3], [4, 5, 6]], None, ()),
        ("1, 2\n3, 4", [[1, 2], [3, 4]], None, ()),
        ("[1,5; 2,5]", [[1, 5], [2, 5]], None, ()),
        ("1'234\t2\n3\t4", [[1234, 2], [3, 4]], None, ()),
        ("1\u00a0234\t2,5\n3\t4", [[1234, 2.5], [3, 4]], DECIMAL, ()),
    ],
)
def test_commas_are_decided_for_the_whole_table(
    text: str, rows: list[list[float]], comma: Comma | None, others: tuple[Comma, ...]
) -> None:
    found = read_pasted(text)
    assert found.matrix.to_array().tolist() == rows
    assert (found.comma, found.others) == (comma, others)


@pytest.mark.parametrize(
    ("text", "comma", "rows"),
    [
        ("1,234\t5\n6\t7", THOUSANDS, [[1234, 5], [6, 7]]),
        ("1,234\t2.5\n3\t4", DECIMAL, [[1.234, 2.5], [3, 4]]),
        ("1,2\n3,4", DECIMAL, [[1.2], [3.4]]),
        ("1,200\n3,400", THOUSANDS, [[1200], [3400]]),
    ],
)
def test_a_person_chooses_another_meaning(text: str, comma: Comma, rows: list[list[float]]) -> None:
    found = read_pasted(text, comma=comma)
    assert found.matrix.to_array().tolist() == rows
    assert found.comma is comma
    assert read_pasted(text).comma in found.others


def test_names_of_columns_are_told() -> None:
    found = read_pasted("| x | y |\n|---|---|\n| 1 | 2 |")
    assert found.matrix.to_array().tolist() == [[1, 2]]
    assert found.names == ("x", "y")
