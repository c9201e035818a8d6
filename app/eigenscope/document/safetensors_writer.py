"""Tensors as a safetensors file, piece by piece.

The format's own library makes the whole file at once, which for weights keeps every other thread of
the program waiting; so it reads here, and what it reads is written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

_KINDS = {
    "bool": "BOOL", "uint8": "U8", "int8": "I8", "uint16": "U16", "int16": "I16",
    "uint32": "U32", "int32": "I32", "uint64": "U64", "int64": "I64",
    "float16": "F16", "float32": "F32", "float64": "F64",
}  # fmt: skip
_ALIGNED = 8  # bytes, which the numbers begin at a multiple of
_PIECE = 1_000_000  # bytes


def safetensors_pieces(tensors: Mapping[str, npt.NDArray[np.generic]]) -> Iterator[bytes]:
    """Yield the bytes of a file with these tensors, by their names in order.

    Raises
    ------
    ValueError
        If a tensor is of a type that the format lacks.
    """
    ordered = {name: np.ascontiguousarray(tensors[name]) for name in sorted(tensors)}
    yield from _header(ordered)
    for tensor in ordered.values():
        plain = tensor.astype(tensor.dtype.newbyteorder("<"), copy=False).reshape(-1)
        step = max(1, _PIECE // tensor.itemsize)
        for begin in range(0, plain.size, step):
            yield plain[begin : begin + step].tobytes()


def _header(tensors: Mapping[str, npt.NDArray[np.generic]]) -> Iterator[bytes]:
    table, begin = {}, 0
    for name, tensor in tensors.items():
        kind = _KINDS.get(tensor.dtype.name)
        if kind is None:
            raise ValueError(f"{name} holds {tensor.dtype}, which a session cannot keep.")
        end = begin + tensor.nbytes
        shape = list(tensor.shape)
        table[name] = {"dtype": kind, "shape": shape, "data_offsets": [begin, end]}
        begin = end
    text = json.dumps(table, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % _ALIGNED)
    yield len(text).to_bytes(8, "little")
    yield text
