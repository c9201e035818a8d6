"""Models in several files: an index says which tensor lies in which, and only those are opened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from eigenscope.readers.closable import ClosableFile, no_tensor
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import (
    MOST_ENTRIES,
    Array,
    ReaderError,
    TensorEntry,
    TensorFile,
    listed,
    shown,
)
from eigenscope.wording.words import Words

_LONGEST = 50_000_000  # bytes; an index of ten thousand tensors takes one million
_ENDINGS = (".safetensors", ".bin", ".pt", ".pth")


class ShardedFile(ClosableFile):
    """The `TensorFile` of an index; a file of it is opened when one of its tensors is wanted."""

    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    table: TableReading | None = None

    def __init__(self, path: Path, places: dict[str, str]) -> None:
        super().__init__(path)
        self._places = places
        self._open: dict[str, TensorFile] = {}

    @cached_property
    def entries(self) -> tuple[TensorEntry, ...]:
        """All tensors; every file that is there is opened for their shapes."""
        entries = []
        for name, file in self._places.items():
            if file not in self._missing:
                entries.append(self.entry(name))
        if not entries:
            raise ReaderError(
                Words(
                    "{file}: none of its files is beside it. Download them.",
                    {"file": self.path.name},
                )
            )
        return tuple(entries)

    @property
    def names(self) -> Sequence[str]:
        """Names of all tensors, those whose files are missing included."""
        return tuple(self._places)

    @cached_property
    def notes(self) -> tuple[Words, ...]:
        """What is missing."""
        many = sum(file in self._missing for file in self._places.values())
        if not many:
            return ()
        return (
            Words(
                "Left out because their files are not beside the index: "
                "tensors in {files} ({count}).",
                {"files": listed(self._missing), "count": many},
            ),
        )

    @cached_property
    def _missing(self) -> list[str]:
        files = dict.fromkeys(self._places.values())
        return [file for file in files if not (self.path.parent / file).is_file()]

    def entry(self, name: str) -> TensorEntry:
        """Return what is known of one tensor, whose file alone is opened."""
        file = self._file(name)
        return file.entry(name)

    def read(self, name: str) -> Array:
        """Return a whole tensor; raise ReaderError if that cannot be done."""
        return self._file(name).read(name)

    def read_part(self, name: str, rows: slice, columns: slice) -> Array:
        """Return some rows and columns of a tensor as a matrix."""
        return self._file(name).read_part(name, rows, columns)

    def _let_go(self) -> None:
        for file in self._open.values():
            file.close()
        self._open = {}

    def _file(self, name: str) -> TensorFile:
        self._check_open()
        place = self._places.get(name)
        if place is None:
            raise no_tensor(self.path, name)
        if place not in self._open:
            if place in self._missing:
                raise ReaderError(
                    Words(
                        "{file}: {name} lies in {other}, which is not beside it. Download it too.",
                        {"file": self.path.name, "name": shown(name), "other": place},
                    )
                )
            self._open[place] = open_tensors(self.path.parent / place)
        return self._open[place]


def open_file(path: Path) -> TensorFile:
    """Open the index of a model in several files."""
    said = {"file": path.name}
    if path.stat().st_size > _LONGEST:
        raise ReaderError(
            Words(
                "{file} is larger than {size} MB: no index is.",
                {"file": path.name, "size": _LONGEST // 10**6},
            )
        )
    try:
        index = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise ReaderError(Words("{file} is broken or cut off. Download it again.", said)) from None
    places = index.get("weight_map") if isinstance(index, dict) else None
    if not isinstance(places, dict) or not places or len(places) > MOST_ENTRIES:
        raise ReaderError(Words("{file} is not the index of a model: it has no weight_map.", said))
    for file in places.values():
        plain = isinstance(file, str) and file.lower().endswith(_ENDINGS)
        if not plain or Path(file).name != file or "\\" in file or "\0" in file:
            raise ReaderError(
                Words(
                    "{file} names {other}, which is no file of tensors beside it.",
                    {**said, "other": shown(str(file))},
                )
            )
    return ShardedFile(path, places)
