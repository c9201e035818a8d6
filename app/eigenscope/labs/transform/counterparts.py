"""What is worth seeing beside a map: its transpose, and what undoes it."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.presets import Counterpart
from eigenscope.labs.transform.inputs import Inputs, fit
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.texts.messages import LanguageError


def counterparts(inputs: Inputs) -> tuple[Counterpart, ...]:
    """Return Aᵀ, and A⁻¹ where there is one; a matrix that is its own shows nothing new."""
    matrix = inputs.matrix
    others = (("transpose", "Aᵀ", matrix.transposed()), ("inverse", "A⁻¹", _inverse(matrix)))
    return tuple(
        Counterpart(key, "A", title, fit(replace(inputs, matrix=other)))
        for key, title, other in others
        if other is not None and other.rows != matrix.rows
    )


def _inverse(matrix: Matrix) -> Matrix | None:
    rows, columns = matrix.shape
    if rows != columns:
        return None
    try:
        return Matrix(FilesRead().small(f"({matrix.to_text()})^-1", matrix.shape).rows)
    except LanguageError:
        return None
