"""The columns of a table as its rows come by: which are numbers, which texts, and what is missing.

A row is looked at once and not kept, so that a long table needs no more than its numbers. What
turns out only later (a name far down in the first column, a comma that cannot be what the rows
before let it seem) makes `ReadAgainError`, and the table is read once more with that known.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite, isinf, isnan, nan

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.language.evaluating.table_numbers import CellNumber, cell_number
from eigenscope.language.texts.digit_signs import Comma, DigitSigns

_SHOWN = 3  # missing values that are named
_OTHER_SIGNS = (DigitSigns(Comma.DECIMAL, point_groups=True), DigitSigns(Comma.THOUSANDS))
_POINTS = re.compile(r"\d\.\d{3}")
_YEARS = range(1800, 2201)


class ReadAgainError(Exception):
    """A row that can only be read once more is known of the whole table.

    ``name`` is the cell that makes the first column names of rows, and ``odd`` tells that those
    before it are numbers; None if the marks in numbers have to be looked at in all rows.
    """

    def __init__(self, name: str | None = None, *, odd: bool = False) -> None:
        super().__init__(name)
        self.name, self.odd = name, odd


@dataclass
class Remarks:
    """What is to be said about a table's numbers.

    ``comma`` and ``percent`` are the first cells with those and their values, ``currencies`` the
    signs that were left out, ``beyond`` is one too large for a float.
    """

    comma: tuple[str, float] | None = None
    point_groups: tuple[str, float] | None = None
    percent: tuple[str, float] | None = None
    beyond: str | None = None
    currencies: dict[str, None] = field(default_factory=dict)

    def take(self, cell: str, number: CellNumber) -> None:
        """Look at a cell that is a number."""
        if not number.text:
            return
        example = (cell.strip(), number.value)
        if isinf(number.value) and "inf" not in number.text and self.beyond is None:
            self.beyond = cell.strip()
        if "," in cell and self.comma is None:
            self.comma = example
        elif self.point_groups is None and "." not in number.text and _POINTS.search(cell):
            self.point_groups = example
        if number.text.endswith("%") and self.percent is None:
            self.percent = example
        if number.currency:
            self.currencies[number.currency] = None


@dataclass(frozen=True)
class NumberTable:
    """A table's numbers and the names around them.

    ``missing`` are the first of ``missing_count`` places without a number, rows counted from 1.
    ``texts`` are the columns left out and a text in each, ``empty`` those without any content.
    ``years`` are numbers in the first row that may be names of columns, whether they were taken for
    them or not. ``columns`` are the places of those that ``values`` hold, from 0, and ``labels``
    the last column's texts, where each row has one.
    """

    values: Floats
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    missing_count: int
    missing: tuple[tuple[int, str], ...]
    texts: dict[str, str]
    empty: tuple[str, ...]
    years: tuple[str, ...]
    remarks: Remarks
    columns: tuple[int, ...]
    labels: tuple[str, ...]


class Columns:
    """What is known of each column; the first row waits, for it may be a header.

    Parameters
    ----------
    first
        The cells of the first row.
    signs
        How the table writes its numbers.
    sure
        Whether ``signs`` come of all rows.
    column_names, row_names
        Whether the first row and the first column are names; None where that is to be found out.
    """

    def __init__(
        self,
        first: list[str],
        signs: DigitSigns,
        *,
        sure: bool = True,
        column_names: bool | None = None,
        row_names: bool | None = None,
    ) -> None:
        self._first = [cell.strip() for cell in first]
        self._signs, self._sure = signs, sure
        self._header, self._named = column_names, row_names
        self._rows = 0
        self._values = array("d")
        self._texts: dict[int, str] = {0: self._first[0]} if row_names else {}
        self._missing: dict[int, tuple[int, list[int]]] = {}
        self._names: list[str] = []
        self._labels: list[str] = []
        self._remarks = Remarks()

    def add(self, row: list[str]) -> None:
        """Take in a row below the first; it has as many cells.

        Raises
        ------
        ReadAgainError
            If it tells what the rows before should have been read by.
        """
        if 0 in self._texts:
            self._names.append(row[0].strip())
        last = row[-1]
        for column in self._texts:
            row[column] = "0"
        values = self._plain(row)
        self._values.fromlist(self._values_of(row) if values is None else values)
        if len(row) - 1 in self._texts:
            self._labels.append(sys.intern(last.strip()))
        self._rows += 1

    def finish(self) -> NumberTable:
        """Return the table; raises ReadAgainError as `add` does."""
        width, first = len(self._first), self._first
        numbers = [self._number(cell, header=True) for cell in first]
        values = np.frombuffer(self._values, np.float64).reshape(self._rows, width)
        years = self._years(numbers, values)
        header = self._is_header(numbers, years) if self._header is None else self._header
        if not header:
            start = self._take_first(numbers)
            values = np.concatenate((np.array([start]), values))
        count = len(values)
        empty = [c for c, (times, _) in self._missing.items() if times == count and count]
        named = width > 1 and (0 in self._texts or (header and not first[0] and 0 not in empty))
        named = named if self._named is None else self._named
        if named and 0 not in self._texts:
            raise ReadAgainError(first[0])
        out = {*self._texts, *empty, *([0] if named else [])}
        columns = [column for column in range(width) if column not in out]
        labels = [first[c] if header and first[c] else str(c + 1) for c in range(width)]
        missing = sorted(
            (row, column) for column in columns for row in self._missing.get(column, (0, []))[1]
        )
        return NumberTable(
            values if len(columns) == width else np.ascontiguousarray(values[:, columns]),
            tuple(self._names) if named else (),
            tuple(labels[column] for column in columns) if header else (),
            sum(self._missing[column][0] for column in columns if column in self._missing),
            tuple((row + 1, labels[column]) for row, column in missing[:_SHOWN]),
            {labels[c]: text for c, text in self._texts.items() if not (named and c == 0)},
            tuple(labels[column] for column in sorted(empty)),
            tuple(str(int(year)) for year in years) if self._header is None else (),
            self._remarks,
            tuple(columns),
            tuple(self._labels) if len(self._labels) == count and width > 1 else (),
        )

    # --- cells ---------------------------------------------------------------------------------

    def _plain(self, row: list[str]) -> list[float] | None:
        """Return the numbers of a row of plain numbers, quickly, or None if it is none."""
        if self._signs.point_groups:
            return None
        try:
            values = list(map(float, row))
        except ValueError:
            if self._signs.comma is not Comma.DECIMAL or self._remarks.comma is None:
                return None
            try:
                values = [float(cell.replace(",", ".")) for cell in row]
            except ValueError:
                return None
        # Python reads 1_000 as a number; in tables it is a name.
        return values if isfinite(sum(values)) and "_" not in "".join(row) else None

    def _values_of(self, row: list[str]) -> list[float]:
        """Return the numbers of a row that not only plain numbers are in, and note what else is."""
        values = []
        for column, cell in enumerate(row):
            value = self._number(cell)
            if value is None:
                self._take_text(column, cell.strip())
                value = nan
            elif isnan(value):
                self._miss(column)
            values.append(value)
        return values

    def _number(self, cell: str, *, header: bool = False) -> float | None:
        number = cell_number(cell, self._signs)
        if number is not None:
            if not header:
                self._remarks.take(cell, number)
            return number.value
        if not self._sure and any(cell_number(cell, signs) for signs in _OTHER_SIGNS):
            raise ReadAgainError
        return None

    def _take_text(self, column: int, text: str) -> None:
        """Note a column of texts; that the first is one must be known from its first row on."""
        if column == 0 and self._named is None and len(self._first) > 1:
            if self._rows:
                before = np.frombuffer(self._values, np.float64)[:: len(self._first)]
                raise ReadAgainError(text, odd=not np.isnan(before).all())
            self._names.append(text)
        missing, _ = self._missing.get(column, (0, []))
        if column == len(self._first) - 1 and missing == self._rows:
            self._labels = [""] * self._rows
        self._texts[column] = text

    def _miss(self, column: int) -> None:
        times, rows = self._missing.get(column, (0, []))
        self._missing[column] = times + 1, [*rows, self._rows] if len(rows) < _SHOWN else rows

    # --- the first row -------------------------------------------------------------------------

    def _is_header(self, numbers: list[float | None], years: tuple[float, ...]) -> bool:
        """Return whether the first row has a text where numbers are below."""
        if not self._rows:
            return False
        if 0 in self._texts and len(self._first) > 1 and (not self._first[0] or years):
            return True  # a corner above names of rows: the others may be years
        return any(
            value is None
            and column not in self._texts
            and self._missing.get(column, (0, []))[0] < self._rows
            for column, value in enumerate(numbers)
        )

    def _years(self, numbers: list[float | None], values: Floats) -> tuple[float, ...]:
        """Return evenly spaced years in the first row, above what is none; else nothing."""
        columns = [c for c in range(len(numbers)) if c not in self._texts]
        first = [number for c in columns if (number := numbers[c]) is not None]
        steps = {after - before for before, after in pairwise(first)}
        if len(first) < len(columns) or len(first) < 2 or len(steps) > 1 or not self._rows:
            return ()
        if 0 in steps or not all(number in _YEARS for number in first):
            return ()
        below = values[:, columns]
        return () if ((below >= _YEARS.start) & (below < _YEARS.stop)).all() else tuple(first)

    def _take_first(self, numbers: list[float | None]) -> list[float]:
        """Count the first row in, as a row like the others, and return its numbers."""
        for column, (times, rows) in self._missing.items():
            self._missing[column] = times, [row + 1 for row in rows]
        for column, value in enumerate(numbers):
            self._number(self._first[column])
            if value is None:
                self._texts.setdefault(column, self._first[column])
            elif isnan(value):
                times, rows = self._missing.get(column, (0, []))
                self._missing[column] = times + 1, [0, *rows][:_SHOWN]
        late = 0 in self._texts and len(self._names) < self._rows and len(self._first) > 1
        if late and self._named is None:
            raise ReadAgainError(self._first[0])
        self._names = [self._first[0], *self._names]
        if len(self._first) - 1 in self._texts:
            self._labels = [self._first[-1], *self._labels]
        return [nan if value is None else value for value in numbers]
