"""Numbers as people type them, with values worked out by hand or by mpmath, and wrong ones."""

from __future__ import annotations

import math
import re
import time
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.language.evaluating.entry import Entry, parse_entry
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain

from .. import sampling

EXACT = {
    "0": 0, "1": 1, "-1": -1, "+4": 4, "3.": 3, ".5": 0.5, "-.5": -0.5, "0.25": 0.25,
    "1e3": 1000, "2.5e-1": 0.25, "1E2": 100, "1/2": 0.5, "3/4": 0.75, "-1/4": -0.25,
    "1/2/2": 0.25, "2*3": 6, "2·3": 6, "2×3": 6, "2 * 3": 6, "6÷4": 1.5, "1+2": 3, "1-2": -1,
    "1 - 2 - 3": -4, "2+3*4": 14, "(2+3)*4": 20, "2(3)": 6, "(2)(3)": 6, "(1+1)(2+2)": 8,
    "3^2": 9, "3**2": 9, "2^-1": 0.5, "-2^2": -4, "(-2)^2": 4, "2^3^2": 512, "2^(1+1)": 4,
    "3²": 9, "2⁻¹": 0.5, "10⁻²": 0.01, "½": 0.5, "¾": 0.75, "1,5": 1.5, "-0,5": -0.5,
    "−3": -3, "–3": -3, "--3": 3, "-+3": -3, "１２": 12, "１／２": 0.5, "（１＋２）": 3, "50%": 0.5,
    "12.5%": 0.125, "sqrt(4)": 2, "sqrt(1/4)": 0.5, "√9": 3, "√(16)": 4, "√4/2": 1, "4^(1/2)": 2,
    "4^0.5": 2, "abs(-3)": 3, "cos(0)": 1, "sin(0)": 0, "cos(60°)": 0.5, "cos(90°)": 0,
    "cos(180°)": -1, "cos(270°)": 0, "sin(30°)": 0.5, "sin(90°)": 1, "sin(-90°)": -1,
    "sin(150°)": 0.5, "sin(210°)": -0.5, "sin(720°)": 0, "cos(pi)": -1, "cos(pi/2)": 0,
    "cos(pi/3)": 0.5, "sin(pi)": 0, "sin(2pi)": 0, "sin(pi/6)": 0.5, "sin(5π/6)": 0.5,
    "tan(45°)": 1,
    "tan(135°)": -1, "tan(0)": 0, "tan(180°)": 0, "cos(1/3 pi)": 0.5, "cos(30°+30°)": 0.5,
    "cos(tau)": 1, "2cos(60°)": 1, "cos(60°)^2": 0.25, "pi/pi": 1, "2pi/pi": 2,
    "2½": 2.5, "-1¼": -1.25, "3 ½": 3.5, "1+½": 1.5, "1/½": 2, "(½)²": 0.25, "¾²": 0.5625,
    "１，５": 1.5, "２．５": 2.5, "𝟑": 3, "2。5": 2.5, "1,5\u3000": 1.5,
    "  7  ": 7, "0*5": 0, "0^0": 1, "cos(−60°)": 0.5,
}  # fmt: skip
REAL = {
    "pi": mpmath.pi, "π": mpmath.pi, "tau": 2 * mpmath.pi, "e": mpmath.e, "2pi": 2 * mpmath.pi,
    "2π": 2 * mpmath.pi, "1/2pi": mpmath.pi / 2, "pi/2": mpmath.pi / 2, "e^2": mpmath.e**2,
    "sqrt(2)": mpmath.sqrt(2), "sqrt(2)/2": mpmath.sqrt(2) / 2, "√2/2": mpmath.sqrt(2) / 2,
    "2sqrt(3)": 2 * mpmath.sqrt(3), "2√3": 2 * mpmath.sqrt(3), "-√2": -mpmath.sqrt(2),
    "(1+sqrt(5))/2": mpmath.phi, "cbrt(2)": mpmath.cbrt(2), "2^0.5": mpmath.sqrt(2),
    "2^(1/3)": mpmath.cbrt(2), "exp(1)": mpmath.e, "ln(2)": mpmath.log(2), "log(2)": mpmath.log(2),
    "log₂(3)": mpmath.log(3, 2), "log₁₀(2)": mpmath.log10(2),
    "log10(2)": mpmath.log10(2), "log2(3)": mpmath.log(3, 2), "cos(pi/6)": mpmath.sqrt(3) / 2,
    "cos(30°)": mpmath.sqrt(3) / 2, "sin(45°)": mpmath.sqrt(2) / 2, "sin(1)": mpmath.sin(1),
    "cos(1)": mpmath.cos(1), "tan(1)": mpmath.tan(1), "tan(30°)": 1 / mpmath.sqrt(3),
    "asin(1/2)": mpmath.pi / 6, "acos(0)": mpmath.pi / 2, "atan(1)": mpmath.pi / 4,
    "sinh(1)": mpmath.sinh(1), "cosh(1)": mpmath.cosh(1), "tanh(1)": mpmath.tanh(1),
    "30°": mpmath.pi / 6, "(30)°": mpmath.pi / 6, "sqrt(2)°": mpmath.sqrt(2) * mpmath.pi / 180,
    "pi(2)": 2 * mpmath.pi, "e pi": mpmath.e * mpmath.pi, "cos(30°)sin(30°)": mpmath.sqrt(3) / 4,
    "sin(cos(1))": mpmath.sin(mpmath.cos(1)), "1/3": mpmath.mpf(1) / 3, "2/3": mpmath.mpf(2) / 3,
    "0.1": mpmath.mpf(1) / 10, "1e-3": mpmath.mpf(1) / 1000, "1e-200": mpmath.mpf("1e-200"),
}  # fmt: skip

WRONG = {
    "": "empty", "   ": "empty", "foo": "no name called “foo”", "pie": "did you mean pi?",
    "sqr(2)": "did you mean sqrt?", "sin": "needs brackets", "mex(1)": "no function called “mex”",
    "sqrt()": "takes 1 argument, not 0", "cos(1,2)": "takes 1 argument, not 2",
    "1/0": "Division by 0", "0/0": "Division by 0", "1/(1-1)": "Division by 0",
    "0^-1": "Division by 0", "tan(90°)": "no value", "sqrt(-1)": "not a real number: it is i",
    "√(-2)": "not a real number", "(-8)^(1/3)": "not a real number", "ln(0)": "no logarithm",
    "log(-1)": "not a real number", "asin(2)": "from −1 to 1", "9^9^9": "too large",
    "10^400": "too large", "1e400": "too large", "1e999": "beyond", "1e99999999999": "beyond",
    "exp(1000)": "too large", "cosh(1e6)": "too large", "1e300*1e300": "too large",
    "(1": "never closed", "((1)": "never closed", "1)": "closes nothing", ")(": "closes nothing",
    "2 3": "side by side", "1+": "missing after “+”", "1*": "missing after “*”",
    "*2": "cannot begin", "/2": "cannot begin", "1//2": "cannot follow", "^2": "cannot begin",
    "2^": "missing after", "()": "missing between", "1,2,3": "cannot follow",
    "2$": "does not belong", "1;2": "parts rows", "x": "no name called", "i": "not a real number",
    "2i": "it is 2*i", "∞": "Infinity is no number", "nan": "no name called", "inf": "Infinity",
    "__import__('os')": "does not belong", "1.2.3": "“1.2.3” is no number",
    "1..2": "is no number", "=1": "does not belong", "[1]": "a vector of 1",
    "I": "a 2×2 matrix", "rot(30)": "a 2×2 matrix", "hello world": "no name called",
    "90°°": "an angle already", "pi°": "an angle already", "%": "cannot begin",
    "sqrt 2": "needs brackets", "1 000": "side by side", "a+b": "no name called", "√": "missing",
    "2.5½": "side by side", "2₃": "subscript", "1 , 5": "cannot follow",
    "Pi": "did you mean pi?", "SQRT(2)": "did you mean sqrt?", "arctan(1)": "did you mean atan?",
    "acos(1.0000001)": "from −1 to 1", "j": "no name called",
    "(" * 60 + "1" + ")" * 60: "Too many brackets", "1" * 1001: "too long", "😀": "does not belong",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), EXACT.items())
def test_exact_numbers(text: str, value: float) -> None:
    entry = parse_entry(text)
    assert entry.exact == Fraction(str(value))
    assert entry.value == value
    assert math.copysign(1, entry.value) == 1 or value < 0


@pytest.mark.parametrize(("text", "value"), REAL.items())
def test_real_numbers(text: str, value: mpmath.mpf) -> None:
    assert parse_entry(text).value == pytest.approx(float(value), rel=4e-16)


@pytest.mark.parametrize(("text", "words"), WRONG.items())
def test_wrong_numbers_say_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(LanguageError, match=re.escape(words)) as info:
        parse_entry(text)
    error = info.value
    assert 0 <= error.start <= error.end <= len(error.text)


def test_there_are_enough_examples() -> None:
    assert len(EXACT) + len(REAL) >= 120
    assert len(WRONG) >= 60


def test_the_place_is_marked() -> None:
    with pytest.raises(LanguageError) as info:
        parse_entry("1 + foo + 2")
    assert info.value.caret_lines() == "1 + foo + 2\n    ^^^"


def test_a_near_name_is_offered_at_the_place_of_the_wrong_one() -> None:
    with pytest.raises(LanguageError) as info:
        parse_entry("1+sqr(2)")
    error = info.value
    assert error.hint == "sqrt"
    assert error.text[error.start : error.end] == "sqr"
    with pytest.raises(LanguageError) as info:
        parse_entry("1/0")
    assert info.value.hint is None


def test_a_decimal_is_exact_whatever_its_digits() -> None:
    assert parse_entry("0.866025403784").exact == Fraction(866025403784, 10**12)
    assert parse_entry("0.86602540378443864676").exact == Fraction("0.86602540378443864676")
    assert parse_entry("0.866025403784").value == 0.866025403784
    assert parse_entry("1.000001").exact == Fraction(1000001, 1000000)
    assert parse_entry("123456789012").exact == 123456789012


def test_an_entry_keeps_its_text_but_for_a_decimal_comma() -> None:
    assert parse_entry(" sqrt(2)/2 ").text == "sqrt(2)/2"
    assert parse_entry("1,5").text == "1.5"
    assert parse_entry("−2½").text == "−2½"
    assert "," not in plain(parse_entry("１，５").text)


INTEGERS = st.integers(0, 9).map(str)
STEPS = st.tuples(st.sampled_from(["+", "-", "*", "/", "**2*", "**-1+"]), INTEGERS)


@settings(max_examples=sampling.count(100, 300), deadline=None)
@given(st.sampled_from(["", "-", "+"]), INTEGERS, st.lists(STEPS))
def test_precedence_is_that_of_python(sign: str, first: str, rest: list[tuple[str, str]]) -> None:
    text = sign + first + "".join(operator + number for operator, number in rest)
    in_fractions = re.sub(r"(?<!\*\*)(?<!\*\*-)(\d)", r"Fraction(\1)", text)
    try:
        expected = eval(in_fractions, {"Fraction": Fraction})
    except ZeroDivisionError:
        with pytest.raises(LanguageError, match="Division by 0"):
            parse_entry(text)
        return
    assert parse_entry(text).exact == expected


@settings(max_examples=sampling.count(600, 3000), deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="0123456789.eE+-*/^()° %πpisqrtcoln,√²½", max_size=60),
    )
)
def test_whatever_is_typed_is_a_number_or_an_error(text: str) -> None:
    began = time.process_time()
    try:
        entry = parse_entry(text)
    except LanguageError:
        pass
    else:
        assert isinstance(entry, Entry)
        assert math.isfinite(entry.value)
    assert time.process_time() - began < 1.0  # no input may hang; the usual is a millisecond


@pytest.mark.parametrize("text", ["1+" * 499 + "1", "-" * 999 + "1", "2^" * 300 + "1", "√" * 999])
def test_long_texts_end(text: str) -> None:
    try:
        value = parse_entry(text).value
    except LanguageError:
        return
    assert math.isfinite(value)
