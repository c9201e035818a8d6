"""What commas and points among digits mean, decided for a whole table."""

from __future__ import annotations

import pytest

from eigenscope.language.texts.digit_signs import Comma, signs_in

DECIMAL, THOUSANDS = Comma.DECIMAL, Comma.THOUSANDS


@pytest.mark.parametrize(
    ("cells", "comma", "sure", "plain"),
    [
        (["1", "-2.5", "x"], None, True, ["1", "-2.5", "x"]),
        (["1,5", "2"], DECIMAL, True, ["1.5", "2"]),
        (["-0,125", "3"], DECIMAL, True, ["-0.125", "3"]),
        (["1.234,5", "2.000"], DECIMAL, True, ["1234.5", "2000"]),
        (["1,2e3", ",5"], DECIMAL, True, ["1.2e3", ".5"]),
        (["1234,567", "1,234"], DECIMAL, True, ["1234.567", "1.234"]),
        (["1,234.5", "2"], THOUSANDS, True, ["1234.5", "2"]),
        (["1,234", "2.5"], THOUSANDS, True, ["1234", "2.5"]),
        (["1,234,567", "−1,234"], THOUSANDS, True, ["1234567", "−1234"]),
        (["1,234", "5,678"], DECIMAL, False, ["1.234", "5.678"]),
        (["1,234", "12345"], DECIMAL, True, ["1.234", "12345"]),
        (["1,5", "2.5"], DECIMAL, False, ["1.5", "2.5"]),
        (["1'234.5", "1’234’567", "1'00"], None, True, ["1234.5", "1234567", "1'00"]),
        (["1\u202f234,5", "1\u2009000", "1\u00a0000"], DECIMAL, True, ["1234.5", "1000", "1000"]),
        (["1.234.567", "1.234"], None, True, ["1234567", "1234"]),
        (["1.234", "12.345"], None, True, ["1.234", "12.345"]),
    ],
)
def test_a_table_is_decided_as_a_whole(
    cells: list[str], comma: Comma | None, sure: bool, plain: list[str]
) -> None:
    signs = signs_in(cells)
    assert (signs.comma, signs.sure) == (comma, sure)
    assert [signs.plain(cell) for cell in cells] == plain


def test_a_person_can_say_what_a_comma_means() -> None:
    cells = ["1,234", "5,678"]
    assert [signs_in(cells, THOUSANDS).plain(cell) for cell in cells] == ["1234", "5678"]
    assert [signs_in(cells, DECIMAL).plain(cell) for cell in cells] == ["1.234", "5.678"]
