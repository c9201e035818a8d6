"""Numbers as the tables of many programs and countries have them."""

from __future__ import annotations

from math import inf, isnan, pi, sqrt

import pytest

from eigenscope.language.evaluating.number import parse_number
from eigenscope.language.evaluating.table_numbers import cell_number, table_signs
from eigenscope.language.texts.digit_signs import Comma, DigitSigns

DECIMAL, THOUSANDS = DigitSigns(Comma.DECIMAL, point_groups=True), DigitSigns(Comma.THOUSANDS)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234.5", 1234.5),
        (" -7 ", -7),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
        ("12,34,567.25", 1234567.25),  # as in India
        ("1'234.5", 1234.5),
        ("1’234’567", 1234567),
        ("1\u2009234.5", 1234.5),
        ("1\u202f234\u202f567", 1234567),
        ("1\u00a0234", 1234),
        ("1 234", 1234),
        ("–5", -5),
        ("−1,234.5", -1234.5),
        ("+3", 3),
        ("€ 1,234.50", 1234.5),
        ("-$5", -5),
        ("$-5", -5),
        ("$1,000", 1000),
        ("5 £", 5),
        ("¥１２３４", 1234),
        ("120 kr", 120),
        ("CHF 1'000.05", 1000.05),
        ("US$ 3", 3),
        ("50 %", 0.5),
        ("12.5%", 0.125),
        ("−3 ‰", -0.003),
        ("1/2", 0.5),
        ("-3 / 4", -0.75),
        ("2½", 2.5),
        ("1.5E+05", 1.5e5),
        ("1.0D-03", 1e-3),  # Fortran
        ("1.5×10³", 1500),
        ("2*10^-3", 0.002),
        ("sqrt(2)/2", sqrt(2) / 2),
        ("-√2", -sqrt(2)),
        ("3π", 3 * pi),
        ("١٬٢٣٤٫٥", 1234.5),
        ("-inf", -inf),
        ("∞", inf),
    ],
)
def test_numbers_with_a_decimal_point(cell: str, value: float) -> None:
    found = cell_number(cell, THOUSANDS)
    assert found is not None
    assert found.value == pytest.approx(value, rel=1e-15)
    if abs(value) < inf:
        assert parse_number(found.text).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,5", 1.5),
        ("1.234,5", 1234.5),
        ("1.234", 1234),
        ("1,234", 1.234),
        ("1 234,567", 1234.567),
        ("12,5 %", 0.125),
        ("1.234,50 €", 1234.5),
        ("-1,5E-3", -0.0015),
        (",25", 0.25),
        ("7", 7),
    ],
)
def test_numbers_with_a_decimal_comma(cell: str, value: float) -> None:
    found = cell_number(cell, DECIMAL)
    assert found is not None
    assert found.value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "cell", ["", "NA", "n/a", "#N/A", "#DIV/0!", "NaN", "-", "–", "null", "?", " . "]
)
def test_missing_numbers(cell: str) -> None:
    found = cell_number(cell)
    assert found is not None
    assert isnan(found.value)
    assert not found.text


@pytest.mark.parametrize(
    "cell",
    [
        *("2020-01-05", "1/2/2020", "05.01.2020", "12:30", "12-15", "1.2.3", "+49 30 12345-6"),
        *("e", "pi x", "x2", "e2", "A1", "1_000", "12,34", "1,23,4", "1.234.5", "1 23", "1,2345"),
        *("--5", "-$-5", "€5€", "5 apples", "1/0", "0x10", "1,234 567", "nano", "50 %%", "2 (3)"),
    ],
)
def test_other_texts_are_no_numbers(cell: str) -> None:
    assert cell_number(cell) is None


def test_a_currency_is_told() -> None:
    signs = [cell_number(cell) for cell in ("5 €", "$ 5", "5", "kr. 5")]
    assert [found.currency for found in signs if found is not None] == ["€", "$", "", "kr."]


@pytest.mark.parametrize(
    ("cells", "comma", "sure"),
    [
        (["1,50 €", "x,y"], Comma.DECIMAL, True),
        (["12,5 %", "1.234 €"], Comma.DECIMAL, True),
        (["$1,234.50"], Comma.THOUSANDS, True),
        (["1 234,567"], Comma.DECIMAL, True),
        (["12,34,567"], Comma.THOUSANDS, True),
        (["$1,234"], Comma.DECIMAL, False),
        (["05.01.2020", "1,2 and 3"], None, True),
    ],
)
def test_currency_and_per_cent_do_not_hide_what_commas_mean(
    cells: list[str], comma: Comma | None, sure: bool
) -> None:
    signs = table_signs(cells)
    assert (signs.comma, signs.sure) == (comma, sure)
