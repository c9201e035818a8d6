"""Formulas with commas between, and formulas in one set of variables or another."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.language.definitions.formula import Formula, read_formula
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Words

_OPEN, _CLOSE = "([{", ")]}"


def read_formulas(
    text: str, variables: tuple[str, ...], fewest: int, most: int
) -> tuple[Formula, ...]:
    """Return the formulas that commas part; none of an empty text where none are needed.

    Raises
    ------
    LanguageError
        If one cannot be read, or there are fewer or more than there may be.
    """
    if not fewest and not text.strip():
        return ()
    parts = list(_parts(text))
    if not fewest <= len(parts) <= most:
        raise LanguageError(_miscounted(len(parts), fewest, most), text, 0, len(text))
    return tuple(_read(text, begin, end, variables) for begin, end in parts)


def read_in_either(text: str, variables: tuple[str, ...], numbered: tuple[str, ...]) -> Formula:
    """Return a formula in ``variables``, or in the first of the ``numbered`` ones.

    Of these it has as many as the last that occurs, and at least two. A formula with neither is one
    in ``variables``.

    Raises
    ------
    LanguageError
        If the formula cannot be read in either.
    """
    try:
        return read_formula(text, variables)
    except LanguageError as first:
        try:
            read_formula(text, numbered)
        except LanguageError as second:
            raise (second if second.start > first.start else first) from None
    for count in range(2, len(numbered)):
        try:
            return read_formula(text, numbered[:count])
        except LanguageError:
            continue
    return read_formula(text, numbered)


def _read(text: str, begin: int, end: int, variables: tuple[str, ...]) -> Formula:
    try:
        return read_formula(text[begin:end].strip(), variables)
    except LanguageError as error:
        moved = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        raise LanguageError(
            error.message, text, moved + error.start, moved + error.end, hint=error.hint
        ) from None


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where formulas begin and end: at commas that no bracket encloses."""
    begin, depth = 0, 0
    for place, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if character in ",，" and depth == 0:
            yield begin, place
            begin = place + 1
    yield begin, len(text)


def _miscounted(count: int, fewest: int, most: int) -> Words:
    values = {"least": str(max(fewest, 1)), "most": str(most), "count": str(count)}
    if max(fewest, 1) == most:
        words = "Enter {most} formulas with commas between, not {count}."
        return Words(words, values)
    words = "Enter {least} to {most} formulas with commas between, not {count}."
    return Words(words, values)
