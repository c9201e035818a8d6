"""A look into files of torch before torch opens them.

They hold pickles. torch runs no code out of those when it is told to read weights alone, but it
builds every list and dictionary that they ask for, and so the pickles must be of honest size.
"""

from __future__ import annotations

import io
import pickletools
from enum import Enum
from pathlib import Path

from eigenscope.readers.raw_array import RandomAccessFile
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.readers.zip_checks import check_member, close_zip, open_zip
from eigenscope.wording.words import Words

_LONGEST_PICKLE = (
    4_000_000  # bytes; that of a network of a thousand tensors takes some 100 thousand
)
_LARGEST_OLD = 2_000_000_000  # bytes of a file that can only be read as a whole
_MAGIC = 0x1950A86A20F9469CFC6C  # the first pickle in torch's old files


class TorchFormat(Enum):
    """How torch saved a file."""

    NEW = "numbers that can stay on the disk"
    OLD = "one pickle after the other"
    SCRIPT = "a TorchScript program"


def kind_of(path: Path) -> TorchFormat:
    """Return how a file was saved; raise ReaderError if opening it is unsafe."""
    said = {"file": path.name}
    source = RandomAccessFile(path)
    try:
        start = bytes(source.read(0, min(source.size, 4)))
        if start == b"PK\x03\x04":
            return _check_zip(path)
        if start[:1] != b"\x80":
            raise ReaderError(
                Words("{file} is not a file that torch saved. Is the file extension right?", said)
            )
        if source.size > _LARGEST_OLD:
            raise ReaderError(
                Words(
                    "{file} was saved in torch's old format and is larger than {size} GB. "
                    "Save it again: torch.save(torch.load(path, weights_only=True), path).",
                    {"file": path.name, "size": _LARGEST_OLD // 10**9},
                )
            )
        _check_pickles(path, bytes(source.read(0, min(source.size, _LONGEST_PICKLE))))
        return TorchFormat.OLD
    finally:
        source.close()


def _check_zip(path: Path) -> TorchFormat:
    said = {"file": path.name}
    archive = open_zip(path)
    try:
        pickles = 0
        names = {info.filename.rpartition("/")[2] for info in archive.infolist()}
        script = "constants.pkl" in names
        for info in archive.infolist():
            check_member(path, info)
            last = info.filename.rpartition("/")[2]
            if info.compress_type and not (script and "/code/" in info.filename):
                raise ReaderError(Words("{file} was packed by another program than torch.", said))
            pickles += info.file_size if last.endswith(".pkl") else 0
        if not pickles:
            raise ReaderError(Words("{file} is a zip, but not one that torch saved.", said))
        if pickles > _LONGEST_PICKLE:
            raise _too_much(path)
        return TorchFormat.SCRIPT if script else TorchFormat.NEW
    finally:
        close_zip(archive)


def _check_pickles(path: Path, data: bytes) -> None:
    """Look through the five pickles of an old file, without building what they ask for."""
    file = io.BytesIO(data)
    try:
        for number in range(5):
            first = [(code.name, value) for code, value, _ in _three(file)]
            if number == 0 and ("LONG1", _MAGIC) not in first:
                raise ReaderError(
                    Words(
                        "{file} is a pickle that torch did not save, and opening it could run a "
                        "program hidden in it. "
                        "Save its tensors: torch.save(model.state_dict(), path).",
                        {"file": path.name},
                    )
                )
    except ReaderError:
        raise
    except Exception:  # pickletools raises whatever comes of strange bytes
        raise _too_much(path) from None


def _three(file: io.BytesIO) -> list[tuple[pickletools.OpcodeInfo, object, int | None]]:
    """Read a pickle to its end; return its first three commands."""
    commands: list[tuple[pickletools.OpcodeInfo, object, int | None]] = []
    for command in pickletools.genops(file):
        if len(commands) < 3:
            commands.append(command)
    return commands


def _too_much(path: Path) -> ReaderError:
    return ReaderError(
        Words(
            "{file} is cut off, or holds far more than tensors. Save its tensors alone: "
            "torch.save(model.state_dict(), path).",
            {"file": path.name},
        )
    )
