"""Models in the ONNX format: their weights, which may lie in files beside the model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.readers.extras import extra
from eigenscope.readers.number_types import BITS, widened
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.raw_array import RandomAccessFile, RawArray
from eigenscope.readers.sparse import sparse_array
from eigenscope.readers.tensor_file import (
    Array,
    ReaderError,
    Stored,
    TensorFile,
    check_shape,
    flat_shape,
    listed,
)
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, TensorProto

_LARGEST = 2_000_000_000  # bytes: what protobuf can hold
_DEEPEST = 20  # graphs within graphs
_KINDS = {
    1: "float32",
    2: "uint8",
    3: "int8",
    4: "uint16",
    5: "int16",
    6: "int32",
    7: "int64",
    9: "bool",
    10: "float16",
    11: "float64",
    12: "uint32",
    13: "uint64",
    14: "complex64",
    15: "complex128",
    16: "bfloat16",
    17: "float8_e4m3fn",
    19: "float8_e5m2",
}
_SMALL = {18: "float8_e4m3fnuz", 20: "float8_e5m2fnuz", 21: "uint4", 22: "int4", 23: "float4_e2m1"}
"""Types that only the package reads; they become float32."""


@dataclass(frozen=True, eq=False)
class _ModelTensor:
    """A tensor inside the model."""

    file: str
    proto: TensorProto
    kind: str

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.proto.dims)

    @property
    def nbytes(self) -> int:
        bits = BITS.get(self.kind)
        item = np.dtype(self.kind).itemsize if bits is None and self.kind in _KINDS.values() else 4
        return math.prod(self.shape) * (item if bits is None else bits.itemsize)

    @cached_property
    def _values(self) -> Array:
        from onnx import numpy_helper

        try:
            values: Array = numpy_helper.to_array(self.proto)
            return values.reshape(self.shape)
        except (ValueError, TypeError, KeyError) as error:
            raise ReaderError(
                Words(
                    "{file} is broken ({reason}). Save it again.",
                    {"file": self.file, "reason": str(error)[:80]},
                )
            ) from None

    def whole(self) -> Array:
        return self._native(self._values)

    def part(self, rows: range, columns: range) -> Array:
        down, across = (slice(r.start, r.stop, r.step) for r in (rows, columns))
        return self._native(self._values.reshape(flat_shape(self.shape))[down, across])

    def _native(self, values: Array) -> Array:
        if values.dtype.kind not in "biufc":  # of ml_dtypes: bfloat16, float8, int4
            return values.astype(np.float32)
        return widened(values.copy(), values.dtype.name)


def open_file(path: Path) -> TensorFile:
    """Open an ONNX model; nothing of it is run."""
    said = {"file": path.name}
    onnx = extra(
        "onnx",
        Words(
            "{file} is an ONNX model, for which the package onnx is needed: "
            "pip install 'eigenscope[models]'.",
            said,
        ),
    )
    if path.stat().st_size > _LARGEST:
        raise ReaderError(
            Words(
                "{file} is larger than {size} GB: no ONNX model is.",
                {"file": path.name, "size": _LARGEST // 10**9},
            )
        )
    model: ModelProto = onnx.ModelProto()
    try:
        model.ParseFromString(path.read_bytes())
    except Exception as error:  # protobuf's own, of a module that is not public
        raise ReaderError(
            Words(
                "{file} is not an ONNX model, or broken or cut off ({reason}). "
                "Save or download it again.",
                {**said, "reason": str(error)[:80]},
            )
        ) from None
    if not model.HasField("graph"):
        raise ReaderError(Words("{file} is not an ONNX model: there is no graph in it.", said))
    sources: dict[str, RandomAccessFile] = {}
    stored: dict[str, Stored] = {}
    left_out: list[str] = []
    try:
        for name, proto in _tensors(path, model.graph):
            tensor = _stored(path, name, proto, sources)
            if tensor is None:
                left_out.append(name)
            else:
                stored[name] = tensor
        for sparse in model.graph.sparse_initializer:
            stored[sparse.values.name] = _sparse(path, sparse)
        notes: tuple[Words, ...] = ()
        if left_out:
            names = {"names": listed(left_out)}
            notes = (Words("Left out because they are not numbers: {names}.", names),)

        def close() -> None:
            for source in sources.values():
                source.close()

        return OpenedFile(path, stored, close, notes=notes)
    except BaseException:
        for source in sources.values():
            source.close()
        raise


def _tensors(path: Path, graph: GraphProto, depth: int = 0) -> Iterator[tuple[str, TensorProto]]:
    """Yield the weights of a graph, the constants among its nodes, and those of graphs in it."""
    if depth > _DEEPEST:
        raise ReaderError(
            Words("{file} holds graphs within graphs without end.", {"file": path.name})
        )
    for tensor in graph.initializer:
        yield tensor.name, tensor
    for node in graph.node:
        for attribute in node.attribute:
            if node.op_type == "Constant" and attribute.name == "value" and node.output:
                yield node.output[0], attribute.t
            for inner in (attribute.g, *attribute.graphs):
                if inner.node or inner.initializer:
                    yield from _tensors(path, inner, depth + 1)


def _stored(
    path: Path, name: str, proto: TensorProto, sources: dict[str, RandomAccessFile]
) -> Stored | None:
    """Return a tensor that is not read yet, or None if it holds no numbers."""
    shape = tuple(proto.dims)
    check_shape(path.name, name, shape)
    kind = _KINDS.get(proto.data_type)
    if proto.data_location == 1:  # in another file
        if kind is None:
            return None
        source, offset = _outside(path, name, proto, sources)
        dtype: np.dtype[np.generic] = BITS[kind] if kind in BITS else np.dtype(kind)
        return RawArray(source, offset, dtype.newbyteorder("<"), shape, kind)
    small = _SMALL.get(proto.data_type)
    if kind is None and small is None:
        return None
    return _ModelTensor(path.name, proto, kind or small or "")


def _outside(
    path: Path, name: str, proto: TensorProto, sources: dict[str, RandomAccessFile]
) -> tuple[RandomAccessFile, int]:
    """Return the open file beside the model that holds a tensor, and where it begins there."""
    fields = {entry.key: entry.value for entry in proto.external_data}
    location, offset = fields.get("location", ""), fields.get("offset", "0")
    beside = path.parent / location
    inside = beside.resolve().is_relative_to(path.parent.resolve())
    if not location or not inside or not (offset.isascii() and offset.isdigit()):
        raise ReaderError(
            Words(
                "{file} keeps {name} outside of its folder, where nothing is read.",
                {"file": path.name, "name": name},
            )
        )
    if location not in sources:
        if not beside.is_file():
            raise ReaderError(
                Words(
                    "{file} keeps its numbers in {other}, which is not beside it.",
                    {"file": path.name, "other": beside.name},
                )
            )
        sources[location] = RandomAccessFile(beside)
    return sources[location], int(offset[:18])


def _sparse(path: Path, sparse: Any) -> Stored:
    """Return a sparse tensor, whose places are counted along all axes or given axis by axis."""
    from onnx import numpy_helper

    shape = tuple(sparse.dims)
    check_shape(path.name, sparse.values.name, shape)
    try:
        values = numpy_helper.to_array(sparse.values)
        places = numpy_helper.to_array(sparse.indices)
        indices = np.stack(np.unravel_index(places, shape)) if places.ndim == 1 else places.T
    except (ValueError, TypeError, KeyError):
        raise ReaderError(
            Words("{file} is broken: a sparse tensor is none.", {"file": path.name})
        ) from None
    return sparse_array(path.name, sparse.values.name, shape, indices, values.ravel())
