"""Rounds exact numbers to floats, infinite beyond the largest."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from eigenscope.exact.surd import ExactNumber
from eigenscope.exact.types import FloatMatrix


def as_float(number: ExactNumber | float) -> float:
    """Return the nearest float; ±∞ for a number beyond all floats."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def as_floats(rows: Sequence[Sequence[ExactNumber]]) -> FloatMatrix:
    """Return rows of exact numbers as an array, shape (m, n)."""
    return np.array([[as_float(entry) for entry in row] for row in rows], dtype=np.float64)
