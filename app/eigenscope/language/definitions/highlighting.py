"""Which part of an expression is what, while it is still being typed and may not be right yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eigenscope.language.reading.pieces import Known, Token, parted
from eigenscope.language.texts.patterns import TOKEN

NUMBER, NAME, FUNCTION, UNKNOWN, BRACKET, OPERATOR = (
    "number", "name", "function", "unknown", "bracket", "operator",
)  # fmt: skip
_KINDS = {
    "NUMBER": NUMBER,
    "INFINITY": NUMBER,
    "OPEN": BRACKET,
    "CLOSE": BRACKET,
    "SQUARE": BRACKET,
    "LIST_CLOSE": BRACKET,
    "BAR": BRACKET,
    "NORM": BRACKET,
}
_BLANK = ("BLANK", "LINE")


@dataclass(frozen=True)
class Span:
    """A part of a text, and what it is."""

    start: int
    end: int
    kind: str


def spans(text: str, known: Known) -> list[Span]:
    """Return the parts of a text as it was typed; what cannot be read at all is left out."""
    return list(_spans(text, known))


def _spans(text: str, known: Known) -> Iterator[Span]:
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            place += 1
            continue
        kind = str(match.lastgroup)
        piece = Token(kind, match[0], place, match.end())
        place = match.end()
        if kind == "NAME":
            keyword = text[place:].lstrip().startswith("=")
            for word in parted(piece, known):
                yield Span(word.start, word.end, NAME if keyword else _word(word.text, known))
        elif kind not in _BLANK:
            yield Span(piece.start, piece.end, _KINDS.get(kind, OPERATOR))


def _word(text: str, known: Known) -> str:
    if text in known.functions:
        return FUNCTION
    return NAME if text in known.values else UNKNOWN
