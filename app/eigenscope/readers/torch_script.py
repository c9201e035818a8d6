"""The tensors of TorchScript programs, of which nothing is run.

torch.jit.load compiles the program, and what it is told to do on loading is done. Here only the
list of its modules and tensors is read, by an unpickler that knows a handful of names and makes
nothing but lists, dictionaries and places of numbers.
"""

from __future__ import annotations

import io
import math
import pickle
import pickletools
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eigenscope.readers.number_types import BITS, widened
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
from eigenscope.readers.zip_checks import (
    ZIP_ERRORS,
    BrokenError,
    close_zip,
    open_zip,
    place_of,
)
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Text, Words

_DEEPEST = 50  # modules within each other
_MOST_REMEMBERED = 1_000_000  # objects that a pickle refers back to
_KINDS = {
    "Float": "float32",
    "Double": "float64",
    "Half": "float16",
    "BFloat16": "bfloat16",
    "Long": "int64",
    "Int": "int32",
    "Short": "int16",
    "Char": "int8",
    "Byte": "uint8",
    "Bool": "bool",
    "ComplexFloat": "complex64",
    "ComplexDouble": "complex128",
}


class _Module:
    """What stands for any object of the program; its state is that of its attributes."""

    state: object = None

    def __setstate__(self, state: object) -> None:
        self.state = state


@dataclass(frozen=True)
class _Storage:
    """Numbers in the file: the beginning of their type's name, their member, and how many."""

    kind: str
    key: str
    count: int


@dataclass(frozen=True)
class _Tensor:
    """A view of numbers in the file; offset and strides in numbers."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _Unpickler(pickle.Unpickler):
    """Builds modules, tensors and plain values, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Pickle: return what a name stands for; all that can be called here is below."""
        if module == "__torch__" or module.startswith("__torch__."):
            return _Module
        if module == "torch" and name.endswith("Storage"):
            return name.removesuffix("Storage")
        known = {
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
            ("torch._utils", "_rebuild_parameter"): lambda tensor, *_: tensor,
            ("collections", "OrderedDict"): OrderedDict,
        }
        if (module, name) in known:
            return known[module, name]
        if module == "torch.jit._pickle":  # lists of one type
            return lambda value, *_: value
        return lambda *_: None

    def persistent_load(self, pid: Any) -> _Storage:
        """Pickle: return the storage that a tensor refers to."""
        _, kind, key, _, count = pid
        return _Storage(str(kind), str(key), int(count))


def _tensor(storage: _Storage, offset: int, shape: Any, strides: Any, *_: object) -> _Tensor:
    sides, steps = tuple(map(int, shape)), tuple(map(int, strides))
    if not isinstance(storage, _Storage) or len(sides) != len(steps) or min(steps, default=0) < 0:
        raise BrokenError("a tensor without numbers")
    return _Tensor(storage, int(offset), sides, steps)


@dataclass(frozen=True, eq=False)
class _StridedArray:
    """A tensor whose numbers do not lie in the order of its axes."""

    base: RawArray
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def kind(self) -> str:
        return self.base.kind

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * self.base.dtype.itemsize

    def whole(self) -> Array:
        return widened(self._view().copy(), self.kind)

    def part(self, rows: range, columns: range) -> Array:
        chosen = np.atleast_1d(self._view())[rows.start : rows.stop : rows.step]
        flat = chosen.reshape(len(rows), flat_shape(self.shape)[1])
        block = flat[:, columns.start : columns.stop : columns.step]
        return widened(block.copy(), self.kind)

    def _view(self) -> Array:
        stored = np.empty(math.prod(self.base.shape), self.base.dtype)
        self.base.source.read_into(self.base.offset, stored.view(np.uint8).data)
        steps = tuple(step * stored.itemsize for step in self.strides)
        return np.lib.stride_tricks.as_strided(stored[self.offset :], self.shape, steps)


def open_script(path: Path) -> TensorFile:
    """Open a TorchScript program that `torch_checks` has looked through; only its tensors count."""
    archive = open_zip(path)
    source = RandomAccessFile(path)
    try:
        members = {info.filename: info for info in archive.infolist()}
        pickled = min(name for name in members if name.rpartition("/")[2] == "data.pkl")
        root = pickled.removesuffix("data.pkl")
        tensors: dict[str, _Tensor] = {}
        _collect(_unpickled(archive.read(pickled)), "", 0, tensors)
        stored: dict[str, Stored] = {}
        for name, tensor in tensors.items():
            array = _stored(path, source, members.get(f"{root}data/{tensor.storage.key}"), tensor)
            if array is not None:
                stored[name] = array
        if not stored:
            raise ReaderError(
                Words(
                    "{file} is a TorchScript program without tensors of numbers.",
                    {"file": path.name},
                )
            )
        note: Text = "This is a TorchScript program. Its tensors are read; nothing of it is run."
        return OpenedFile(path, stored, source.close, notes=(note,))
    except (*ZIP_ERRORS, pickle.UnpicklingError, TypeError, AttributeError, LookupError) as error:
        source.close()
        if isinstance(error, ReaderError):
            raise
        raise ReaderError(
            Words(
                "{file} is a TorchScript program that is broken or cut off ({reason}). "
                "Save or download it again.",
                {"file": path.name, "reason": reason_of(error, 80)},
            )
        ) from None
    except BaseException:
        source.close()
        raise
    finally:
        close_zip(archive)


def _unpickled(data: bytes) -> object:
    for code, value, _ in pickletools.genops(data):
        # The unpickler makes room for as many as it is told to remember.
        if code.name.endswith("PUT") and isinstance(value, int) and value > _MOST_REMEMBERED:
            raise BrokenError("it refers to more than it holds")
    return _Unpickler(io.BytesIO(data)).load()


def _collect(value: object, name: str, depth: int, tensors: dict[str, _Tensor]) -> None:
    """Gather the tensors of modules within modules, by the names on the way to them."""
    if depth > _DEEPEST or len(tensors) > MOST_ENTRIES:
        raise BrokenError("it holds far more than tensors")
    if isinstance(value, _Tensor):
        tensors[name or "tensor"] = value
        return
    inner = value.state if isinstance(value, _Module) else value
    items = inner.items() if isinstance(inner, dict) else ()
    if isinstance(inner, list | tuple):
        items = enumerate(inner)  # type: ignore[assignment]
    for key, each in items:
        part = str(key)[:200]
        _collect(each, f"{name}.{part}" if name else part, depth + 1, tensors)


def _stored(
    path: Path, source: RandomAccessFile, info: zipfile.ZipInfo | None, tensor: _Tensor
) -> Stored | None:
    """Return where a tensor's numbers lie, or None if they are of a type that is not read."""
    kind = _KINDS.get(tensor.storage.kind)
    if kind is None:
        return None
    if info is None or info.compress_type != zipfile.ZIP_STORED:
        raise BrokenError("numbers are missing")
    dtype: np.dtype[np.generic] = BITS[kind] if kind in BITS else np.dtype(kind).newbyteorder("<")
    check_shape(path.name, Words("a tensor"), tensor.shape)
    spans = zip(tensor.shape, tensor.strides, strict=True)
    last = tensor.offset + sum((side - 1) * step for side, step in spans)
    inside = tensor.offset >= 0 and last < tensor.storage.count <= info.file_size // dtype.itemsize
    if math.prod(tensor.shape) and not inside:
        raise BrokenError("a tensor is larger than its numbers")
    place = place_of(source, info)
    ordered = [math.prod(tensor.shape[axis + 1 :]) for axis in range(len(tensor.shape))]
    if list(tensor.strides) == ordered or not math.prod(tensor.shape):
        start = place + tensor.offset * dtype.itemsize
        return RawArray(source, start, dtype, tensor.shape, kind)
    base = RawArray(source, place, dtype, (tensor.storage.count,), kind)
    return _StridedArray(base, tensor.offset, tensor.shape, tensor.strides)
