"""Tensors out of files with all their axes, for labs that compute with each of their numbers.

A matrix is shown as a sample where it is large; these are whole, finite and real, or refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.readers.loading import entry_named, memory_needed, not_shown
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.origin import Origin
from eigenscope.readers.table_reading import TableChoices, TableReading
from eigenscope.readers.tensor_file import Array, ReaderError, TensorFile, listed, shown
from eigenscope.wording.words import Text, Value, Words

LARGEST_WHOLE = 64_000_000  # bytes of one tensor: what a session keeps
MOST_TENSORS = 32  # of one file


@dataclass(frozen=True, eq=False)
class LoadedTensor:
    """Finite numbers from a file, with one axis at least; equal if the numbers and the name are.

    Attributes
    ----------
    name
        What it is called: the file's name, and the tensor's if the file has several.
    values
        Bool, whole numbers, float32 or float64, read-only.
    origin
        The file; None where it is not known.
    notes
        Sentences of the reader for the user; as the origin, neither compared nor saved.

    Raises
    ------
    ReaderError
        If a number is not finite or not real, or there is none.
    """

    name: str
    values: Array
    origin: Origin | None = None
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        values = self.values
        if not values.ndim or not values.size:
            raise ReaderError(
                Words(
                    "{name} is empty or has no axes: an array with numbers is needed.",
                    {"name": self.name},
                )
            )
        if values.dtype.kind not in "biuf":
            kind = str(values.dtype)
            words = Words(
                "{name} holds {kind}, not real numbers.", {"name": self.name, "kind": kind}
            )
            raise ReaderError(words)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise ReaderError(_not_finite(self.name, values))
        values.setflags(write=False)

    @property
    def table(self) -> TableReading | None:
        """How the table was read that it came from, or None if it came from none."""
        return None if self.origin is None else self.origin.table

    @property
    def shape(self) -> tuple[int, ...]:
        """The size along each axis."""
        return self.values.shape

    def to_array(self) -> Floats:
        """Return the values in double precision."""
        return self.values.astype(np.float64)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, LoadedTensor)
            and (self.name, self.shape, self.values.dtype)
            == (other.name, other.shape, other.values.dtype)
            and bool(np.array_equal(self.values, other.values))
        )

    def __hash__(self) -> int:
        return hash((self.name, self.shape))


@dataclass(frozen=True)
class LoadedTensors:
    """All tensors of one file: its name, and each tensor under what it is called there."""

    name: str
    tensors: tuple[LoadedTensor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, in the order of the file."""
        return tuple(tensor.name for tensor in self.tensors)

    def tensor(self, name: str) -> LoadedTensor:
        """Return one of them, called by the file's name and its own; raise KeyError for none."""
        for each in self.tensors:
            if each.name == name:
                several = len(self.tensors) > 1
                return replace(each, name=f"{self.name}: {name}" if several else self.name)
        raise KeyError(name)


def load_tensor(
    path: str | Path,
    tensor: str = "",
    cancellation: Cancellation | None = None,
    choices: TableChoices | None = None,
) -> LoadedTensor:
    """Return one tensor of a file with all its axes; parameters and errors as of `load_matrix`."""
    with open_tensors(path, choices) as file:
        return tensor_of(file, tensor, cancellation)


def tensor_of(
    file: TensorFile, tensor: str = "", cancellation: Cancellation | None = None
) -> LoadedTensor:
    """Return a tensor of an open file; parameters and errors as of `load_tensor`."""
    if cancellation is not None:
        cancellation.progress(0.1)
    loaded = _read(file, entry_named(file, tensor).name)
    return replace(loaded, notes=tuple(file.notes))


def load_tensors(path: str | Path, cancellation: Cancellation | None = None) -> LoadedTensors:
    """Return all tensors of a file with all their axes.

    Raises
    ------
    ReaderError
        If one cannot be read, or there are more than `MOST_TENSORS`.
    """
    with open_tensors(path) as file:
        names = file.names
        if len(names) > MOST_TENSORS:
            values: dict[str, Value] = {
                "file": file.path.name,
                "count": len(names),
                "most": MOST_TENSORS,
            }
            words = (
                "{file} holds {count} tensors, and at most {most} can be read. Save only those "
                "that you need."
            )
            raise ReaderError(Words(words, {**values, "names": listed(names)}))
        tensors = []
        for place, name in enumerate(names):
            if cancellation is not None:
                cancellation.progress(place / len(names))
            tensors.append(replace(_read(file, name), name=shown(name)))
        return LoadedTensors(file.path.name, tuple(tensors))


def _read(file: TensorFile, name: str) -> LoadedTensor:
    entry = replace(file.entry(name), name=shown(name))
    said = {"file": file.path.name, "name": entry.name}
    reason = not_shown(entry)
    if reason is not None:
        raise ReaderError(Words("{file}: {reason}", {**said, "reason": reason}))
    if memory_needed(entry) > LARGEST_WHOLE:
        words = "{file}: {name} has more than {size} MB, too much to be worked with as a whole."
        raise ReaderError(Words(words, {**said, "size": LARGEST_WHOLE // 10**6}))
    several = len(file.names) > 1
    called = f"{file.path.name}: {entry.name}" if several else file.path.name
    return LoadedTensor(called, file.read(name), Origin.of(file, name))


def _not_finite(name: str, values: Array) -> Words:
    place = tuple(map(int, np.argwhere(~np.isfinite(values))[0]))
    said = {"name": name, "place": "".join(f"[{index}]" for index in place)}
    return Words(
        "{name} holds {what} at {place}, which is not a number.",
        {**said, "what": str(values[place])},
    )
