"""The one door through which files of tensors are opened."""

from __future__ import annotations

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from eigenscope.readers.contents import told_by_contents
from eigenscope.readers.formats import TABLE, Format, format_of, why_not_opened
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError, TensorFile


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
        problem = told_by_contents(path)
        if not problem:
            raise
        raise ReaderError(f"{path.name} {problem}") from None
