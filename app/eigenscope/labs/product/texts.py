"""How the entries of tables are written: exactly where that is short, else with a few decimals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from eigenscope.exact.closed_forms import fraction_text, short_text
from eigenscope.exact.matrix_operations import Numbers, Results
from eigenscope.exact.numbers import Number
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import Surd
from eigenscope.labs.kit.typed_texts import LONGEST, in_product, typeset
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Words, as_it_is, say

NO_VALUE = "none"
"""What stands in the cell of a result that is no real number, until it is shown."""

_DECIMALS = 3


class Written(NamedTuple):
    """A number's text, and whether it says all of the number."""

    text: str
    exact: bool


def numbers_of(matrix: Matrix) -> Numbers:
    """Return a matrix's entries, exact where they are known."""
    return tuple(
        tuple(entry.value if entry.exact is None else entry.exact for entry in row)
        for row in matrix.rows
    )


def entry_texts(matrix: Matrix) -> tuple[tuple[str, ...], ...]:
    """Return a matrix's entries as they were typed, shortened where they would not fit a cell."""
    return tuple(
        tuple(
            typeset(entry.text)
            if len(typeset(entry.text)) <= LONGEST
            else written(entry.value if entry.exact is None else entry.exact, True).text
            for entry in row
        )
        for row in matrix.rows
    )


def has_fractions(*matrices: Matrix) -> bool:
    """Tell whether somebody typed a fraction, so that results should be fractions too."""
    return any("/" in entry.text for matrix in matrices for row in matrix.rows for entry in row)


def written(number: Number | None, fractions: bool) -> Written:
    """Return a number for a cell; ``fractions`` writes a half as 1/2 rather than as 0.5."""
    if number is None:
        return Written(NO_VALUE, True)
    rounded = as_float(number)
    if isinstance(number, Surd):
        root_text = short_text(number)
        if 0 < len(root_text) <= LONGEST:
            return Written(root_text, True)
    if not isinstance(number, Fraction):
        return Written(tidy(rounded, _DECIMALS), False)
    text = fraction_text(number)
    beyond_floats = abs(rounded) == float("inf") or (rounded == 0 and number != 0)
    short = len(text) <= LONGEST
    if beyond_floats:
        return Written(text, True) if short else _beyond(number)
    decimal = tidy(rounded, _DECIMALS)
    if number.denominator == 1 and short:
        return Written(text, True)
    if not fractions and _says_all(decimal, number):
        return Written(decimal, True)
    if short and "/" in text:
        return Written(text, True)
    return Written(decimal, _says_all(decimal, number))


def _says_all(decimal: str, number: Fraction) -> bool:
    try:
        return Fraction(decimal.replace("−", "-")) == number
    except ValueError:  # such as 1.2×10⁷
        return False


def _beyond(number: Fraction) -> Written:
    """Write a number that no float can hold by its power of ten."""
    power = len(str(abs(number.numerator))) - len(str(number.denominator))
    sign = "−" if number < 0 else ""
    return Written(f"{sign}10{str(power).translate(_RAISED)}".replace("-", "⁻"), False)


_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def result_texts(results: Results, fractions: bool) -> tuple[tuple[str, ...], ...]:
    """Return the texts of computed entries."""
    return tuple(tuple(written(number, fractions).text for number in row) for row in results)


def said(cells: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the texts of cells as they are shown: in the language that is spoken."""
    none = say(NO_VALUE)
    return tuple(tuple(none if text == NO_VALUE else text for text in row) for row in cells)


def sum_text(terms: Sequence[str]) -> str:
    """Return terms with plus and minus signs between them."""
    text = terms[0] if terms else "0"
    for term in terms[1:]:
        text += f" − {term[1:]}" if term.startswith("−") else f" + {term}"
    return text


def products_text(left: Sequence[str], right: Sequence[str]) -> str:
    """Return "1·5 + 2·7" for the entries of a row and of a column."""
    pairs = zip(left, right, strict=True)
    return " + ".join(f"{in_product(a)}·{in_product(b)}" for a, b in pairs)


def equation(left: str, number: Number | None, fractions: bool) -> Words:
    """Return "left = number", with ≈ where the number is rounded."""
    if number is None:
        return Words("{left} has no value", {"left": left})
    text, exact = written(number, fractions)
    return as_it_is(f"{left} {'=' if exact else '≈'} {text}")


def of_entry(name: str, answer: Words) -> Words:
    """Return "c₁₁ = 1·5 + 2·7 = 19" for the name of an entry and what it is."""
    return Words("{name} = {answer}", {"name": name, "answer": answer})


def entry_name(letter: str, row: int, column: int) -> str:
    """Return c₁₂ for row 0, column 1."""
    return f"{letter}{subscript(row + 1)}{subscript(column + 1)}"
