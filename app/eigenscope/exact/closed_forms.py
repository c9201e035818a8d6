"""Writes fractions, square roots and polynomials as people do, in Unicode."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

LONGEST = 40
"""A closed form with more characters than this says less than a decimal."""

_LARGEST_DENOMINATOR = 1_000_000  # beyond it a decimal reads better, if it has an end
_ZEROS = 6  # behind the point before a decimal's first digit

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def fraction_text(value: Fraction) -> str:
    """Return such as "3", "−7/2"; of more digits "0.866025403784" or "3·10⁻²⁰⁰" if they suffice."""
    text = str(value)
    if len(text) > LONGEST or value.denominator > _LARGEST_DENOMINATOR:
        text = _decimal(value) or text
    return text.replace("-", "−")


def surd_text(rational: Fraction, factor: Fraction, radicand: int) -> str | None:
    """Return rational + factor·√radicand, such as "(5 + √17)/2", "1 − 2i", "i√3/2".

    The result is None if it is longer than `LONGEST`.
    """
    root, inside = _extract_square(abs(radicand))
    factor *= root
    denominator = math.lcm(rational.denominator, factor.denominator)
    whole, count = int(rational * denominator), int(factor * denominator)
    symbol = ("i" if radicand < 0 else "") + (f"√{inside}" if inside > 1 else "")
    term = symbol if abs(count) == 1 else f"{abs(count)}{symbol}"
    below = f"/{denominator}" if denominator > 1 else ""
    if whole == 0:
        text = f"{'−' if count < 0 else ''}{term}{below}"
    else:
        text = f"{fraction_text(Fraction(whole))} {'−' if count < 0 else '+'} {term}"
        text = f"({text}){below}" if below else text
    return text if len(text) <= LONGEST else None


def square_root_parts(square: Fraction) -> tuple[Fraction, int]:
    """Return f and q ≥ 1 with √square = f·√q, for a square ≥ 0; q is free of small squares."""
    if not square:
        return Fraction(0), 1
    root, inside = _extract_square(square.numerator * square.denominator)
    return Fraction(root, square.denominator), inside


def root_of_unity_text(step: int, order: int) -> str:
    """Return e^(2πi·step/order) in lowest terms, such as "e^(4πi/5)"."""
    turn = Fraction(2 * step, order)
    above = "" if abs(turn.numerator) == 1 else str(abs(turn.numerator))
    sign = "−" if turn < 0 else ""
    return f"e^({sign}{above}πi/{turn.denominator})"


def polynomial_text(coefficients: Sequence[Fraction], variable: str = "λ") -> str:
    """Return a polynomial, highest power first, such as "λ² − 5λ − 2"."""
    degree = len(coefficients) - 1
    text = ""
    for index, coefficient in enumerate(coefficients):
        if coefficient == 0:
            continue
        power = _power(variable, degree - index)
        size = fraction_text(abs(coefficient))
        if power and abs(coefficient) == 1:
            size = ""
        elif power and ("/" in size or "·" in size):
            size = f"({size})"
        sign = "−" if coefficient < 0 else "+"
        text += f" {sign} {size}{power}" if text else f"{sign.strip('+')}{size}{power}"
    return text or "0"


def arc_cosine_text(cosine: Fraction) -> str:
    """Return the angle of a given rational cosine: in degrees if that is a whole number.

    By Niven's theorem the only rational cosines of rational angles are 0, ±1/2 and ±1.
    """
    nice = {2: "0°", 1: "60°", 0: "90°", -1: "120°", -2: "180°"}
    double = 2 * cosine
    if double.denominator == 1:
        return nice[double.numerator]
    return f"arccos({fraction_text(cosine)})"


def _decimal(value: Fraction) -> str | None:
    """Return a decimal or a few digits times a power of ten, or None if that needs many digits."""
    places = decimal_places(value.denominator)
    if places is None:
        return None
    digits = str(value.numerator * 10**places // value.denominator)
    size = digits.lstrip("-")
    if places and len(size) > places - _ZEROS and len(size) < LONGEST:
        whole, part = size.zfill(places + 1)[:-places], size.zfill(places + 1)[-places:]
        return f"{'-' if value < 0 else ''}{whole}.{part}"
    short = digits.rstrip("0")
    if len(short) > LONGEST // 2:
        return None
    power = len(digits) - len(short) - places
    above = str(abs(power)).translate(_SUPERSCRIPTS)
    factor = {"1": "", "-1": "-"}.get(short, f"{short}·")
    return f"{factor}10{'⁻' if power < 0 else ''}{above}"


def decimal_places(denominator: int) -> int | None:
    """Return how many decimals a fraction has, or None if there is no end to them."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def _power(variable: str, exponent: int) -> str:
    if exponent == 0:
        return ""
    return variable if exponent == 1 else variable + str(exponent).translate(_SUPERSCRIPTS)


def _extract_square(value: int) -> tuple[int, int]:
    """Return r and q with value = r²·q, q free of the squares of small numbers."""
    root = 1
    for divisor in range(2, 1000):
        while value % (divisor * divisor) == 0:
            value //= divisor * divisor
            root *= divisor
    rest = math.isqrt(value)
    return (root * rest, 1) if rest * rest == value else (root, value)
