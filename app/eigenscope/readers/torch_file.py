"""Files that torch saved: weights of networks, in dictionaries within dictionaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.tensor_file import MOST_ENTRIES, ReaderError, Stored, TensorFile
from eigenscope.readers.torch_checks import TorchFormat, kind_of
from eigenscope.readers.torch_script import open_script
from eigenscope.readers.torch_tensors import stored_of
from eigenscope.wording.words import Text, Words, together

_VALUES = Words("values")  # that are no tensors
_DEEPEST = 50  # dictionaries within each other
_MOST_VALUES = 1_000_000  # looked at; pickles can hold the same dictionary in a million places


def open_file(path: Path) -> TensorFile:
    """Open a file of torch; the numbers stay on the disk if the file is of the new kind."""
    kind = kind_of(path)  # first, for it is quick and importing torch is not
    if kind is TorchFormat.SCRIPT:
        return open_script(path)
    length = path.stat().st_size
    stored: dict[str, Stored] = {}
    others: Counter[Words] = Counter()
    quantised = False
    for name, value in _flat(path, _load(path, new_kind=kind is TorchFormat.NEW), "", 0, [0]):
        tensor = stored_of(path, length, name, value)
        if tensor is None or isinstance(tensor, Words):
            others[tensor or _VALUES] += 1
            continue
        quantised |= tensor.kind.startswith(("q", "uq"))
        number, free = 1, name
        while free in stored:
            number += 1
            free = f"{name} ({number})"
        stored[free] = tensor
        if len(stored) > MOST_ENTRIES:
            break
    if not stored and set(others) - {_VALUES}:
        raise ReaderError(
            Words(
                "{file} holds only {what}, which cannot be read.",
                {"file": path.name, "what": _counted(others)},
            )
        )
    return OpenedFile(path, stored, notes=tuple(_notes(others, quantised=quantised)))


def _notes(others: Counter[Words], *, quantised: bool) -> Iterator[Text]:
    if quantised:
        yield "Quantised tensors are shown as the numbers that they stand for."
    values = others.pop(_VALUES, 0)
    if values:
        yield Words(
            "Left out because it is not a tensor: {count} value.",
            {"count": values},
            plural="Left out because they are not tensors: {count} values.",
        )
    if others:
        yield Words("Left out because they cannot be read: {kinds}.", {"kinds": _counted(others)})


def _counted(others: Counter[Words]) -> Words:
    return together(
        [Words("{what} ({count})", {"what": what, "count": n}) for what, n in others.items()]
    )


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
                Words(
                    "{file} is broken or cut off ({reason}). Save or download it again.",
                    {"file": path.name, "reason": reason},
                )
            ) from None
        raise ReaderError(_foreign(path, foreign[1][:60] if foreign else "")) from None


def _foreign(path: Path, kind: str) -> Words:
    if not kind:
        return Words(
            "{file} holds Python objects beside tensors, and opening those could run a program "
            "hidden in the file. Where it was made, save its tensors alone: "
            "torch.save(model.state_dict(), path).",
            {"file": path.name},
        )
    return Words(
        "{file} holds Python objects ({kind}) beside tensors, and opening those could run a "
        "program hidden in the file. Where it was made, save its tensors alone: "
        "torch.save(model.state_dict(), path).",
        {"file": path.name, "kind": kind},
    )


def _flat(
    path: Path, value: object, name: str, depth: int, count: list[int]
) -> Iterator[tuple[str, object]]:
    """Yield what lies in dictionaries and lists, by the names on the way to it."""
    count[0] += 1
    if depth > _DEEPEST or count[0] > _MOST_VALUES:
        raise ReaderError(
            Words(
                "{file} holds far more than tensors. Save its tensors alone: "
                "torch.save(model.state_dict(), path).",
                {"file": path.name},
            )
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
        yield from _flat(path, inner, f"{name}.{part}" if name else part, depth + 1, count)
