"""The file that a matrix came from, for whoever wants all of its rows and not the sample in memory.

Only paths are kept, never an open file; and a file that has changed since is another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import Array, ReaderError, TensorFile, flat_shape
from eigenscope.wording.words import Words

_BLOCK = 16_000_000  # bytes of rows that are read at once
_PACKED_BLOCK = 256_000_000  # the same where each block is unpacked from the start of its tensor


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a matrix lie: a file as it was when they were read, and the tensor.

    ``table`` says how a table was read, so that it is read so again; None of other files.
    ``sparse`` says whether the file leaves zeros out.
    """

    path: Path
    tensor: str
    nbytes: int
    changed: int
    table: TableReading | None = None
    sparse: bool = False

    @classmethod
    def of(cls, file: TensorFile, tensor: str) -> Origin | None:
        """Return where a tensor of an open file lies, or None if the file has just gone."""
        try:
            path = file.path.resolve()
            status = path.stat()
        except OSError:
            return None
        sparse = file.entry(tensor).sparse
        return cls(path, tensor, status.st_size, status.st_mtime_ns, file.table, sparse)

    def there(self) -> bool:
        """Tell whether the file is still what it was."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.nbytes, self.changed)

    def blocks(self) -> Iterator[Array]:
        """Yield all rows of the tensor as a matrix, from the first on, some (·, n) at a time.

        Raises
        ------
        ReaderError
            If the file is not there any more, has changed or is broken.
        """
        if not self.there():
            raise ReaderError(
                Words(
                    "{file} has been moved or changed since it was opened.",
                    {"file": self.path.name},
                )
            )
        choices = None if self.table is None else self.table.choices
        from eigenscope.readers.opening import open_tensors  # late: it knows every kind of file

        with open_tensors(self.path, choices) as file:
            entry = file.entry(self.tensor)
            rows = flat_shape(entry.shape)[0]
            packed = self.path.suffix.lower() == ".npz" and entry.nbytes > self.nbytes
            most = _PACKED_BLOCK if packed else _BLOCK
            high = max(1, most * rows // max(1, entry.nbytes))
            for top in range(0, rows, high):
                yield file.read_part(entry.name, slice(top, top + high), slice(None))
