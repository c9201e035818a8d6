"""Finds which bracket closes which, so that what is missing or left over can be pointed at."""

from __future__ import annotations

import re

from eigenscope.language.texts.messages import LanguageError, filled
from eigenscope.language.texts.phrases import not_closed
from eigenscope.wording.words import Text, Words

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
            words = Words("The bracket “{mark}” closes nothing.", {"mark": bracket})
            raise LanguageError(words, text, place)
        begun = opened.pop()
        closing = _CLOSING[text[begun]]
        if bracket != closing:
            words = Words(
                "A bracket “{opening}” is closed by “{mark}” instead of “{closing}”.",
                {"opening": text[begun], "mark": bracket, "closing": closing},
            )
            raise LanguageError(words, text, place)
        if not opened:
            spans.append((begun, place))
    if opened:
        place = opened[-1]
        raise LanguageError(not_closed(text[place]), text, place)
    return spans


def groups(text: str) -> list[str]:
    """Return what stands in each of the brackets that follow one another."""
    contents: list[str] = []
    end = 0
    stray: Text = "“{mark}” stands before the first row."
    for begun, closed in outermost(text):
        _check_between(text, end, begun, stray)
        stray = "“{mark}” stands between two rows."
        contents.append(text[begun + 1 : closed].strip())
        end = closed + 1
    _check_between(text, end, len(text), "“{mark}” stands after the last row.")
    return contents


def _check_between(text: str, start: int, end: int, otherwise: Text) -> None:
    """Raise LanguageError for more than one mark between rows, or any before the first."""
    stray = text[start:end].lstrip()
    if start and stray[:1] in (",", ";"):
        stray = stray[1:].lstrip()
    if stray:
        place = end - len(stray)
        raise LanguageError(filled(otherwise, {"mark": stray[0]}), text, place)
