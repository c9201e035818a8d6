"""Numbers as people read them: a real minus, no noise, no needless zeros."""

from __future__ import annotations

import math
from collections.abc import Callable

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def tidy(value: float, digits: int = 4) -> str:
    """Return a number with at most ``digits`` decimals, or as a power of ten if huge or tiny."""
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size != 0 and (size >= 1e6 or size < 10.0**-digits):
        mantissa, power = f"{value:.{max(digits - 2, 1)}e}".split("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}×{power_of_ten(int(power))}".replace("-", "−")
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def short(value: float, digits: int = 4) -> str:
    """Return a number to about so many significant digits, with a real minus sign."""
    size = abs(value)
    if not math.isfinite(value) or not 1e-4 <= size < 1e6:
        return tidy(value, digits + 1)
    return tidy(value, max(digits - 1 - math.floor(math.log10(size)), 1))


def fitting(value: float, fits: Callable[[str], bool]) -> str:
    """Return a number with as many digits as there is room for, or dots."""
    if math.isnan(value):
        return "nan"
    texts = (short(value, digits) for digits in (4, 3, 2, 1))
    return next(filter(fits, texts), "…")


def scale_words(low: float, high: float, beyond: tuple[bool, bool]) -> tuple[str, str, str]:
    """Return what stands beside a colour scale: at its bottom, middle and top.

    ``beyond`` says whether there are values below its low end, and above its high one.
    """
    below, above = beyond
    bottom, middle, top = (short(value, 3) for value in (low, low / 2 + high / 2, high))
    return "≤ " * below + bottom, middle, "≥ " * above + top


def power_of_ten(exponent: int) -> str:
    """Return a power of ten as books print it: 1, 10, 10², 10⁻³."""
    return {0: "1", 1: "10"}.get(exponent, f"10{str(exponent).translate(_SUPERSCRIPT)}")


def steady(value: float, decimals: int = 2) -> str:
    """Return a number with fixed decimals, so that a running value keeps its width."""
    if not math.isfinite(value) or abs(value) >= 1e6:
        return tidy(value)
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")


def tidy_complex(value: complex, digits: int = 4) -> str:
    """Return a complex number as a ± bi, a real one as a."""
    if value.imag == 0:
        return tidy(value.real, digits)
    size = tidy(abs(value.imag), digits)
    part = "i" if size == "1" else f"{size}i"
    if value.real == 0:
        return part if value.imag > 0 else f"−{part}"
    return f"{tidy(value.real, digits)} {'+' if value.imag > 0 else '−'} {part}"


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
