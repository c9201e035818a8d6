"""Pasted matrices, and what was taken for granted when they were read.

What could be read in another way is said, so that a person can choose the other one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.evaluating.matrix_text import without_name
from eigenscope.language.foreign import column_names, readable
from eigenscope.language.reading.cells import comma_ways
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain_marks
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_CANNOT: Mapping[Comma, Text] = {
    Comma.DECIMAL: "The commas of this table cannot be decimal signs.",
    Comma.THOUSANDS: "The commas of this table cannot be thousands signs.",
    Comma.SEPARATOR: "The commas of this table cannot be separators.",
}


@dataclass(frozen=True)
class Pasted:
    """A matrix, and what was taken for granted.

    Attributes
    ----------
    comma
        What a comma meant in a table, or None where there was no question.
    others
        What it could mean as well.
    names
        The names of columns that were left out.
    """

    matrix: Matrix
    comma: Comma | None = None
    others: tuple[Comma, ...] = ()
    names: tuple[str, ...] = ()


def read_pasted(
    text: str,
    *,
    maximum: tuple[int, int] | None = (3, 3),
    definitions: Definitions | None = None,
    comma: Comma | None = None,
) -> Pasted:
    """Return the matrix of a pasted text, as ``read_matrix`` reads it; raise LanguageError if none.

    Parameters
    ----------
    text, maximum, definitions
        As for ``read_matrix``.
    comma
        What a comma shall mean, where a person has chosen it.
    """
    matrix = read_matrix(text, maximum=maximum, definitions=definitions, comma=comma)
    names = column_names(text)
    if matrix.source is not None:
        return Pasted(matrix, names=names)
    inside = without_name(plain_marks(readable(text)))
    ways = () if inside.startswith(("[", "(")) else comma_ways(inside)
    if not ways or ways == (Comma.SEPARATOR,):
        return Pasted(matrix, names=names)
    chosen = comma or ways[0]
    if chosen not in ways:
        raise LanguageError(_CANNOT[chosen], text)
    return Pasted(matrix, chosen, tuple(way for way in ways if way is not chosen), names)
