"""The options that say how tables in files are read, the same for every command that reads one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from eigenscope.main.errors import UserError
from eigenscope.wording.words import Text, Words, as_it_is, as_words, listed, say, together

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead
    from eigenscope.readers.table_reading import TableChoices, TableReading
    from eigenscope.readers.tensor_file import TensorFile

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " ", "\\t": "\t"}
_NAMES = ("columns", "rows", "none")
_NO_TABLE: Text = "--encoding, --separator, --comma and --names are for tables in files"
_COMMAS: Mapping[str, tuple[Text, Text]] = {
    "DECIMAL": (
        "commas were read as decimal signs",
        "commas were read as decimal signs; choose otherwise with --comma",
    ),
    "THOUSANDS": (
        "commas were read as thousands signs",
        "commas were read as thousands signs; choose otherwise with --comma",
    ),
    "SEPARATOR": (
        "commas were read as separators",
        "commas were read as separators; choose otherwise with --comma",
    ),
}
"""How the commas of a typed text were read, where that was chosen and where it was not."""

_BY_DOUBT = {
    "encoding": "--encoding",
    "comma": "--comma",
    "separator": "--separator",
    "column_names": "--names",
    "row_names": "--names",
}


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    tables = parser.add_argument_group(say("tables in files (.csv .tsv .txt .dat)"))
    tables.add_argument("--encoding", help=say("such as utf-8, gbk, big5, shift_jis, windows-1252"))
    tables.add_argument("--separator", help=say("of cells: comma, semicolon, tab, bar or space"))
    tables.add_argument(
        "--comma",
        choices=("decimal", "thousands", "separator"),
        help=say("what a comma in a number means; in a typed table it may be a separator, too"),
    )
    tables.add_argument(
        "--names",
        metavar=say("LIST"),
        help=say("what holds names: columns (first row), rows, or none"),
    )


def choices_of(options: argparse.Namespace) -> TableChoices | None:
    """Return what was chosen, or None if nothing was; raise UserError if it cannot be."""
    from eigenscope.language.texts.digit_signs import Comma
    from eigenscope.readers.table_encoding import encoding_called
    from eigenscope.readers.table_reading import TableChoices
    from eigenscope.readers.tensor_file import ReaderError

    encoding = options.encoding
    if encoding is not None:
        try:
            encoding = encoding_called(encoding)
        except ReaderError as error:
            words = Words("--encoding: {reason}", {"reason": as_words(error.reason)})
            raise UserError(words) from error
    columns, rows = _names(options.names)
    choices = TableChoices(
        encoding,
        _separator(options.separator),
        None if options.comma is None else Comma[options.comma.upper()],
        columns,
        rows,
    )
    return None if choices == TableChoices() else choices


def tell_of(files: FilesRead) -> None:
    """Say on stderr what was taken for granted about files, and how to choose otherwise.

    Raises
    ------
    UserError
        If something was chosen about tables and there is none: no option is ignored.
    """
    from eigenscope.readers.table_reading import TableChoices

    for matrix in files.loaded:
        tell(matrix.name, matrix.notes, matrix.table)
    for comma in dict.fromkeys(files.commas):
        chosen, guessed = _COMMAS[comma.name]
        said = guessed if files.comma is None else chosen
        print(f"eigenscope: {say(said)}", file=sys.stderr)
    typed = bool(files.commas) and files.choices == TableChoices(comma=files.comma)
    table = typed or any(matrix.table for matrix in files.loaded)
    if files.choices is not None and not table:
        raise UserError(_NO_TABLE)
    if files.loaded:
        _check_comma(files.choices)


def check_table(file: TensorFile, choices: TableChoices | None) -> None:
    """Raise UserError if something was chosen about tables and a file is none."""
    if choices is not None and file.table is None:
        raise UserError(
            Words("{file}: {reason}", {"file": file.path.name, "reason": as_words(_NO_TABLE)})
        )
    _check_comma(choices)


def _check_comma(choices: TableChoices | None) -> None:
    """Raise UserError where a comma between the cells of a file is no matter of its numbers."""
    from eigenscope.language.texts.digit_signs import Comma

    if choices is not None and choices.comma is Comma.SEPARATOR:
        raise UserError("--comma separator is for typed tables: take --separator comma for a file")


def tell(name: str, notes: Iterable[Text], table: TableReading | None) -> None:
    """Say on stderr what was taken for granted about one file."""
    for note in notes:
        words = Words("{file}: {reason}", {"file": name, "reason": as_words(note)})
        print(f"eigenscope: {words}", file=sys.stderr)
    if table is not None and table.doubts:
        options = sorted({_BY_DOUBT[doubt] for doubt in table.doubts})
        words = Words(
            "choose otherwise with {options}", {"options": listed([*map(as_it_is, options)])}
        )
        print(f"eigenscope: {name}: {words}", file=sys.stderr)


def _separator(text: str | None) -> str | None:
    if text is None:
        return None
    separator = _SEPARATORS.get(text.strip().lower() or "space", text)
    if separator not in _SEPARATORS.values():
        known = together([as_it_is(name) for name in _SEPARATORS if name.isalpha()])
        raise UserError(
            Words("--separator is one of {names}, not {text}", {"names": known, "text": repr(text)})
        )
    return separator


def _names(text: str | None) -> tuple[bool | None, bool | None]:
    if text is None:
        return None, None
    names = {name.strip() for name in text.split(",")}
    if not names <= set(_NAMES) or ("none" in names and len(names) > 1):
        raise UserError(
            Words(
                "--names takes columns, rows, or both with a comma, or none, not {text}",
                {"text": repr(text)},
            )
        )
    return "columns" in names, "rows" in names
