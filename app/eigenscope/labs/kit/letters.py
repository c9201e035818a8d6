"""How much room a text takes, before it is known in which font it is written."""

from __future__ import annotations

from unicodedata import east_asian_width

_WIDE = ("W", "F")  # Han characters and their punctuation, but not what is as narrow as Greek


def letters(text: str) -> int:
    """Return how many letters wide a text is: a Han character is as wide as two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(east_asian_width(letter) in _WIDE for letter in text)
