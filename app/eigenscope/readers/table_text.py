"""The text of a table: its lines, what parts their cells, and the remarks above them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isnan
from typing import NamedTuple, TextIO

from eigenscope.language.table_numbers import cell_number, table_signs
from eigenscope.readers.table_encoding import DELIMITERS
from eigenscope.readers.tensor_file import ReaderError

LONGEST_LINE = 4_000_000  # characters; a broken file may have no line's end at all
_SAMPLE = 20  # lines from which the delimiter is told
_MOST_SAMPLED = 1_000_000  # characters
_MOST_CELLS = 100  # of a line, by which a separator is judged
_REMARKS = ("#", "%", "//", "!")


class Lines:
    """The lines of a text, none of endless length, nor a record of endlessly many.

    Parameters
    ----------
    file, name
        The text, and what it is called in messages.
    remarks
        What begins a line that is left out, empty if nothing does.
    spaced
        Whether tabs are read as spaces.
    """

    def __init__(self, file: TextIO, name: str, remarks: str = "", *, spaced: bool = False) -> None:
        self._file = file
        self._name = name
        self._remarks = remarks
        self._spaced = spaced
        self._held = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_LINE + 1)
        while self._remarks and not self._held and line.lstrip().startswith(self._remarks):
            line = self._file.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self._held += len(line)
        if self._held > LONGEST_LINE:
            most = LONGEST_LINE // 10**6
            raise ReaderError(
                f"{self._name} has a line of more than {most} million characters. Is it a table?"
            )
        return line.replace("\t", " ") if self._spaced else line

    def record_ends(self) -> None:
        """Begin to count anew."""
        self._held = 0


@dataclass(frozen=True)
class Layout:
    """How the lines of a table become cells.

    Attributes
    ----------
    separator
        What stands between cells.
    remarks
        What begins a line that is left out, empty if no line does.
    names
        The cells of the last remark above the numbers, where they may name the columns.
    """

    separator: str
    remarks: str = ""
    names: tuple[str, ...] = ()


def layout_of(lines: Lines, ending: str, separator: str | None = None) -> Layout:
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
    kept = [line for line in sample if not (remarks and line.lstrip().startswith(remarks))]
    found = separator or _separator(kept, ending)
    names = split(above.lstrip().removeprefix(remarks).strip(), found) if above else []
    width = len(split(kept[0], found)) if kept else 0
    fits = len(names) == width and any(cell_number(name) is None for name in names)
    if fits and not names[0]:
        names[0] = remarks  # the name of the first column itself: #,x,y
    return Layout(found, remarks, tuple(names) if fits else ())


def split(line: str, separator: str) -> list[str]:
    """Return the cells of one line."""
    spaced = separator == " "
    text = line.replace("\t", " ").strip() if spaced else line.rstrip("\r\n")
    row = next(csv.reader([text], delimiter=separator, skipinitialspace=True), [])
    return [cell.strip() for cell in row]


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
        return separator or ","
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
    count = sum(found is not None and not isnan(found.value) for found in values)
    return _Score(times / len(rows), count / len(cells), count)
