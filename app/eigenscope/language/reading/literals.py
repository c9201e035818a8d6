"""Decimals as they stand in a text: each means exactly what it says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.limits import TOO_LARGE
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.exact.surd import ExactNumber

LARGEST_POWER_OF_TEN = 400  # in a literal: an exact 1e999999999 would fill the memory


@dataclass(frozen=True)
class RealNumber:
    """A float, and the exact value where it is known."""

    value: float
    exact: ExactNumber | None = None


def literal(digits: str, text: str, start: int) -> RealNumber:
    """Return the number that a decimal stands for; raise LanguageError if it is too large.

    Whatever its digits, it means exactly what it says.

    ``text`` and ``start`` tell where it stands, for the message.
    """
    _, _, power = digits.lower().partition("e")
    end = start + len(digits)
    if power and abs(int(power)) > LARGEST_POWER_OF_TEN:
        words = Words("The power of ten is beyond ±{most}.", {"most": LARGEST_POWER_OF_TEN})
        raise LanguageError(words, text, start, end)
    try:
        value = float(digits) or 0.0  # "-0.0" too is a plain zero
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise LanguageError(TOO_LARGE, text, start, end)
    return RealNumber(value, _exactly(digits))


def _exactly(digits: str) -> Fraction:
    """Return a decimal as a fraction, in a third of the time that Fraction takes to read it."""
    mantissa, _, power = digits.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    count, exponent = int(whole + part), int(power or 0) - len(part)
    return Fraction(count * 10**exponent) if exponent >= 0 else Fraction(count, 10**-exponent)
