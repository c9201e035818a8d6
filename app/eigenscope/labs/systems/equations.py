"""Equations and row operations as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eigenscope.exact.closed_forms import as_coefficient, decimal_places, short_text
from eigenscope.exact.elimination import SCALE, SWAP, RowOperation
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import ExactNumber, InexactError, magnitude
from eigenscope.wording.number_texts import digits_of, subscript, tidy

UNKNOWNS = "xyz"
_LONGEST = 12  # characters of a fraction that is still easier to read than its decimals
_LARGE = 100  # a numerator or denominator that hides which decimal it was
_LONGEST_ROOTS = 26  # and of a number with square roots, whose decimals nobody recognises


def entry_text(value: ExactNumber, exact: bool) -> str:
    """Return a number's exact form if it is meant exactly and short, else as a decimal."""
    text = short_text(value) if exact else ""
    if isinstance(value, Fraction) and _reads_better_as_decimal(value):
        return tidy(as_float(value))
    longest = _LONGEST_ROOTS if "√" in text else _LONGEST
    return text if 0 < len(text) <= longest else tidy(as_float(value))


def _reads_better_as_decimal(value: Fraction) -> bool:
    """Tell whether a fraction has an end as a decimal, as people type it, and large numbers."""
    if max(abs(value.numerator), value.denominator) < _LARGE or value.denominator == 1:
        return False
    return decimal_places(value.denominator) is not None and digits_of(as_float(value)) is not None


def equation_text(row: Sequence[ExactNumber], exact: bool) -> str:
    """Return such as "2x − y = 3", or "0 = 1" if no unknown is left."""
    text = ""
    for name, value in zip(UNKNOWNS, row[:-1], strict=False):
        if value:
            sign = ("−" if value < 0 else "") if not text else (" − " if value < 0 else " + ")
            text += sign + as_coefficient(_times(magnitude(value), exact)) + name
    return f"{text or '0'} = {entry_text(row[-1], exact)}"


def operation_text(operation: RowOperation, exact: bool) -> str:
    """Return such as "R₂ ← R₂ − 2 R₁"."""
    row, other = (f"R{subscript(index + 1)}" for index in (operation.row, operation.other))
    if operation.kind == SWAP:
        return f"{row} ↔ {other}"
    if operation.kind == SCALE:
        if operation.factor == -1:
            return f"{row} ← −{row}"
        divisor = _divisor(operation.factor)
        if divisor is not None:
            return f"{row} ← {row} ÷ {_bracketed(entry_text(divisor, exact))}"
        return f"{row} ← {entry_text(operation.factor, exact)} {row}"
    size = _bracketed(_times(magnitude(operation.factor), exact))
    sign = "−" if operation.factor < 0 else "+"
    return f"{row} ← {row} {sign} {size}{' ' if size else ''}{other}"


def _divisor(factor: ExactNumber) -> ExactNumber | None:
    """Return the number of size 1 or more by which a row is divided, else None."""
    try:
        divisor = 1 / factor
    except InexactError:
        return None
    return divisor if magnitude(divisor) >= 1 else None


def _times(size: ExactNumber, exact: bool) -> str:
    """Return a positive factor before what it multiplies; 1 is left out."""
    if size == 1:
        return ""
    return entry_text(size, exact)


def _bracketed(text: str) -> str:
    return f"({text})" if "/" in text or " " in text or text.startswith("−") else text
