"""numpy's files of one array. Their headers are read with care, for .npz files hold them too."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eigenscope.readers.number_types import name_of
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.raw_array import RandomAccessFile, RawArray
from eigenscope.readers.tensor_file import ReaderError, TensorFile, check_shape
from eigenscope.wording.words import Words

MAGIC = b"\x93NUMPY"
LONGEST_HEADER = 10_000  # bytes, as in numpy; an honest one has some hundred


@dataclass(frozen=True)
class Header:
    """What an array's header says, and how many bytes lie before its numbers."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[np.generic]
    length: int


def open_file(path: Path) -> TensorFile:
    """Open an .npy file; its one tensor is named as the file is, without the ending."""
    source = RandomAccessFile(path)
    try:
        header = read_header(source.read(0, min(source.size, LONGEST_HEADER + 12)), path.name)
        kind = name_of(header.dtype)
        if kind is None:
            raise ReaderError(why_not(header.dtype, path.name))
        check_shape(path.name, path.stem, header.shape)
        place = header.length
        array = RawArray(source, place, header.dtype, header.shape, kind, header.fortran)
        return OpenedFile(path, {path.stem: array}, source.close)
    except BaseException:
        source.close()
        raise


def why_not(dtype: np.dtype[np.generic], what: str) -> Words:
    """Return what an array holds instead of numbers, and how to mend it; ``what`` names it."""
    said = {"what": what}
    if dtype.hasobject:
        return Words(
            "{what} holds Python objects, and opening those could run a program hidden in the "
            "file. Where it was made, save numbers alone: "
            "np.save(path, np.asarray(data, dtype=float)).",
            said,
        )
    if dtype.names is not None:
        return Words(
            "{what} holds records of several fields. Save each field as an array of its own.", said
        )
    return Words(
        "{what} holds no numbers but {kind}. Save numbers: np.save(path, data.astype(float)).",
        {**said, "kind": dtype.name},
    )


def read_header(data: bytes | bytearray, what: str) -> Header:
    """Return what the first bytes of an array say.

    Raises
    ------
    ReaderError
        If they are no header; ``what`` names the array in the message.
    """
    said = {"what": what}
    if data[:6] != MAGIC:
        raise ReaderError(
            Words("{what} is not an array that numpy saved. Is the file extension right?", said)
        )
    version = bytes(data[6:8])
    long = version != b"\x01\x00"
    before = 12 if long else 10
    if len(data) < before:
        raise ReaderError(Words("{file} is cut off. Save or download it again.", {"file": what}))
    (length,) = struct.unpack_from("<I" if long else "<H", data, 8)
    if version not in (b"\x01\x00", b"\x02\x00"):  # 3.0 is for records with names in Unicode
        raise ReaderError(
            Words("{what} is of a kind that cannot be read. Save numbers with np.save.", said)
        )
    if length > LONGEST_HEADER:
        raise ReaderError(
            Words("{what} has a header that is too long. Save it again with np.save.", said)
        )
    if len(data) < before + length:
        raise ReaderError(Words("{file} is cut off. Save or download it again.", {"file": what}))
    text = io.BytesIO(data[8 : before + length])
    read = np.lib.format.read_array_header_2_0 if long else np.lib.format.read_array_header_1_0
    try:
        shape, fortran, dtype = read(text)
    except Exception as error:  # numpy lets through what Python's parsers raise at strange texts
        raise ReaderError(
            Words(
                "{what} has a broken header ({reason}). Save it again.",
                {**said, "reason": str(error)[:80]},
            )
        ) from None
    return Header(tuple(int(side) for side in shape), fortran, dtype, before + length)
