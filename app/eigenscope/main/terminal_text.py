"""Texts in a terminal, whose cells a Chinese character fills two of."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import east_asian_width

_NEVER_FIRST = "，。、；：！？）》”’…,.;:!?)]}"  # in a line
_NEVER_LAST = "（《“‘([{"


def cells_of(text: str) -> int:
    """Return how many cells a text takes."""
    return len(text) + sum(map(is_wide, text))


def is_wide(character: str) -> bool:
    """Tell whether a character takes two cells."""
    return east_asian_width(character) in "WF"


def padded(text: str, cells: int) -> str:
    """Return a text with so many spaces behind it that it takes some cells, if it takes fewer."""
    return text + " " * (cells - cells_of(text))


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text in lines of so many cells at most, unless a word alone takes more."""
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and cells_of(line + piece.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Return the parts of a text before each of which a line may end."""
    pieces = [text[:1]]
    for before, after in pairwise(text):
        if _may_part(before, after):
            pieces.append(after)
        else:
            pieces[-1] += after
    return pieces


def _may_part(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters; spaces stay at the end of one."""
    if after == " " or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return before == " " or is_wide(before) or is_wide(after)
