"""Numbers on axes: round, in order, within the axis, and written as they are."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenscope.plots.ticks import Tick, apart, linear_ticks, logarithmic_ticks, turning_ticks
from eigenscope.wording.number_texts import short, typeset

_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def number(text: str) -> float:
    """Return what a tick says."""
    power = re.fullmatch("(−?)(?:([0-9.]+)×)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)", text)
    if power is None:
        return float(text.translate(_PLAIN))
    sign, factor, exponent = power.groups()
    value = float(factor or 1) * 10.0 ** int(exponent.translate(_PLAIN) or 1)
    return -value if sign else value


@pytest.mark.parametrize(
    ("low", "high", "most", "texts"),
    [
        (0, 1, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-1.05, 1.05, 5, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
        (0, 4000, 4, ["0", "1000", "2000", "3000", "4000"]),
        (0, 4e7, 4, ["0", "1×10⁷", "2×10⁷", "3×10⁷", "4×10⁷"]),
        (0, 3e-6, 3, ["0", "1×10⁻⁶", "2×10⁻⁶", "3×10⁻⁶"]),
    ],
)
def test_round_numbers(low: float, high: float, most: int, texts: list[str]) -> None:
    found = [tick.text for tick in linear_ticks(low, high, most)]
    assert [number(text) for text in found] == pytest.approx([number(text) for text in texts])
    assert found == texts or "×" in "".join(texts)


@given(
    low=st.floats(-1e140, 1e140), part=st.floats(1e-6, 1e3), most=st.integers(2, 12),
    whole=st.booleans(),
)  # fmt: skip
def test_linear_ticks_are_on_the_axis_and_say_where(
    low: float, part: float, most: int, whole: bool
) -> None:
    # Below it a step has hardly any digits of its own.
    low = low if abs(low) > 1e-290 else 0.0
    span = part * (abs(low) or 1.0)
    high = low + span
    ticks = linear_ticks(low, high, most, whole=whole)
    places = [tick.place for tick in ticks]
    assert places == sorted(places)
    assert len(ticks) <= 1.4 * most + 1
    assert whole or len(ticks) >= 1
    slack = 1e-6 * span + (1e-8 if whole else 0.0)
    for tick in ticks:
        assert low - slack <= tick.place <= high + slack
        assert not whole or tick.place == round(tick.place)
        assert number(tick.text) == pytest.approx(tick.place, rel=1e-9, abs=slack)


@given(low=st.floats(-290, 290), span=st.floats(1e-6, 300), most=st.integers(2, 12))
def test_logarithmic_ticks_are_on_the_axis_and_say_where(
    low: float, span: float, most: int
) -> None:
    high = min(low + span, 295.0)
    ticks = logarithmic_ticks(low, high, most)
    assert 1 <= len(ticks) <= max(1.4 * most + 1, 10)
    for tick in ticks:
        assert low - 1e-6 <= tick.place <= high + 1e-6
        assert math.log10(number(tick.text)) == pytest.approx(tick.place, abs=1e-6 * min(1.0, span))


def test_a_narrow_logarithmic_axis_has_numbers_between_the_powers() -> None:
    assert [tick.text for tick in logarithmic_ticks(-0.7, 1.1, 6)] == [
        "0.2", "0.5", "1", "2", "5", "10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "length", "texts"),
    [
        (-198, 198, 180, ["−180", "−90", "0", "90", "180"]),
        (-198, 198, 500, ["−180", "−135", "−90", "−45", "0", "45", "90", "135", "180"]),
        (40, 80, 300, ["45", "60", "75"]),
        (1, 3, 300, ["1.0", "1.5", "2.0", "2.5", "3.0"]),
    ],
)
def test_angles_are_parts_of_a_turn(
    low: float, high: float, length: float, texts: list[str]
) -> None:
    assert [tick.text for tick in turning_ticks(low, high, length)] == texts


def test_numbers_that_would_touch_are_left_out() -> None:
    ticks = [Tick(float(k), "1234"[: k + 1]) for k in range(4)]  # 0 … 3, 40 pixels apart
    widths = {"1": 20.0, "12": 60.0, "123": 20.0, "1234": 45.0}
    shown = apart(ticks, -1.0, 4.0, 200.0, widths.__getitem__)
    # Between the first two no pixel is left, between 0 and 2 there are 60; then 2 and 3 have 7.5.
    assert [tick.place for tick in shown] == [0.0, 2.0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-2.0, "−2"), (0.00012346, "0.0001235"), (1234.56, "1234.6"), (100.0, "100"),
        (1e-9, "1×10⁻⁹"), (-12345678.0, "−1.235×10⁷"), (np.inf, "∞"), (1e300, "1×10³⁰⁰"),
    ],
)  # fmt: skip
def test_numbers_are_short_with_a_real_minus(value: float, text: str) -> None:
    assert short(value) == text


def test_ticks_are_typeset() -> None:
    found = [typeset(text) for text in ("-2.5e-07", "1e+06", "-1e-05", "11e5", "-3", "2.1e+10")]
    assert found == ["−2.5×10⁻⁷", "10⁶", "−10⁻⁵", "11×10⁵", "−3", "2.1×10¹⁰"]


@pytest.mark.parametrize("most", [3, 4, 5])
@given(far=st.floats(0.01, 1000))
def test_an_axis_about_zero_says_how_long_a_unit_is(far: float, most: int) -> None:
    assert len(linear_ticks(-far, far, most)) >= 2
