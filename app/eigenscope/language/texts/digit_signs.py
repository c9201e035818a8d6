"""What commas, points and other marks among the digits of numbers mean.

One comma says little: 1,234 is a thousand here and one and a quarter there. So a table is decided
for the whole of it, by the cells that can be read in one way alone. Tables from files and pasted
ones are decided here, by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GROUP_MARKS = "'’\u00a0\u2009\u202f"  # between groups of three digits: apostrophes, narrow spaces
_GROUPED = re.compile(rf"[+\-−–]?\d{{1,3}}(?:([{GROUP_MARKS}])\d{{3}})(?:\1\d{{3}})*(?:[.,]\d*)?")
_POINTED = re.compile(r"[+\-−–]?\d*\.\d*(?:[eE][+-]?\d+)?")
_COMMA_PARTS = re.compile(r"[+\-−–]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?,\d+(?:[eE][+-]?\d+)?|\d+,")
_COMMA_GROUPS = re.compile(  # the second way is that of India: 12,34,567
    r"[+\-−–]?[1-9](?:\d{0,2}(?:,\d{3})+|\d?(?:,\d{2})+,\d{3})(?:\.\d*)?(?:[eE][+-]?\d+)?"
)
_POINT_GROUPS = re.compile(r"[+\-−–]?[1-9]\d{0,2}(?:\.\d{3})+")
_UNGROUPED = re.compile(r"[+\-−–]?\d{4,}")


class Comma(StrEnum):
    """What a comma in a number means."""

    DECIMAL = "decimal sign"
    THOUSANDS = "thousands sign"
    SEPARATOR = "separator"  # no part of a number: it stands between two


@dataclass(frozen=True)
class DigitSigns:
    """How a table writes its numbers.

    Attributes
    ----------
    comma
        What a comma means, or None where no number has one.
    sure
        Whether a cell could be read in that way alone; else the other way is to be offered.
    point_groups
        Whether points part thousands: 1.234 is more than a thousand.
    """

    comma: Comma | None = None
    sure: bool = True
    point_groups: bool = False

    def plain(self, cell: str) -> str:
        """Return a number with a decimal point and no other marks; another text as it is."""
        text = without_groups(cell.strip())
        if self.comma is Comma.DECIMAL and _COMMA_PARTS.fullmatch(text):
            return text.replace(".", "").replace(",", ".")
        if self.comma is Comma.THOUSANDS and _COMMA_GROUPS.fullmatch(text):
            return text.replace(",", "")
        if self.point_groups and _POINT_GROUPS.fullmatch(text):
            return text.replace(".", "")
        return text


def signs_in(cells: Iterable[str], comma: Comma | None = None) -> DigitSigns:
    """Return how the cells of one table write their numbers.

    Parameters
    ----------
    cells
        All of them, or as many as tell.
    comma
        What a comma shall mean, where a person has said it.
    """
    commas = decimal = thousands = pointed = grouped = millions = long = False
    for cell in cells:
        text = without_groups(cell.strip())
        if "," in text:
            parts, groups = _COMMA_PARTS.fullmatch(text), _COMMA_GROUPS.fullmatch(text)
            commas |= bool(parts or groups)
            decimal |= bool(parts and not groups)
            thousands |= bool(groups and not parts)
        elif "." in text:
            groups = _POINT_GROUPS.fullmatch(text)
            grouped |= groups is not None
            millions |= groups is not None and text.count(".") > 1
            pointed |= groups is None and _POINTED.fullmatch(text) is not None
        else:
            long |= _UNGROUPED.fullmatch(text) is not None
    if not commas:  # 1.234 is a decimal then, unless there is a 1.234.567 as well
        return DigitSigns(point_groups=millions and not pointed)
    sure = decimal != (thousands or pointed)
    if comma is None:
        comma = Comma.THOUSANDS if (thousands or pointed) and not decimal else Comma.DECIMAL
        sure |= long and not thousands and not pointed
    return DigitSigns(comma, sure, comma is Comma.DECIMAL and grouped and not pointed)


def can_mean(cell: str, comma: Comma) -> bool:
    """Tell whether a cell can be read with that meaning of the commas in it, if it has any."""
    text = without_groups(cell.strip())
    if "," not in text:
        return True
    pattern = _COMMA_PARTS if comma is Comma.DECIMAL else _COMMA_GROUPS
    return not text.endswith(",") and pattern.fullmatch(text) is not None


def without_groups(number: str) -> str:
    """Return 1'234.5 as 1234.5: marks that can be nothing else than between thousands go."""
    match = _GROUPED.fullmatch(number)
    return number if match is None else number.replace(match[1], "")
