"""Values of expressions as matrices and tensors of entries."""

from __future__ import annotations

from eigenscope.exact.surd import Surd, simplified
from eigenscope.language.evaluating.entry import Entry, Matrix, number_text
from eigenscope.language.evaluating.number import LONGEST
from eigenscope.language.evaluating.typed_tensor import LARGEST, TypedTensor
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.value import Value, reshaped, written_shape
from eigenscope.wording.words import Words


def matrix_of(value: Value, text: str) -> Matrix:
    """Return a real value as a matrix, a vector as a column; its entries are exact if known.

    Raises
    ------
    LanguageError
        If it is a tensor or not real; ``text`` is what is marked.
    """
    if value.array.dtype.kind == "c":
        raise LanguageError(
            "The value is complex: here real numbers are needed.", text, 0, len(text)
        )
    if value.array.ndim > 2:
        size = written_shape(value.shape)
        words = Words("The value is a {size} tensor: a matrix is needed.", {"size": size})
        raise LanguageError(words, text, 0, len(text))
    column = reshaped(value, (value.array.size, 1)) if value.array.ndim < 2 else value
    if column.exact is not None:
        return _exactly(column.exact.tolist())
    rows = column.array.tolist()
    return Matrix.from_texts([[number_text(entry) for entry in row] for row in rows]).computed()


def tensor_of(value: Value, text: str) -> TypedTensor:
    """Return a real value as a tensor, a scalar with one axis; its entries are exact if known.

    Raises
    ------
    LanguageError
        If it is not real or too large; ``text`` is what is marked.
    """
    if value.array.size > LARGEST:
        words = Words("More than {most} entries are too many to type.", {"most": f"{LARGEST:,}"})
        raise LanguageError(words, text, 0, len(text))
    column = matrix_of(reshaped(value, (value.array.size, 1)), text)
    return TypedTensor(value.shape or (1,), tuple(row[0] for row in column.rows))


def _exactly(rows: list[list[Surd]]) -> Matrix:
    """Return the matrix of some real surds, as if their texts had been typed."""
    texts = [[str(entry) for entry in row] for row in rows]
    if max(len(text) for row in texts for text in row) > LONGEST:
        return Matrix.from_texts(texts)
    return Matrix(
        tuple(
            tuple(
                Entry(text, float(number), simplified(number))
                for text, number in zip(*row, strict=True)
            )
            for row in zip(texts, rows, strict=True)
        )
    )
