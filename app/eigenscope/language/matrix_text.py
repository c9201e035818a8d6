"""Reads a whole matrix, however it was written: Python, MATLAB, LaTeX, a spreadsheet, a print."""

from __future__ import annotations

import math
import re

from eigenscope.language import latex
from eigenscope.language.entry import Entry, Matrix
from eigenscope.language.messages import LanguageError
from eigenscope.language.typography import plain

LARGEST = 4_000_000  # entries
_PLAIN_FROM = 400  # entries: from here on numbers are read without looking for formulas
_CALL = re.compile(r"^(?:[A-Za-z_][\w.]*)\s*\((.*)\)$", re.DOTALL)
_KEYWORDS = re.compile(r",\s*\w+\s*=[^\[\](){}]*$")
_OPERATORS = "+-*/^"


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
    body = latex.matrix_body(text)
    rows = latex.rows_of(plain(body)) if body is not None else _rows(plain(text).strip())
    if not rows:
        raise LanguageError("There is no matrix here: enter one such as [[1, 2], [3, 4]].", text)
    widest = max(len(row) for row in rows)
    if maximum is not None and max(len(rows), widest) > maximum:
        raise LanguageError(
            f"{len(rows)}×{widest} is too large: up to {maximum}×{maximum} fit here.", text
        )
    count = sum(len(row) for row in rows)
    if count > LARGEST:
        raise LanguageError(f"More than {LARGEST:,} entries are too many to type.", text)
    if count >= _PLAIN_FROM:
        plainly = _plain_numbers(rows)
        if plainly is not None:
            return plainly
    return Matrix.from_texts(rows)


def _plain_numbers(rows: list[list[str]]) -> Matrix | None:
    """Return a large matrix of plain decimals quickly, or None if it holds anything else."""
    try:
        values = [[float(text) for text in row] for row in rows]
    except ValueError:
        return None
    if not all(math.isfinite(value) for row in values for value in row):
        return None
    return Matrix(
        tuple(
            tuple(Entry(text, value, None) for text, value in zip(texts, numbers, strict=True))
            for texts, numbers in zip(rows, values, strict=True)
        )
    )


def _rows(text: str) -> list[list[str]]:
    text = _unwrapped(text)
    if not text:
        return []
    opening = text[0]
    if opening not in "[{(" or not _closes_at_end(text):
        if opening in "[{":
            raise LanguageError("A bracket is not closed, or something follows it.", text)
        return _table(text)
    inner = text[1:-1].strip()
    if not inner:
        return []
    if inner[0] in "[{" or (opening == "(" and inner[0] == "("):
        return [_cells(group) for group in _groups(inner)]
    if opening == "(" and not any(mark in inner for mark in ",;\n\t"):
        return [[text]]
    return [_cells(line) for line in re.split(r"[;\n]", inner) if line.strip()]


def _unwrapped(text: str) -> str:
    """Take off ``np.array(…, dtype=…)`` and the like, as long as a bracket is inside."""
    for _ in range(4):
        found = _CALL.match(text)
        if found is None or not found[1].lstrip().startswith(("[", "{", "(")):
            return text
        text = _KEYWORDS.sub("", found[1].strip()).strip().rstrip(",")
    return text


def _closes_at_end(text: str) -> bool:
    """Tell whether the first bracket is closed by the last character, and all others before it."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "[({") - (character in "])}")
        if depth == 0:
            return place == len(text) - 1
        if depth < 0:
            return False
    return False


def _groups(text: str) -> list[str]:
    """Return what stands in each of the brackets that follow one another."""
    groups, depth, start = [], 0, 0
    for place, character in enumerate(text):
        if character in "[({":
            depth += 1
            if depth == 1:
                start = place + 1
        elif character in "])}":
            depth -= 1
            if depth == 0:
                groups.append(text[start:place].strip())
        elif depth == 0 and character not in ", \t\r\n;":
            raise LanguageError(f"“{character}” stands between two rows.", text, place)
    return groups


def _table(text: str) -> list[list[str]]:
    """Return the cells of a table without brackets, as spreadsheets and text files have it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line for line in lines):
        return [line.strip("\r\n").split("\t") for line in lines]
    if len(lines) == 1 and ";" in text:
        return [_cells(line) for line in text.split(";") if line.strip()]
    if any(";" in line for line in lines):
        return [line.strip().strip(";").split(";") for line in lines]
    return [_cells(line) for line in lines]


def _cells(line: str) -> list[str]:
    """Return the entries of one row, separated by commas, else by spaces."""
    line = line.strip().strip(",")
    if not line:
        return []
    if not any(mark in line for mark in "()+*/^") and "," not in line:
        return _split_at_spaces(line) if "-" in line else line.split()
    parts = _split(line, ",")
    return [part.strip() for part in parts] if len(parts) > 1 else _split_at_spaces(line)


def _split(text: str, separator: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == separator and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _split_at_spaces(text: str) -> list[str]:
    """Split as MATLAB does: ``1 -2`` is two entries, ``1 - 2`` and ``1-2`` are one."""
    parts = [""]
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if not character.isspace() or depth:
            parts[-1] += character
            continue
        rest = text[place:].lstrip()
        before = parts[-1].rstrip()
        joins_before = before.endswith(tuple(_OPERATORS))
        spaced_sign = len(rest) > 1 and rest[0] in "+-" and rest[1].isspace()
        joins_after = rest[:1] in ("*", "/", "^", "°", "%") or spaced_sign
        if before and not joins_before and not joins_after:
            parts.append("")
    return [part for part in parts if part]
