"""A matrix from whatever was typed: its entries, or an expression that makes one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from eigenscope.language.evaluating.entry import Entry, Matrix, parse_entry
from eigenscope.language.evaluating.matrix_text import parse_matrix, without_name
from eigenscope.language.foreign import readable
from eigenscope.language.texts.brackets import outermost
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_PARTED = re.compile(r"[,;\t\n]")
_WORD = re.compile(r"[^\W\d_]\w*")
_WORKED_OUT = re.compile(r"[^\W\d_]|[-+*/^'°√|‖⊙@\\]")


def read_matrix(
    text: str,
    *,
    maximum: int | None = 3,
    definitions: Definitions | None = None,
    comma: Comma | None = None,
) -> Matrix:
    """Return the matrix that a text stands for; one that is worked out keeps its expression.

    Every place where a matrix is typed, pasted or given on the command line reads it by this.

    Parameters
    ----------
    text
        Entries, as ``parse_matrix`` takes them, or an expression such as ``2 rot(45) + I``.
    maximum
        The largest number of rows and of columns, or None for any.
    definitions
        What names in an expression stand for.
    comma
        What a comma in a table without brackets means, where a person has said it.

    Raises
    ------
    LanguageError
        If it stands for none, with the place.
    """
    ours = without_name(readable(text))
    try:
        return parse_matrix(text, maximum=maximum, comma=comma)
    except LanguageError:
        if not is_worked_out(ours, definitions):
            raise
    # Late: a window shows its first matrix before anything is worked out.
    from eigenscope.language.definitions.definitions import Definitions

    matrix = (definitions or Definitions()).matrix(ours)
    rows, columns = matrix.shape
    if maximum is not None and max(rows, columns) > maximum:
        words = Words(
            "The value is {size}: up to {most} fit here.",
            {"size": f"{rows}×{columns}", "most": f"{maximum}×{maximum}"},
        )
        raise LanguageError(words, plain(text), 0, len(text))
    return matrix


def read_entry(text: str, definitions: Callable[[], Definitions] | None = None) -> Entry:
    """Return the entry that a text stands for: a number, or what names in it are worth now.

    Raises
    ------
    LanguageError
        If it stands for no real number, with the place.
    """
    try:
        return parse_entry(text)
    except LanguageError:
        named = None if definitions is None else definitions()
        if named is None or not _uses_names(text, named):
            raise
    matrix = named.matrix(text)
    if matrix.shape != (1, 1):
        size = f"{matrix.shape[0]}×{matrix.shape[1]}"
        words = Words("The value is {size}: here a number is needed.", {"size": size})
        raise LanguageError(words, plain(text), 0, len(text))
    return matrix.rows[0][0]


def is_worked_out(text: str, definitions: Definitions | None) -> bool:
    """Tell whether a text is an expression, rather than entries: it operates or uses names."""
    return _is_expression(text) or _uses_names(text, definitions)


def _uses_names(text: str, definitions: Definitions | None) -> bool:
    """Tell whether a word in a text is the name of something."""
    names = set() if definitions is None else set(definitions.names)
    return bool(names) and any(word in names for word in _WORD.findall(plain(text)))


def _is_expression(text: str) -> bool:
    """Tell whether something is worked out, other than within the entries of a matrix."""
    read = plain(text)
    try:
        spans = outermost(read)
    except LanguageError:
        return False
    outside, end = "", 0
    for begun, closed in spans:
        outside += read[end:begun]
        end = closed + 1
    outside += read[end:]
    if _PARTED.search(outside.strip()):
        return False
    beside = len(spans) > 1 or (spans and outside.strip())  # a product without a sign
    return bool(_WORKED_OUT.search(outside) or beside)
