"""Sparse matrices in the ways of scipy, without scipy: scipy.sparse.save_npz saves their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from eigenscope.readers.sparse import Places, SparseArray, sparse_array
from eigenscope.readers.tensor_file import MOST_READ, Array, ReaderError, check_shape
from eigenscope.readers.zip_checks import BrokenError
from eigenscope.wording.words import Words


class Member(Protocol):
    """An array that has not been read yet."""

    @property
    def nbytes(self) -> int:
        """How much it takes."""

    def whole(self) -> Array:
        """Read it."""


def sparse_matrix(
    file: str, name: str, form: str, members: Mapping[str, Member]
) -> SparseArray | None:
    """Return the matrix that the members of a file make, or None if it holds arrays as others do.

    Parameters
    ----------
    file, name
        What they are called in messages.
    form
        What the member "format" holds.
    members
        All arrays of numbers.

    Raises
    ------
    ReaderError
        If they do not fit together.
    """
    if form not in _PLACES or "shape" not in members or "data" not in members:
        return None
    needed = {"coo": (), "dia": ("offsets",)}.get(form, ("indices", "indptr"))
    read: dict[str, Array] = {}
    for each in ("shape", "data", *needed, "row", "col", "coords"):
        said = {"file": file, "member": each}
        if each in members:
            if members[each].nbytes > MOST_READ:
                raise ReaderError(Words("{file}: {member} is too large to be read.", said))
            read[each] = members[each].whole()
        elif each in needed:
            raise ReaderError(Words("{file} is broken: {member} is missing. Save it again.", said))
    shape = tuple(int(side) for side in read["shape"].ravel())
    return assembled(file, name, form, read, shape)


def assembled(
    file: str, name: str, form: str, parts: Mapping[str, Array], shape: tuple[int, ...]
) -> SparseArray:
    """Return the sparse tensor that parts make, named as scipy names them.

    Raises
    ------
    ReaderError
        If they do not fit together.
    """
    check_shape(file, name, shape)
    try:
        places, values = _PLACES[form](parts, shape)
    except (ValueError, IndexError, KeyError, OverflowError, ZeroDivisionError):
        raise ReaderError(
            Words("{file} is broken: its parts do not fit together.", {"file": file})
        ) from None
    return sparse_array(file, name, shape, places, values)


def _of_coo(read: Mapping[str, Array], _shape: tuple[int, ...]) -> tuple[Array, Array]:
    places = read["coords"] if "coords" in read else np.stack([read["row"], read["col"]])
    return places, read["data"]


def _of_csr(read: Mapping[str, Array], shape: tuple[int, ...]) -> tuple[Array, Array]:
    rows = _expanded(read["indptr"], shape[0], len(read["indices"]))
    return np.stack([rows, read["indices"][: len(rows)]]), read["data"][: len(rows)]


def _of_csc(read: Mapping[str, Array], shape: tuple[int, ...]) -> tuple[Array, Array]:
    columns = _expanded(read["indptr"], shape[1], len(read["indices"]))
    return np.stack([read["indices"][: len(columns)], columns]), read["data"][: len(columns)]


def _of_bsr(read: Mapping[str, Array], shape: tuple[int, ...]) -> tuple[Array, Array]:
    data = read["data"]
    rows = _expanded(read["indptr"], shape[0] // data.shape[1], len(data))
    return _blocks(rows, read["indices"], data)


def _of_bsc(read: Mapping[str, Array], shape: tuple[int, ...]) -> tuple[Array, Array]:
    data = read["data"]
    columns = _expanded(read["indptr"], shape[1] // data.shape[2], len(data))
    return _blocks(read["indices"], columns, data)


def _blocks(rows: npt.NDArray[Any], columns: npt.NDArray[Any], data: Array) -> tuple[Array, Array]:
    """Return places and numbers of (k, h, w) blocks, whose rows and columns of blocks are given."""
    _, high, wide = data.shape
    down = np.broadcast_to(
        (rows * high)[:, None, None] + np.arange(high)[None, :, None], data.shape
    )
    across = np.broadcast_to(
        (columns * wide)[:, None, None] + np.arange(wide)[None, None, :], data.shape
    )
    return np.stack([down.ravel(), across.ravel()]), data.ravel()


def _of_dia(read: Mapping[str, Array], shape: tuple[int, ...]) -> tuple[Array, Array]:
    data, offsets = read["data"], read["offsets"].astype(np.int64)
    columns = np.broadcast_to(np.arange(data.shape[1]), data.shape)
    rows = columns - offsets[:, None]
    inside = (rows >= 0) & (rows < shape[0]) & (columns < shape[1])
    return np.stack([rows[inside], columns[inside]]), data[inside]


def _expanded(ends: Array, count: int, most: int) -> Places:
    """Return the row of each of at most so many numbers, from where the rows begin and end."""
    places = np.asarray(ends, dtype=np.int64)
    lengths: npt.NDArray[np.int64] = places[1:] - places[:-1]
    if ends.shape != (count + 1,) or (lengths < 0).any() or lengths.sum() > most:
        raise BrokenError("the ends of rows do not ascend")
    return np.repeat(np.arange(count), lengths)


_PLACES = {
    "coo": _of_coo,
    "csr": _of_csr,
    "csc": _of_csc,
    "bsr": _of_bsr,
    "bsc": _of_bsc,  # of torch alone
    "dia": _of_dia,
}
