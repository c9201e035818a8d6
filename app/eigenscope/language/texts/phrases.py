"""What is said in more than one place of texts that cannot be read."""

from __future__ import annotations

from eigenscope.wording.words import Text, Words, as_words


def not_closed(bracket: str) -> Words:
    """Say that a bracket is not closed."""
    return Words("The bracket “{mark}” is not closed.", {"mark": bracket})


def entries_left_out(mark: str) -> Words:
    """Say that dots stand for entries."""
    words = "“{mark}” stands for entries that were left out: all are needed."
    return Words(words, {"mark": mark})


def entries_of(count: int) -> Words:
    """Say how many entries a row has."""
    return Words("{count} entry", {"count": count}, plural="{count} entries")


def in_cell(reason: Text, row: int, column: int) -> Words:
    """Say in which cell of a matrix something is wrong; both are counted from 1."""
    words = "Row {row}, column {column}: {reason}"
    return Words(words, {"row": row, "column": column, "reason": as_words(reason)})


def needs_brackets(function: str) -> Words:
    """Say that a function stands without an argument."""
    words = "{function} is a function and needs brackets: {function}(…)."
    return Words(words, {"function": function})
