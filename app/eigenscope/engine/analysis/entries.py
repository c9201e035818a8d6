"""Reads a matrix from what a caller hands over, and checks it.

What a person types is exact, whatever its digits: the caller hands over the fractions. A matrix
with an entry that was computed is decided in floats, with their tolerance.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.exact.surd import ExactNumber, Surd, nearby
from eigenscope.exact.types import ExactRows
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    import torch


MOST_EXACT = 40_000
"""Entries that are read as fractions at all."""

_SMALLEST = Fraction(sys.float_info.min) * Fraction(sys.float_info.epsilon)


class MatrixError(WordedError, ValueError):
    """What was handed over is no matrix that can be analysed; the text says where it fails."""


def as_matrix(matrix: npt.ArrayLike | torch.Tensor) -> Floats:
    """Return the entries as a new float64 array of shape (m, n).

    Raises
    ------
    MatrixError
        If the input is not a rectangle of finite real numbers; the message says where it fails.
    """
    # While another thread imports torch it is there without its tensors, and nobody has one yet.
    tensor_type = getattr(sys.modules.get("torch"), "Tensor", None)
    if tensor_type is not None and isinstance(matrix, tensor_type):
        matrix = _numpy_of(matrix)
    if isinstance(matrix, list | tuple):
        _check_rows(matrix)
    raw = np.asarray(matrix)
    if raw.ndim != 2:
        axes = {"count": str(raw.ndim)}
        raise MatrixError(Words("a matrix has 2 axes, rows and columns; this has {count}", axes))
    if raw.size == 0:
        rows, columns = map(str, raw.shape)
        sizes = {"rows": rows, "columns": columns}
        raise MatrixError(Words("the matrix is empty: {rows}×{columns}", sizes))
    values = _as_float64(raw)
    wrong = np.argwhere(~np.isfinite(values))
    if len(wrong):
        row, column = wrong[0]
        if np.isnan(values[row, column]):
            what = "the entry in row {row}, column {column} is not a number"
        else:
            what = "the entry in row {row}, column {column} is infinite"
        raise MatrixError(Words(what, _place(row, column)))
    return values + 0.0  # a negative zero becomes a plain one


def checked_exact(exact: Sequence[Sequence[ExactNumber]], matrix: Floats) -> ExactRows:
    """Return `exact` as tuples.

    Raises
    ------
    MatrixError
        If they are not those of the (m, n) float matrix beside them.
    """
    rows = tuple(tuple(map(_exact, row)) for row in exact)
    if [len(row) for row in rows] != [matrix.shape[1]] * matrix.shape[0]:
        raise MatrixError("the exact entries and the matrix differ in shape")
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            known = nearby(entry)
            if abs(known - Fraction(matrix[i, j])) > max(abs(known) / 10**6, _SMALLEST):
                entries = {"exact": str(entry), "float": str(matrix[i, j])}
                what = "the entry in row {row}, column {column}: {exact} and {float} differ"
                raise MatrixError(Words(what, {**_place(i, j), **entries}))
    return rows


def _exact(number: ExactNumber) -> ExactNumber:
    return number if isinstance(number, Surd) else Fraction(number)


def _numpy_of(tensor: torch.Tensor) -> npt.NDArray[np.generic]:
    """Bring a tensor of any device and type over, as float64 unless it is complex."""
    plain = tensor.detach().cpu()
    if plain.is_sparse:
        plain = plain.to_dense()
    array: npt.NDArray[np.generic] = (plain if plain.is_complex() else plain.double()).numpy()
    return array


def _check_rows(rows: Sequence[object]) -> None:
    """Find the first row that is no row, or has another length than the first."""
    width: int | None = None
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list | tuple | np.ndarray):
            values = {"number": str(number), "row": repr(row)}
            what = "row {number} is {row}, which is not a row of numbers"
            raise MatrixError(Words(what, values))
        if width is None:
            width = len(row)
        if len(row) != width:
            values = {"number": str(number), "count": str(len(row)), "first": str(width)}
            what = "row {number} has {count} entries, but row 1 has {first}"
            raise MatrixError(Words(what, values))


def _as_float64(raw: npt.NDArray[np.generic]) -> Floats:
    if np.iscomplexobj(raw):
        raise MatrixError("the entries are complex; only real matrices can be analysed")
    try:
        return raw.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        for (row, column), entry in np.ndenumerate(raw.astype(object)):
            try:
                float(entry)
            except OverflowError:
                what = "the entry in row {row}, column {column} is too large"
                raise MatrixError(Words(what, _place(row, column))) from None
            except (TypeError, ValueError):
                what = "the entry in row {row}, column {column} is {entry}, not a number"
                values = {**_place(row, column), "entry": repr(entry)}
                raise MatrixError(Words(what, values)) from None
        raise


def _place(row: int, column: int) -> dict[str, str]:
    return {"row": str(row + 1), "column": str(column + 1)}
