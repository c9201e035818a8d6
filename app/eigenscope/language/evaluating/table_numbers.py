"""Numbers as tables write them: 1,234.5 or 1.234,5, 1'234, € 5, 12 %, −3, 1/2, #N/A.

What commas and points mean is decided for a whole table (`digit_signs`); here one cell is read.
Only what can be nothing else than a number becomes one: 2020-01-05, 12-5 and e are texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import nan

from eigenscope.language.evaluating.number import parse_number
from eigenscope.language.texts.digit_signs import Comma, DigitSigns, signs_in
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain

MISSING = frozenset(
    (
        *("", "na", "n/a", "n.a.", "nan", "nat", "null", "none", "?", ".", "..", "-", "--"),
        *("#n/a", "#na", "#div/0!", "#value!", "#ref!", "#num!", "#name?", "#null!", "1.#qnan"),
    )
)
"""What stands where a number is missing, in small letters and with plain signs."""

_CURRENCY = (
    r"(?:[$¢-¥֏؋฿៛₠-⃀﷼]|US\$|R\$|CHF|Fr\.|EUR|USD|GBP|JPY|CNY|RMB|kr\.?|SEK|NOK|DKK|zł|PLN|Kč|CZK"
    r"|Ft|HUF|lei|元|円)"
)
_SPACES = re.compile(r"\s")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "′": "'", "\u066c": None, "\u066b": "."})
_CELL = re.compile(
    rf"(?P<sign>[-+])? ?(?P<before>{_CURRENCY})? ?(?P<late>[-+])? ?"
    r"(?P<body>\d[\d,.' ]*|[,.]\d+)(?P<power>[eEdD][-+]?\d{1,3})?"
    rf" ?(?P<part>[%‰])? ?(?P<after>{_CURRENCY})?"
)
_FRACTION = re.compile(r"[-+]?\d+ ?/ ?\d+", re.ASCII)
_WORKED_OUT = re.compile(  # not 2020-01-05 or 12-5: a date or a range would become a number
    r"[-+]?(\d+\.?\d*|\.\d+)? ?[*×·]? ?"
    r"(√ ?\d+|(sqrt|cos|sin|tan|exp|ln|log)\([^()]*\d[^()]*\)|π|pi)( ?/ ?\d+)?"
    r"|[-+]?(\d+\.?\d*|\.\d+) ?[*×·] ?10\^?(\d+|\([-+]?\d+\)|-\d+)|\(\d+(\+\d+)?/\d+\)"
)
_HAS_DIGIT = re.compile(r"\d|π")
_INFINITE = frozenset(("inf", "-inf", "infinity", "-infinity"))
_DIGITS = re.compile(r"\d+\.?\d*|\.\d+", re.ASCII)
_SPACE = "\u00a0"  # between groups of digits; a plain one parts entries elsewhere
_NO_COMMA = DigitSigns()


@dataclass(frozen=True)
class CellNumber:
    """The number in a cell.

    Attributes
    ----------
    text
        As the language writes it: ``-1234.5``, ``50%``, ``1/2``; empty where it is missing.
    value
        Its value; nan where it is missing.
    currency
        The sign of a currency that stood beside it, else empty.
    """

    text: str
    value: float
    currency: str = ""


def table_signs(cells: Iterable[str], comma: Comma | None = None) -> DigitSigns:
    """Return how a table writes its numbers; cells and ``comma`` as of `signs_in`."""
    return signs_in(_bodies(cells), comma)


def _bodies(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        match = _CELL.fullmatch(_with_plain_characters(cell))
        if match is not None:
            yield match["body"].strip().replace(" ", _SPACE) + (match["power"] or "")


def cell_number(cell: str, signs: DigitSigns = _NO_COMMA) -> CellNumber | None:
    """Return the number in a cell of a table, or None if it is another text.

    Parameters
    ----------
    cell
        For example ``1,234.50 €``, ``−12 %``, ``1/2`` or ``#N/A``.
    signs
        How the table writes its numbers.
    """
    text = _with_plain_characters(cell)
    if text.casefold() in MISSING:
        return CellNumber("", nan)
    match = _CELL.fullmatch(text)
    if match is None or (match["sign"] and match["late"]):
        return _worked_out(text)
    if match["before"] and match["after"]:
        return None
    digits = signs.plain(match["body"].strip().replace(" ", _SPACE))
    if not _DIGITS.fullmatch(digits):
        return None
    sign = "-" if "-" in (match["sign"], match["late"]) else ""
    power = (match["power"] or "").lower().replace("d", "e")  # Fortran writes 1.0D+05
    read = f"{sign}{digits}{power}"
    value = float(read)
    if match["part"] is not None:
        value = float(Fraction(read) / (100 if match["part"] == "%" else 1000))
        read = f"{read}%" if match["part"] == "%" else f"{read}/1000"
    return CellNumber(read, value, match["before"] or match["after"] or "")


def _with_plain_characters(cell: str) -> str:
    """Return a cell's text with plain digits, spaces, apostrophes and signs."""
    text = cell.strip()
    if text.isascii():
        return text
    text = text.translate(_PLAIN)
    text = "".join(str(unicodedata.decimal(c, c)) for c in text)
    return plain(_SPACES.sub(" ", text)).replace("×", "*").strip()


def _worked_out(text: str) -> CellNumber | None:
    """Return what a fraction, a root or a multiple of π is worth; dates and ranges are none."""
    if not _HAS_DIGIT.search(text):
        low = text.casefold().replace("∞", "inf").lstrip("+")
        return CellNumber(low, float(low)) if low in _INFINITE else None
    if not (_FRACTION.fullmatch(text) or _WORKED_OUT.fullmatch(text)):
        return None
    try:
        return CellNumber(text, parse_number(text).value)
    except LanguageError:
        return None
