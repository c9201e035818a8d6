"""Calls in the texts of other programs, ``name(argument, key=value)``, taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import not_closed

_OPENING, _CLOSING = "([{", ")]}"
_KEYWORD = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class ForeignCall:
    """A call: its arguments in their order, those with names, and where it ends."""

    arguments: tuple[str, ...]
    keywords: dict[str, str]
    end: int


def call_at(text: str, opening: int) -> ForeignCall:
    """Return the call whose bracket opens at a place.

    Raises
    ------
    LanguageError
        If the bracket is not closed.
    """
    end = closing(text, opening)
    arguments: list[str] = []
    keywords: dict[str, str] = {}
    for part in split(text[opening + 1 : end]):
        keyword = _KEYWORD.fullmatch(part)
        if keyword is not None:
            keywords[keyword[1]] = keyword[2].strip()
        elif part.strip():
            arguments.append(part.strip())
    return ForeignCall(tuple(arguments), keywords, end + 1)


def closing(text: str, opening: int) -> int:
    """Return where the bracket that opens at a place is closed; raise LanguageError if nowhere."""
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] in _OPENING) - (text[place] in _CLOSING)
        if not depth:
            return place
    raise LanguageError(not_closed(text[opening]), text, opening)


def split(text: str, mark: str = ",") -> list[str]:
    """Return the parts of a text between marks that stand outside all brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if character == mark and not depth:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def replaced(text: str, name: re.Pattern[str], make: Callable[[str, ForeignCall], str]) -> str:
    """Return a text in which calls are replaced, the innermost first.

    Parameters
    ----------
    text
        Where they stand.
    name
        Matches a name and its opening bracket; group 1 is the name.
    make
        Returns what stands for a call instead, given its name.
    """
    result, place = "", 0
    while (match := name.search(text, place)) is not None:
        call = call_at(text, match.end() - 1)
        inside = text[match.end() : call.end - 1]
        inner = replaced(inside, name, make)
        if inner != inside:
            call = call_at(f"({inner})", 0)
        result += text[place : match.start()] + make(match[1], call)
        place = closing(text, match.end() - 1) + 1
    return result + text[place:]
