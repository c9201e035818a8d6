"""Equations and row operations as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.exact.closed_forms import fraction_text
from eigenscope.exact.elimination import SCALE, SWAP, RowOperation
from eigenscope.exact.rounding import as_float
from eigenscope.labs.numerals import subscript, tidy

UNKNOWNS = "xyz"
_LONGEST = 12  # characters of a fraction that is still easier to read than its decimals
_MOST_BITS = 10_000  # of a fraction that is written at all: Python writes 4300 digits at most


def entry_text(value: Fraction, exact: bool) -> str:
    """Return a number as a fraction if it is meant exactly and short, else as a decimal."""
    bits = value.numerator.bit_length() + value.denominator.bit_length()
    text = fraction_text(value) if exact and bits < _MOST_BITS else ""
    return text if 0 < len(text) <= _LONGEST else tidy(as_float(value))


def equation_text(row: Sequence[Fraction], exact: bool) -> str:
    """Return such as "2x − y = 3", or "0 = 1" if no unknown is left."""
    text = ""
    for name, value in zip(UNKNOWNS, row[:-1], strict=False):
        if value:
            sign = ("−" if value < 0 else "") if not text else (" − " if value < 0 else " + ")
            text += sign + _times(abs(value), exact) + name
    return f"{text or '0'} = {entry_text(row[-1], exact)}"


def operation_text(operation: RowOperation, exact: bool) -> str:
    """Return such as "R₂ ← R₂ − 2 R₁"."""
    row, other = (f"R{subscript(index + 1)}" for index in (operation.row, operation.other))
    if operation.kind == SWAP:
        return f"{row} ↔ {other}"
    if operation.kind == SCALE:
        if operation.factor == -1:
            return f"{row} ← −{row}"
        divisor = 1 / operation.factor
        if abs(divisor.numerator) >= divisor.denominator:
            return f"{row} ← {row} ÷ {_bracketed(entry_text(divisor, exact))}"
        return f"{row} ← {entry_text(operation.factor, exact)} {row}"
    size = _times(abs(operation.factor), exact)
    sign = "−" if operation.factor < 0 else "+"
    return f"{row} ← {row} {sign} {size}{' ' if size else ''}{other}"


def _times(size: Fraction, exact: bool) -> str:
    """Return a positive factor before what it multiplies; 1 is left out."""
    if size == 1:
        return ""
    text = entry_text(size, exact)
    return f"({text})" if "/" in text else text


def _bracketed(text: str) -> str:
    return f"({text})" if "/" in text or text.startswith("−") else text
