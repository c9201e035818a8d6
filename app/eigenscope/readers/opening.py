"""The one door through which files of tensors are opened."""

from __future__ import annotations

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from eigenscope.readers.contents import told_by_contents
from eigenscope.readers.file_errors import file_errors
from eigenscope.readers.formats import TABLE, Format, format_of, not_opened
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError, TensorFile
from eigenscope.wording.words import Words


def open_tensors(path: str | Path, choices: TableChoices | None = None) -> TensorFile:
    """Open a file of tensors by its ending; no numbers are read yet, except a table's.

    ``choices`` say how a table is to be read; other files have no use for them.

    Raises
    ------
    ReaderError
        If there is no such file, or it is not what its ending says, broken, or hostile.
    """
    path = Path(path)
    said = {"file": path.name or str(path)}
    try:
        with file_errors(said):
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                raise ReaderError(Words("{file} is a folder. Choose a file in it.", said))
            if not stat.S_ISREG(status.st_mode):
                raise ReaderError(
                    Words("{file} is not a file on a disk. Save its contents to one first.", said)
                )
            kind = format_of(path)
            if kind is None:
                raise ReaderError(not_opened(path))
            if not status.st_size:
                raise ReaderError(Words("{file} is empty. Save or download it again.", said))
            return _opened(path, kind, choices)
    except MemoryError:
        raise ReaderError(Words("{file} does not fit into memory.", said)) from None


def _opened(path: Path, kind: Format, choices: TableChoices | None) -> TensorFile:
    """Open a file of a kind; one that cannot be may be of another kind, which is said then."""
    # Only the chosen format's module is imported: torch alone takes seconds.
    module = import_module(f"{__package__}.{kind.module}")
    opener: Callable[..., TensorFile] = module.open_file
    try:
        return opener(path, choices) if kind is TABLE else opener(path)
    except ReaderError:
        problem = told_by_contents(path)
        if problem is None:
            raise
        raise ReaderError(problem) from None
