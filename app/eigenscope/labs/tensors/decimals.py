"""All decimal digits of numbers that computers store, and as many as there is room for."""

from __future__ import annotations

from fractions import Fraction

from eigenscope.wording.number_texts import power_of_ten

MOST = 25
"""Digits of a number that is shown whole; of a longer one the middle is left out."""

_PLAIN = range(-5, 16)  # exponents of ten of numbers that are written without a power of ten
_TAIL = 5  # digits that are left of its end
_FEW, _LETTERS = 12, 16  # digits of a number where there is little room, and its letters at most


def exact_decimal(number: Fraction, most: int = MOST) -> str:
    """Return the decimal of a fraction whose denominator is a power of two.

    Of more than ``most`` digits the middle ones are left out.
    """
    if not number:
        return "0"
    above, below = abs(number).as_integer_ratio()
    places = below.bit_length() - 1
    digits = str(above * 5**places)
    power = len(digits) - 1 - places
    digits = digits.rstrip("0")
    sign = "−" if number < 0 else ""
    if power in _PLAIN:
        if power < 0:
            text = f"0.{'0' * (-power - 1)}{_short(digits, most)}"
        elif len(digits) <= power + 1:
            text = digits.ljust(power + 1, "0")
        else:
            text = f"{digits[: power + 1]}.{_short(digits[power + 1 :], most - power - 1)}"
        return sign + text
    short = _short(digits[1:], most - 1)
    return f"{sign}{digits[0]}{'.' if short else ''}{short}×{power_of_ten(power)}"


def begun_decimal(number: Fraction, digits: int) -> str:
    """Return a number by its first digits, with dots where that is not all of it."""
    text = exact_decimal(number, digits + _TAIL + 3)
    whole, dots, _ = text.partition("…")
    if not dots:
        return text
    _, times, power = text.partition("×")
    return f"{whole}…{times}{power}"


def short_decimal(number: Fraction) -> str:
    """Return a number in few letters: its first digits, with dots where that is not all of it."""
    texts = (begun_decimal(number, digits) for digits in range(_FEW, 1, -1))
    return next((text for text in texts if len(text) <= _LETTERS), begun_decimal(number, 1))


def power_of_ten_below(size: Fraction) -> int:
    """Return the exponent of the largest power of ten that is not larger."""
    power = len(str(size.numerator)) - len(str(size.denominator))
    return power if size >= Fraction(10) ** power else power - 1


def _short(digits: str, most: int) -> str:
    if len(digits) <= most:
        return digits
    return f"{digits[: max(most - _TAIL - 3, 1)]}…{digits[-_TAIL:]}"


def rounded_decimal(number: Fraction, digits: int = 3) -> str:
    """Return a number to so many significant digits, however large or small it is."""
    if not number:
        return "0"
    size = abs(number)
    power = power_of_ten_below(size)
    scaled = round(size / Fraction(10) ** (power - digits + 1))
    if scaled == 10**digits:
        scaled, power = scaled // 10, power + 1
    sign = "−" if number < 0 else ""
    text = str(scaled)
    if -4 <= power < 6:
        value = Fraction(scaled) * Fraction(10) ** (power - digits + 1)
        plain = f"{float(value):.{max(digits - 1 - power, 0)}f}"
        return sign + (plain.rstrip("0").rstrip(".") if "." in plain else plain)
    mantissa = f"{text[0]}.{text[1:]}".rstrip("0").rstrip(".")
    return f"{sign}{mantissa}×{power_of_ten(power)}"
