"""Models in the GGUF format of llama.cpp, most of them quantised.

The header is read here and not by the package gguf, which maps the file into memory and believes
every count in it. The package turns quantised blocks into numbers.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import numpy as np

from eigenscope.readers.extras import extra
from eigenscope.readers.number_types import BITS
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.raw_array import RandomAccessFile, RawArray
from eigenscope.readers.tensor_file import (
    MOST_ENTRIES,
    Array,
    ReaderError,
    Stored,
    TensorFile,
    check_shape,
    flat_shape,
)
from eigenscope.wording.words import Text, Words, as_it_is, together

_VERSIONS = (2, 3)
_LONGEST_HEADER = 50_000_000  # bytes; the words of a large vocabulary take some ten million
_LONGEST_TEXT = 10_000_000  # bytes; templates of chats take some ten thousand
_MOST_AXES = 8
_STRING, _LIST = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # of plain values
_PLAIN = {
    0: "float32",
    1: "float16",
    24: "int8",
    25: "int16",
    26: "int32",
    27: "int64",
    28: "float64",
    30: "bfloat16",
}
_PIECE = 4_000_000  # numbers that are made of blocks at once


@dataclass(frozen=True)
class _Entry:
    """A tensor in the header: its size, the number of its type, and where it lies in the data."""

    name: str
    shape: tuple[int, ...]
    kind: int
    offset: int


@dataclass(frozen=True, eq=False)
class _QuantisedArray:
    """A tensor of blocks: each is some ``block`` numbers in ``packed`` bytes of the file."""

    source: RandomAccessFile
    offset: int
    shape: tuple[int, ...]
    number: int
    kind: str
    block: int
    packed: int

    @property
    def nbytes(self) -> int:
        return 4 * math.prod(self.shape)

    def whole(self) -> Array:
        rows, width = flat_shape(self.shape)
        return self.part(range(rows), range(width)).reshape(self.shape)

    def part(self, rows: range, columns: range) -> Array:
        if not self.nbytes:
            return np.empty((len(rows), len(columns)), np.float32)
        if len(self.shape) < 2:  # one number a row: a block has several rows
            flat = self._numbers(0, self.shape[0]).reshape(-1, 1)
            return flat[rows.start : rows.stop : rows.step, columns.start : columns.stop]
        width = flat_shape(self.shape)[1]
        numbers = np.empty((len(rows), len(columns)), np.float32)
        many = max(1, _PIECE // (width * rows.step))
        for place in range(0, len(rows), many):
            block = rows[place : place + many]
            count = block[-1] + 1 - block[0]
            values = self._numbers(block[0] * width, count * width).reshape(count, width)
            numbers[place : place + many] = values[
                :: rows.step, columns.start : columns.stop : columns.step
            ]
        return numbers

    def _numbers(self, start: int, count: int) -> Array:
        """Return so many numbers from a place on; both are whole blocks."""
        gguf = _gguf(self.source.path)
        first, size = start // self.block * self.packed, count // self.block * self.packed
        data = np.frombuffer(self.source.read(self.offset + first, size), np.uint8)
        kind = gguf.GGMLQuantizationType(self.number)
        numbers = gguf.quants.dequantize(data.reshape(-1, self.packed), kind)
        return np.asarray(numbers, np.float32).reshape(-1)


def open_file(path: Path) -> TensorFile:
    """Open a GGUF file; only its header is read."""
    with path.open("rb") as file:
        header = _Header(path, file)
        entries, start = header.entries, header.start
    source = RandomAccessFile(path)
    try:
        stored: dict[str, Stored] = {}
        left_out: Counter[str] = Counter()
        quantised: Counter[str] = Counter()
        for entry in entries:
            tensor = _stored(source, entry, start)
            if isinstance(tensor, str):
                left_out[tensor] += 1
                continue
            stored[entry.name] = tensor
            if isinstance(tensor, _QuantisedArray):
                quantised[tensor.kind] += 1
        notes: list[Text] = []
        if quantised:
            kinds = together([as_it_is(kind) for kind in quantised])
            notes.append(
                Words(
                    "Quantised tensors ({kinds}) are shown as the numbers they stand for.",
                    {"kinds": kinds},
                )
            )
        if left_out:
            kinds = together(
                [
                    Words("type {kind} ({count})", {"kind": kind, "count": count})
                    for kind, count in left_out.items()
                ]
            )
            notes.append(Words("Left out because they cannot be read: {kinds}.", {"kinds": kinds}))
        if left_out and not stored:
            raise ReaderError(
                Words(
                    "{file} holds only tensors that cannot be read: {kinds}.",
                    {"file": path.name, "kinds": kinds},
                )
            )
        return OpenedFile(path, stored, source.close, notes=tuple(notes))
    except BaseException:
        source.close()
        raise


def _gguf(path: Path) -> ModuleType:
    return extra(
        "gguf",
        Words(
            "{file} holds quantised numbers, for which the package gguf is needed: "
            "pip install 'eigenscope[models]'.",
            {"file": path.name},
        ),
    )


def _stored(source: RandomAccessFile, entry: _Entry, start: int) -> Stored | str:
    """Return where a tensor lies, or the name of its type if that cannot be read."""
    file, place = source.path.name, start + entry.offset
    check_shape(file, entry.name, entry.shape)
    plain = _PLAIN.get(entry.kind)
    if plain is not None:
        dtype: np.dtype[np.generic] = BITS[plain] if plain in BITS else np.dtype(plain)
        return RawArray(source, place, dtype.newbyteorder("<"), entry.shape, plain)
    gguf = _gguf(source.path)
    try:
        kind = gguf.GGMLQuantizationType(entry.kind)
        block, packed = gguf.GGML_QUANT_SIZES[kind]
        gguf.quants.dequantize(np.zeros((1, packed), np.uint8), kind)
    except (ValueError, KeyError, NotImplementedError):
        return str(entry.kind)
    if entry.shape[-1] % block:
        raise ReaderError(
            Words(
                "{file} is broken: a row of {name} is no whole number of blocks.",
                {"file": file, "name": entry.name},
            )
        )
    array = _QuantisedArray(
        source, place, entry.shape, entry.kind, kind.name.lower(), block, packed
    )
    if place + math.prod(entry.shape) // block * packed > source.size:
        raise ReaderError(
            Words(
                "{file} is cut off: numbers are missing. Save or download it again.",
                {"file": file},
            )
        )
    return array


class _Header:
    """What stands before the numbers: values, which are skipped, and the tensors."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._said, self._file = {"file": path.name}, file
        self._left = min(path.stat().st_size, _LONGEST_HEADER)
        if self._bytes(4) != b"GGUF":
            raise ReaderError(
                Words("{file} is not a GGUF file. Is the file extension right?", self._said)
            )
        version = self._number("<I")
        if version not in _VERSIONS:
            raise ReaderError(
                Words("{file} is of a version of GGUF that cannot be read.", self._said)
            )
        tensors, values = self._number("<Q"), self._number("<Q")
        if tensors > MOST_ENTRIES or values > MOST_ENTRIES:
            raise ReaderError(
                Words(
                    "{file} holds more than {most} tensors or values.",
                    {**self._said, "most": str(MOST_ENTRIES)},
                )
            )
        alignment = 32
        for _ in range(values):
            name = self._text()
            kind = self._number("<I")
            if name == b"general.alignment" and kind == 4:
                alignment = self._number("<I")
            else:
                self._skip(kind)
        entries = [self._entry() for _ in range(tensors)]
        if len({entry.name for entry in entries}) < len(entries) or not 0 < alignment < 2**20:
            raise self._broken()
        self.entries = entries
        self.start = -(-file.tell() // alignment) * alignment

    def _entry(self) -> _Entry:
        name = self._text().decode("utf-8", "replace")
        axes = self._number("<I")
        if not 0 < axes <= _MOST_AXES:
            raise self._broken()
        sides = [self._number("<Q") for _ in range(axes)]
        kind, offset = self._number("<I"), self._number("<Q")
        return _Entry(name, tuple(reversed(sides)), kind, offset)

    def _skip(self, kind: int, count: int = 1) -> None:
        """Pass over values of a kind."""
        size = _SIZES.get(kind)
        if size is not None:
            self._pass(count * size)
        elif kind == _STRING:
            for _ in range(min(count, self._left)):  # each takes eight bytes at least
                self._pass(self._number("<Q"))
        elif kind == _LIST and count == 1:
            inner = self._number("<I")
            length = self._number("<Q")
            if inner == _LIST:  # nobody writes them
                raise self._broken()
            self._skip(inner, length)
        else:
            raise self._broken()

    def _number(self, form: str) -> int:
        (value,) = struct.unpack(form, self._bytes(struct.calcsize(form)))
        return int(value)

    def _text(self) -> bytes:
        length = self._number("<Q")
        if length > _LONGEST_TEXT:
            raise self._broken()
        return self._bytes(length)

    def _bytes(self, count: int) -> bytes:
        self._left -= count
        data = self._file.read(count) if self._left >= 0 else b""
        if len(data) < count:
            raise self._cut_off()
        return data

    def _pass(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise self._cut_off()
        self._file.seek(count, 1)

    def _cut_off(self) -> ReaderError:
        return ReaderError(Words("{file} is cut off. Save or download it again.", self._said))

    def _broken(self) -> ReaderError:
        return ReaderError(
            Words("{file} has a broken header. Save or download it again.", self._said)
        )
