"""Long numbers and formulas beside the picture go on in the next line where they may."""

from __future__ import annotations

from fractions import Fraction

from eigenscope.labs.tensors.decimals import exact_decimal
from eigenscope.ui.style.wording import breakable, breakable_digits

_BREAK = "\N{ZERO WIDTH SPACE}"


def test_digits_may_go_on_in_the_next_line() -> None:
    exact = exact_decimal(Fraction(0.1) + Fraction(1, 2**40), 1100)
    for number in (exact[:30], "1/3", "3 + 2√5", "123456789"):
        shown = breakable_digits(number)
        assert shown.replace(_BREAK, "") == number
        assert max(map(len, shown.split(_BREAK))) <= 10


def test_of_hundreds_of_digits_the_ends_are_shown() -> None:
    exact = exact_decimal(Fraction(5e-324), 1100)
    shown = breakable_digits(exact).replace(_BREAK, "")
    begun, ended = shown.split("…")
    assert len(exact) > 700
    assert len(shown) < 50
    assert exact.startswith(begun)
    assert exact.endswith(ended)


def test_a_letter_stays_with_the_function_that_it_is_multiplied_by() -> None:
    for text, lines in {
        "(-x sin(y), x cos(y))": ["(-x sin(y),", "x cos(y))"],
        "2x1 exp(x2) + x": ["2x1 exp(x2)", "+", "x"],
        "x² ln(y) - 1": ["x² ln(y)", "-", "1"],
        "exp(sin(x)) cos(x)": ["exp(sin(x))", "cos(x)"],
        "A kink: the slopes differ.": ["A", "kink:", "the", "slopes", "differ."],
    }.items():
        parts = breakable(text).split(" ")
        assert [part.replace("\N{NO-BREAK SPACE}", " ") for part in parts] == lines
