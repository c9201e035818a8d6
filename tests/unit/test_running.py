"""Numbers as they are read: significant digits, a power of ten in front, no jitter."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout
from eigenscope.labs.kit.running import running
from eigenscope.wording.number_texts import rounded, tidy, tidy_complex, tidy_exponential

SMALL = np.array([[0.004, 0.001], [-0.002, 0.003]])


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.00149, 4, "0.00149"),
        (0.00014, 4, "0.00014"),
        (0.0014, 3, "0.0014"),
        (0.0149, 2, "0.015"),
        (1 / 300, 4, "0.00333"),
        (1.4e-5, 4, "1.4×10⁻⁵"),
        (-0.25, 4, "−0.25"),
        (1 / 3, 4, "0.3333"),
        (0.0, 4, "0"),
        (100.0, 4, "100"),
    ],
)
def test_a_small_number_keeps_its_significant_digits(value: float, digits: int, text: str) -> None:
    assert rounded(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1234567, "0.1234567"),
        (1234567.25, "1234567.25"),
        (123456789.0, "123456789"),
        (-2.00001, "−2.00001"),
        (3.0000001, "3.0000001"),
        (1e-9, "1×10⁻⁹"),
        (2e7, "2×10⁷"),
        (1234567890123456.0, "1.23×10¹⁵"),
        (1 / 3, "0.3333"),
        (0.1 + 0.2, "0.3"),
        (0.1 + 0.7, "0.8"),
        (0.999987654321, "0.99999"),
        (1.00000000000001, "1"),
        (math.pi, "3.1416"),
        (5e-324, "4.94×10⁻³²⁴"),
    ],
)
def test_a_number_of_few_digits_is_shown_whole_and_noise_never(value: float, text: str) -> None:
    assert tidy(value) == text


def test_a_complex_number_is_whole_in_both_parts_or_in_none() -> None:
    assert tidy_complex(complex(0.1234567, 2.00001)) == "0.1234567 + 2.00001i"
    assert tidy_complex(complex(0.1234567, math.sqrt(2))) == "0.1235 + 1.4142i"


def test_what_was_typed_is_whole_at_rest_and_does_not_change_the_width_on_the_way() -> None:
    form = running([np.eye(2), np.diag([0.1234567, 1 / 3])])
    assert form.rows(np.diag([0.1234567, 1 / 3])) == (("0.1234567", "0.00"), ("0.00", "0.33"))
    assert form(0.5125) == "0.51"
    assert running([1.0, 0.125])(0.5) == "0.500"
    assert str(number_readout("f", "G", "f", 0.51234, live=True).text) == "0.512"


@pytest.mark.parametrize(
    ("sign", "logarithm", "text"),
    [
        (1, -400 * math.log(10), "1×10⁻⁴⁰⁰"),
        (-1, math.log(2) + 600 * math.log(10), "−2×10⁶⁰⁰"),
        (0, -math.inf, "0"),
    ],
)
def test_numbers_beyond_floats_are_written(sign: int, logarithm: float, text: str) -> None:
    assert tidy_exponential(sign, logarithm) == text


def test_decimals_follow_from_where_a_motion_rests() -> None:
    form = running([np.eye(2), SMALL])
    assert form.rows(SMALL) == (("0.0040", "0.0010"), ("−0.0020", "0.0030"))
    assert form.rows(np.eye(2)) == (("1.0000", "0.0000"), ("0.0000", "1.0000"))
    assert running([np.eye(2), 2 * np.eye(2)]).rows(1.5 * np.eye(2))[0] == ("1.50", "0.00")


@pytest.mark.parametrize("end", [SMALL, -3 * SMALL, np.diag([0.5, 0.125]), np.diag([7.25, 1e-3])])
def test_a_running_number_keeps_its_width(end: np.ndarray) -> None:
    form = running([np.eye(2), end])
    texts = [form(float(x)).lstrip("−") for t in np.linspace(0, 1, 41) for x in (end * t).flat]
    assert len({len(text) for text in texts}) == 1


def test_what_is_too_small_for_decimals_is_not_0_where_it_rests() -> None:
    end = np.diag([1e-13, 1e-14])
    form = running([np.eye(2), end], sure=True)
    assert form.rows(end) == (("1×10⁻¹³", "0.000000"), ("0.000000", "1×10⁻¹⁴"))
    assert form(0.5) == "0.500000"


def test_rounding_on_the_way_is_0() -> None:
    form = running([np.eye(2), np.array([[0.0, -1.0], [1.0, 0.0]])])
    assert form(math.cos(math.pi / 2)) == "0.00"
    assert form(-1e-17) == "0.00"
    assert form.complex(complex(0.5, 1e-17)) == "0.50"
    assert running([1.0, 6e-17, 2.0]).decimals == 2


def test_a_motion_that_is_small_throughout_has_a_power_of_ten_in_front() -> None:
    form = running([2e-9 * np.eye(2), 3e-7 * np.eye(2)])
    assert form.factor == "10⁻⁷"
    assert form.rows(1.5e-7 * np.eye(2))[0] == ("1.500", "0.000")
    assert form(1.5e-7) == "1.500×10⁻⁷"


@pytest.mark.parametrize(
    ("matrix", "rows", "factor"),
    [
        (SMALL, (("4", "1"), ("−2", "3")), "10⁻³"),
        (np.diag([1e-13, 1e-14]), (("1", "0"), ("0", "0.1")), "10⁻¹³"),
        (2e7 * np.eye(2), (("2", "0"), ("0", "2")), "10⁷"),
        (np.diag([1.0, 1e-9]), (("1", "0"), ("0", "1×10⁻⁹")), ""),
        (np.diag([1e-3, 1e-9]), (("0.001", "0"), ("0", "1×10⁻⁹")), ""),
        (np.zeros((1, 2)), (("0", "0"),), ""),
        (np.array([[123456789, 1234567.25]]), (("123456789", "1234567.25"),), ""),
    ],
)
def test_a_common_factor_stands_in_front_where_that_reads_better(
    matrix: np.ndarray, rows: object, factor: str
) -> None:
    readout = matrix_readout("m", "G", "M", matrix)
    assert (readout.matrix, readout.factor) == (rows, factor)


def test_a_live_number_of_a_lab_that_knows_no_rests_is_never_0_by_rounding() -> None:
    assert str(number_readout("f", "G", "f", 1.4e-5, live=True).text) == "1.400×10⁻⁵"
    assert str(number_readout("f", "G", "f", 2.0, live=True).text) == "2.000"
