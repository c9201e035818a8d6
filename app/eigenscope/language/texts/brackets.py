"""Finds which bracket closes which, so that what is missing or left over can be pointed at."""

from __future__ import annotations

import re

from eigenscope.language.texts.messages import LanguageError

_BRACKET = re.compile(r"[\[\](){}]")
_CLOSING = {"[": "]", "(": ")", "{": "}"}


def outermost(text: str) -> list[tuple[int, int]]:
    """Return where the outermost brackets open and close, in order.

    Raises
    ------
    LanguageError
        If a bracket is not closed, closes nothing, or is closed by one of another kind.
    """
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        place, bracket = match.start(), match[0]
        if bracket in _CLOSING:
            opened.append(place)
            continue
        if not opened:
            raise LanguageError(f"The bracket “{bracket}” closes nothing.", text, place)
        begun = opened.pop()
        closing = _CLOSING[text[begun]]
        if bracket != closing:
            words = f"A bracket “{text[begun]}” is closed by “{bracket}” instead of “{closing}”."
            raise LanguageError(words, text, place)
        if not opened:
            spans.append((begun, place))
    if opened:
        place = opened[-1]
        raise LanguageError(f"The bracket “{text[place]}” is not closed.", text, place)
    return spans


def groups(text: str) -> list[str]:
    """Return what stands in each of the brackets that follow one another."""
    contents: list[str] = []
    end = 0
    for begun, closed in outermost(text):
        _check_between(text, end, begun, "between two rows" if contents else "before the first row")
        contents.append(text[begun + 1 : closed].strip())
        end = closed + 1
    _check_between(text, end, len(text), "after the last row")
    return contents


def _check_between(text: str, start: int, end: int, where: str) -> None:
    """Raise LanguageError for more than one mark between rows, or any before the first."""
    stray = text[start:end].lstrip()
    if start and stray[:1] in (",", ";"):
        stray = stray[1:].lstrip()
    if stray:
        place = end - len(stray)
        raise LanguageError(f"“{stray[0]}” stands {where}.", text, place)
