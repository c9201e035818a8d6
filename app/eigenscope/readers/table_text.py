"""The text of a table: its lines, and the cells of a line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Words

LONGEST_LINE = 4_000_000  # characters; a broken file may have no line's end at all


class TextLines:
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
            raise ReaderError(
                Words(
                    "{file} has a line of more than {count} million characters. Is it a table?",
                    {"file": self._name, "count": LONGEST_LINE // 10**6},
                )
            )
        return line.replace("\t", " ") if self._spaced else line

    def record_ends(self) -> None:
        """Begin to count anew."""
        self._held = 0


def split(line: str, separator: str) -> list[str]:
    """Return the cells of one line."""
    spaced = separator == " "
    text = line.replace("\t", " ").strip() if spaced else line.rstrip("\r\n")
    row = next(csv.reader([text], delimiter=separator, skipinitialspace=True), [])
    return [cell.strip() for cell in row]
