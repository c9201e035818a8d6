"""numpy's files of several arrays: zips of .npy files, whose names mean nothing to the disk."""

from __future__ import annotations

import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from eigenscope.readers.npy import LONGEST_HEADER, Header, read_header, why_not
from eigenscope.readers.number_types import name_of, widened
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.raw_array import RandomAccessFile, RawArray, matrix_part, turned_part
from eigenscope.readers.scipy_sparse import sparse_matrix
from eigenscope.readers.tensor_file import (
    MOST_ENTRIES,
    Array,
    ReaderError,
    Stored,
    TensorFile,
    check_shape,
    listed,
    shown,
)
from eigenscope.readers.zip_checks import (
    ZIP_ERRORS,
    BrokenError,
    check_member,
    close_zip,
    open_zip,
    place_of,
)
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words

_MOST_UNPACKED = 2_000_000_000  # bytes of one member; what unpacks to more is most likely a bomb
_PIECE = 1_000_000  # bytes unpacked at once


@dataclass(frozen=True, eq=False)
class _PackedArray:
    """A compressed tensor. It can only be unpacked from its start, but never lies in memory."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    header: Header
    kind: str
    file: str

    @property
    def shape(self) -> tuple[int, ...]:
        return self.header.shape

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * self.header.dtype.itemsize

    def whole(self) -> Array:
        numbers = np.empty(math.prod(self.shape), self.header.dtype)
        order = "F" if self.header.fortran else "C"
        with self._open() as member:
            wanted = numbers.view(np.uint8).data if numbers.size else memoryview(b"")
            while len(wanted):
                piece = member.read(min(len(wanted), _PIECE))
                if not piece:
                    raise BrokenError("numbers are missing")
                wanted[: len(piece)] = piece
                wanted = wanted[len(piece) :]
        return widened(numbers.reshape(self.shape, order=order), self.kind)  # type: ignore[call-overload]

    def part(self, rows: range, columns: range) -> Array:
        at = 0
        header = self.header
        if header.fortran and len(header.shape) > 2:
            return turned_part(self, self.file, rows, columns)

        def read(place: int, count: int) -> bytes:
            nonlocal at
            while at < place:
                at += len(_some(member, min(place - at, _PIECE)))
            at += count
            data = b""
            while len(data) < count:
                data += _some(member, count - len(data))
            return data

        with self._open() as member:
            return matrix_part(
                read, header.dtype, header.shape, self.kind, header.fortran, rows, columns
            )

    def _open(self) -> IO[bytes]:
        if self.info.file_size > _MOST_UNPACKED:
            raise ReaderError(
                Words(
                    "{file}: {name} unpacks to more than {size} GB. "
                    "Save it with np.savez, which does not compress.",
                    {
                        "file": self.file,
                        "name": shown(self.info.filename),
                        "size": _MOST_UNPACKED // 10**9,
                    },
                )
            )
        member = self.archive.open(self.info)
        _some(member, self.header.length)
        return member


def _some(member: IO[bytes], count: int) -> bytes:
    data = member.read(count)
    if not data:
        raise BrokenError("numbers are missing")
    return data


def open_file(path: Path) -> TensorFile:
    """Open an .npz file; only the headers of its arrays are read."""
    archive = open_zip(path)
    source = RandomAccessFile(path)

    def close() -> None:
        close_zip(archive)
        source.close()

    try:
        stored: dict[str, Stored] = {}
        skipped: dict[str, Words] = {}
        for info in archive.infolist()[: MOST_ENTRIES + 1]:
            name = _free_name(info.filename.removesuffix(".npy"), stored)
            array = _array(path, archive, source, info, name)
            if isinstance(array, Words):
                skipped[name] = array
            else:
                stored[name] = array
        if "format" in skipped:
            matrix = sparse_matrix(path.name, path.stem, _text(archive, "format.npy"), stored)
            if matrix is not None:
                stored, skipped = {path.stem: matrix}, {}
        if not stored and skipped:
            reason = next(iter(skipped.values()))
            raise ReaderError(
                Words("{file} holds no numbers: {reason}", {"file": path.name, "reason": reason})
            )
        notes: tuple[Words, ...] = ()
        if skipped:
            names = {"names": listed(list(skipped))}
            notes = (Words("Left out because they are not numbers: {names}.", names),)
        return OpenedFile(path, stored, close, notes=notes)
    except ZIP_ERRORS as error:
        close()
        if isinstance(error, ReaderError):
            raise
        raise ReaderError(
            Words(
                "{file} is broken ({reason}). Save it again.",
                {"file": path.name, "reason": reason_of(error, 80)},
            )
        ) from None
    except BaseException:
        close()
        raise


def _text(archive: zipfile.ZipFile, member: str) -> str:
    """Return what a short array of characters holds."""
    with archive.open(member) as file:
        start = file.read(LONGEST_HEADER)
    header = read_header(start, member)
    return start[header.length :].replace(b"\0", b"").decode("ascii", "replace")


def _array(
    path: Path,
    archive: zipfile.ZipFile,
    source: RandomAccessFile,
    info: zipfile.ZipInfo,
    name: str,
) -> Stored | Words:
    """Return an array, or what the member of this name is instead."""
    what = f"{path.name}: {shown(info.filename)}"
    check_member(path, info)
    with archive.open(info) as member:
        start = member.read(min(info.file_size, LONGEST_HEADER + 12))
    if not info.filename.endswith(".npy") and not start.startswith(b"\x93NUMPY"):
        return Words("{what} holds something that numpy did not save.", {"what": shown(name)})
    header = read_header(start, what)
    kind = name_of(header.dtype)
    if kind is None:
        return why_not(header.dtype, shown(name))
    check_shape(path.name, info.filename, header.shape)
    if header.length + math.prod(header.shape) * header.dtype.itemsize != info.file_size:
        raise ReaderError(
            Words("{what} is not as long as its header says. Save it again.", {"what": what})
        )
    if info.compress_type == zipfile.ZIP_STORED:
        place = place_of(source, info) + header.length
        return RawArray(source, place, header.dtype, header.shape, kind, header.fortran)
    return _PackedArray(archive, info, header, kind, path.name)


def _free_name(name: str, taken: dict[str, Stored]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
