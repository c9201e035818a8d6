"""Ready-made programs to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.wording.words import Text


@dataclass(frozen=True)
class Example:
    """A program to choose: what it is called, what it teaches, and its lines."""

    key: str
    label: Text
    tip: Text
    code: str
