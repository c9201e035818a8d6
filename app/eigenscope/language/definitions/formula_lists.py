"""Formulas with commas between, and formulas in one set of variables or another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eigenscope.language.definitions.formula import Formula, read_formula, usable_words
from eigenscope.language.definitions.renaming import renamed
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Words

_OPEN, _CLOSE = "([{（", ")]}）"


def read_formulas(
    text: str, variables: tuple[str, ...], fewest: int, most: int
) -> tuple[Formula, ...]:
    """Return the formulas that commas part.

    Where ``fewest`` is 0 there are as many as ``most``, or none, of an empty text.

    Raises
    ------
    LanguageError
        If one cannot be read, or there are fewer or more than there may be.
    """
    if not fewest and not text.strip():
        return ()
    parts, least = list(_parts(text)), fewest or most
    if not least <= len(parts) <= most:
        if sum((each in _OPEN) - (each in _CLOSE) for each in text):
            read_formula(text, variables)  # a bracket without its other half is the reason
        raise LanguageError(_miscounted(len(parts), least, most), text, 0, len(text))
    return tuple(_read(text, begin, end, variables) for begin, end in parts)


def read_in_either(text: str, variables: tuple[str, ...], numbered: tuple[str, ...]) -> Formula:
    """Return a formula in ``variables``, or in the first of the ``numbered`` ones.

    Of these it has as many as the last that occurs. A formula with neither is one in ``variables``.

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
            numbered_ones = any(re.search(rf"\b{name}\b", text) for name in numbered)
            farther = second.start > first.start and numbered_ones
            raise (second if farther else first) from None
    for count in range(1, len(numbered)):
        try:
            return read_formula(text, numbered[:count])
        except LanguageError:
            continue
    return read_formula(text, numbered)


def text_in(formula: Formula, variables: tuple[str, ...]) -> str:
    """Return the text of a formula with other names for its variables, one for one."""
    text, present = formula.text, list(formula.variables)
    for place, name in enumerate(variables):
        if name != present[place]:
            text = renamed(text, present[place], name, usable_words(tuple(present)))
        present[place] = name
    return text


def _read(text: str, begin: int, end: int, variables: tuple[str, ...]) -> Formula:
    try:
        return read_formula(text[begin:end].strip(), variables)
    except LanguageError as error:
        moved = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        raise LanguageError(
            error.message, text, moved + error.start, moved + error.end, hint=error.hint
        ) from None


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where formulas begin and end: at commas that no bracket encloses but one round all."""
    begin, end, depth = *_inside(text), 0
    for place in range(begin, end):
        depth += (text[place] in _OPEN) - (text[place] in _CLOSE)
        if text[place] in ",，" and depth == 0:
            yield begin, place
            begin = place + 1
    yield begin, end


def _inside(text: str) -> tuple[int, int]:
    """Return where a list in brackets begins and ends; of any other text, the whole."""
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    depth, commas = 0, False
    for place in range(begin, end):
        depth += (text[place] in _OPEN) - (text[place] in _CLOSE)
        commas |= depth == 1 and text[place] in ",，"
        if depth <= 0 and place < end - 1:
            return 0, len(text)
    return (begin + 1, end - 1) if commas and depth == 0 else (0, len(text))


def _miscounted(count: int, fewest: int, most: int) -> Words:
    values = {"least": str(fewest), "most": str(most), "count": str(count)}
    if fewest == most:
        words = "Enter {most} formulas with commas between, not {count}."
        return Words(words, values)
    words = "Enter {least} to {most} formulas with commas between, not {count}."
    return Words(words, values)
