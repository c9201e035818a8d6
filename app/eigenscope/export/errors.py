"""What goes wrong with an export, apart from the disk."""

from __future__ import annotations

from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words


class FigureError(WordedError, ValueError):
    """A figure or film that cannot be made; the text says why, and what would do."""


class UnwrittenError(WordedError, OSError):
    """A file that cannot be written, where a library does not say why."""

    def __init__(self, name: str) -> None:
        super().__init__(Words("{file} cannot be written", {"file": name}))
