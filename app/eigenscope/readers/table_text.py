"""The text of a table: how its bytes become characters, lines, cells and numbers.

Tables come out of many programs and countries, and nothing in them says how they were written.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isnan, nan
from pathlib import Path
from typing import TextIO

from eigenscope.readers.tensor_file import ReaderError

LONGEST_LINE = 4_000_000  # characters; a broken file may have no line's end at all
MISSING = frozenset(("", "na", "n/a", "nan", "null", "?"))
_CHUNK = 1_000_000
_DELIMITERS = (";", "\t", ",", "|")  # first the ones that numbers never have in them
_SAMPLE = 20  # lines from which the delimiter is told
_NO_TEXT = bytes({*range(9), *range(14, 32)} - {26, 27})  # bytes that no text has


@dataclass(frozen=True)
class Writing:
    """How a text is encoded, and how often each delimiter and the ends of lines are in it."""

    encoding: str
    counts: Counter[str]


def writing_of(path: Path) -> Writing:
    """Return how a file is encoded, after a look at every byte of it.

    Raises
    ------
    ReaderError
        If it is no text.
    """
    counts: Counter[str] = Counter()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        encoding = _by_first_bytes(path, chunk)
        while chunk:
            for mark in (*_DELIMITERS, " ", "\n", "\r"):
                counts[mark] += chunk.count(mark.encode())
            if encoding == "utf-8":
                try:
                    utf8.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "latin-1"
            chunk = file.read(_CHUNK)
    if encoding == "utf-8" and utf8.getstate()[0]:
        encoding = "latin-1"  # it would end in half a character
    return Writing(encoding, counts)


def _by_first_bytes(path: Path, start: bytes) -> str:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = start[:4096]
    zeros = head[::2].count(0), head[1::2].count(0)
    if max(zeros) > len(head) // 4 and not min(zeros):  # half of every plain letter
        return "utf-16-le" if zeros[1] else "utf-16-be"
    if len(head.translate(None, _NO_TEXT)) < len(head):
        raise ReaderError(
            f"{path.name} is not a table but of another kind. Save it as CSV where it was made."
        )
    return "utf-8"


class Lines:
    """The lines of a text, none of endless length, nor a record of endlessly many."""

    def __init__(self, file: TextIO, name: str) -> None:
        self._file = file
        self._name = name
        self._held = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self._held += len(line)
        if self._held > LONGEST_LINE:
            most = LONGEST_LINE // 10**6
            raise ReaderError(
                f"{self._name} has a line of more than {most} million characters. Is it a table?"
            )
        return line

    def record_ends(self) -> None:
        """Begin to count anew."""
        self._held = 0


def delimiter_of(lines: Lines, ending: str) -> str:
    """Return what stands between cells, judged by the first lines."""
    sample: list[str] = []
    for line in islice(lines, _SAMPLE):
        sample.append(line)
        if sum(map(len, sample)) > _CHUNK:
            break
        lines.record_ends()
    order = ("\t", ";", ",", "|") if ending == ".tsv" else _DELIMITERS
    best, delimiter = (0.0, 0), ""
    for candidate in order:
        score = _score([row for row in csv.reader(sample, delimiter=candidate) if row], candidate)
        if score > best:
            best, delimiter = score, candidate
    if delimiter:
        return delimiter
    ends = [line.rstrip() for line in sample]
    rows = [row for row in csv.reader(ends, delimiter=" ", skipinitialspace=True) if row]
    share, numbers = _score(rows, " ")
    return " " if share == 1.0 and numbers >= len(rows[-1]) else ","


def _score(rows: Sequence[Sequence[str]], delimiter: str) -> tuple[float, int]:
    """Return how many rows are of the usual width, and how many cells are numbers."""
    if not rows:
        return 0.0, 0
    width, times = Counter(map(len, rows)).most_common(1)[0]
    if width < 2:
        return 0.0, 0
    comma = delimiter == ";"
    cells = [number(cell, decimal_comma=comma) for row in rows for cell in row]
    return times / len(rows), sum(cell is not None and not isnan(cell) for cell in cells)


def number(cell: str, *, decimal_comma: bool) -> float | None:
    """Return the number in a cell, NaN if it is missing, None if it is another text."""
    text = cell.strip().replace("−", "-")
    if text.casefold() in MISSING:
        return nan
    if decimal_comma and text.count(",") == 1:
        text = text.replace(".", "").replace(",", ".")
    if "_" in text:  # Python reads 1_000 as a number; in tables it is a name
        return None
    try:
        return float(text)
    except ValueError:
        return None
