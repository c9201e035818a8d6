"""Matrices as people enter them: every entry keeps the text it was typed as.

A matrix that an expression gave keeps that too, and what it is the product of, so that it can
follow the names in it, and be shown one factor after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.exact.surd import ExactNumber
from eigenscope.exact.types import ExactRows, Fractions, fractions_of
from eigenscope.language.evaluating.number import DECIMAL_COMMA, parse_number
from eigenscope.language.texts.digit_signs import without_groups
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import entries_of, in_cell
from eigenscope.language.texts.typography import plain, plain_marks
from eigenscope.wording.words import Words


@dataclass(frozen=True)
class Entry:
    """One number: its text, its value, and its exact value where it is known."""

    text: str
    value: float
    exact: ExactNumber | None


def parse_entry(text: str) -> Entry:
    """Return the entry that a text stands for; raise LanguageError if it stands for none."""
    number = parse_number(text)
    shown = plain_marks(without_groups(text.strip())).strip()
    if "," in shown and DECIMAL_COMMA.fullmatch(plain(shown)):
        shown = shown.replace(",", ".")  # a comma would part two entries when it is read again
    return Entry(shown, number.value, number.exact)


def number_text(value: float) -> str:
    """Return the shortest decimal that reads back as the same float: "3" rather than "3.0"."""
    if value == 0:
        return "0"
    text = repr(float(value))
    return text.removesuffix(".0")


@dataclass(frozen=True)
class Factor:
    """One factor of a product, as it is written and as a matrix."""

    text: str
    matrix: Matrix


@dataclass(frozen=True)
class Source:
    """The expression that gave a matrix, and its factors as written: the rightmost acts first."""

    text: str
    factors: tuple[Factor, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """A rectangle of entries, (m, n) with m, n ≥ 1. Raises LanguageError if it is none.

    ``source`` tells which expression it is the value of; a changed matrix is none's any more.
    """

    rows: tuple[tuple[Entry, ...], ...]
    source: Source | None = None

    def __post_init__(self) -> None:
        if not self.rows or not self.rows[0]:
            raise LanguageError("There is nothing in the matrix.")
        width = len(self.rows[0])
        for number, row in enumerate(self.rows, start=1):
            if len(row) != width:
                words = "Row {number} has {entries}, row 1 has {others}."
                values = {"entries": entries_of(len(row)), "others": entries_of(width)}
                raise LanguageError(Words(words, {"number": number, **values}))

    @classmethod
    def from_texts(cls, rows: Iterable[Iterable[str]]) -> Matrix:
        """Return the matrix with these texts; raise LanguageError naming row and column."""
        return cls(
            tuple(
                tuple(_placed(text, i, j) for j, text in enumerate(row, start=1))
                for i, row in enumerate(rows, start=1)
            )
        )

    @classmethod
    def from_array(cls, array: npt.ArrayLike) -> Matrix:
        """Return the matrix of an (m, n) array of finite numbers."""
        values = np.asarray(array, dtype=np.float64)
        return cls.from_texts([[number_text(float(x)) for x in row] for row in values])

    def computed(self) -> Matrix:
        """Return it as the value of an expression: what is exact has no decimals there.

        A decimal is the float next to an irrational number, and not what somebody typed.
        """
        return replace(self, rows=tuple(tuple(map(_computed, row)) for row in self.rows))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0])

    def to_array(self) -> Floats:
        """Return the values, (m, n)."""
        return np.array([[entry.value for entry in row] for row in self.rows])

    @property
    def scalar(self) -> Entry:
        """The entry of a 1 × 1 matrix."""
        return self.rows[0][0]

    def exact(self) -> ExactRows | None:
        """Return the exact entries, or None unless all are known."""
        rows = []
        for row in self.rows:
            exact = tuple(entry.exact for entry in row if entry.exact is not None)
            if len(exact) != len(row):
                return None
            rows.append(exact)
        return tuple(rows)

    def fractions(self) -> Fractions | None:
        """Return the exact entries, or None unless all are fractions."""
        rows = self.exact()
        return None if rows is None else fractions_of(rows)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the texts, row by row."""
        return tuple(tuple(entry.text for entry in row) for row in self.rows)

    def to_text(self) -> str:
        """Return "[[1, 2], [3, 4]]", which reads back as an equal matrix."""
        return "[" + ", ".join(f"[{_row_text(row)}]" for row in self.texts()) + "]"

    def with_entry(self, row: int, column: int, text: str) -> Matrix:
        """Return the matrix with one entry typed anew; raise LanguageError for a wrong text."""
        rows = [list(entries) for entries in self.rows]
        rows[row][column] = parse_entry(text)
        return Matrix(tuple(tuple(entries) for entries in rows))

    def with_column(self, column: int, values: Sequence[float]) -> Matrix:
        """Return the matrix with other values in one column."""
        texts = [list(row) for row in self.texts()]
        for row, value in zip(texts, values, strict=True):
            row[column] = number_text(float(value))
        return Matrix.from_texts(texts)

    def resized(self, rows: int, columns: int) -> Matrix:
        """Return the matrix cut or grown to a size; what is new is as in the identity."""
        if (rows, columns) == self.shape:
            return self
        texts = self.texts()
        known_rows, known_columns = self.shape
        return Matrix.from_texts(
            [
                [
                    texts[i][j] if i < known_rows and j < known_columns else str(int(i == j))
                    for j in range(columns)
                ]
                for i in range(rows)
            ]
        )

    def transposed(self) -> Matrix:
        """Return the transpose."""
        return Matrix(tuple(zip(*self.rows, strict=True)))


def _computed(entry: Entry) -> Entry:
    decimal = "." in entry.text or "e" in entry.text
    return replace(entry, exact=None) if decimal else entry


def scalar(text: str) -> Matrix:
    """Return the 1 × 1 matrix of a number."""
    return Matrix.from_texts(((text,),))


def column(*texts: str) -> Matrix:
    """Return the n × 1 matrix of numbers."""
    return Matrix.from_texts([(text,) for text in texts])


def matrix(*rows: str) -> Matrix:
    """Return the matrix whose rows are texts of entries with spaces between."""
    return Matrix.from_texts([row.split() for row in rows])


def _row_text(texts: Sequence[str]) -> str:
    """Return the entries of a row; a comma keeps a lone ``2 pi`` from being read as two."""
    alone = len(texts) == 1 and len(texts[0].split()) > 1
    return f"{texts[0]}," if alone else ", ".join(texts)


def _placed(text: str, row: int, column: int) -> Entry:
    try:
        return parse_entry(text)
    except LanguageError as error:
        words = in_cell(error.message, row, column)
        raise LanguageError(words, error.text, error.start, error.end, hint=error.hint) from None
