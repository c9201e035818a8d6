"""Reads a whole matrix, however it was written: Python, MATLAB, LaTeX, a spreadsheet, a print.

Where ways of writing contradict one another, one is chosen: a list without inner brackets is one
row; spaces part entries as in MATLAB, but not in a row that has commas; without brackets, a comma
parts entries unless tabs, semicolons or spaces already do.
"""

from __future__ import annotations

import re

from eigenscope.language import latex
from eigenscope.language.brackets import groups, outermost
from eigenscope.language.cells import cells, table
from eigenscope.language.entry import Matrix
from eigenscope.language.messages import LanguageError
from eigenscope.language.typography import plain_marks

LARGEST = 4_000_000  # entries
_ASSIGNED = re.compile(r"[A-Za-z_]\w*\s*:?=\s*")
_CALL = re.compile(r"([A-Za-z_][\w.]*)\s*(?=\()")
_KEYWORDS = re.compile(r"\s*(?:,\s*\w+\s*=[^,]*)*,?\s*")
_LEFT_OUT = re.compile(r"\.\.\.|…|\\[cdlv]?dots")
_DEEPEST = 50  # brackets within brackets
_WORD = re.compile(r"[A-Z][A-Za-z]*")
_APPLIED = re.compile(r"(?<=[a-z0-9])\[([^\[\]]*)\]")


def parse_matrix(text: str, *, maximum: int | None = 3) -> Matrix:
    """Return the matrix that a text stands for; a plain list of numbers is one row.

    Parameters
    ----------
    text
        For example ``[[1,2],[3,4]]``, ``[1 2; 3 4]``, cells copied from a spreadsheet, a
        ``pmatrix``, or what numpy and torch print.
    maximum
        The largest number of rows and of columns, or None for any.

    Raises
    ------
    LanguageError
        If it stands for none, with row and column where one entry is wrong.
    """
    read = plain_marks(text)
    left_out = _LEFT_OUT.search(read)
    if left_out is not None:
        words = f"“{left_out[0]}” stands for entries that were left out: all are needed."
        raise LanguageError(words, read, left_out.start(), left_out.end())
    body = latex.matrix_body(read)
    rows = latex.rows_of(body) if body is not None else _rows(read)
    if not rows:
        raise LanguageError("There is no matrix here: enter one such as [[1, 2], [3, 4]].", read)
    widest = max(len(row) for row in rows)
    if maximum is not None and max(len(rows), widest) > maximum:
        raise LanguageError(
            f"{len(rows)}×{widest} is too large: up to {maximum}×{maximum} fit here.", read
        )
    count = sum(len(row) for row in rows)
    if count > LARGEST:
        raise LanguageError(f"More than {LARGEST:,} entries are too many to type.", read)
    return Matrix.from_texts(rows)


def _rows(text: str) -> list[list[str]]:
    stripped = text.strip().rstrip("; \t\r\n")
    assigned = _ASSIGNED.match(stripped)
    inside = _unwrapped(stripped if assigned is None else stripped[assigned.end() :])
    if not inside:
        return []
    opening = inside[0]
    if opening not in "[{(":
        # An empty cell at the start or the end of a spreadsheet's rows is a tab: it must stay.
        return table(text.strip(" \r\n") if "\t" in text and assigned is None else inside)
    if opening == "{":
        inside = _from_mathematica(inside)
    spans = outermost(inside)
    if spans[0] != (0, len(inside) - 1):
        return table(inside) if opening == "(" else [_row(each, inside) for each in groups(inside)]
    inner = inside[1:-1].strip()
    if inner[:1] and (inner[0] in "[{" or (opening == "(" and inner[0] == "(")):
        return [_row(group, inside) for group in groups(inner)]
    if opening == "(" and not any(mark in inner for mark in ",;\n\t"):
        return [[inside]]
    unwrapped = re.sub(r",\s*\n", ", ", inner)  # a long row of Python goes on in the next line
    return [cells(line) for line in re.split(r"[;\n]", unwrapped) if line.strip()]


def _row(group: str, text: str) -> list[str]:
    if group[:1] in ("[", "{"):
        words = "Three brackets within one another: a matrix is a list of rows, and has two."
        raise LanguageError(words, text)
    return cells(group)


def _unwrapped(text: str) -> str:
    """Take off ``np.array(…, dtype=…)`` and the like, but never a function such as sqrt."""
    call = _CALL.match(text)
    while call is not None and not _has_meaning(call[1]):
        if outermost(text)[0] != (call.end(), len(text) - 1):
            return text
        inner = text[call.end() + 1 : -1].strip()
        if inner[:1] in ("[", "{") or (inner[:1] == "(" and "," in inner):
            end = outermost(inner)[0][1] + 1
            return inner[:end] if _KEYWORDS.fullmatch(inner, end) else inner
        call = _CALL.match(inner)
        if call is not None:
            text = inner
    return text


def _has_meaning(name: str) -> bool:
    from eigenscope.language.constants import CONSTANTS
    from eigenscope.language.functions import FUNCTIONS

    return name in FUNCTIONS or name in CONSTANTS


def _from_mathematica(text: str) -> str:
    """Return ``{{Sqrt[2], Pi}}`` as ``{{sqrt(2), pi}}``."""
    if "[" not in text and not _WORD.search(text):
        return text
    text = _WORD.sub(lambda found: found[0].lower(), text)
    for _ in range(_DEEPEST):  # from the innermost brackets outwards
        text, changed = _APPLIED.subn(r"(\1)", text)
        if not changed:
            break
    return text
