"""Tables of numbers: what other programs call CSV, TSV or text, each in its own way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from eigenscope.language.evaluating.table_numbers import table_signs
from eigenscope.language.texts.digit_signs import DigitSigns
from eigenscope.readers.dense import DenseArray
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.table_columns import Columns, NumberTable, ReadAgainError
from eigenscope.readers.table_encoding import Writing, writing_of
from eigenscope.readers.table_layout import TableLayout, layout_of
from eigenscope.readers.table_notes import notes_of, why_empty
from eigenscope.readers.table_reading import TableChoices, TableReading
from eigenscope.readers.table_text import TextLines
from eigenscope.readers.tensor_file import ReaderError, TensorFile
from eigenscope.readers.written_matrix import written_matrix
from eigenscope.wording.words import Words

_MOST_CELLS = 50_000_000
_LARGEST = 4_000_000_000  # bytes; so many cells take less, however many digits they have
_LOOKED_AT = 20_000  # cells that tell what commas mean, unless later ones do not fit


@dataclass(frozen=True)
class _Text:
    """A table before its numbers are known.

    ``most_rows`` is how many rows are read, None for all.
    """

    path: Path
    writing: Writing
    layout: TableLayout
    most_rows: int | None = None

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of every line that is not empty, names above them first."""
        layout = self.layout
        with self.path.open(encoding=self.writing.encoding, newline="") as file:
            lines = TextLines(file, self.path.name, layout.remarks, spaced=layout.separator == " ")
            for _ in islice(lines, layout.above):
                lines.record_ends()
            width = len(layout.names)
            names = [list(layout.names)] if width else []
            yield from islice(
                chain(names, _rows(self.path, lines, layout.separator, width)), self.most_rows
            )

    def signs(self, choices: TableChoices, most: int | None) -> DigitSigns:
        """Return how its numbers are written, judged by its first cells or by all."""
        cells = (cell for row in self.rows() for cell in row)
        return table_signs(islice(cells, most), choices.comma)

    @property
    def has_marks(self) -> bool:
        """Whether there may be commas in cells."""
        counts, separator = self.writing.counts, self.layout.separator
        return counts['"' if separator == "," else ","] > 0


def open_file(path: Path, choices: TableChoices | None = None) -> TensorFile:
    """Open a table; its one tensor is named as the file is, without the ending."""
    choices = choices or TableChoices()
    most_rows = choices.most_rows
    if path.stat().st_size > _LARGEST:
        raise _too_large(path)
    writing = writing_of(path, choices.encoding)
    try:
        with path.open(encoding=writing.encoding, newline="") as file:
            layout = layout_of(TextLines(file, path.name), path.suffix.lower(), choices.separator)
        # A refusal at once, and not after minutes: every cell ends in one of these.
        ends = max(writing.counts["\n"], writing.counts["\r"])
        most = _MOST_CELLS * (1.5 if layout.separator == " " else 1)
        if most_rows is None and writing.counts[layout.separator] + ends > most:
            raise _too_large(path)
        if choices.column_names is False:
            layout = replace(layout, names=())
        written = written_matrix(path, writing)
        if written is not None:
            return written
        table, reading, odd_name = _read(_Text(path, writing, layout, most_rows), choices)
    except csv.Error as error:
        raise ReaderError(
            Words(
                "{file} is not a table that can be read: {reason}.",
                {"file": path.name, "reason": str(error)},
            )
        ) from None
    except UnicodeError:
        raise ReaderError(
            Words(
                "{file} is not text in {encoding}. Choose another encoding, or save it as UTF-8.",
                {"file": path.name, "encoding": writing.encoding.upper()},
            )
        ) from None
    if not table.values.size:
        raise ReaderError(why_empty(path.name, table))
    return OpenedFile(
        path,
        {path.stem: DenseArray(table.values)},
        notes=tuple(notes_of(table, reading, odd_name, layout.title)),
        row_names=table.row_names,
        column_names=table.column_names,
        labels=table.labels,
        table=reading,
    )


def _read(text: _Text, choices: TableChoices) -> tuple[NumberTable, TableReading, str]:
    """Return the table, how it was read, and a name far down in a first column of numbers."""
    looked = text.has_marks or choices.comma is not None
    signs = text.signs(choices, _LOOKED_AT) if looked else DigitSigns()
    known = replace(choices, column_names=True) if text.layout.names else choices
    sure, odd_name = False, ""
    while True:
        try:
            table = _columns(text, known, signs, sure=sure)
            break
        except ReadAgainError as again:  # twice at the most
            if again.name is not None:
                known = replace(known, row_names=True)
                odd_name = again.name if again.odd else ""
            else:
                signs, sure = text.signs(choices, None), True
    comma = signs.comma if table.remarks.comma is not None else None
    doubts = {"encoding": text.writing.guessed, "column_names": bool(table.years)}
    doubts |= {"comma": comma is not None and not signs.sure, "row_names": bool(odd_name)}
    doubts["separator"] = text.layout.doubtful
    reading = TableReading(
        text.writing.encoding,
        text.layout.separator,
        comma,
        bool(table.column_names),
        bool(table.row_names),
        frozenset(name for name, doubtful in doubts.items() if doubtful),
        table.columns if table.texts or table.empty else None,
    )
    return table, reading, odd_name


def _columns(text: _Text, choices: TableChoices, signs: DigitSigns, *, sure: bool) -> NumberTable:
    rows = text.rows()
    first = next(rows, None)
    if first is None:
        raise ReaderError(
            Words("{file} holds no numbers, only empty lines.", {"file": text.path.name})
        )
    columns = Columns(
        first,
        signs,
        sure=sure,
        column_names=choices.column_names,
        row_names=choices.row_names,
    )
    cells = len(first)
    for row in rows:
        cells += len(row)
        if cells > _MOST_CELLS:
            raise _too_large(text.path)
        columns.add(row)
    return columns.finish()


def _rows(path: Path, lines: TextLines, separator: str, width: int) -> Iterator[list[str]]:
    """Yield the cells of every line that is not empty; ``width`` of them, or as in the first."""
    spaces = separator == " "
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise ReaderError(
                Words(
                    "{file}: line {line} is broken ({reason}). Are its quotation marks in pairs?",
                    {"file": path.name, "line": reader.line_num, "reason": str(error)},
                )
            ) from None
        if row is None:
            return
        lines.record_ends()
        if spaces and len(row) > 1 and not row[-1]:
            row.pop()  # a space before the line's end
        if not row or (not "".join(row).strip() and (len(row) == 1 or not width)):
            continue
        if _is_rule(row):
            continue
        width = width or len(row)
        if len(row) != width:
            raise ReaderError(
                Words(
                    "{file}: line {line} has {cells} cells where the first has {width}. "
                    "Give every line as many.",
                    {
                        "file": path.name,
                        "line": reader.line_num,
                        "cells": len(row),
                        "width": width,
                    },
                )
            )
        yield row


def _is_rule(row: list[str]) -> bool:
    """Tell whether a row is a line that was drawn, as below the head of a table in Markdown."""
    if row[0].strip(" -:+=|"):  # seldom anything else
        return False
    line = "".join(row)
    return "---" in line and not line.strip(" -:+=|")


def _too_large(path: Path) -> ReaderError:
    return ReaderError(
        Words(
            "{file} has more than {count} million cells. "
            "Save it as a matrix of numpy: np.save(path, matrix).",
            {"file": path.name, "count": _MOST_CELLS // 10**6},
        )
    )
