"""What every open file of tensors shares: it is closed once, and says so afterwards."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from eigenscope.readers.tensor_file import ReaderError, shown
from eigenscope.wording.words import Words


class ClosableFile:
    """A file that a ``with`` statement closes; what it holds is let go by ``_let_go``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._closed = False

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""
        self._closed = True
        self._let_go()

    def _let_go(self) -> None:
        raise NotImplementedError

    def _check_open(self) -> None:
        """Raise ReaderError once it has been closed."""
        if self._closed:
            words = Words("{file} has been closed. Open it again.", {"file": self.path.name})
            raise ReaderError(words) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def no_tensor(path: Path, name: str) -> ReaderError:
    """Return what is raised where a file has no tensor of a name."""
    return ReaderError(
        Words("{file} holds no tensor named {name}.", {"file": path.name, "name": shown(name)})
    )
