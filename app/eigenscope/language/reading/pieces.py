"""Cuts an expression into pieces: numbers, names, signs, each as it stands, whatever is around it.

Words that mean nothing are parted into those that do: ``AB`` is A and B where only those are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.patterns import ONE_LETTER, TOKEN
from eigenscope.wording.words import Words

_NUMBERS = ("e", "i", "I")


class Token(NamedTuple):
    """A token: its kind, its text as the grammar takes it, and its place."""

    kind: str
    text: str
    start: int
    end: int
    blank: bool = False  # whether a space stands before it
    line: bool = False  # whether a new line begins before it


@dataclass(frozen=True)
class Known:
    """The names that mean something: values, and functions."""

    values: Collection[str]
    functions: Collection[str]


def pieces(text: str, known: Known) -> list[Token]:
    """Return the pieces of an expression; raise LanguageError for a character without meaning."""
    whole = list(_pieces(text))
    parts: list[Token] = []
    for piece, following in zip(whole, [*whole[1:], None], strict=False):
        called = following is not None and following.text == "(" and not following.blank
        before = parts[-1] if parts else None
        if _is_imaginary(piece, before, known):
            parts.append(piece._replace(text="i"))
        else:
            parts += parted(piece, known, called=called)
    return parts


def _is_imaginary(piece: Token, before: Token | None, known: Known) -> bool:
    """Tell whether a piece is the j of 1j, as Python and engineers write the imaginary unit."""
    touches = before is not None and before.kind == "NUMBER" and not piece.blank
    return piece.text == "j" and touches and "j" not in known.values


def _pieces(text: str) -> Iterator[Token]:
    place = 0
    blank = line = False
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            words = Words("“{mark}” does not belong in an expression.", {"mark": text[place]})
            raise LanguageError(words, text, place)
        kind = str(match.lastgroup)
        if kind == "BLANK":
            blank = True
        elif kind == "LINE":
            blank = line = True
        elif kind == "GROUPED":
            digits = match[0].replace("'", "").replace("’", "")
            yield Token("NUMBER", digits, place, match.end(), blank, line)
            blank = line = False
        else:
            yield Token(kind, match[0], place, match.end(), blank, line)
            blank = line = False
        place = match.end()


def parted(piece: Token, known: Known, *, called: bool = False) -> list[Token]:
    """Part a word that is not known into names of one letter, if they are all known.

    A word that is ``called`` may end with a function: MBrot(30) is M times B times rot(30).
    """
    if piece.kind == "INFINITY":
        return [piece._replace(kind="NAME", text="inf")]
    if piece.kind != "NAME" or piece.text in known.values or piece.text in known.functions:
        return [piece]
    parts: list[Token] = []
    place = 0
    while place < len(piece.text):
        rest = piece.text[place:]
        match = ONE_LETTER.match(piece.text, place)
        name = None if match is None else _known_prefix(match[0], known)
        if called and place and rest in known.functions:
            name = rest
        elif called and name in _NUMBERS:
            return [piece]  # eexp(2) is a slip of the finger
        if name is None:
            return [piece]
        start = piece.start + place
        blank, line = piece.blank and not parts, piece.line and not parts
        parts.append(Token("NAME", name, start, start + len(name), blank, line))
        place += len(name)
    return parts


def _known_prefix(text: str, known: Known) -> str | None:
    return next((name for name in (text, text[0]) if name in known.values), None)
