"""Session files on the disk: JSON text, or a zip of it and its tensors. Never pickle.

What is read may come from anyone. Every size is checked before anything of that size is made, only
the two names that belong are looked at, and nothing is ever unpacked to the disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Tensors
from eigenscope.document.atomic import replacing
from eigenscope.document.safetensors_writer import safetensors_pieces
from eigenscope.document.session import Session
from eigenscope.document.session_text import read_session, session_text
from eigenscope.labs.contract.schema import InputError
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words, as_words

_TEXT, _TENSORS = "session.json", "tensors.safetensors"
_LONGEST_TEXT = 4_000_000  # bytes; an honest session has some thousand
_LARGEST_TENSORS = 100_000_000  # bytes
_LARGEST_FILE = _LARGEST_TENSORS + 2 * _LONGEST_TEXT
_LARGEST_DIRECTORY = 4096  # bytes of a zip's list of names; two names take some hundred
_LARGEST_HEADER = 100_000  # bytes of a safetensors header
_PACKED = 10_000_000  # bytes up to which a part is packed
_DATE = (2000, 1, 1, 0, 0, 0)  # in every zip: the same session is the same file


class SessionError(WordedError, ValueError):
    """A session file that cannot be opened; the text says why, and what can be done."""


def save_session(session: Session, path: Path) -> None:
    """Write a session; the file is the old one until the new one is whole.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    with replacing(path) as beside, beside.open("wb") as file:
        write_session(session, file)


def write_session(session: Session, file: BinaryIO) -> None:
    """Write what a session's file holds; the same for equal sessions."""
    text, tensors = session_text(session)
    if not tensors:
        file.write(text.encode("utf-8"))
        return
    with zipfile.ZipFile(file, "w") as archive:
        with archive.open(_part(_TEXT, zipfile.ZIP_DEFLATED), "w") as part:
            part.write(text.encode("utf-8"))
        # Weights hardly shrink, and packing them takes seconds of every autosave.
        small = sum(tensor.nbytes for tensor in tensors.values()) < _PACKED
        packing = zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
        with archive.open(_part(_TENSORS, packing), "w") as part:
            for piece in safetensors_pieces(tensors):
                part.write(piece)


def _part(name: str, packing: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = packing
    return info


def load_session(path: Path) -> Session:
    """Read a session file.

    Raises
    ------
    SessionError
        If there is no such file, or it is no session, broken, hostile, or from a newer version.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise SessionError(Words("{name} was not found.", {"name": path.name})) from None
    except OSError as error:
        values = {"name": path.name, "problem": error.strerror or str(error)}
        raise SessionError(Words("{name} cannot be read: {problem}.", values)) from None
    try:
        return read_session_bytes(data)
    except InputError as error:
        raise SessionError(
            Words(
                "{name} cannot be opened: {problem}.",
                {"name": path.name, "problem": as_words(error.reason)},
            )
        ) from None


def read_session_bytes(data: bytes) -> Session:
    """Return the session that a file's bytes hold; raise InputError if they hold none."""
    if len(data) > _LARGEST_FILE:
        raise InputError(Words("it is larger than {size} MB", _megabytes(_LARGEST_FILE)))
    if not data.strip():
        raise InputError("it is empty")
    if not data.startswith(b"PK"):
        return read_session(_text(data), {})
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            stranger = next((n for n in archive.namelist() if n not in (_TEXT, _TENSORS)), None)
            if stranger is not None:
                values = {"name": repr(stranger[:60])}
                raise InputError(Words("it holds {name}, which belongs to no session", values))
            text = _text(_member(archive, _TEXT, _LONGEST_TEXT))
            packed = _TENSORS in archive.namelist()
            tensors = _member(archive, _TENSORS, _LARGEST_TENSORS) if packed else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, struct.error) as error:
        raise InputError(Words("its zip is broken ({problem})", _problem(error))) from None
    except (NotImplementedError, ValueError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            Words("its zip is of a strange kind ({problem})", _problem(error))
        ) from None
    return read_session(text, _tensors(tensors) if packed else {})


def _text(data: bytes) -> str:
    if len(data) > _LONGEST_TEXT:
        raise InputError(Words("its text is longer than {size} MB", _megabytes(_LONGEST_TEXT)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("it is not text") from None


def _check_directory(data: bytes) -> None:
    """Refuse zips whose list of names is long: Python would read all of it."""
    tail = data[-(1 << 16) - 64 :]
    if b"PK\x06\x07" in tail:
        raise InputError("its zip is of the kind for huge files")
    place = tail.find(b"PK\x05\x06")
    while place >= 0 and len(tail) - place >= 22:
        if struct.unpack_from("<I", tail, place + 12)[0] > _LARGEST_DIRECTORY:
            raise InputError("its zip holds more than a session's two parts")
        place = tail.find(b"PK\x05\x06", place + 1)


def _member(archive: zipfile.ZipFile, name: str, largest: int) -> bytes:
    if name not in archive.namelist():
        raise InputError(Words("its zip holds no {name}", {"name": name}))
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(Words("{name} is packed in a strange way", {"name": name}))
    with archive.open(info) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        values = {"name": name, **_megabytes(largest)}
        raise InputError(Words("{name} is larger than {size} MB", values))
    return content


def _tensors(data: bytes) -> Tensors:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    if len(data) < 8 or struct.unpack_from("<Q", data)[0] > _LARGEST_HEADER:
        raise InputError("the header of its tensors is too long or cut off")
    try:
        tensors: dict[str, npt.NDArray[np.generic]] = load(data)
    except (SafetensorError, KeyError, ValueError, TypeError, OverflowError) as error:
        raise InputError(Words("its tensors are broken ({problem})", _problem(error))) from None
    return tensors


def _megabytes(size: int) -> dict[str, str]:
    return {"size": str(size // 10**6)}


def _problem(error: Exception) -> dict[str, str]:
    """Return what a library says of a file, never long."""
    return {"problem": str(error)[:80]}
