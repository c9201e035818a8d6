"""Rounds exact numbers to floats, infinite beyond the largest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.surd import ExactNumber, magnitude, nearby


def as_float(number: ExactNumber | float) -> float:
    """Return the nearest float; ±∞ for a number beyond all floats."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def as_floats(rows: Sequence[Sequence[ExactNumber]]) -> Floats:
    """Return rows of exact numbers as an array, shape (m, n)."""
    return np.array([[as_float(entry) for entry in row] for row in rows], dtype=np.float64)


def scaled_floats(rows: Sequence[Sequence[ExactNumber]], by: Iterable[ExactNumber]) -> Floats:
    """Return rows over the largest of some of their entries, (m, n); unscaled if all those are 0.

    However large or small the entries are, the quotients of those are floats.
    """
    largest = max((nearby(magnitude(number)) for number in by), default=Fraction())
    return as_floats([[nearby(entry) / (largest or 1) for entry in row] for row in rows])
