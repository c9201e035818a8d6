"""What is said about a table: what was taken for names, what its marks mean, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.table_columns import NumberTable
from eigenscope.readers.table_encoding import ENCODINGS
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import listed, shown
from eigenscope.wording.words import Text, Value, Words, as_it_is, as_words, together


def notes_of(
    table: NumberTable, reading: TableReading, odd_name: str, title: str = ""
) -> Iterator[Text]:
    """Yield sentences for the user, the most important first."""
    if title:
        yield Words("What is above the table was left out: {title}.", {"title": shown(title)})
    if "separator" in reading.doubts:
        yield "The comma was taken to separate cells; it may be a thousands sign."
    yield from _about_names(table, reading, odd_name)
    yield from _about_marks(table, reading)
    if table.missing_count:
        yield Words(
            "{count} value is missing: {places}.",
            {"count": table.missing_count, "places": _places(table)},
            plural="{count} values are missing: {places}.",
        )
    texts = list(table.texts)
    if len(set(table.labels)) < len(table.labels):
        words = "Column {name} holds text, which can name classes; it is left out of the numbers."
        yield Words(words, {"name": shown(texts.pop())})
    if texts:
        yield _of_columns(
            "Column {name} holds text and is left out.",
            "Columns that hold text are left out: {names}.",
            texts,
        )
    if table.empty:
        yield _of_columns(
            "Column {name} is empty and is left out.",
            "Columns that are empty are left out: {names}.",
            table.empty,
        )


def why_empty(file: str, table: NumberTable) -> Words:
    """Return why a table has no numbers, and what to do."""
    if table.texts:
        column, text = next(iter(table.texts.items()))
        return Words(
            "{file} has no column of numbers: for example, column {column} holds {text}. "
            "Give it one, or choose another file.",
            {"file": file, "column": shown(column), "text": repr(shown(text))},
        )
    return Words(
        "{file} has no column of numbers. Give it one, or choose another file.", {"file": file}
    )


def _places(table: NumberTable) -> Words:
    """Return where the first of a table's missing values are."""
    places: list[dict[str, Value]] = [
        {"row": row, "column": shown(column)} for row, column in table.missing
    ]
    more = table.missing_count - len(places)
    said = Words("and {count} more", {"count": more}) if more else None
    for place in reversed(places):
        said = (
            Words("row {row}, column {column}", place)
            if said is None
            else Words("row {row}, column {column}; {others}", {**place, "others": said})
        )
    return as_words(said or "")


def _of_columns(one: Text, several: Text, names: Sequence[str]) -> Words:
    if len(names) == 1:
        return Words(str(one), {"name": shown(names[0])})
    return Words(str(several), {"names": listed(names)})


def _about_names(table: NumberTable, reading: TableReading, odd_name: str) -> Iterator[Words]:
    if reading.column_names:
        yield Words(
            "The first row was taken for names of columns: {names}.",
            {"names": listed(table.column_names)},
        )
    elif table.years:
        yield Words(
            "The first row ({years}) was read as numbers; it may be names of columns.",
            {"years": listed(table.years)},
        )
    if odd_name:
        yield Words(
            "The first column was taken for names of rows, for {name} in it is no number.",
            {"name": repr(shown(odd_name))},
        )
    elif reading.row_names:
        yield Words(
            "The first column was taken for names of rows: {names}.",
            {"names": listed(table.row_names)},
        )


def _about_marks(table: NumberTable, reading: TableReading) -> Iterator[Words]:
    if "encoding" in reading.doubts:
        known = ENCODINGS.get(reading.encoding)
        name = as_it_is(reading.encoding) if known is None else as_words(known)
        yield Words("The encoding of its letters was guessed: {name}.", {"name": name})
    remarks = table.remarks
    if reading.comma is not None and remarks.comma is not None:
        example = {"example": _example(remarks.comma)}
        decimal, guessed = reading.comma is Comma.DECIMAL, "comma" in reading.doubts
        if decimal and guessed:
            yield Words("The comma was taken for the decimal sign: {example}.", example)
        elif decimal:
            yield Words("The comma is the decimal sign: {example}.", example)
        elif guessed:
            yield Words("The comma was taken for a thousands sign: {example}.", example)
        else:
            yield Words("The comma is a thousands sign: {example}.", example)
    if remarks.beyond is not None:
        yield Words(
            "Numbers beyond 1.8e308 became infinite: {number}.", {"number": shown(remarks.beyond)}
        )
    if remarks.point_groups is not None:
        yield Words(
            "The point is a thousands sign: {example}.",
            {"example": _example(remarks.point_groups)},
        )
    if remarks.percent is not None:
        yield Words("Per cent became fractions: {example}.", {"example": _example(remarks.percent)})
    if remarks.currencies:
        signs = together([as_it_is(sign) for sign in remarks.currencies])
        yield Words("Signs of currency were left out: {signs}.", {"signs": signs})


def _example(example: tuple[str, float]) -> Words:
    cell, value = example
    return Words("{cell} is {value}", {"cell": shown(cell), "value": f"{value:.15g}"})
