"""Numbers as tables write them: 1,234.5 or 1.234,5, 1'234, € 5, 12 %, −3, 1/2, #N/A.

One cell does not tell whether its comma is a decimal sign or parts thousands: ``1,234`` is both.
So it is decided for a whole table, from all of its cells, and whoever reads one says what was
decided. Tables that are pasted and tables in files share this.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from math import nan

from eigenscope.language.messages import LanguageError
from eigenscope.language.number import parse_number
from eigenscope.language.typography import plain

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
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "′": "'", "\u066c": None})
_ARABIC_DECIMAL = "\u066b"  # means nothing else, whatever the rest of the table has
_CELL = re.compile(
    rf"(?P<sign>[-+])? ?(?P<before>{_CURRENCY})? ?(?P<late>[-+])? ?"
    r"(?P<body>\d[\d,.' ]*|[,.]\d+)(?P<power>[eEdD][-+]?\d{1,3})?"
    rf" ?(?P<part>[%‰])? ?(?P<after>{_CURRENCY})?"
)
_FRACTION = re.compile(r"[-+]?\d+ ?/ ?\d+", re.ASCII)
_WORKED_OUT = re.compile(  # not 2020-01-05 or 12-5: a date or a range would become a number
    r"[-+]?(\d+\.?\d*|\.\d+)? ?\*? ?(√ ?\d+|(sqrt|cos|sin|tan|exp|ln|log)\([^()]*\d[^()]*\)|π|pi)"
    r"( ?/ ?\d+)?|[-+]?(\d+\.?\d*|\.\d+) ?\* ?10\^?(\d+|\([-+]?\d+\)|-\d+)|\(\d+(\+\d+)?/\d+\)"
)
_HAS_DIGIT = re.compile(r"\d|π")
_INFINITE = frozenset(("inf", "-inf", "infinity", "-infinity"))
_POINT, _COMMA = ".", ","


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


@dataclass(frozen=True)
class DecimalSign:
    """What the decimal sign of a table is, and how that is known.

    Attributes
    ----------
    sign
        "." or ",".
    sure
        Whether the cells leave no doubt.
    example
        A cell whose reading depends on it, empty if there is none.
    against
        A cell that can only be read with the other sign, empty if there is none.
    """

    sign: str
    sure: bool = True
    example: str = ""
    against: str = ""


class DecimalEvidence:
    """Looks at the cells of a table, one after the other, for what its decimal sign is."""

    def __init__(self) -> None:
        self._counts = {_POINT: 0, _COMMA: 0}
        self._first = {_POINT: "", _COMMA: ""}
        self._doubtful = {_POINT: "", _COMMA: ""}  # 1.234 and 1,234, by the mark in them

    def add(self, cell: str) -> None:
        """Look at a cell; those that are no numbers tell nothing."""
        if "," not in cell and "." not in cell:
            return
        found = _CELL.fullmatch(_with_plain_characters(cell))
        if found is None:
            return
        sign, mark = _told_by(found["body"].strip(), scientific=found["power"] is not None)
        if sign:
            self._counts[sign] += 1
            self._first[sign] = self._first[sign] or cell.strip()
        elif mark:
            self._doubtful[mark] = self._doubtful[mark] or cell.strip()

    def decided(self, *, comma_likely: bool) -> DecimalSign:
        """Return the decimal sign; ``comma_likely`` decides where no cell tells.

        So it does in a table whose cells are parted by semicolons, which programs write where the
        comma is the decimal sign.
        """
        points, commas = self._counts[_POINT], self._counts[_COMMA]
        if points or commas:
            sign = _COMMA if commas > points or (commas == points and comma_likely) else _POINT
            other = _POINT if sign == _COMMA else _COMMA
            mark = self._doubtful[other] or (self._first[sign] if sign == _COMMA else "")
            return DecimalSign(sign, not (points and commas), mark, self._first[other])
        doubtful = self._doubtful[_COMMA] or (self._doubtful[_POINT] if comma_likely else "")
        sign = _COMMA if comma_likely and self._doubtful[_COMMA] else _POINT
        return DecimalSign(sign, not doubtful, doubtful)


def cell_number(cell: str, decimal: str = _POINT) -> CellNumber | None:
    """Return the number in a cell of a table, or None if it is another text.

    Parameters
    ----------
    cell
        For example ``1,234.50 €``, ``−12 %``, ``1/2`` or ``#N/A``.
    decimal
        The table's decimal sign, "." or ",".
    """
    text = _with_plain_characters(cell).replace(_ARABIC_DECIMAL, decimal)
    if text.casefold() in MISSING:
        return CellNumber("", nan)
    found = _CELL.fullmatch(text)
    if found is None or (found["sign"] and found["late"]):
        return _worked_out(text, decimal)
    digits = _ungrouped(found["body"].strip(), decimal)
    if digits is None or (found["before"] and found["after"]):
        return None
    sign = "-" if "-" in (found["sign"], found["late"]) else ""
    power = (found["power"] or "").lower().replace("d", "e")  # Fortran writes 1.0D+05
    plain_text = f"{sign}{digits}{power}"
    value = float(plain_text)
    if found["part"] is not None:
        value = float(Fraction(plain_text) / (100 if found["part"] == "%" else 1000))
        plain_text = f"{plain_text}%" if found["part"] == "%" else f"{plain_text}/1000"
    return CellNumber(plain_text, value, found["before"] or found["after"] or "")


def _with_plain_characters(cell: str) -> str:
    """Return a cell's text with plain digits, spaces, apostrophes and signs."""
    text = cell.strip()
    if text.isascii():
        return text
    text = text.translate(_PLAIN)
    text = "".join(str(unicodedata.decimal(c, c)) for c in text)
    return plain(_SPACES.sub(" ", text)).strip()


def _told_by(body: str, *, scientific: bool) -> tuple[str, str]:
    """Return the decimal sign that a number tells, else the mark in it that may be one."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        last = _COMMA if body.rindex(",") > body.rindex(".") else _POINT
        return (last, "") if _ungrouped(body, last) is not None else ("", "")
    mark = _POINT if points else _COMMA
    other = _COMMA if points else _POINT
    if body.count(mark) > 1:
        return (other, "") if _ungrouped(body, other) is not None else ("", "")
    before, _, after = body.partition(mark)
    alone = not scientific and before.isdigit() and len(before) <= 3 and before != "0"
    if alone and len(after) == 3 and after.isdigit():
        return "", mark
    return (mark, "") if _ungrouped(body, mark) is not None else ("", "")


def _ungrouped(body: str, decimal: str) -> str | None:
    """Return digits and a decimal point alone, or None if the marks between are in odd places."""
    whole, mark, part = body.partition(decimal)
    if part and not part.isdigit():
        return None
    group = next((each for each in ",.' " if each in whole), "")
    if not group:
        return f"{whole}.{part}" if mark else whole
    groups = whole.split(group)
    inner = {len(each) for each in groups[1:-1]}
    regular = len(groups[-1]) == 3 and 1 <= len(groups[0]) <= 3 and inner <= {3}
    indian = group == "," and len(groups[-1]) == 3 and 1 <= len(groups[0]) <= 2 and inner == {2}
    if not (regular or indian) or not all(each.isdigit() for each in groups):
        return None
    return "".join(groups) + (f".{part}" if mark else "")


def _worked_out(text: str, decimal: str) -> CellNumber | None:
    """Return what a fraction, a root or a multiple of π is worth; dates and ranges are none."""
    if decimal == _COMMA:
        text = text.replace(",", ".")
    if not _HAS_DIGIT.search(text):
        low = text.casefold().replace("∞", "inf").lstrip("+")
        return CellNumber(low, float(low)) if low in _INFINITE else None
    if not (_FRACTION.fullmatch(text) or _WORKED_OUT.fullmatch(text)):
        return None
    try:
        return CellNumber(text, parse_number(text).value)
    except LanguageError:
        return None
