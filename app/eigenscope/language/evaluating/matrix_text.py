"""Reads a whole matrix: lists within brackets, a spreadsheet's cells, what a program prints.

Where ways of writing contradict one another, one is chosen: a list without inner brackets is one
row; spaces part entries as in MATLAB, but not in a row that has commas; without brackets, a comma
parts entries unless tabs, semicolons or spaces already do. What a comma in a table means is decided
for the whole of it.
"""

from __future__ import annotations

import re

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.foreign import readable
from eigenscope.language.reading.cells import cells, table
from eigenscope.language.texts.brackets import groups, outermost
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import entries_left_out
from eigenscope.language.texts.typography import plain_marks
from eigenscope.language.values.limits import exceeds
from eigenscope.language.values.value import written_shape
from eigenscope.wording.words import Words

LARGEST = 4_000_000  # entries
_ASSIGNED = re.compile(r"[^\W\d_]\w*\s*:?=(?!=)\s*")
_LEFT_OUT = re.compile(r"\.\.\.|…")


def parse_matrix(
    text: str, *, maximum: tuple[int, int] | None = (3, 3), comma: Comma | None = None
) -> Matrix:
    """Return the matrix that a text stands for; a plain list of numbers is one row.

    Parameters
    ----------
    text
        For example ``[[1,2],[3,4]]``, ``[1 2; 3 4]``, cells copied from a spreadsheet, a
        ``pmatrix``, or what numpy and torch print.
    maximum
        The largest number of rows and of columns, or None for any.
    comma
        What a comma in a table without brackets means, where a person has said it.

    Raises
    ------
    LanguageError
        If it stands for none, with row and column where one entry is wrong.
    """
    read = plain_marks(readable(text))
    check_complete(read)
    rows = parse_rows(read, comma)
    if not rows and maximum == (1, 1):
        raise LanguageError("There is no number here: enter one such as 3/2.", read)
    if not rows:
        raise LanguageError("There is no matrix here: enter one such as [[1, 2], [3, 4]].", read)
    widest = max(len(row) for row in rows)
    shape = len(rows), widest
    if maximum is not None and exceeds(shape, maximum):
        if maximum == (1, 1):
            one = "One number is needed here, not {size}; a decimal has a point, as in 1.5."
            raise LanguageError(Words(one, {"size": written_shape(shape)}), read)
        sizes = {"size": written_shape(shape), "most": written_shape(maximum)}
        words = Words("{size} is too large: up to {most} fit here.", sizes)
        raise LanguageError(words, read)
    count = sum(len(row) for row in rows)
    if count > LARGEST:
        words = Words("More than {most} entries are too many to type.", {"most": f"{LARGEST:,}"})
        raise LanguageError(words, read)
    return Matrix.from_texts(rows)


def without_name(text: str) -> str:
    """Return what stands behind ``A =``, without the semicolon of MATLAB at the end."""
    stripped = text.strip().rstrip("; \t\r\n")
    assigned = _ASSIGNED.match(stripped)
    return stripped if assigned is None else stripped[assigned.end() :]


def check_complete(text: str) -> None:
    """Raise LanguageError if dots stand for entries that a printout has left out."""
    left_out = _LEFT_OUT.search(text)
    if left_out is not None:
        words = entries_left_out(left_out[0])
        raise LanguageError(words, text, left_out.start(), left_out.end())


def parse_rows(text: str, comma: Comma | None) -> list[list[str]]:
    """Return the texts of a matrix's entries, as `parse_matrix` reads them; its marks are plain."""
    inside = without_name(text)
    if not inside:
        return []
    opening = inside[0]
    if opening not in "[(":
        # An empty cell at the start or the end of a spreadsheet's rows is a tab: it must stay.
        tabs = "\t" in text and not _ASSIGNED.match(text.strip())
        return table(text.strip(" \r\n") if tabs else inside, comma)
    spans = outermost(inside)
    if spans[0] != (0, len(inside) - 1):
        if opening == "(":
            return table(inside, comma)
        return [_row(each, inside) for each in groups(inside)]
    inner = inside[1:-1].strip()
    if inner[:1] and (inner[0] == "[" or (opening == "(" and inner[0] == "(")):
        return [_row(group, inside) for group in groups(inner)]
    if opening == "(" and not any(mark in inner for mark in ",;\n\t"):
        return [[inside]]
    unwrapped = re.sub(r",\s*\n", ", ", inner)  # a long row of Python goes on in the next line
    return [cells(line) for line in re.split(r"[;\n]", unwrapped) if line.strip()]


def _row(group: str, text: str) -> list[str]:
    if group[:1] == "[":
        words = "Three brackets within one another: a matrix is a list of rows, and has two."
        raise LanguageError(words, text)
    return cells(group)
