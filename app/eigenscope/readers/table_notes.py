"""What is said about a table: what was taken for names, what its marks mean, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.table_columns import NumberTable
from eigenscope.readers.table_encoding import ENCODINGS
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import listed, shown


def notes_of(
    table: NumberTable, reading: TableReading, odd_name: str, title: str = ""
) -> Iterator[str]:
    """Yield sentences for the user, the most important first."""
    if title:
        yield f"What is above the table was left out: {shown(title)}."
    if "separator" in reading.doubts:
        yield "The comma was taken to separate cells; it may be a thousands sign."
    yield from _about_names(table, reading, odd_name)
    yield from _about_marks(table, reading)
    if table.missing_count:
        many = table.missing_count
        start = "1 value is missing" if many == 1 else f"{many} values are missing"
        places = [f"row {row}, column {shown(column)}" for row, column in table.missing]
        more = f"; and {many - len(places)} more" if many > len(places) else ""
        yield f"{start}: {'; '.join(places)}{more}."
    if table.texts:
        names = list(table.texts)
        one = f"Column {shown(names[0])} holds text and is left out."
        yield one if len(names) == 1 else f"Columns that hold text are left out: {listed(names)}."
    if table.empty:
        one = f"Column {shown(table.empty[0])} is empty and is left out."
        several = f"Columns that are empty are left out: {listed(table.empty)}."
        yield one if len(table.empty) == 1 else several


def why_empty(table: NumberTable) -> str:
    """Return why a table has no numbers, to follow its name."""
    reason = ""
    if table.texts:
        column, text = next(iter(table.texts.items()))
        reason = f": for example, column {shown(column)} holds {shown(text)!r}"
    return f"has no column of numbers{reason}. Give it one, or choose another file."


def _about_names(table: NumberTable, reading: TableReading, odd_name: str) -> Iterator[str]:
    if reading.column_names:
        yield f"The first row was taken for names of columns: {listed(table.column_names)}."
    elif table.years:
        years = listed(table.years)
        yield f"The first row ({years}) was read as numbers; it may be names of columns."
    if odd_name:
        yield (
            f"The first column was taken for names of rows, for {shown(odd_name)!r} in it is "
            "no number."
        )
    elif reading.row_names:
        yield f"The first column was taken for names of rows: {listed(table.row_names)}."


def _about_marks(table: NumberTable, reading: TableReading) -> Iterator[str]:
    if "encoding" in reading.doubts:
        name = ENCODINGS.get(reading.encoding, reading.encoding)
        yield f"The encoding of its letters was guessed: {name}."
    remarks = table.remarks
    if reading.comma is not None and remarks.comma is not None:
        comma = "the decimal sign" if reading.comma is Comma.DECIMAL else "a thousands sign"
        verb = "was taken for" if "comma" in reading.doubts else "is"
        yield f"The comma {verb} {comma}: {_example(remarks.comma)}."
    if remarks.beyond is not None:
        yield f"Numbers beyond 1.8e308 became infinite: {shown(remarks.beyond)}."
    if remarks.point_groups is not None:
        yield f"The point is a thousands sign: {_example(remarks.point_groups)}."
    if remarks.percent is not None:
        yield f"Per cent became fractions: {_example(remarks.percent)}."
    if remarks.currencies:
        yield f"Signs of currency were left out: {', '.join(remarks.currencies)}."


def _example(example: tuple[str, float]) -> str:
    cell, value = example
    return f"{shown(cell)} is {value:.15g}"
