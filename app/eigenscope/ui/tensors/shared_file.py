"""A file of tensors that workers read while a dialog is open, and that never stays open after it.

A dialog can be closed in the midst of reading. Waiting for the worker would freeze the window, and
closing the file under its hands would be an error; so the file is closed by whoever lets go last.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eigenscope.engine.runtime.jobs import Cancelled
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import TensorFile


class SharedFile:
    """A file that is opened and read on workers, and let go of from any thread."""

    def __init__(self, path: str | Path, choices: TableChoices | None = None) -> None:
        self.path = Path(path)
        self._choices = choices
        self._lock = threading.Lock()
        self._file: TensorFile | None = None
        self._readers = 0
        self._let_go = False

    @property
    def is_open(self) -> bool:
        """Whether there is a file that somebody has to close yet."""
        with self._lock:
            return self._file is not None

    @contextmanager
    def reading(self) -> Iterator[TensorFile]:
        """Give the file to a worker; the first one opens it, which may take long.

        Raises
        ------
        ReaderError
            If it cannot be opened.
        Cancelled
            If it has been let go of.
        """
        with self._lock:
            self._check()
            file = self._file
            self._readers += 1
        try:
            if file is None:
                file = self._opened()
            yield file
        finally:
            with self._lock:
                self._readers -= 1
                last = self._taken()
            _close(last)

    def read_as(self, choices: TableChoices) -> None:
        """Read a table in another way from now on; nobody may be reading it."""
        with self._lock:
            assert not self._readers, "a table is read in another way while it is read"
            self._choices = choices
            last, self._file = self._file, None
        _close(last)

    def let_go(self) -> None:
        """Close the file, now or as soon as no worker reads any more. Never waits."""
        with self._lock:
            self._let_go = True
            last = self._taken()
        _close(last)

    def _opened(self) -> TensorFile:
        file = open_tensors(self.path, self._choices)
        with self._lock:
            if self._file is None and not self._let_go:
                self._file = file
                return file
            other = self._file
        file.close()
        self._check()
        assert other is not None
        return other

    def _check(self) -> None:
        if self._let_go:
            raise Cancelled

    def _taken(self) -> TensorFile | None:
        """Return the file if it is to be closed now; only with the lock held."""
        if not self._let_go or self._readers:
            return None
        file, self._file = self._file, None
        return file


def _close(file: TensorFile | None) -> None:
    if file is not None:
        file.close()
