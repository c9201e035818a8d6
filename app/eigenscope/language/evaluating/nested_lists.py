"""Reads lists within lists, as NumPy and torch write tensors, and says where they are ragged.

Within the innermost brackets numbers are parted as in a row of a matrix: by commas, else by spaces.
Without brackets within one another it is a matrix, as people type and paste it.
"""

from __future__ import annotations

from typing import TypeAlias

from eigenscope.language.evaluating.matrix_text import check_complete, parse_rows, without_name
from eigenscope.language.foreign import readable
from eigenscope.language.reading.cells import cells
from eigenscope.language.texts.brackets import outermost
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import entries_of
from eigenscope.language.texts.typography import plain_marks
from eigenscope.wording.words import Text, Words

Nested: TypeAlias = "str | list[Nested]"
"""The text of a number, or a list."""

DEEPEST = 16  # brackets within one another: more are a mistake, whatever the tensor is for
_LONGEST = 2_000_000  # characters
_NOTHING: Text = "There are no numbers: enter some such as [[1, 2], [3, 4]]."


def read_lists(text: str, comma: Comma | None = None) -> Nested:
    """Return the lists that a text stands for, which may be ragged: `shape_of` checks them.

    ``comma`` is what a comma in a table without brackets means, where a person has said it.

    Raises
    ------
    LanguageError
        If it stands for none, with the place.
    """
    if len(text) > _LONGEST:
        words = (
            "A text of more than {most} characters is too long to be entered: open it as a file."
        )
        raise LanguageError(Words(words, {"most": f"{_LONGEST:,}"}))
    read = plain_marks(readable(text))
    check_complete(read)
    inside = without_name(read)
    deepest = _depth(inside)
    if deepest > DEEPEST:
        words = "{count} brackets within one another are too many for a tensor."
        raise LanguageError(Words(words, {"count": deepest}), inside)
    if deepest >= 2:
        spans = outermost(inside)
        around = spans[0] == (0, len(inside) - 1)
        return _lists(inside[1:-1] if around else inside)
    rows: list[Nested] = [list(row) for row in parse_rows(read, comma)]
    return rows[0] if len(rows) == 1 else rows


def shape_of(lists: Nested) -> tuple[int, ...]:
    """Return how many items lists have along each axis, () for a single text.

    Raises
    ------
    LanguageError
        If one is empty, or not like the first one of its depth; the message says which.
    """
    sizes: list[int] = []
    first = lists
    while isinstance(first, list):
        sizes.append(len(first))
        if not first:
            break
        first = first[0]
    _check(lists, tuple(sizes), ())
    return tuple(sizes)


def place_of(indices: tuple[int, ...]) -> str:
    """Return an item's place as Python writes it, [1][0]."""
    return "".join(f"[{index}]" for index in indices)


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character == "[") - (character == "]")
        deepest = max(deepest, depth)
    return deepest


def _lists(text: str) -> list[Nested]:
    """Return what stands within brackets: lists, or numbers."""
    if not text.lstrip().startswith("["):
        numbers: list[Nested] = [*cells(text)] if text.strip() else []
        return numbers
    items: list[Nested] = []
    end = 0
    for begun, closed in outermost(text):
        _check_between(text, end, begun, allowed=",;" if items else "")
        items.append(_lists(text[begun + 1 : closed]))
        end = closed + 1
    _check_between(text, end, len(text), allowed=",;")
    return items


def _check_between(text: str, start: int, end: int, allowed: str) -> None:
    """Raise LanguageError if more stands between two lists than one mark that parts them."""
    stray = text[start:end].strip()
    if stray and (len(stray) > 1 or stray not in allowed):
        mark = stray.strip(",; \n") or stray
        words = Words("“{mark}” stands beside lists.", {"mark": mark[:20]})
        raise LanguageError(words, text, start, end)


def _check(lists: Nested, sizes: tuple[int, ...], place: tuple[int, ...]) -> None:
    depth = len(place)
    said = {"place": place_of(place)}
    if isinstance(lists, str):
        if depth < len(sizes):
            words = "At {place} stands a number, at {first} a list."
            raise LanguageError(Words(words, {**said, "first": place_of((0,) * depth)}))
        return
    if depth >= len(sizes):
        words = "At {place} stands a list, at {first} a number."
        raise LanguageError(Words(words, {**said, "first": place_of((0,) * depth)}))
    if not lists:
        raise LanguageError(Words("The list at {place} is empty.", said) if place else _NOTHING)
    if len(lists) != sizes[depth]:
        values = {"entries": entries_of(len(lists)), "others": entries_of(sizes[depth])}
        words = "The list at {place} has {entries}, the first one {others}."
        raise LanguageError(Words(words, {**said, **values}))
    for index, item in enumerate(lists):
        _check(item, sizes, (*place, index))
