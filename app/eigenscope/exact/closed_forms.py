"""Writes exact numbers and polynomials over them as people do, in Unicode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from eigenscope.exact.cosines import whole_degrees
from eigenscope.exact.surd import ExactNumber, InexactError, Surd, magnitude, root, simplified

LONGEST = 40
"""A closed form with more characters than this says less than a decimal."""

_LARGEST_DENOMINATOR = 1_000_000  # beyond it a decimal reads better, if it has an end
_MOST_BITS = 10_000  # of an integer that is written: Python refuses more than 4300 digits
_ZEROS = 6  # behind the point before a decimal's first digit

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def fraction_text(value: Fraction) -> str:
    """Return such as "3", "−7/2"; of more digits "0.866025403784" or "3·10⁻²⁰⁰" if they suffice."""
    text = str(value)
    if len(text) > LONGEST or value.denominator > _LARGEST_DENOMINATOR:
        text = _decimal(value) or text
    return text.replace("-", "−")


def exact_text(number: ExactNumber) -> str:
    """Return such as "−7/2", "(5 + √17)/2", "1 − 2i", "i√3/2"."""
    known = simplified(number)
    return known.written(_term, "−") if isinstance(known, Surd) else fraction_text(known)


def short_text(number: ExactNumber) -> str:
    """Return a number's exact text; nothing if a decimal says more than that many characters."""
    if any(size.bit_length() > _MOST_BITS for size in integers(number)):
        return ""
    text = exact_text(number)
    return text if len(text) <= LONGEST else ""


def short_root_text(square: ExactNumber) -> str:
    """Return the exact text of a square root; nothing if it has none, or one that is too long."""
    radicand = simplified(square)
    if isinstance(radicand, Surd):
        return ""
    try:
        return short_text(root(radicand))
    except InexactError:
        return ""


def root_of_unity_text(step: int, order: int) -> str:
    """Return e^(2πi·step/order) in lowest terms, such as "e^(4πi/5)"."""
    turn = Fraction(2 * step, order)
    above = "" if abs(turn.numerator) == 1 else str(abs(turn.numerator))
    sign = "−" if turn < 0 else ""
    return f"e^({sign}{above}πi/{turn.denominator})"


def polynomial_text(coefficients: Sequence[ExactNumber], variable: str = "λ") -> str:
    """Return a polynomial, highest power first, such as "λ² − 5λ − 2"."""
    degree = len(coefficients) - 1
    text = ""
    for index, coefficient in enumerate(coefficients):
        if coefficient == 0:
            continue
        power = _power(variable, degree - index)
        size = exact_text(magnitude(coefficient))
        if power and abs(coefficient) == 1:
            size = ""
        elif power:
            size = as_coefficient(size)
        elif text and " " in size:
            size = f"({size})"
        sign = "−" if coefficient < 0 else "+"
        text += f" {sign} {size}{power}" if text else f"{sign.strip('+')}{size}{power}"
    return text or "0"


def as_coefficient(text: str) -> str:
    """Return a number's text so that what follows it is neither divided by nor under a root."""
    if any(sign in text for sign in "/· "):
        return f"({text})"
    return f"{text}·" if "√" in text else text


def arc_cosine_text(cosine: ExactNumber) -> str:
    """Return the angle of a given cosine: in degrees if that is a whole number known to have it."""
    degrees = whole_degrees(cosine)
    return f"arccos({exact_text(cosine)})" if degrees is None else f"{degrees}°"


def _term(radicand: int, count: int) -> str:
    symbol = ("i" if radicand < 0 else "") + (f"√{abs(radicand)}" if abs(radicand) > 1 else "")
    return symbol if symbol and count == 1 else f"{count}{symbol}"


def integers(number: ExactNumber) -> Iterator[int]:
    """Yield the integers that a number is written with."""
    fractions = [*number.terms.values()] if isinstance(number, Surd) else [number]
    for fraction in fractions:
        yield from fraction.as_integer_ratio()


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
