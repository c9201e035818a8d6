"""A matrix from whatever was typed: its entries, or an expression that makes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eigenscope.language.brackets import outermost
from eigenscope.language.entry import Matrix, number_text
from eigenscope.language.matrix_text import parse_matrix
from eigenscope.language.messages import LanguageError
from eigenscope.language.typography import plain

if TYPE_CHECKING:
    from eigenscope.language.definitions import Definitions
    from eigenscope.language.value import Value

_PARTED = re.compile(r"[,;\t\n]")
_WORKED_OUT = re.compile(r"[^\W\d_]|[-+*/^'°√|‖⊙@\\]")


def read_matrix(
    text: str, *, maximum: int | None = 3, definitions: Definitions | None = None
) -> Matrix:
    """Return the matrix that a text stands for.

    Parameters
    ----------
    text
        Entries, as ``parse_matrix`` takes them, or an expression such as ``2 rot(45) + I``.
    maximum
        The largest number of rows and of columns, or None for any.
    definitions
        What names in an expression stand for.

    Raises
    ------
    LanguageError
        If it stands for none, with the place.
    """
    try:
        return parse_matrix(text, maximum=maximum)
    except LanguageError:
        if not _is_expression(text):
            raise
    # Late: a window shows its first matrix before anything is worked out.
    from eigenscope.language.definitions import Definitions

    matrix = matrix_of((definitions or Definitions()).evaluate(text), text)
    rows, columns = matrix.shape
    if maximum is not None and max(rows, columns) > maximum:
        words = f"The value is {rows}×{columns}: up to {maximum}×{maximum} fit here."
        raise LanguageError(words, plain(text), 0, len(text))
    return matrix


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
    return not _PARTED.search(outside.strip()) and bool(_WORKED_OUT.search(outside))


def matrix_of(value: Value, text: str) -> Matrix:
    """Return a real value as a matrix, a vector as a column; its entries are exact if known.

    Raises
    ------
    LanguageError
        If it is a tensor or not real; ``text`` is what is marked.
    """
    from eigenscope.language.value import reshaped

    if value.array.dtype.kind == "c":
        raise LanguageError(
            "The value is complex: here real numbers are needed.", text, 0, len(text)
        )
    if value.array.ndim > 2:
        words = f"The value is a {'×'.join(map(str, value.shape))} tensor: a matrix is needed."
        raise LanguageError(words, text, 0, len(text))
    column = reshaped(value, (value.array.size, 1)) if value.array.ndim < 2 else value
    if column.exact is not None:
        return Matrix.from_texts([[str(entry) for entry in row] for row in column.exact.tolist()])
    rows = column.array.tolist()
    return Matrix.from_texts([[number_text(entry) for entry in row] for row in rows])
