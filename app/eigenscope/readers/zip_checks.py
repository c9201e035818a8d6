"""Zip files from anyone, opened so that a hostile one cannot fill the memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from eigenscope.readers.raw_array import RandomAccessFile
from eigenscope.readers.tensor_file import ReaderError, shown
from eigenscope.wording.errors import WordedError, reason_of
from eigenscope.wording.words import Words

_AT_ONCE = 8_000_000  # bytes; a list of names of 60 thousand members takes less
_MOST_RATIO = 1032  # of deflate: more is a lie

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What the standard library raises at broken zips."""


class BrokenError(WordedError, ValueError):
    """What is wrong within a file; the message on the file has it in brackets."""


class _Careful(io.FileIO):
    """A file of which nothing large can be read at once.

    zipfile reads the list of a zip's members in one go, however long the zip says that it is.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0 or size > _AT_ONCE:
            data = super().read(_AT_ONCE + 1) or b""
            if len(data) > _AT_ONCE:
                raise BrokenError("its list of members is too long")
            return data
        return super().read(size) or b""


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip file; raise ReaderError if it is none."""
    file = _Careful(path, "rb")
    try:
        return zipfile.ZipFile(file)
    except ZIP_ERRORS as error:
        file.close()
        raise ReaderError(
            Words(
                "{file} is broken, cut off, or not the kind of file its extension says "
                "({reason}). Save or download it again.",
                {"file": path.name, "reason": reason_of(error, 80)},
            )
        ) from None


def close_zip(archive: zipfile.ZipFile) -> None:
    """Close a zip of `open_zip` and its file, which the zip alone would leave open."""
    file = archive.fp
    archive.close()
    if file is not None:
        file.close()


def check_member(path: Path, info: zipfile.ZipInfo) -> None:
    """Raise ReaderError if a member is packed in a way that honest programs do not use."""
    said = {"file": path.name, "name": shown(info.filename)}
    if info.flag_bits & 1:
        raise ReaderError(Words("{file}: {name} has a password. Save it without one.", said))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReaderError(Words("{file}: {name} is packed in an unknown way. Save it again.", said))
    stored = info.compress_type == zipfile.ZIP_STORED
    most = info.compress_size if stored else info.compress_size * _MOST_RATIO + 64
    if info.file_size > most:
        raise ReaderError(
            Words("{file} is broken: {name} claims to be larger than what is packed can be.", said)
        )


def place_of(source: RandomAccessFile, info: zipfile.ZipInfo) -> int:
    """Return where the bytes of a member that is not compressed begin.

    Raises
    ------
    ReaderError
        If they are not there.
    """
    head = source.read(info.header_offset, 30)
    start = info.header_offset + 30 + sum(struct.unpack_from("<HH", head, 26))
    if head[:4] != b"PK\x03\x04" or start + info.file_size > source.size:
        raise ReaderError(
            Words(
                "{file} is broken or cut off. Save or download it again.",
                {"file": source.path.name},
            )
        )
    return int(start)
