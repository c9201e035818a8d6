"""The columns of a table as its rows come by: which are numbers, which texts, and what is missing.

A row is looked at once and not kept, so that a long table needs no more than its numbers.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from math import isfinite, isnan, nan

import numpy as np
import numpy.typing as npt

from eigenscope.readers.table_text import number

_SHOWN = 3  # missing values that are named


@dataclass(frozen=True)
class Table:
    """A table's numbers and the names around them.

    ``missing`` are the first of ``missing_count`` places without a number, rows counted from 1.
    ``texts`` are the columns left out and a text in each, ``empty`` those without any content.
    ``odd_name`` is the first name of a row that is no number, if those before it are numbers.
    """

    values: npt.NDArray[np.float64]
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    missing_count: int
    missing: tuple[tuple[int, str], ...]
    texts: dict[str, str]
    empty: tuple[str, ...]
    odd_name: str


class Columns:
    """What is known of each column; the first row waits, for it may be a header."""

    def __init__(self, first: list[str], *, decimal_comma: bool) -> None:
        self._first = [cell.strip() for cell in first]
        self._comma = decimal_comma
        self._rows = 0
        self._values = array("d")
        self._texts: dict[int, str] = {}
        self._missing: dict[int, tuple[int, list[int]]] = {}
        self._names: list[str] = []
        self._odd_name = ""

    def add(self, row: list[str]) -> None:
        """Take in a row below the first; it has as many cells."""
        if 0 in self._texts:
            self._names.append(row[0].strip())
        for column in self._texts:
            row[column] = "0"
        try:
            values = list(map(float, row))
        except ValueError:
            values = self._values_of(row)
        else:
            if not isfinite(sum(values)) or "_" in "".join(row):
                values = self._values_of(row)
        self._values.fromlist(values)
        self._rows += 1

    def finish(self) -> Table:
        """Return the table."""
        width, first = len(self._first), self._first
        numbers = [number(cell, decimal_comma=self._comma) for cell in first]
        header = self._is_header(numbers)
        values = np.frombuffer(self._values, np.float64).reshape(self._rows, width)
        if not header:
            self._take_first(numbers)
            start = [nan if value is None else value for value in numbers]
            values = np.concatenate((np.array([start]), values))
        count = len(values)
        empty = [c for c, (times, _) in self._missing.items() if times == count and count]
        named = width > 1 and (0 in self._texts or (header and not first[0] and 0 not in empty))
        out = {*self._texts, *empty, *([0] if named else [])}
        kept = [column for column in range(width) if column not in out]
        labels = [first[c] if header and first[c] else str(c + 1) for c in range(width)]
        missing = sorted(
            (row, column) for column in kept for row in self._missing.get(column, (0, []))[1]
        )
        return Table(
            values if len(kept) == width else np.ascontiguousarray(values[:, kept]),
            self._row_names(values) if named else (),
            tuple(labels[column] for column in kept) if header else (),
            sum(self._missing[column][0] for column in kept if column in self._missing),
            tuple((row + 1, labels[column]) for row, column in missing[:_SHOWN]),
            {labels[c]: text for c, text in self._texts.items() if not (named and c == 0)},
            tuple(labels[column] for column in sorted(empty)),
            self._odd_name,
        )

    def _values_of(self, row: list[str]) -> list[float]:
        """Return the numbers of a row that not only numbers are in, and note what else is."""
        values = []
        for column, cell in enumerate(row):
            value = number(cell, decimal_comma=self._comma)
            if value is None:
                if column == 0:
                    before = self._first_names()
                    self._names = [*before, cell.strip()]
                    self._odd_name = cell.strip() if any(before) else ""
                self._texts[column] = cell.strip()
                value = nan
            elif isnan(value):
                self._miss(column)
            values.append(value)
        return values

    def _miss(self, column: int) -> None:
        times, rows = self._missing.get(column, (0, []))
        self._missing[column] = times + 1, [*rows, self._rows] if len(rows) < _SHOWN else rows

    def _first_names(self) -> list[str]:
        """Return the first column's numbers as the texts that they turn out to be."""
        width = len(self._first)
        return ["" if isnan(v) else f"{v:.15g}" for v in self._values[::width]]

    def _is_header(self, numbers: list[float | None]) -> bool:
        """Return whether the first row has a text where numbers are below."""
        if not self._rows:
            return False
        if not self._first[0] and 0 in self._texts and len(self._first) > 1:
            return True  # an empty corner above names of rows: the others may be years
        return any(
            value is None
            and column not in self._texts
            and self._missing.get(column, (0, []))[0] < self._rows
            for column, value in enumerate(numbers)
        )

    def _take_first(self, numbers: list[float | None]) -> None:
        """Count the first row in, as a row like the others."""
        names = self._names if 0 in self._texts else self._first_names()
        for column, (times, rows) in self._missing.items():
            self._missing[column] = times, [row + 1 for row in rows]
        for column, value in enumerate(numbers):
            if value is None:
                self._texts.setdefault(column, self._first[column])
            elif isnan(value):
                times, rows = self._missing.get(column, (0, []))
                self._missing[column] = times + 1, [0, *rows][:_SHOWN]
        self._names = [self._first[0], *names]

    def _row_names(self, values: npt.NDArray[np.float64]) -> tuple[str, ...]:
        if 0 in self._texts:
            return tuple(self._names)
        return tuple("" if isnan(v) else f"{v:.15g}" for v in values[:, 0].tolist())
