"""Typed matrices in sessions: the texts of their entries, and the expression that gave them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eigenscope.labs.contract.schema import InputError, Text, finite, shown
from eigenscope.language.evaluating.entry import Matrix, Source, number_text
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words

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
    words = Words("the expression of {name}", {"name": name})
    text = Text(LONGEST_EXPRESSION).read(words, data.get("expression"))
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
        raise InputError(Words("{name} is not a list of rows", {"name": name}))
    if sum(map(len, data)) > MOST_ENTRIES:
        raise InputError(
            Words("{name} has more than {most} entries", {"name": name, "most": MOST_ENTRIES})
        )
    entry = Words("an entry of {name}", {"name": name})
    try:
        return Matrix.from_texts(tuple(tuple(_entry(name, entry, x) for x in row) for row in data))
    except (LanguageError, ValueError) as error:
        raise InputError(
            Words("{name}: {reason}", {"name": name, "reason": reason_of(error)})
        ) from error


def _entry(name: str, called: Words, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(
            Words("{name} holds {value}, which is no number", {"name": name, "value": shown(value)})
        )
    if isinstance(value, str):
        return Text(LONGEST_ENTRY).read(called, value)
    return number_text(finite(called, value))
