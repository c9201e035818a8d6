"""One tensor of torch, whatever its layout: in rows, sparse, or quantised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.readers.number_types import PLAIN
from eigenscope.readers.scipy_sparse import assembled
from eigenscope.readers.sparse import SparseArray, sparse_array
from eigenscope.readers.tensor_file import Array, ReaderError, Stored, flat_shape
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from torch import Tensor

_WIDER = {
    "bfloat16": "float32",
    "float16": "float32",
    "float8_e4m3fn": "float32",
    "float8_e5m2": "float32",
    "complex32": "complex64",
}
_FLOAT_BYTES = 4


@dataclass(frozen=True, eq=False)
class _TorchTensor:
    """A tensor whose numbers torch reads from the disk when they are asked for.

    ``length`` is that of the file when it was opened: if it is shorter now, the system would end
    this program at the first number that is gone.
    """

    path: Path
    length: int
    tensor: Tensor
    kind: str

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.tensor.shape)

    @property
    def nbytes(self) -> int:
        quantised = self.tensor.is_quantized
        each = _FLOAT_BYTES if quantised else self.tensor.element_size()
        return self.tensor.numel() * each

    def whole(self) -> Array:
        return self._array(self.tensor)

    def part(self, rows: range, columns: range) -> Array:
        down, across = (slice(r.start, r.stop, r.step) for r in (rows, columns))
        if self.tensor.is_quantized:  # the scales of a channel cannot be cut
            return self.whole().reshape(flat_shape(self.shape))[down, across]
        tensor = self.tensor if self.tensor.ndim else self.tensor[None]
        chosen = tensor[down]  # first, so that flattening copies no more than these rows
        return self._array(chosen.reshape(len(rows), flat_shape(self.shape)[1])[:, across])

    def _array(self, tensor: Tensor) -> Array:
        check_length(self.path, self.length)
        if tensor.is_quantized:
            tensor = tensor.dequantize()
        return numbers_of(tensor)


def stored_of(path: Path, length: int, name: str, value: object) -> Stored | Words | None:
    """Return a tensor of a file that is not read yet, or None for what is no tensor.

    Of those that cannot be read, what they are in the plural. ``length`` is that of the file.
    """
    import torch

    if not isinstance(value, torch.Tensor):
        return None
    if value.is_meta:
        return Words("tensors without numbers")
    if value.is_nested:
        return Words("nested tensors")
    kind = str(value.dtype).removeprefix("torch.")
    if value.is_quantized:
        return _TorchTensor(path, length, value, kind)
    if kind not in _WIDER and kind not in PLAIN:
        return Words("tensors of {kind}", {"kind": kind})
    if str(value.layout).startswith("torch.sparse_"):
        check_length(path, length)
        return _sparse(path, name, value)
    if value.layout != torch.strided:
        layout = str(value.layout).removeprefix("torch.")
        return Words("tensors of the layout {layout}", {"layout": layout})
    return _TorchTensor(path, length, value, kind)


def numbers_of(tensor: Tensor) -> Array:
    """Return the numbers of a tensor as the program works with them, in memory of their own."""
    import torch

    kind = str(tensor.dtype).removeprefix("torch.")
    tensor = tensor.detach().resolve_conj().resolve_neg()
    if kind in _WIDER:
        tensor = tensor.to(getattr(torch, _WIDER[kind]))
    if kind == "bool":  # a broken file may hold other bytes than 0 and 1
        return np.asarray(tensor.view(torch.uint8).numpy() != 0)
    return np.array(tensor.numpy())


def check_length(path: Path, length: int) -> None:
    """Raise ReaderError if a file is shorter than it was."""
    if path.stat().st_size < length:
        raise ReaderError(
            Words("{file} was changed after it was opened. Open it again.", {"file": path.name})
        )


def _sparse(path: Path, name: str, tensor: Tensor) -> SparseArray:
    """Return a sparse tensor from its parts; torch, which does not check them, only hands them out.

    What stands at each of its places may be a dense tensor itself.
    """
    tensor = tensor.detach()
    shape = tuple(tensor.shape)
    form = str(tensor.layout).removeprefix("torch.sparse_")
    if form == "coo":
        places = np.array(tensor._indices().numpy(), np.int64)
        values = numbers_of(tensor._values())
        each = math.prod(values.shape[1:])
        inner = np.indices(values.shape[1:]).reshape(values.ndim - 1, each)
        spread = np.tile(inner, (1, places.shape[1]))
        places = np.concatenate((np.repeat(places, each, axis=1), spread))
        return sparse_array(path.name, name, shape, places, values.ravel())
    across = form.endswith("c")  # column after column
    ends = tensor.ccol_indices() if across else tensor.crow_indices()
    indices = tensor.row_indices() if across else tensor.col_indices()
    parts = {
        "indptr": ends.numpy(),
        "indices": indices.numpy(),
        "data": numbers_of(tensor.values()),
    }
    return assembled(path.name, name, form, parts, shape)
