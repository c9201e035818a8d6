"""Weights of networks in the safetensors format: a list of names and places, then the numbers."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from eigenscope.readers.number_types import BITS
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.raw_array import RandomAccessFile, RawArray
from eigenscope.readers.tensor_file import ReaderError, Stored, TensorFile, listed
from eigenscope.wording.words import Value, Words

_LONGEST_HEADER = 10_000_000  # bytes; that of a network of ten thousand tensors takes one million

_KINDS = {
    "BOOL": "bool",
    "U8": "uint8",
    "I8": "int8",
    "F8_E4M3": "float8_e4m3fn",
    "F8_E5M2": "float8_e5m2",
    "I16": "int16",
    "U16": "uint16",
    "F16": "float16",
    "BF16": "bfloat16",
    "I32": "int32",
    "U32": "uint32",
    "F32": "float32",
    "C64": "complex64",
    "F64": "float64",
    "I64": "int64",
    "U64": "uint64",
}


def open_file(path: Path) -> TensorFile:
    """Open a safetensors file; only its header is read."""
    source = RandomAccessFile(path)
    try:
        header, start = _header(path, source)
        stored: dict[str, Stored] = {}
        skipped: list[str] = []
        for name, described in header.items():
            kind = _KINDS.get(str(described["dtype"]))
            if kind is None:
                skipped.append(f"{name} ({described['dtype']})")
                continue
            dtype: np.dtype[np.generic] = BITS[kind] if kind in BITS else np.dtype(kind)
            dtype = dtype.newbyteorder("<")
            place = start + described["data_offsets"][0]
            stored[name] = RawArray(source, place, dtype, tuple(described["shape"]), kind)
        notes: tuple[Words, ...] = ()
        if skipped:
            said: dict[str, Value] = {"file": path.name, "names": listed(skipped)}
            if not stored:
                raise ReaderError(
                    Words(
                        "{file} holds numbers of an unknown type only: {names}. "
                        "Save them as float32.",
                        said,
                    )
                )
            notes = (Words("Left out because their number type is unknown: {names}.", said),)
        return OpenedFile(path, stored, source.close, notes=notes)
    except BaseException:
        source.close()
        raise


def _header(path: Path, source: RandomAccessFile) -> tuple[dict[str, Any], int]:
    """Return what the header says of each tensor, and where the numbers begin."""
    from safetensors import SafetensorError, safe_open

    said = {"file": path.name}
    if source.size < 8:
        raise ReaderError(Words("{file} is cut off. Save or download it again.", said))
    (length,) = struct.unpack("<Q", source.read(0, 8))
    if length > source.size - 8:
        raise ReaderError(
            Words(
                "{file} is cut off, or is not a safetensors file. Save or download it again.", said
            )
        )
    if length > _LONGEST_HEADER:
        raise ReaderError(
            Words(
                "{file} has a header of more than {size} MB. It is broken, or malicious.",
                {"file": path.name, "size": _LONGEST_HEADER // 10**6},
            )
        )
    try:  # the package knows every rule of the format; what it lets through can be trusted
        with safe_open(path, framework="np"):
            pass
        header = json.loads(bytes(source.read(8, length)))
        header.pop("__metadata__", None)
    except ReaderError:
        raise
    except (SafetensorError, OSError, ValueError, RecursionError) as error:
        raise ReaderError(
            Words(
                "{file} is not a safetensors file, or broken ({reason}). "
                "Save or download it again.",
                {**said, "reason": str(error)[:80]},
            )
        ) from None
    return header, 8 + length
