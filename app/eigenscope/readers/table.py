"""Tables of numbers: what other programs call CSV or TSV, each in its own way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.table_columns import Columns, Table
from eigenscope.readers.table_text import Lines, delimiter_of, writing_of
from eigenscope.readers.tensor_file import Array, ReaderError, TensorFile, listed, shown

_MOST_CELLS = 50_000_000
_LARGEST = 4_000_000_000  # bytes; so many cells take less, however many digits they have


@dataclass(frozen=True, eq=False)
class _TableNumbers:
    """The numbers of a table, which had to be read to know how many there are."""

    values: Array
    kind: str = "float64"

    @property
    def shape(self) -> tuple[int, ...]:
        return self.values.shape

    @property
    def nbytes(self) -> int:
        return self.values.nbytes

    def whole(self) -> Array:
        return self.values.copy()

    def part(self, rows: range, columns: range) -> Array:
        down, across = (slice(r.start, r.stop, r.step) for r in (rows, columns))
        return self.values[down, across].copy()


def open_file(path: Path) -> TensorFile:
    """Open a table; its one tensor is named as the file is, without the ending."""
    if path.stat().st_size > _LARGEST:
        raise _too_large(path)
    writing = writing_of(path)
    try:
        with path.open(encoding=writing.encoding, newline="") as file:
            delimiter = delimiter_of(Lines(file, path.name), path.suffix.lower())
        # A refusal at once, and not after minutes: every cell ends in one of these.
        ends = max(writing.counts["\n"], writing.counts["\r"])
        if writing.counts[delimiter] + ends > _MOST_CELLS * (1.5 if delimiter == " " else 1):
            raise _too_large(path)
        with path.open(encoding=writing.encoding, newline="") as file:
            table = _read(path, Lines(file, path.name), delimiter)
    except csv.Error as error:
        raise ReaderError(f"{path.name} is not a table that can be read: {error}.") from None
    except UnicodeError:
        raise ReaderError(
            f"{path.name} is not text in {writing.encoding.upper()}. Save it as UTF-8."
        ) from None
    if not table.values.size:
        raise ReaderError(_why_empty(path, table))
    return OpenedFile(
        path,
        {path.stem: _TableNumbers(table.values)},
        notes=tuple(_notes(table)),
        row_names=table.row_names,
        column_names=table.column_names,
    )


def _read(path: Path, lines: Lines, delimiter: str) -> Table:
    rows = _rows(path, lines, delimiter)
    first = next(rows, None)
    if first is None:
        raise ReaderError(f"{path.name} holds no numbers, only empty lines.")
    columns = Columns(first, decimal_comma=delimiter == ";")
    cells = len(first)
    for row in rows:
        cells += len(row)
        if cells > _MOST_CELLS:
            raise _too_large(path)
        columns.add(row)
    return columns.finish()


def _rows(path: Path, lines: Lines, delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of every line that is not empty."""
    spaces = delimiter == " "
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    width = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise ReaderError(
                f"{path.name}: line {reader.line_num} is broken ({error}). "
                "Are its quotation marks in pairs?"
            ) from None
        if row is None:
            return
        lines.record_ends()
        if spaces and len(row) > 1 and not row[-1]:
            row.pop()  # a space before the line's end
        if not row or (len(row) == 1 and not row[0].strip()):
            continue
        width = width or len(row)
        if len(row) != width:
            raise ReaderError(
                f"{path.name}: line {reader.line_num} has {len(row)} cells where the first has "
                f"{width}. Give every line as many."
            )
        yield row


def _too_large(path: Path) -> ReaderError:
    return ReaderError(
        f"{path.name} has more than {_MOST_CELLS // 10**6} million cells. "
        "Save it as a matrix of numpy: np.save(path, matrix)."
    )


def _why_empty(path: Path, table: Table) -> str:
    reason = ""
    if table.texts:
        column, text = next(iter(table.texts.items()))
        reason = f": for example, column {shown(column)} holds {shown(text)!r}"
    return f"{path.name} has no column of numbers{reason}. Give it one, or choose another file."


def _notes(table: Table) -> Iterator[str]:
    if table.missing_count:
        many = table.missing_count
        start = "1 value is missing" if many == 1 else f"{many} values are missing"
        places = [f"row {row}, column {shown(column)}" for row, column in table.missing]
        more = f"; and {many - len(places)} more" if many > len(places) else ""
        yield f"{start}: {'; '.join(places)}{more}."
    if table.odd_name:
        text = shown(table.odd_name)
        yield f"The first column was taken for names of rows, for {text!r} in it is no number."
    if table.texts:
        names = list(table.texts)
        one = f"Column {shown(names[0])} holds texts and is left out."
        yield one if len(names) == 1 else f"Columns that hold texts are left out: {listed(names)}."
    if table.empty:
        one = f"Column {shown(table.empty[0])} is empty and is left out."
        several = f"Columns that are empty are left out: {listed(table.empty)}."
        yield one if len(table.empty) == 1 else several
