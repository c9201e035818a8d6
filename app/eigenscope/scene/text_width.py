"""How wide text is in the letters of labels, known without Qt."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from eigenscope.resources import read_text

_UNKNOWN = 0.62  # of the em: a letter of whichever font has it
_WIDE = 1.0
_MARKS = ("Mn", "Me", "Cf")  # categories of what stands on another letter, or is not seen


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the advance of a line of text in letters of so many pixels to the em."""
    known = _advances()["bold" if bold else "normal"]
    return size * sum(known[c] / 1000 if c in known else _unknown(c) for c in text)


@lru_cache(maxsize=1)
def _advances() -> Mapping[str, Mapping[str, int]]:
    table: Mapping[str, Mapping[str, int]] = json.loads(read_text("fonts", "advances.json"))
    return table


def _unknown(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return 0.0 if unicodedata.category(character) in _MARKS else _UNKNOWN
