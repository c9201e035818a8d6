"""What the topic of number types says and shows agrees with torch, and with what was typed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch

from eigenscope.labs.contract.lab import View
from eigenscope.labs.tensors.bits import TYPES, nearest, stored
from eigenscope.labs.tensors.decimals import (
    begun_decimal,
    exact_decimal,
    power_of_ten_below,
    rounded_decimal,
)
from eigenscope.labs.tensors.number_types import NumberTypes, number_types_story
from eigenscope.labs.tensors.roundings import Rounding
from eigenscope.labs.tensors.typed_number import KINDS, TypedNumber
from eigenscope.language.evaluating.entry import parse_entry
from eigenscope.scene.camera import FITTED, PLANE

_RANDOM = np.random.default_rng(4)
_CUT = "cut to an integer"
_TIMES = (0.0, 0.2, 0.5, 0.8, 1.0)
_SAMPLES = ("0", "1", "0.1", "-2.7", "300", "1e300", "1e-50", "sqrt(2)", "pi/4", "1/3", "0.1+0.2")


def typed(text: str) -> TypedNumber:
    return TypedNumber(parse_entry(text))


def story(text: str, dtype: str) -> NumberTypes:
    made = number_types_story(parse_entry(text), dtype)
    assert isinstance(made, NumberTypes)
    return made


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0", "ℕ"), ("7", "ℕ"), ("6/2", "ℕ"), ("-3", "ℤ"), ("0.1", "ℚ"), ("-1/3", "ℚ"),
        ("sqrt(2)", "ℝ"), ("sqrt(4)", "ℕ"), ("pi", "ℝ"), ("sin(1)", "ℝ"), ("1e20", "ℕ"),
    ],
)  # fmt: skip
def test_a_number_is_in_the_smallest_kind_that_holds_it(text: str, kind: str) -> None:
    assert KINDS[typed(text).kind] == kind


def test_irrational_numbers_are_known_beyond_any_type() -> None:
    hundred_digits = (
        "3.1415926535897932384626433832795028841971693993751"
        "058209749445923078164062862089986280348253421170679"
    )
    assert abs(typed("pi").value - Fraction(hundred_digits)) < Fraction(1, 10**98)
    assert abs(typed("2*sqrt(3) - 1").value + 1) ** 2 - 12 < Fraction(1, 10**300)
    assert typed("pi").known
    assert not typed("sin(1)").known


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("0.1+0.2", ("0.1", "0.2")), ("1e-7 + 2", ("1e-7", "2")), ("1e+3 + 1", ("1e+3", "1")),
        ("0.3", None), ("(1+2)/3", None), ("2*(1+2)", None), ("+5", None),
    ],
)  # fmt: skip
def test_sums_are_taken_apart(text: str, pair: tuple[str, str] | None) -> None:
    parts = typed(text).summands()
    assert (parts and tuple(part.entry.text for part in parts)) == pair


def test_exact_decimals_are_those_of_python() -> None:
    for number in (_RANDOM.normal(size=500) * 10.0 ** _RANDOM.integers(-30, 30, 500)).tolist():
        text = exact_decimal(Fraction(number), 2000)
        mantissa, _, power = text.replace("−", "-").partition("×10")
        exponent = int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
        assert Fraction(mantissa) * Fraction(10) ** exponent == Fraction(number)
    assert exact_decimal(Fraction(0.1), 25) == "0.10000000000000000…15625"
    assert exact_decimal(Fraction(-300)) == "−300"
    assert begun_decimal(Fraction(0.1), 6) == "0.100000…"
    assert begun_decimal(Fraction(0.5), 6) == "0.5"


def test_few_digits_are_rounded_as_decimal_does() -> None:
    for number in (_RANDOM.normal(size=300) * 10.0 ** _RANDOM.integers(-3, 5, 300)).tolist():
        text = rounded_decimal(Fraction(number)).replace("−", "-")
        if "×" not in text:
            assert Decimal(text) == Decimal(f"{number:.2e}")
        assert Fraction(10) ** power_of_ten_below(abs(Fraction(number))) <= abs(number)
    assert rounded_decimal(Fraction(1, 2**1074)) == "4.94×10⁻³²⁴"
    assert rounded_decimal(Fraction(9999)) == "10000"


@pytest.mark.parametrize(
    ("text", "dtype", "error", "remark"),
    [
        ("0.1", "float32", "+1.49×10⁻⁸", "None"), ("0.5", "float16", "none: exact", "None"),
        ("70000", "float16", "+∞", "overflow: beyond 65504"), ("0", "int8", "none: exact", "None"),
        ("1e-50", "float32", "−100 %", "underflow to 0"), ("0.1", "bfloat16", "+0.000977", "None"),
        ("300", "int8", "−85.3 %", "wraps round at 128"), ("0.1", "int8", "−100 %", _CUT),
        ("2.7", "int8", "−25.9 %", _CUT), ("-1e6", "float16", "−∞", "overflow: beyond 65504"),
        ("300.5", "int8", "−85.4 %", "cut to an integer, wraps round"),
        ("1e30", "int8", "—", "beyond int64"), ("sin(1)", "float64", "not known", "None"),
        ("1e-40", "float32", "−5.39×10⁻⁶", "subnormal"),
    ],
)  # fmt: skip
def test_what_became_of_a_number_is_said(text: str, dtype: str, error: str, remark: str) -> None:
    rounding = Rounding(typed(text), TYPES[dtype])
    assert str(rounding.error_words()) == error
    assert str(rounding.remark()) == remark


@pytest.mark.parametrize(
    ("text", "dtype", "power"),
    [
        ("0.1", "float32", "123 − 127 = −4"), ("0.1", "float64", "1019 − 1023 = −4"),
        ("-6", "float16", "17 − 15 = 2"), ("1e-40", "float32", "1 − 127 = −126"),
        ("0", "bfloat16", "1 − 127 = −126"), ("70000", "float16", ""), ("3", "int8", ""),
    ],
)  # fmt: skip
def test_the_bits_of_the_exponent_give_the_power(text: str, dtype: str, power: str) -> None:
    shown = story(text, dtype)
    facts = {readout.key: str(readout.text) for readout in shown.readouts(1.0)}
    assert facts.get("power", "") == power
    view = View(PLANE.fitted(shown.extent(), (760.0, 520.0)), (760.0, 520.0))
    difference, _, result = power.partition(" = ")
    beside = [label for label in shown.frame(1.0, view).labels if " = 1" in label.text]
    if not power:
        assert "power" not in facts
        return
    [label] = [each for each in beside if each.text.startswith(f"{result} = {difference}")]
    assert label.text.endswith("counts as 1") == (text in ("1e-40", "0"))
    exponent = facts["exponent"]
    assert max(int(exponent, 2), 1) == int(difference.partition(" ")[0])


@pytest.mark.parametrize("text", [*_SAMPLES, "-1e-40", "123456.789", "5e-324", "-2/3"])
def test_texts_beside_the_picture_are_short_and_exact_ones_whole(text: str) -> None:
    for dtype in TYPES:
        for readout in story(text, dtype).readouts(1.0):
            if readout.key.startswith("stored"):
                assert len(str(readout.text)) <= 17
                begun, dots, _ = str(readout.text).partition("…")
                if dots:
                    assert readout.exact.startswith(begun)
                    assert len(readout.exact) > len(str(readout.text))
                    assert "…" not in readout.exact


def test_letters_are_large_enough_in_a_small_window() -> None:
    size = (664.0, 484.0)
    for text, dtype in (("0.1", "float32"), ("0.1+0.2", "float64"), ("1e-40", "bfloat16")):
        shown = story(text, dtype)
        view = View(PLANE.fitted(shown.extent(), size, FITTED), size)
        for t in (0.1, 1.0):
            assert min(label.size for label in shown.frame(t, view).labels) >= 11


def test_a_bit_is_as_wide_in_every_type() -> None:
    shown = story("0.1", "float32")
    view = View(PLANE.fitted(shown.extent(), (760.0, 520.0)), (760.0, 520.0))
    draws = [draw for draw in shown.frame(1.0, view).draws if draw.name.endswith(" bits")]
    widths = {round(float(draw.matrix[0, 0]), 9) for draw in draws}
    assert len(widths) == 2  # small, and large


def test_a_sum_in_float64_is_not_the_nearest_number_to_the_exact_sum() -> None:
    double = story("0.1+0.2", "float64").sum
    assert double is not None
    assert not double.same
    assert double.total.value == Fraction(0.1 + 0.2)
    assert double.direct.value == Fraction(0.3)
    single = story("0.1+0.2", "float32").sum
    assert single is not None
    first, second = (torch.tensor(x, dtype=torch.float32) for x in (0.1, 0.2))
    assert single.total.value == Fraction((first + second).item())
    assert single.same == bool(first + second == torch.tensor(0.3, dtype=torch.float32))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("text", _SAMPLES)
def test_every_number_has_its_picture(text: str, dtype: str) -> None:
    shown = story(text, dtype)
    view = View(PLANE.fitted(shown.extent(), (760.0, 520.0)), (760.0, 520.0))
    for t in _TIMES:
        frame = shown.frame(t, view)
        assert all(np.isfinite(draw.matrix).all() for draw in frame.draws)
        assert str(shown.caption(t))
    digits = [label.text for label in frame.labels if label.text in ("0", "1") and label.bold]
    own = stored(shown.typed.value, TYPES[dtype])
    if own is not None:
        assert "".join(digits).find(own.bits) >= 0


@pytest.mark.parametrize("text", ["0.1", "-1000", "sqrt(2)"])
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "bfloat16", "int8"])
def test_the_stored_value_is_that_of_its_line_of_torch(text: str, dtype: str) -> None:
    shown = story(text, dtype)
    [fact] = [readout for readout in shown.readouts(1.0) if readout.key == "stored"]
    number = shown.typed.entry.value
    cast = torch.tensor(int(number) if dtype == "int8" else number, dtype=torch.float64)
    expected = cast.long() if dtype == "int8" else cast
    assert fact.value == expected.to(getattr(torch, dtype)).double().item()
    assert f"torch.{dtype}" in fact.needs[0]


def test_neighbours_lie_on_both_sides_of_what_was_typed() -> None:
    for text in ("0.1", "1/3", "1e10 + 1/3", "-7.3"):
        strip = story(text, "float32")._strip
        values = [value for value, _ in strip.ticks]
        places = [x for _, x in strip.ticks]
        assert values == sorted(values)
        assert places == sorted(places)
        middle = nearest(typed(text).value, TYPES["float32"]).value
        assert middle in values
        assert min(values) < typed(text).value < max(values)
        assert min(places) < strip.typed < max(places)
