"""How many digits a list of numbers needs, so that those that differ look different.

A decision may rest on the fifteenth digit: a number that looks whole is whole, and entries that
look equal are, up to the noise of the arithmetic that gave them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from eigenscope.engine.analysis.results import Arithmetic

MOST = 17
"""Digits with which every float looks different from all others."""

EXACT_NOISE = 4e-15
"""How far apart, relative to their size, floats next to exact values may be and mean the same."""

FLOAT_NOISE = 1e-12
"""The same of values that were computed in floats."""


def significant(value: float, digits: int) -> str:
    """Return a number with so many significant digits."""
    return f"{value:.{digits}g}"


def noise_of(arithmetic: Arithmetic) -> float:
    """Return how far apart the results of an arithmetic may be and mean the same."""
    return EXACT_NOISE if arithmetic is Arithmetic.EXACT else FLOAT_NOISE


def digits_apart(
    values: Iterable[float],
    noise: float,
    least: int = 6,
    write: Callable[[float, int], str] = significant,
) -> int:
    """Return the digits with which numbers that differ by more than noise are written unlike.

    Each is held against the others and against the whole number next to it.

    Parameters
    ----------
    values
        Finite numbers; others are passed over.
    noise
        Relative to the larger of two numbers.
    least
        Digits that there are in any case.
    write
        Returns a number with so many digits.
    """
    known = sorted({value for value in values if abs(value) < float("inf")})
    pairs = [*pairwise(known), *((value, float(round(value))) for value in known)]
    alike = [(a, b) for a, b in pairs if abs(a - b) > noise * max(abs(a), abs(b))]
    digits = least
    while digits < MOST and any(write(a, digits) == write(b, digits) for a, b in alike):
        digits += 1
    return digits
