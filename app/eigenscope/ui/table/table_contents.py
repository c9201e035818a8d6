"""What a table of numbers shows and how it is changed, alike for typed matrices and those of files.

A typed matrix is shown by its texts, for 1/3 is not 0.333333; numbers from a file are shown
rounded, and are read in full only where somebody looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.language.evaluating.entry import Entry, Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.wording.number_texts import typeset
from eigenscope.wording.words import Text, Words

MOST_EDITED = 250_000  # entries: every edit makes a copy
_DIGITS = 6

Block = Sequence[Sequence[Entry]]
"""Rows of entries to be put into a table."""


class TableContents(Protocol):
    """A matrix of whatever origin; rows and columns count from 0."""

    @property
    def matrix(self) -> Matrix | LoadedMatrix:
        """The matrix itself."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""

    @property
    def locked(self) -> Text:
        """Why it cannot be edited; empty if it can."""

    def value(self, row: int, column: int) -> float:
        """Return an entry."""

    def text(self, row: int, column: int) -> str:
        """Return an entry as it stands in its cell."""

    def full_text(self, row: int, column: int) -> str:
        """Return an entry without rounding, as it may be typed."""

    def number(self, place: int, *, across: bool) -> int:
        """Return the number of a row or column in the whole, from 1."""

    def name(self, place: int, *, across: bool) -> str:
        """Return what a row or column is called: its name, else its number."""

    def with_block(self, row: int, column: int, block: Block) -> TableContents:
        """Return it with other entries from a place on; what does not fit is left out."""


@dataclass(frozen=True)
class _Typed:
    """A matrix that was typed."""

    matrix: Matrix

    @property
    def shape(self) -> tuple[int, int]:
        return self.matrix.shape

    @property
    def locked(self) -> Text:
        return ""

    def value(self, row: int, column: int) -> float:
        return self.matrix.rows[row][column].value

    def text(self, row: int, column: int) -> str:
        return self.matrix.rows[row][column].text

    def full_text(self, row: int, column: int) -> str:
        return self.matrix.rows[row][column].text

    def number(self, place: int, *, across: bool) -> int:
        return place + 1

    def name(self, place: int, *, across: bool) -> str:
        return str(place + 1)

    def with_block(self, row: int, column: int, block: Block) -> TableContents:
        rows = list(self.matrix.rows)
        width = self.shape[1]
        for down, entries in enumerate(block[: len(rows) - row], start=row):
            new = tuple(entries[: width - column])
            before = rows[down]
            rows[down] = before[:column] + new + before[column + len(new) :]
        return _Typed(Matrix(tuple(rows)))


@dataclass(frozen=True)
class _Loaded:
    """A matrix from a file."""

    matrix: LoadedMatrix

    @property
    def shape(self) -> tuple[int, int]:
        rows, columns = self.matrix.values.shape
        return rows, columns

    @property
    def locked(self) -> Text:
        if not self.matrix.whole:
            return "This is a sample of a larger matrix: its entries cannot be edited."
        if self.matrix.values.size > MOST_EDITED:
            words = "Only matrices of up to {most} entries can be edited."
            return Words(words, {"most": f"{MOST_EDITED:,}"})
        return ""

    def value(self, row: int, column: int) -> float:
        return float(self.matrix.values[row, column])

    def text(self, row: int, column: int) -> str:
        value = self.matrix.values[row, column].item()
        if isinstance(value, int) and abs(value) < 10**9:
            return typeset(str(int(value)))
        return typeset(f"{value:.{_DIGITS}g}")

    def full_text(self, row: int, column: int) -> str:
        value = self.matrix.values[row, column]
        if value.dtype.kind == "f":  # numpy writes a float32 with the digits that it has
            return str(value).removesuffix(".0")
        return str(int(value))

    def number(self, place: int, *, across: bool) -> int:
        matrix = self.matrix
        numbers = matrix.column_numbers if across else matrix.row_numbers
        return 1 + (place if numbers is None else int(numbers[place]))

    def name(self, place: int, *, across: bool) -> str:
        names = self.matrix.column_names if across else self.matrix.row_names
        return names[place] if names else str(self.number(place, across=across))

    def with_block(self, row: int, column: int, block: Block) -> TableContents:
        old = self.matrix.values
        height, width = self.shape
        new = np.array([[entry.value for entry in entries[: width - column]] for entries in block])
        new = new[: height - row]
        fits = old.dtype.kind == "f" or _fits(new, old.dtype)
        values = old.copy() if fits else old.astype(np.float64)
        with np.errstate(over="ignore"):
            values[row : row + new.shape[0], column : column + new.shape[1]] = new
        return _Loaded(replace(self.matrix, name=_edited(self.matrix.name), values=values))


def contents_of(matrix: Matrix | LoadedMatrix) -> TableContents:
    """Return what a table shows of a matrix."""
    return _Typed(matrix) if isinstance(matrix, Matrix) else _Loaded(matrix)


def _fits(new: Floats, kind: np.dtype[np.generic]) -> bool:
    """Return whether whole numbers or truth values stay what they are with these among them."""
    with np.errstate(invalid="ignore"):
        return bool((new.astype(kind).astype(np.float64) == new).all())


def _edited(name: str) -> str:
    """Return what a matrix is called once it is not that of its file any more."""
    template = "{name} (edited)"
    known = (str(Words(template, {"name": ""})), template.removeprefix("{name}"))
    return name if name.endswith(known) else str(Words(template, {"name": name}))
