"""Typed matrices in sessions: the texts of their entries, and the expression that gave them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eigenscope.labs.contract.schema import InputError, Text, finite, shown
from eigenscope.language.evaluating.entry import Matrix, Source, number_text
from eigenscope.language.texts.messages import LanguageError

LONGEST_ENTRY = 1000  # characters of one number: what people type has a hundred at most
LONGEST_EXPRESSION = 20_000  # characters
MOST_ENTRIES = 10_000
_MOST_ROWS = 5  # of a matrix that a message shows


def matrix_to_json(matrix: Matrix) -> object:
    """Return the rows of entries, with the expression if there is one."""
    entries = [list(row) for row in matrix.texts()]
    if matrix.source is None:
        return entries
    return {"expression": matrix.source.text, "entries": entries}


def matrix_from_json(name: str, data: object) -> Matrix:
    """Return the matrix that `matrix_to_json` wrote, or whose rows hold numbers or texts.

    Raises
    ------
    InputError
        If it is none, or too large to be typed.
    """
    if not isinstance(data, dict):
        return _rows(name, data)
    text = Text(LONGEST_EXPRESSION).read(f"the expression of {name}", data.get("expression"))
    return replace(_rows(name, data.get("entries")).computed(), source=Source(text))


def typed_matrix(data: Any) -> object:
    """Return the expression of a matrix in JSON, or its rows."""
    return data["expression"] if isinstance(data, dict) else data


def matrix_text(matrix: Matrix) -> str:
    """Return a small matrix as it could be typed, and nothing for a large one."""
    rows = matrix.texts()
    return f"[{'; '.join(' '.join(row) for row in rows)}]" if len(rows) <= _MOST_ROWS else ""


def _rows(name: str, data: object) -> Matrix:
    if not isinstance(data, list) or not data or not all(isinstance(row, list) for row in data):
        raise InputError(f"{name} is not a list of rows")
    if sum(map(len, data)) > MOST_ENTRIES:
        raise InputError(f"{name} has more than {MOST_ENTRIES} entries")
    try:
        return Matrix.from_texts(tuple(tuple(_entry(name, x) for x in row) for row in data))
    except (LanguageError, ValueError) as error:
        raise InputError(f"{name}: {error}") from error


def _entry(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{name} holds {shown(value)}, which is no number")
    if isinstance(value, str):
        return Text(LONGEST_ENTRY).read(f"an entry of {name}", value)
    return number_text(finite(f"an entry of {name}", value))
