"""Reads floats as the fractions that they were typed as, and tells to how many digits.

A float carries no mark of where it came from. A whole number is exact, and so is a decimal of up
to 15 digits, in a text file say, for each of them has a double of its own, which has no shorter
text: it was typed. A double that needs 16 or 17 digits was computed.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any

from eigenscope.arrays import Floats
from eigenscope.exact.closed_forms import decimal_places
from eigenscope.exact.types import Fractions

TYPED_DIGITS = 15
"""A double whose shortest decimal has more digits was computed; one that has not was typed."""

LEAST_DIGITS = 6
"""Of decimals with fewer significant digits nobody asks what they were rounded from."""


def typed_fractions(matrix: Floats) -> Fractions | None:
    """Return the entries as the fractions they were typed as, or None if any was computed."""
    rows = []
    for row in matrix.tolist():
        fractions = []
        for entry in row:
            fraction = _typed_fraction(entry)
            if fraction is None:
                return None
            fractions.append(fraction)
        rows.append(tuple(fractions))
    return tuple(rows)


def whole_fractions(matrix: object) -> Fractions | None:
    """Return the entries of a rectangle of integers, however large they are; None for others."""
    rows: Any = matrix if isinstance(matrix, list | tuple) else getattr(matrix, "tolist", list)()
    if not all(isinstance(entry, int) for row in rows for entry in row):
        return None
    return tuple(tuple(map(Fraction, row)) for row in rows)


def typed_digits(fractions: Fractions) -> int | None:
    """Return to how many digits, counted from the largest entry's first, decimals were typed.

    A rotation by 30° typed with 12 digits is one to 12 digits alone. None if no entry is a decimal
    of `LEAST_DIGITS` significant digits or more.
    """
    entries = [entry for row in fractions for entry in row]
    places = max((_places(e) for e in entries if e.denominator > 1), default=0)
    largest = max(map(abs, entries))
    return places + _first_place(largest) if places else None


def _typed_fraction(value: float) -> Fraction | None:
    if value.is_integer() and abs(value) <= 2.0**53:
        return Fraction(int(value))
    digits, exponent = _decimal(value)
    # The smallest floats of all have few digits left, whatever was meant.
    if len(digits) > TYPED_DIGITS or abs(value) < sys.float_info.min:
        return None
    whole = -int(digits) if value < 0 else int(digits)
    return Fraction(whole * 10**exponent) if exponent >= 0 else Fraction(whole, 10**-exponent)


def _places(number: Fraction) -> int:
    """Return how many decimals a number has; 0 if it is no decimal of enough digits."""
    places = decimal_places(number.denominator)
    if places is None:
        return 0
    return places if abs(number) * 10**places >= 10 ** (LEAST_DIGITS - 1) else 0


def _first_place(number: Fraction) -> int:
    """Return p for a number from 10^(p − 1) to below 10^p."""
    if number >= 1:
        return len(str(int(number)))
    return 1 - len(str((number.denominator - 1) // number.numerator))


def _decimal(value: float) -> tuple[str, int]:
    """Return the significant digits d and the exponent e of |value| = d · 10^e, as shortest."""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole + fraction).lstrip("0")
    shown = digits.rstrip("0") or "0"
    return shown, int(exponent or 0) - len(fraction) + len(digits) - len(shown)
