"""What every file of tensors looks like from outside, and the one door through which it is opened.

Whoever shows tensors asks for names and shapes first and for numbers later, and need not know
whether they lie in a picture, a table or the weights of a network.
"""

from __future__ import annotations

import math
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from eigenscope.readers.formats import TABLE, Format, format_of, why_not_opened
from eigenscope.readers.table_reading import TableChoices, TableReading

Array = npt.NDArray[np.generic]

MOST_READ = 4_000_000_000  # bytes of one tensor at a time; more would push out everything else
MOST_VALUES = 10**11  # of one tensor: more is a mistake or an attack
MOST_ENTRIES = 100_000  # tensors in one file


class ReaderError(ValueError):
    """A file that cannot be read; its text says what is wrong and how to mend it, for the user."""


@dataclass(frozen=True)
class TensorEntry:
    """What is known of a tensor before it is read.

    ``dtype`` is named as in torch, or as its quantisation is; ``sparse`` says whether the file
    leaves zeros out.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    nbytes: int
    sparse: bool = False

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)


class TensorFile(Protocol):
    """An open file of tensors; also a context manager that closes it.

    ``row_names`` and ``column_names`` are those of a table, else empty; ``table`` says how it was
    read, and is None of other files. What is read is always a fresh array of whole numbers,
    booleans, float32, float64 or complex numbers: narrower ones and quantised ones become float32.
    """

    path: Path
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    table: TableReading | None

    @property
    def entries(self) -> tuple[TensorEntry, ...]:
        """All tensors, in the order of the file."""

    @property
    def names(self) -> Sequence[str]:
        """Names of all tensors; quicker than their entries where those lie in several files."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the user about what is missing or was left out."""

    def entry(self, name: str) -> TensorEntry:
        """Return what is known of one tensor; raise ReaderError if there is none of that name."""

    def read(self, name: str) -> Array:
        """Return a whole tensor; raise ReaderError if that cannot be done."""

    def read_part(self, name: str, rows: slice, columns: slice) -> Array:
        """Return some rows and columns of the matrix of `flat_shape`, reading little more."""

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""

    def __enter__(self) -> Self:
        """Return the file."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""


def open_tensors(path: str | Path, choices: TableChoices | None = None) -> TensorFile:
    """Open a file of tensors by its ending; no numbers are read yet, except a table's.

    ``choices`` say how a table is to be read; other files have no use for them.

    Raises
    ------
    ReaderError
        If there is no such file, or it is not what its ending says, broken, or hostile.
    """
    path = Path(path)
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReaderError(f"{name} is a folder. Choose a file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise ReaderError(f"{name} is not a file on a disk. Save its contents to one first.")
        kind = format_of(path)
        if kind is None:
            raise ReaderError(f"{name} {why_not_opened(path)}")
        if not status.st_size:
            raise ReaderError(f"{name} is empty. Save or download it again.")
        return _opened(path, kind, choices)
    except ReaderError:
        raise
    except FileNotFoundError:
        raise ReaderError(f"{name} was not found. Was it moved or renamed?") from None
    except PermissionError:
        raise ReaderError(
            f"{name} cannot be read: permission denied. Ask its owner for access."
        ) from None
    except MemoryError:
        raise ReaderError(f"{name} does not fit into memory.") from None
    except (OSError, ValueError) as error:  # ValueError: the path itself is impossible
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReaderError(f"{name} cannot be read: {reason or error}.") from None


def _opened(path: Path, kind: Format, choices: TableChoices | None) -> TensorFile:
    """Open a file of a kind; one that cannot be may be of another kind, which is said then."""
    # Only the chosen format's module is imported: torch alone takes seconds.
    module = import_module(f"{__package__}.{kind.module}")
    opener: Callable[..., TensorFile] = module.open_file
    try:
        return opener(path, choices) if kind is TABLE else opener(path)
    except ReaderError:
        # Late: only for files that cannot be opened.
        from eigenscope.readers.contents import told_by_contents

        told = told_by_contents(path)
        if not told:
            raise
        raise ReaderError(f"{path.name} {told}") from None


def shown(text: str) -> str:
    """Return a name out of a file so that it fits into a sentence, whatever it holds."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:60])
    return plain + "…" * (len(text) > 60)


def listed(names: Sequence[str]) -> str:
    """Return the first three names and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(shown(name) for name in names[:3]) + more


def flat_shape(shape: Sequence[int]) -> tuple[int, int]:
    """Return rows and columns of a tensor as a matrix: its first axis down, all others across.

    So one axis is a column, and the weights of a convolution (out, in, h, w) have a row for each
    output.
    """
    return (shape[0] if shape else 1), math.prod(shape[1:])


def check_shape(file: str, name: str, shape: Sequence[int]) -> None:
    """Raise ReaderError if no honest tensor has such a shape."""
    if any(side < 0 for side in shape):
        raise ReaderError(f"{file} is broken: {shown(name)} has a negative size. Save it again.")
    if len(shape) > 64 or math.prod(max(side, 1) for side in shape) > MOST_VALUES:
        raise ReaderError(
            f"{file} says that {shown(name)} has more than {MOST_VALUES // 10**9} thousand million "
            "numbers. It is broken, or too large to be shown."
        )
