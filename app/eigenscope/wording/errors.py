"""Errors whose reason a user reads, in the language that is spoken when it is shown."""

from __future__ import annotations

from eigenscope.wording.words import Text, Words, as_it_is, as_words, say


class WordedError(Exception):
    """An error whose reason is words."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return say(self.reason)


def reason_of(error: BaseException, longest: int | None = None) -> Words:
    """Return what an error says, to stand in another sentence.

    What is not worded by this program is cut to the ``longest``, in characters.
    """
    if isinstance(error, WordedError):
        return as_words(error.reason)
    return as_it_is(str(error)[:longest])
