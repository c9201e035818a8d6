"""Numbers as people read them: a real minus, no noise, no needless zeros."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable

from eigenscope.wording.words import say

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_POWER = re.compile(r"((?<![\d.])1)?e([+-]?)0*(\d+)")


MOST_DIGITS = 10
"""A number of no more significant digits is written with all of them."""

_NOISE = 4e-15  # relative: what a few operations on such a number may have added to it
_ALMOST = 1e-11  # relative: what is no nearer to an integer must not look like one
_SMALLEST, _LARGEST, _LARGEST_INTEGER = 1e-4, 1e6, 1e12
_NEEDLESS_ZEROS = 3  # at the end of a large integer: a power of ten reads better


def tidy(value: float, digits: int = 4) -> str:
    """Return a number of few digits, as people type them, with all its digits, others rounded.

    What is no integer never looks like one: where ``rounded`` makes it 1, there are more digits.
    """
    known = digits_of(value)
    if known is None:
        text = rounded(value, digits)
        near = round(value) if math.isfinite(value) else value
        if text.lstrip("−").isdecimal() and abs(value - near) > _ALMOST * abs(value):
            return rounded(value, decimals_for(abs(value - near), 1))
        return text
    size = abs(value)
    if size == 0:
        return "0"
    power = math.floor(math.log10(size) + 1e-12)
    zeros = power + 1 - known
    if size < _SMALLEST or (size >= _LARGEST and zeros >= _NEEDLESS_ZEROS):
        return _scientific(value, known - 1)
    return _without_zeros(value, max(-zeros, 0))


def digits_of(value: float) -> int | None:
    """Return how many significant digits a number has: few, or None. An integer has few."""
    size = abs(float(value))
    if not math.isfinite(size) or 0 < size < sys.float_info.min:
        return None
    if size < _LARGEST_INTEGER and size.is_integer():
        return len(f"{size:.0f}".rstrip("0"))
    text = f"{size:.{MOST_DIGITS - 1}e}"
    if abs(float(text) - size) > _NOISE * size:
        return None
    return len(text.partition("e")[0].replace(".", "").rstrip("0"))


def rounded(value: float, digits: int = 4) -> str:
    """Return a number with ``digits`` decimals, or as a power of ten if huge or tiny.

    A small number has more decimals, so that it never has fewer significant digits than
    ``digits``, up to 3; needless zeros are left out. For numbers that run, which now and then have
    few digits by chance; others are `tidy`.
    """
    if math.isnan(value):
        return say("undefined")
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size != 0 and (size >= _LARGEST or size < 10.0**-digits):
        return _scientific(value, max(digits - 2, 1))
    return _without_zeros(
        value, digits if size == 0 else max(digits, decimals_for(size, min(digits, 3)))
    )


def _scientific(value: float, decimals: int) -> str:
    mantissa, power = f"{value:.{decimals}e}".split("e")
    if decimals:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}×{power_of_ten(int(power))}".replace("-", "−")


def _without_zeros(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def times(factor: str, name: str) -> str:
    """Return a number's text before what it multiplies, such as "3v" and "2×10⁻⁹·v"."""
    return f"{factor}·{name}" if "×" in factor else f"{factor}{name}"


def decimals_for(size: float, significant: int) -> int:
    """Return how many decimals show so many significant digits of a positive number."""
    return significant - 1 - math.floor(math.log10(size))


def tidy_exponential(sign: int, logarithm: float) -> str:
    """Return ± eˣ from its sign and x, for numbers beyond the range of floats."""
    if sign == 0 or not math.isfinite(logarithm):
        return tidy(sign * math.exp(logarithm))
    power = math.floor(logarithm / math.log(10))
    mantissa = rounded(math.exp(logarithm - power * math.log(10)), 2)
    return f"{'−' if sign < 0 else ''}{mantissa}×{power_of_ten(power)}"


def tick(value: float, step: float) -> str:
    """Return a multiple of a step with all the digits that tell it from its neighbours."""
    least = math.floor(math.log10(step) + 1e-9)
    # neighbours of such a step are written alike, with or without a power of ten
    small = 1e-5 if step >= 1e-5 * (1 - 1e-9) else 1e-4
    if value == 0 or small * (1 - 1e-9) <= abs(value) < 1e6:
        return _without_zeros(value, max(-least, 1))
    power = math.floor(math.log10(abs(value)) + 1e-9)
    return f"{rounded(value / 10.0**power, max(power - least, 1))}×{power_of_ten(power)}"


def short(value: float, digits: int = 4) -> str:
    """Return a number to about so many significant digits, with a real minus sign."""
    size = abs(value)
    if not math.isfinite(value) or not 1e-4 <= size < 1e6:
        return rounded(value, digits + 1)
    return rounded(value, max(digits - 1 - math.floor(math.log10(size)), 1))


def fitting(value: float, fits: Callable[[str], bool]) -> str:
    """Return a number with as many digits as there is room for, or dots."""
    if math.isnan(value):
        return "nan"
    if digits_of(value) is not None and fits(tidy(value)):
        return tidy(value)
    texts = (short(value, digits) for digits in (4, 3, 2, 1))
    return next(filter(fits, texts), "…")


def scale_words(low: float, high: float, beyond: tuple[bool, bool]) -> tuple[str, str, str]:
    """Return what stands beside a colour scale: at its bottom, middle and top.

    ``beyond`` says whether there are values below its low end, and above its high one.
    """
    below, above = beyond
    bottom, middle, top = (short(value, 3) for value in (low, low / 2 + high / 2, high))
    return "≤ " * below + bottom, middle, "≥ " * above + top


def common_factor(sizes: Iterable[float]) -> int:
    """Return the exponent of the power of ten that stands well in front of numbers, mostly 0.

    It does where all are small or all are huge, and none is so much smaller than the largest
    that it would need a power of its own.
    """
    known = [size for size in sizes if math.isfinite(size) and size > 0]
    largest, smallest = max(known, default=1.0), min(known, default=1.0)
    if 1e-2 <= largest < 1e6 or smallest < 1e-3 * largest:
        return 0
    return max(math.floor(math.log10(largest)), -300)


def power_of_ten(exponent: int) -> str:
    """Return a power of ten as books print it: 1, 10, 10², 10⁻³."""
    return {0: "1", 1: "10"}.get(exponent, f"10{superscript(exponent)}")


def typeset(text: str) -> str:
    """Return a number as Python writes it ("-2.5e-07") as books print it ("−2.5×10⁻⁷")."""

    def power(match: re.Match[str]) -> str:
        sign = "-" if match[2] == "-" else ""
        times = "" if match[1] else "×"
        return f"{times}{power_of_ten(int(sign + match[3]))}"

    return _POWER.sub(power, text).replace("-", "−")


def tidy_complex(value: complex, digits: int = 4) -> str:
    """Return a complex number as a ± bi, a real one as a; whole only if both parts can be."""
    known = {digits_of(part) is not None for part in (value.real, value.imag) if part}
    write = rounded if len(known) == 2 else tidy
    return complex_text(value, lambda part: write(part, digits))


def complex_text(value: complex, real: Callable[[float], str]) -> str:
    """Return such as "0.5 − 2i", "−i" and "3", with parts as ``real`` writes real numbers."""
    if value.imag == 0:
        return real(value.real)
    size = real(abs(value.imag))
    part = "i" if size == "1" else f"{size}i"
    if value.real == 0:
        return part if value.imag > 0 else f"−{part}"
    return f"{real(value.real)} {'+' if value.imag > 0 else '−'} {part}"


def degrees(angle: float, digits: int = 2) -> str:
    """Return an angle in radians as degrees with their sign."""
    return f"{tidy(math.degrees(angle), digits)}°"


def direction(vector: tuple[float, ...]) -> str:
    """Return a direction with its largest part scaled to ±1 where that is tidier."""
    largest = max((abs(x) for x in vector), default=0.0)
    if largest == 0:
        return "(" + ", ".join("0" for _ in vector) + ")"
    least = min(abs(x) for x in vector if abs(x) > 1e-9 * largest)
    for scale in (least, largest):
        scaled = [x / scale for x in vector]
        if all(abs(x - round(x)) < 1e-9 for x in scaled) and max(map(abs, scaled)) < 100:
            return "(" + ", ".join(tidy(round(x)) for x in scaled) + ")"
    return "(" + ", ".join(tidy(x) for x in vector) + ")"


def subscript(index: int) -> str:
    """Return a whole number as a subscript."""
    return str(index).translate(SUBSCRIPT)


def superscript(index: int) -> str:
    """Return a whole number as a superscript."""
    return str(index).translate(_SUPERSCRIPT)
