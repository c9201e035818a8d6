"""A tensor too large to be looked at, as a small matrix that shows what it is like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.readers.tensor_file import Array, TensorFile, flat_shape


@dataclass(frozen=True, eq=False)
class Sample:
    """Some numbers of a tensor as a matrix, and in which rows and columns they stand, from 0.

    ``whole`` is True if nothing was left out.
    """

    values: Array
    row_numbers: npt.NDArray[np.intp]
    column_numbers: npt.NDArray[np.intp]
    whole: bool


def sample(file: TensorFile, name: str, rows: int, columns: int) -> Sample:
    """Return at most ``rows`` times ``columns`` numbers of a tensor, evenly out of all of it.

    It is read as a matrix: its first axis down, all others across.

    Whole rows are left out before anything is read, so that of a matrix of 10 GB only the rows
    that are shown are touched.

    Raises
    ------
    ReaderError
        If there is no such tensor, or it cannot be read.
    ValueError
        If not even one row or column is asked for.
    """
    if rows < 1 or columns < 1:
        raise ValueError("a sample has a row and a column at least")
    height, width = flat_shape(file.entry(name).shape)
    down, across = evenly(height, rows), evenly(width, columns)
    values = file.read_part(name, down, across)
    return Sample(
        values,
        np.arange(down.start, down.stop, down.step, dtype=np.intp),
        np.arange(across.start, across.stop, across.step, dtype=np.intp),
        whole=values.shape == (height, width),
    )


def evenly(count: int, most: int) -> slice:
    """Return every so manieth place, with as much left out before the first as after the last."""
    step = max(1, -(-count // most))
    return slice(max(0, count - 1) % step // 2, count, step)
