"""Files that torch saved: weights of networks, in dictionaries within dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.readers.number_types import PLAIN
from eigenscope.readers.opened import OpenedFile, Stored
from eigenscope.readers.tensor_file import MOST_ENTRIES, Array, ReaderError, TensorFile, flat_shape
from eigenscope.readers.torch_checks import is_new_kind

if TYPE_CHECKING:
    from torch import Tensor

_DEEPEST = 50  # dictionaries within each other
_MOST_VALUES = 1_000_000  # looked at; pickles can hold the same dictionary in a million places
_WIDER = {
    "bfloat16": "float32",
    "float16": "float32",
    "float8_e4m3fn": "float32",
    "float8_e5m2": "float32",
    "complex32": "complex64",
}


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
        return self.tensor.numel() * self.tensor.element_size()

    def whole(self) -> Array:
        return self._array(self.tensor)

    def part(self, rows: range, columns: range) -> Array:
        down, across = (slice(r.start, r.stop, r.step) for r in (rows, columns))
        tensor = self.tensor if self.tensor.ndim else self.tensor[None]
        chosen = tensor[down]  # first, so that flattening copies no more than these rows
        return self._array(chosen.reshape(len(rows), flat_shape(self.shape)[1])[:, across])

    def _array(self, tensor: Tensor) -> Array:
        import torch

        if self.path.stat().st_size < self.length:
            raise ReaderError(f"{self.path.name} was changed after it was opened. Open it again.")
        tensor = tensor.detach().resolve_conj().resolve_neg()
        if self.kind in _WIDER:
            tensor = tensor.to(getattr(torch, _WIDER[self.kind]))
        if self.kind == "bool":  # a broken file may hold other bytes than 0 and 1
            return np.asarray(tensor.view(torch.uint8).numpy() != 0)
        return np.array(tensor.numpy())


def open_file(path: Path) -> TensorFile:
    """Open a file of torch; the numbers stay on the disk if the file is of the new kind."""
    new_kind = is_new_kind(path)  # first, for it is quick and importing torch is not
    import torch

    length = path.stat().st_size
    stored: dict[str, Stored] = {}
    others = 0
    for name, value in _flat(path, _load(path, new_kind=new_kind), "", 0, [0]):
        kind = _kind(value)
        if kind is None or not isinstance(value, torch.Tensor):
            others += 1
            continue
        number, free = 1, name
        while free in stored:
            number += 1
            free = f"{name} ({number})"
        stored[free] = _TorchTensor(path, length, value, kind)
        if len(stored) > MOST_ENTRIES:
            break
    notes = (f"Left out, for they are not tensors: {others} values.",)
    if others == 1:
        notes = ("Left out, for it is not a tensor: 1 value.",)
    return OpenedFile(path, stored, notes=notes if others else ())


def _load(path: Path, *, new_kind: bool) -> object:
    import torch

    try:
        return torch.load(path, map_location="cpu", weights_only=True, mmap=new_kind)
    except MemoryError:
        raise
    except Exception as error:  # torch raises whatever its unpickling stumbles over
        text = str(error)
        foreign = re.search(r"GLOBAL ([\w.]+)", text)
        if foreign is None and "weights_only" not in text.lower():
            reason = (text.splitlines() or [type(error).__name__])[0][:80]
            raise ReaderError(
                f"{path.name} is broken or cut off ({reason}). Save or download it again."
            ) from None
        what = f" ({foreign[1][:60]})" if foreign else ""
        raise ReaderError(
            f"{path.name} holds Python objects{what} beside tensors, and opening those could run "
            "a program hidden in the file. Where it was made, save its tensors alone: "
            f"torch.save(model.state_dict(), path)."
        ) from None


def _flat(
    path: Path, value: object, name: str, depth: int, seen: list[int]
) -> Iterator[tuple[str, object]]:
    """Yield what lies in dictionaries and lists, by the names on the way to it."""
    seen[0] += 1
    if depth > _DEEPEST or seen[0] > _MOST_VALUES:
        raise ReaderError(
            f"{path.name} holds far more than tensors. Save its tensors alone: "
            "torch.save(model.state_dict(), path)."
        )
    items: Iterator[tuple[object, object]]
    if isinstance(value, Mapping):
        items = iter(value.items())
    elif isinstance(value, list | tuple):
        items = iter(enumerate(value))
    else:
        yield name or path.stem, value
        return
    for key, inner in items:
        part = str(key)[:200]
        yield from _flat(path, inner, f"{name}.{part}" if name else part, depth + 1, seen)


def _kind(value: object) -> str | None:
    """Return the type of a tensor's numbers, or None if it is nothing that can be shown."""
    import torch

    if not isinstance(value, torch.Tensor) or value.layout != torch.strided:
        return None
    if value.is_quantized or value.is_meta or value.is_nested:
        return None
    kind = str(value.dtype).removeprefix("torch.")
    return kind if kind in _WIDER or kind in PLAIN else None
