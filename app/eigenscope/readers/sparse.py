"""Sparse tensors: places and values in memory, whose zeros are only written out where asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.readers.number_types import name_of
from eigenscope.readers.tensor_file import Array, ReaderError, check_shape, flat_shape
from eigenscope.wording.words import Words

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SparseArray:
    """A tensor of which only some numbers are given; what is given twice at a place is added.

    Attributes
    ----------
    shape
        Of the tensor, of whatever number of axes.
    rows, columns
        (k,), where the numbers stand in the matrix of `flat_shape`, from 0.
    values
        (k,), the numbers.
    """

    shape: tuple[int, ...]
    rows: Places
    columns: Places
    values: Array

    @property
    def kind(self) -> str:
        """The name of its type of number, as in torch."""
        return name_of(self.values.dtype) or "float64"

    @property
    def nbytes(self) -> int:
        """How much it takes with all of its zeros."""
        return math.prod(self.shape) * self.values.dtype.itemsize

    def whole(self) -> Array:
        """Return all of it."""
        return self._filled(flat_shape(self.shape), self.rows, self.columns, self.values).reshape(
            self.shape
        )

    def part(self, rows: range, columns: range) -> Array:
        """Return some of it as a matrix; both ranges ascend."""
        down, across = self.rows - rows.start, self.columns - columns.start
        inside = (down >= 0) & (down < len(rows) * rows.step) & (down % rows.step == 0)
        inside &= (across >= 0) & (across < len(columns) * columns.step)
        inside &= across % columns.step == 0
        down, across = down[inside] // rows.step, across[inside] // columns.step
        return self._filled((len(rows), len(columns)), down, across, self.values[inside])

    def _filled(
        self, shape: tuple[int, int], rows: Places, columns: Places, values: Array
    ) -> Array:
        dense = np.zeros(shape, self.values.dtype)
        if values.dtype.kind == "b":
            dense[rows, columns] = True
        else:
            np.add.at(dense, (rows, columns), values)
        return dense


def sparse_array(
    file: str, name: str, shape: tuple[int, ...], places: npt.ArrayLike, values: Array
) -> SparseArray:
    """Return a sparse tensor from what a file says.

    Parameters
    ----------
    file, name
        What they are called in messages.
    shape
        Its size along each axis.
    places
        (axes, k), where the numbers stand, from 0.
    values
        (k,), the numbers.

    Raises
    ------
    ReaderError
        If a place lies outside, or there are more or fewer places than numbers.
    """
    check_shape(file, name, shape)
    indices = np.asarray(places)
    fits = indices.shape == (len(shape), values.size) and values.ndim == 1
    if not fits or indices.dtype.kind not in "iu" or not shape:
        raise ReaderError(
            Words(
                "{file} is broken: its places do not fit its numbers. Save it again.",
                {"file": file},
            )
        )
    indices = indices.astype(np.int64)
    sizes = np.array(shape, np.int64)[:, None]
    if ((indices < 0) | (indices >= sizes)).any():
        raise ReaderError(
            Words(
                "{file} is broken: a number lies outside of {name}. Save it again.",
                {"file": file, "name": name},
            )
        )
    columns = np.zeros(values.size, np.int64)
    for axis in range(1, len(shape)):
        columns = columns * shape[axis] + indices[axis]
    return SparseArray(shape, indices[0], columns, values)
