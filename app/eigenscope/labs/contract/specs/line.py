"""A line of text in a human language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.labs.contract.schema import Text
from eigenscope.labs.contract.specs.base import Spec

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead

_LONGEST = 200_000  # characters


@dataclass(frozen=True)
class LineSpec(Spec):
    """A str: whatever somebody writes, without line breaks."""

    kind = "line"

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is a text that is not too long."""
        Text(_LONGEST).read(name, value)

    def from_text(self, name: str, text: str, files: FilesRead) -> str:
        """Return the text, on one line."""
        line = " ".join(text.split())
        self.check(name, line)
        return line

    def text(self, value: str) -> str:
        """Return it."""
        return value
