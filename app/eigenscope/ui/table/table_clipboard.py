"""Blocks of numbers to and from the clipboard, as spreadsheets write them."""

from __future__ import annotations

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.evaluating.entry import Entry
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.ui.table.table_contents import Block, TableContents

MOST_COPIED = 1_000_000  # cells
_ROWS_AT_ONCE = 100


def copied(contents: TableContents, rows: range, columns: range, cancellation: Cancellation) -> str:
    """Return cells as lines of numbers parted by tabs, without rounding. Slow if they are many."""
    lines = []
    for place, row in enumerate(rows):
        if place % _ROWS_AT_ONCE == 0:
            cancellation.check()
        lines.append("\t".join(contents.full_text(row, column) for column in columns))
    return "\n".join(lines)


def pasted(text: str, *, typed: bool, comma: Comma | None = None) -> Block:
    """Return the entries of a pasted text; raise LanguageError if it is no matrix.

    Slow if they are many. ``typed`` entries keep their texts; else lines of plain numbers parted
    by tabs are read quickly, and may hold what a file has and nobody types, as nan. ``comma`` is
    what a comma means, where a person has said it.
    """
    plain = None if typed else _floats(text)
    return read_matrix(text, maximum=None, comma=comma).rows if plain is None else plain


def _floats(text: str) -> Block | None:
    """Return a rectangle of plain numbers parted by tabs, or None if it is none."""
    if "_" in text:  # Python reads 1_000 as a number
        return None
    lines = text.strip("\r\n").splitlines()
    try:
        rows = [[Entry(cell, float(cell), None) for cell in line.split("\t")] for line in lines]
    except ValueError:
        return None
    return rows if rows and len({len(row) for row in rows}) == 1 else None
