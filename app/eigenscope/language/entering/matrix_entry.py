"""A matrix from whatever was typed: its entries, or an expression that makes one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from eigenscope.language.entering.worked_out import entries_or_value, uses_names
from eigenscope.language.evaluating.entry import Entry, Matrix, parse_entry
from eigenscope.language.evaluating.matrix_text import parse_matrix
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.language.values.limits import exceeds
from eigenscope.language.values.value import written_shape
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


def read_matrix(
    text: str,
    *,
    maximum: tuple[int, int] | None = (3, 3),
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

    def value(names: Definitions, expression: str) -> Matrix:
        matrix = names.matrix(expression)
        if maximum is not None and exceeds(matrix.shape, maximum):
            words = Words(
                "The value is {size}: up to {most} fit here.",
                {"size": written_shape(matrix.shape), "most": written_shape(maximum)},
            )
            raise LanguageError(words, plain(text), 0, len(text))
        return matrix

    return entries_or_value(
        text, definitions, partial(parse_matrix, maximum=maximum, comma=comma), value
    )


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
        if named is None or not uses_names(text, named):
            raise
    matrix = named.matrix(text)
    if matrix.shape != (1, 1):
        size = f"{matrix.shape[0]}×{matrix.shape[1]}"
        words = Words("The value is {size}: here a number is needed.", {"size": size})
        raise LanguageError(words, plain(text), 0, len(text))
    return matrix.rows[0][0]
