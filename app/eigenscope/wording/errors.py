"""Errors whose reason a user reads, in the language that is spoken when it is shown."""

from __future__ import annotations

from eigenscope.wording.words import Text, say


class WordedError(Exception):
    """An error whose reason is words."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return say(self.reason)
