"""Tensors that lie in a file number after number, and how a part of one is read.

Files are read, not mapped into memory: were a mapped file cut short by another program, or its
disk taken away, the operating system would end this program without a word.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eigenscope.readers.number_types import widened
from eigenscope.readers.tensor_file import Array, ReaderError, Stored, flat_shape
from eigenscope.wording.words import Words

_PIECE = 4_000_000  # bytes read at once when most of them are wanted
_GAP = 4096  # bytes between wanted numbers from which on skipping is quicker than reading
_ROW = 65_536  # the same between rows

_MOST_TURNED = 512_000_000  # bytes: of a tensor that must be read as a whole to find its rows

ReadAt = Callable[[int, int], bytes | bytearray]
"""Returns as many bytes as asked for, from a place on; the places of its calls ascend."""


class RandomAccessFile:
    """An open file that several threads may read from any place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb", buffering=0)
        self._lock = threading.Lock()
        self.size = os.fstat(self._file.fileno()).st_size

    def read(self, offset: int, count: int) -> bytearray:
        """Return bytes from a place on; raise ReaderError if there are not so many."""
        if offset < 0 or offset + count > self.size:  # before memory is taken for them
            raise self._cut_off()
        data = bytearray(count)
        self.read_into(offset, memoryview(data))
        return data

    def read_into(self, offset: int, wanted: memoryview) -> None:
        """Fill memory from a place on; raise ReaderError if the file ends before."""
        with self._lock:
            self._file.seek(offset)
            while len(wanted):
                count = self._file.readinto(wanted)  # the system reads 2 GB at most
                if not count:
                    raise self._cut_off()
                wanted = wanted[count:]

    def close(self) -> None:
        """Close the file, once nothing is being read."""
        with self._lock:
            self._file.close()

    def _cut_off(self) -> ReaderError:
        return ReaderError(
            Words("{file} is cut off. Save or download it again.", {"file": self.path.name})
        )


@dataclass(frozen=True, eq=False)
class RawArray:
    """A tensor in a file; ``dtype`` says what its bytes are, ``kind`` what they mean.

    Raises
    ------
    ReaderError
        If the file ends before the tensor does.
    """

    source: RandomAccessFile
    offset: int
    dtype: np.dtype[np.generic]
    shape: tuple[int, ...]
    kind: str
    fortran: bool = False

    def __post_init__(self) -> None:
        if self.offset + self.nbytes > self.source.size:
            raise ReaderError(
                Words(
                    "{file} is cut off: numbers are missing. Save or download it again.",
                    {"file": self.source.path.name},
                )
            )

    @property
    def nbytes(self) -> int:
        """How much it takes in the file."""
        return math.prod(self.shape) * self.dtype.itemsize

    def whole(self) -> Array:
        """Read all of it."""
        numbers = np.empty(math.prod(self.shape), self.dtype)
        if numbers.size:
            self.source.read_into(self.offset, numbers.view(np.uint8).data)
        order = "F" if self.fortran else "C"
        return widened(numbers.reshape(self.shape, order=order), self.kind)  # type: ignore[call-overload]

    def part(self, rows: range, columns: range) -> Array:
        """Read some rows and columns of it as a matrix."""
        if self.fortran and len(self.shape) > 2:
            return turned_part(self, self.source.path.name, rows, columns)

        def read(place: int, count: int) -> bytearray:
            return self.source.read(self.offset + place, count)

        return matrix_part(read, self.dtype, self.shape, self.kind, self.fortran, rows, columns)


def turned_part(tensor: Stored, file: str, rows: range, columns: range) -> Array:
    """Return rows and columns of a tensor whose rows lie scattered: it must be read as a whole."""
    if tensor.nbytes > _MOST_TURNED:
        raise ReaderError(
            Words(
                "{file}: a tensor of {axes} axes and more than {size} MB lies in the order of "
                "Fortran. Save it again: np.save(path, np.ascontiguousarray(tensor)).",
                {"file": file, "axes": len(tensor.shape), "size": _MOST_TURNED // 10**6},
            )
        )
    flat = tensor.whole().reshape(flat_shape(tensor.shape))
    return flat[rows.start : rows.stop : rows.step, columns.start : columns.stop : columns.step]


def matrix_part(
    read: ReadAt,
    dtype: np.dtype[np.generic],
    shape: tuple[int, ...],
    kind: str,
    fortran: bool,
    rows: range,
    columns: range,
) -> Array:
    """Return some rows and columns of a tensor as a matrix.

    ``read`` gives its numbers, from place 0 on; those in the order of Fortran have at most two
    axes.
    """
    height, width = flat_shape(shape)
    if fortran:  # column after column: in the file it is the transpose
        return widened(_rows(read, dtype, height, columns, rows).T, kind)
    return widened(_rows(read, dtype, width, rows, columns), kind)


def _rows(
    read: ReadAt, dtype: np.dtype[np.generic], width: int, rows: range, columns: range
) -> Array:
    numbers = np.empty((len(rows), len(columns)), dtype)
    if not numbers.size:
        return numbers
    line = width * dtype.itemsize
    picked = slice(columns.start, columns.stop, columns.step)
    if rows.step * line > _ROW:
        for place, row in enumerate(rows):
            numbers[place] = _row(read, dtype, row * line, columns)
        return numbers
    many = max(1, _PIECE // (rows.step * line))
    for place in range(0, len(rows), many):  # short rows: many at once, with those between them
        block = rows[place : place + many]
        count = block[-1] + 1 - block[0]
        values = np.frombuffer(read(block[0] * line, count * line), dtype).reshape(count, width)
        numbers[place : place + many] = values[:: rows.step, picked]
    return numbers


def _row(read: ReadAt, dtype: np.dtype[np.generic], start: int, columns: range) -> Array:
    item = dtype.itemsize
    step = columns.step * item
    if step > _GAP:
        data = b"".join(read(start + column * item, item) for column in columns)
        return np.frombuffer(data, dtype)
    numbers = np.empty(len(columns), dtype)
    many = _PIECE // step
    for place in range(0, len(columns), many):
        block = columns[place : place + many]
        count = block[-1] + 1 - block[0]
        values = np.frombuffer(read(start + block[0] * item, count * item), dtype)
        numbers[place : place + many] = values[:: columns.step]
    return numbers
