"""Mistakes in what was typed, said plainly and with their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text, Value, Words, as_words


class LanguageError(WordedError, ValueError):
    """A text that cannot be read.

    Attributes
    ----------
    message
        What is wrong, and how to mend it, in plain words.
    text
        The text that was read, after typographic characters were made plain.
    start, end
        The place in ``text``, as offsets of characters.
    hint
        What could stand at the place instead, or None.
    named
        Whether the message says itself whose definition is wrong.
    """

    def __init__(
        self,
        message: Text,
        text: str = "",
        start: int = 0,
        end: int | None = None,
        *,
        hint: str | None = None,
        named: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.hint = hint
        self.named = named
        self.start = min(start, len(text))
        self.end = min(max(start + 1 if end is None else end, self.start), len(text))

    def caret_lines(self) -> str:
        """Return the text with a line of carets under the place."""
        line_start = self.text.rfind("\n", 0, self.start) + 1
        line = self.text[line_start:].split("\n", 1)[0]
        width = max(1, min(self.end, line_start + len(line)) - self.start)
        return f"{line}\n{' ' * (self.start - line_start)}{'^' * width}"


def filled(text: Text, values: Mapping[str, Value]) -> Words:
    """Return a text with values in its places, beside those that are there already."""
    words = as_words(text)
    return replace(words, values={**words.values, **values})
