"""The matrix that a command is given: typed, or in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eigenscope.arrays import Floats
from eigenscope.exact.closed_forms import exact_text
from eigenscope.exact.surd import Surd
from eigenscope.labs.contract.files_read import LARGEST_TYPED, FilesRead
from eigenscope.language.evaluating.entry import Entry, Matrix
from eigenscope.language.texts.messages import LanguageError
from eigenscope.main.errors import UserError
from eigenscope.main.table_options import tell_of
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Words, as_words

if TYPE_CHECKING:
    from eigenscope.exact.types import ExactRows

LARGEST_ANALYSED = 500
"""Rows and columns of a matrix from a file that is analysed: larger ones take minutes."""


class MatrixArgument(NamedTuple):
    """The (m, n) entries of a matrix, exactly, and as texts, where a person wrote them."""

    array: Floats
    exact: ExactRows | None = None
    typed: tuple[tuple[str, ...], ...] | None = None


def matrix_argument(text: str, choices: TableChoices | None) -> MatrixArgument:
    """Return the matrix that a command is given.

    Parameters
    ----------
    text
        Entries, an expression, or FILE[:tensor]; what is assumed about a file is said on stderr.
    choices
        How a table is to be read.

    Raises
    ------
    UserError
        If there is no such matrix, or it is too large for an analysis.
    """
    files = FilesRead(choices)
    try:
        matrix = files.data(text)
    except LanguageError as error:
        raise UserError(
            Words("the matrix cannot be read: {reason}", {"reason": as_words(error.reason)})
        ) from error
    except ReaderError as error:
        raise UserError(error.reason) from error
    tell_of(files)
    if isinstance(matrix, Matrix):
        return _as_written(matrix)
    rows, columns = matrix.values.shape
    if max(rows, columns) > LARGEST_ANALYSED:
        raise UserError(
            Words(
                "{name} is {rows}×{columns}, too large for all of it; "
                "“eigenscope evaluate {text}” tells its ranks and singular values",
                {"name": matrix.name, "rows": rows, "columns": columns, "text": text},
            )
        )
    if matrix.table is not None and max(rows, columns) <= LARGEST_TYPED:
        return _as_written(Matrix.from_array(matrix.values))
    return MatrixArgument(matrix.values.astype(float))


def _as_written(matrix: Matrix) -> MatrixArgument:
    exact = matrix.exact()
    texts = None if exact is None else tuple(tuple(map(_text, row)) for row in matrix.rows)
    return MatrixArgument(matrix.to_array(), exact, texts)


def _text(entry: Entry) -> str:
    """Return an entry as it was typed; with square roots as they are written by hand."""
    return exact_text(entry.exact) if isinstance(entry.exact, Surd) else entry.text
