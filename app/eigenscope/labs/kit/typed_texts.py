"""Entries as they were typed, with the signs of the blackboard: √2, π, 1/3, 2×10⁻⁹."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Unpack

import numpy.typing as npt

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import Details, matrix_readout
from eigenscope.labs.kit.running import Rows
from eigenscope.language.evaluating.entry import Entry, Matrix
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import pretty
from eigenscope.wording.number_texts import power_of_ten, tidy
from eigenscope.wording.words import Text

LONGEST = 8
"""Characters of an entry that is shown as it was typed."""

_ROOT, _PI = re.compile(r"\bsqrt\((\d+)\)"), re.compile(r"\bpi\b")
_POWER = re.compile(r"(?<=\d)[eE]([-−+]?\d+)\b")
_ROUNDING = Fraction(1, 10**12)
_DECIMAL = re.compile(r"[-−+]?[\d.]+(?:[eE][-−+]?\d+)?")


def typeset(text: str) -> str:
    """Return an entry as it was typed, with the signs of the blackboard."""
    return _POWER.sub(_ten, _PI.sub("π", _ROOT.sub(r"√\1", pretty(text))))


def _ten(power: re.Match[str]) -> str:
    return f"×{power_of_ten(int(power[1].replace('−', '-')))}"


def typed_readout(
    key: str,
    group: Text,
    label: Text,
    matrix: Matrix,
    value: npt.ArrayLike,
    **details: Unpack[Details],
) -> Readout:
    """Return a matrix or column that was typed; ``value`` is it as numbers, (m, n) or (m,)."""
    readout = matrix_readout(key, group, label, value, **details)
    if all(_DECIMAL.fullmatch(entry.text) for row in matrix.rows for entry in row):
        return readout
    rows: Rows = tuple(tuple(map(entry_text, row)) for row in matrix.rows)
    return replace(readout, matrix=rows, factor="")


def exact_column(column: Matrix) -> list[Fraction]:
    """Return the numbers of a column (n, 1) as they are typed, to more than a hundred digits."""
    return [_exact_number(entry) for (entry,) in column.rows]


def _exact_number(entry: Entry) -> Fraction:
    if isinstance(entry.exact, Fraction):
        return entry.exact
    from eigenscope.engine.calculus.precise import precise_number
    from eigenscope.language.definitions.formula import Formula

    rounded = Fraction(entry.value)
    try:
        number = precise_number(Formula(entry.text, ("x",)))
    except (LanguageError, ArithmeticError, ValueError, TypeError, AttributeError):
        return rounded  # as of what a file has, or a name stands for
    return number if abs(number - rounded) <= _ROUNDING * abs(rounded) else rounded


def entry_text(entry: Entry) -> str:
    """Return an entry as it was typed where that is short, a long decimal rounded."""
    text = typeset(entry.text)
    short = len(text) <= LONGEST and not _DECIMAL.fullmatch(entry.text)
    return text if short else tidy(entry.value)


def in_product(text: str) -> str:
    """Return a number as it stands in a product: in parentheses if it begins with a sign."""
    return f"({text})" if text.startswith("−") or "/" in text or " " in text else text
