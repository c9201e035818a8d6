"""``eigenscope trace``: the steps of a program of tensors, as JSON or as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from eigenscope.main.errors import UserError
from eigenscope.main.terminal_text import cells_of, padded
from eigenscope.wording.words import Text, Value, Words, as_it_is, as_words, say

if TYPE_CHECKING:
    from eigenscope.trace.steps import Array, Trace

_HEADS: tuple[Text, ...] = ("line", "operation", "name", "shape", "type", "value")
_LARGEST_SEED = 2**32 - 1  # NumPy's
_LONGEST = 60  # characters of a value or a text in the table


def traced(code: str, seed: int = 0, *, as_json: bool) -> tuple[str, Words | None]:
    """Return the steps of a program, or of the file that a text names, and what is wrong with it.

    Raises
    ------
    UserError
        If the file cannot be read, or the seed is none.
    """
    if not 0 <= seed <= _LARGEST_SEED:
        values: dict[str, Value] = {"most": f"{_LARGEST_SEED:,}", "seed": str(seed)}
        words = Words("--seed takes a whole number from 0 to {most}, not {seed}.", values)
        raise UserError(words)
    from eigenscope.trace.access import ProgramAccess
    from eigenscope.trace.program import trace
    from eigenscope.trace.writing import as_json as written

    result = trace(_source(code), seed, access=ProgramAccess(reads=True))
    wrong = None
    if result.problem is not None:
        place = result.problem.place
        wrong = wrong_at(place.line, place.column, result.problem.message)
    if as_json:
        return json.dumps(written(result), ensure_ascii=False, indent=2, allow_nan=False), wrong
    return _table(result), wrong


def wrong_at(line: int, column: int, reason: Text) -> Words:
    """Return where a program is wrong, and why, as a line for stderr."""
    values: dict[str, Value] = {
        "line": str(line), "column": str(column), "reason": as_words(reason)
    }  # fmt: skip
    return Words("line {line}, column {column}: {reason}", values)


def _table(result: Trace) -> str:
    rows = [tuple(map(say, _HEADS))]
    for step in result.steps:
        shape = "" if step.shape is None else str(step.shape)
        value = " ".join(str(step.value if step.array is None else _begun(step.array)).split())
        short = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
        rows.append((str(step.place.line), step.operation, step.name, shape, step.dtype, short))
    widths = [max(map(cells_of, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(padded, row, widths)).rstrip() for row in rows]
    return "\n".join([*lines, *result.printed])


def _begun(array: Array) -> object:
    """Return the cells of an array that a row of the table has room for, in their lists."""
    return array[(slice(_LONGEST),) * array.ndim].tolist()


def _source(code: str) -> str:
    if not code.endswith(".py") or "\n" in code:
        return code
    try:
        return Path(code).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        values = {"file": as_it_is(code), "reason": as_it_is(why)}
        raise UserError(Words("{file} cannot be read: {reason}", values)) from None
