"""How the lines of a table become cells: what parts them, and what stands above them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import isnan
from typing import NamedTuple

from eigenscope.language.evaluating.table_numbers import cell_number, table_signs
from eigenscope.language.texts.digit_signs import Comma, DigitSigns
from eigenscope.readers.table_encoding import DELIMITERS
from eigenscope.readers.table_reading import SEPARATORS
from eigenscope.readers.table_text import TextLines, split

_SAMPLE = 20  # lines from which the delimiter is told
_MOST_SAMPLED = 1_000_000  # characters
_MOST_CELLS = 100  # of a line, by which a separator is judged
_EXCEL = "sep="  # begins a first line that tells the separator
_REMARKS = (_EXCEL, "#", "%", "//", "!")
_GROUPS = re.compile(r",\d{3}(?!\d)")
_THOUSANDS = DigitSigns(Comma.THOUSANDS)


@dataclass(frozen=True)
class TableLayout:
    """How the lines of a table become cells.

    Attributes
    ----------
    separator
        What stands between cells.
    remarks
        What begins a line that is left out, empty if no line does.
    names
        The cells of the last remark above the numbers, where they may name the columns.
    title, above
        A first line that is no row of the table, and how many lines to its first row.
    doubtful
        Whether the separators may as well part the thousands of one number.
    """

    separator: str
    remarks: str = ""
    names: tuple[str, ...] = ()
    title: str = ""
    above: int = 0
    doubtful: bool = False


def layout_of(lines: TextLines, ending: str, separator: str | None = None) -> TableLayout:
    """Return the layout of a table, judged by its first lines.

    ``separator`` is what a person has said; None if it is to be found out.
    """
    sample: list[str] = []
    for line in islice(lines, _SAMPLE):
        sample.append(line)
        if sum(map(len, sample)) > _MOST_SAMPLED:
            break
        lines.record_ends()
    remarks, above = _remarks(sample)
    content = [line for line in sample if not (remarks and line.lstrip().startswith(remarks))]
    if remarks == _EXCEL:
        declared, above = above.removeprefix(_EXCEL).strip() or "\t", ""
        separator = separator or (declared if declared in SEPARATORS else None)
    chosen = separator or _separator(content, ending)
    if _title_lines(content, chosen):
        title = next(line.strip() for line in content if line.strip())
        return TableLayout(chosen, remarks, title=title, above=_title_lines(content, chosen))
    names = split(above.lstrip().removeprefix(remarks).strip(), chosen) if above else []
    width = len(split(content[0], chosen)) if content else 0
    fits = len(names) == width and any(cell_number(name) is None for name in names)
    if fits and not names[0]:
        names[0] = remarks  # the name of the first column itself: #,x,y
    doubtful = separator is None and chosen == "," and _could_be_thousands(content)
    return TableLayout(chosen, remarks, tuple(names) if fits else (), doubtful=doubtful)


def _remarks(sample: Sequence[str]) -> tuple[str, str]:
    """Return what begins the remarks of a text, and the last one above its numbers."""
    lines = [line.strip() for line in sample if line.strip()]
    mark = next((mark for mark in _REMARKS if lines and lines[0].startswith(mark)), "")
    if not mark or all(line.startswith(mark) for line in lines):
        return "", ""
    first = next(place for place, line in enumerate(lines) if not line.startswith(mark))
    return mark, lines[first - 1]


def _separator(sample: Sequence[str], ending: str) -> str:
    """Return what stands between cells, judged by some lines."""
    order = ("\t", ";", ",", "|") if ending == ".tsv" else DELIMITERS
    best, separator = _Score(0.0, 0.0, 0), ""
    for candidate in order:
        score = _score([row for row in csv.reader(sample, delimiter=candidate) if row])
        if score > best:
            best, separator = score, candidate
    rows = [row for row in (split(line, " ") for line in sample) if row]
    spaced = _score(rows)
    if spaced.regular < 1.0 or spaced.amount < min(len(rows[-1]), _MOST_CELLS):
        return separator or _for_one_column(sample)
    torn = spaced.numbers == 1.0 > best.numbers  # "1,5 2,5" is not 1 and "5 2" and 5
    return " " if not separator or torn else separator


class _Score(NamedTuple):
    """How well a separator fits: shares of rows of the usual width and of numbers, and those."""

    regular: float
    numbers: float
    amount: int


def _score(rows: Sequence[Sequence[str]]) -> _Score:
    if not rows:
        return _Score(0.0, 0.0, 0)
    width, times = Counter(map(len, rows)).most_common(1)[0]
    if width < 2:
        return _Score(0.0, 0.0, 0)
    cells = [cell for row in rows for cell in row[:_MOST_CELLS]]
    signs = table_signs(cells)
    values = [cell_number(cell, signs) for cell in cells]
    count = sum(number is not None and not isnan(number.value) for number in values)
    return _Score(times / len(rows), count / len(cells), count)


def _for_one_column(sample: Sequence[str]) -> str:
    """Return a separator that is in no line; a comma is part of numbers there."""
    text = "".join(sample)
    return next((mark for mark in (",", "\t", ";", "|") if mark not in text), ",")


def _title_lines(sample: Sequence[str], separator: str) -> int:
    """Return how many lines there are to the first row, if a line without cells is above it."""
    rows = [split(line, separator) if line.strip() else [] for line in sample]
    widths = Counter(len(row) for row in rows if row)
    first = next((row for row in rows if row), [])
    usual = widths.most_common(1)[0][0] if widths else 0
    if len(first) != 1 or usual < 2 or widths[usual] < 2 or cell_number(first[0]) is not None:
        return 0
    return next(place for place, row in enumerate(rows) if len(row) == usual)


def _could_be_thousands(sample: Sequence[str]) -> bool:
    """Tell whether each line could be one number, whose thousands are parted by commas."""
    lines = [line.strip() for line in sample if line.strip()]
    numbers = [line for line in lines if _GROUPS.search(line)]
    if len(numbers) < len(lines) - 1:  # the first may be a name
        return False
    return bool(numbers) and all(cell_number(line, _THOUSANDS) is not None for line in numbers)
