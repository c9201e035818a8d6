"""The types of tables that exact arithmetic takes and gives."""

from __future__ import annotations

from fractions import Fraction

from eigenscope.exact.surd import ExactNumber

Fractions = tuple[tuple[Fraction, ...], ...]
"""The rows of an (m, n) matrix."""

ExactRow = tuple[ExactNumber, ...]
ExactRows = tuple[ExactRow, ...]


def fractions_of(rows: ExactRows) -> Fractions | None:
    """Return exact rows as fractions, or None if any has a root in it."""
    fractions = []
    for row in rows:
        row_fractions = tuple(entry for entry in row if isinstance(entry, Fraction))
        if len(row_fractions) < len(row):
            return None
        fractions.append(row_fractions)
    return tuple(fractions)
