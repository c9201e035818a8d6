"""How many digits a list of numbers needs, so that those that differ look different.

A decision may rest on the fifteenth digit: a number that looks whole is whole, and entries that
look equal are, up to the noise of the arithmetic that gave them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

MOST = 17
"""Digits with which every float looks different from all others."""

EXACT_NOISE = 4e-15
"""How far apart, relative to their size, floats next to exact values may be and mean the same."""

FLOAT_NOISE = 1e-12
"""The same of values that were computed in floats."""


def digits_apart(values: Iterable[float], noise: float, least: int = 6) -> int:
    """Return the significant digits with which numbers that differ by more than noise look so.

    Each is held against the others and against the whole number next to it.

    Parameters
    ----------
    values
        Finite numbers; others are passed over.
    noise
        Relative to the larger of two numbers.
    least
        Digits that there are in any case.
    """
    known = sorted({value for value in values if abs(value) < float("inf")})
    pairs = [*pairwise(known), *((value, float(round(value))) for value in known)]
    alike = [(a, b) for a, b in pairs if abs(a - b) > noise * max(abs(a), abs(b))]
    digits = least
    while digits < MOST and any(f"{a:.{digits}g}" == f"{b:.{digits}g}" for a, b in alike):
        digits += 1
    return digits
