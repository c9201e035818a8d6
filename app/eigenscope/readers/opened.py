"""An open file of tensors, once a format's module has found where the numbers lie."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eigenscope.readers.closable import ClosableFile, no_tensor
from eigenscope.readers.sparse import SparseArray
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import (
    MOST_ENTRIES,
    MOST_READ,
    Array,
    ReaderError,
    Stored,
    TensorEntry,
    check_shape,
    flat_shape,
    shown,
)
from eigenscope.readers.zip_checks import ZIP_ERRORS
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Text, Words


class OpenedFile(ClosableFile):
    """The `TensorFile` of every format.

    Parameters
    ----------
    stored
        The tensors by their names, in the order of the file.
    close
        Lets go of the file.
    """

    def __init__(
        self,
        path: Path,
        stored: Mapping[str, Stored],
        close: Callable[[], None] | None = None,
        *,
        notes: tuple[Text, ...] = (),
        row_names: tuple[str, ...] = (),
        column_names: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
        table: TableReading | None = None,
    ) -> None:
        if not stored:
            raise ReaderError(Words("{file} holds no tensors of numbers.", {"file": path.name}))
        if len(stored) > MOST_ENTRIES:
            raise ReaderError(
                Words(
                    "{file} holds more than {most} tensors.",
                    {"file": path.name, "most": str(MOST_ENTRIES)},
                )
            )
        for name, tensor in stored.items():
            check_shape(path.name, name, tensor.shape)
        super().__init__(path)
        self.entries = tuple(_entry(name, tensor) for name, tensor in stored.items())
        self.notes = notes
        self.row_names = row_names
        self.column_names = column_names
        self.labels = labels
        self.table = table
        self._stored: Mapping[str, Stored] = dict(stored)
        self._close = close

    @property
    def names(self) -> Sequence[str]:
        """Names of all tensors."""
        return tuple(entry.name for entry in self.entries)

    def entry(self, name: str) -> TensorEntry:
        """Return what is known of one tensor; raise ReaderError if there is none of that name."""
        return _entry(name, self._find(name))

    def read(self, name: str) -> Array:
        """Return a whole tensor.

        Raises
        ------
        ReaderError
            If there is none of that name, it is too large, or the file is broken or closed.
        """
        tensor = self._find(name)
        self._check_amount(name, tensor.shape, tensor.nbytes)
        return self._guarded(tensor.whole)

    def read_part(self, name: str, rows: slice, columns: slice) -> Array:
        """Return some rows and columns of a tensor as a matrix, reading little more than those.

        Raises
        ------
        ReaderError
            As for `read`.
        """
        tensor = self._find(name)
        sides = flat_shape(tensor.shape)
        chosen = [range(n)[s] for n, s in zip(sides, (rows, columns), strict=True)]
        up = [r if r.step > 0 else r[::-1] for r in chosen]
        shape = (len(up[0]), len(up[1]))
        each = tensor.nbytes // max(1, math.prod(tensor.shape))
        self._check_amount(name, shape, each * math.prod(shape))
        part = self._guarded(lambda: tensor.part(up[0], up[1]))
        backwards = tuple(slice(None, None, 1 if r.step > 0 else -1) for r in chosen)
        return part[backwards]

    def _let_go(self) -> None:
        self._stored = {}
        if self._close is not None:
            self._close()
            self._close = None

    def _find(self, name: str) -> Stored:
        self._check_open()
        tensor = self._stored.get(name)
        if tensor is None:
            raise no_tensor(self.path, name)
        return tensor

    def _check_amount(self, name: str, shape: tuple[int, ...], nbytes: int) -> None:
        # Narrow numbers become float32, so that they may need more memory than in the file.
        if max(nbytes, math.prod(shape)) > MOST_READ:
            raise ReaderError(
                Words(
                    "{file}: {name} is larger than {size} GB, too large to be read at once. "
                    "Choose a part of it.",
                    {"file": self.path.name, "name": shown(name), "size": MOST_READ // 10**9},
                )
            )

    def _guarded(self, work: Callable[[], Array]) -> Array:
        said = {"file": self.path.name}
        try:
            return work()
        except ReaderError:
            raise
        except MemoryError:
            raise ReaderError(Words("{file}: the tensor does not fit into memory.", said)) from None
        except ZIP_ERRORS as e:
            self._check_open()  # another thread may have closed it in the middle of reading
            raise ReaderError(
                Words(
                    "{file} is broken or cut off ({reason}). Save or download it again.",
                    {**said, "reason": reason_of(e, 80)},
                )
            ) from None


def _entry(name: str, tensor: Stored) -> TensorEntry:
    sparse = isinstance(tensor, SparseArray)
    return TensorEntry(name, tensor.shape, tensor.kind, tensor.nbytes, sparse)
