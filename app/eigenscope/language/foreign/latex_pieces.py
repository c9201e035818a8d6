"""The pieces of a text in LaTeX, and a place in it that goes on from one to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Text, Words

_PIECE = re.compile(
    r"(?P<word>\\[A-Za-z]+)|(?P<symbol>\\.)|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<letters>[^\W\d_]+)|(?P<space>[\s~]+)|(?P<other>.)",
    re.DOTALL,
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*(?:\n|$)")
_THOUSANDS = re.compile(r"(?<![\d.])(\d{1,3})((?:\\,\d{3})+)(?![\d])")


@dataclass(frozen=True)
class LatexPiece:
    """A command, a number, letters, spaces or a single character, and where it begins."""

    kind: str
    text: str
    start: int


class LatexPieces:
    """The pieces, and the place of the next one."""

    def __init__(self, text: str) -> None:
        self.text = _COMMENT.sub("\n", text)
        self.text = _THOUSANDS.sub(lambda m: m[1] + m[2].replace("\\,", ""), self.text)
        self.pieces = [
            LatexPiece(str(match.lastgroup), match[0], match.start())
            for match in _PIECE.finditer(self.text)
        ]
        self.place = 0

    def here(self) -> str | None:
        """Return the text of the next piece, or None at the end."""
        return self.pieces[self.place].text if self.place < len(self.pieces) else None

    def next(self) -> LatexPiece:
        """Return the next piece and go on; raise LanguageError at the end."""
        if self.place >= len(self.pieces):
            raise LanguageError("Something is missing at the end.", self.text, len(self.text))
        self.place += 1
        return self.pieces[self.place - 1]

    def skip_spaces(self) -> None:
        """Go on to what is no space."""
        while self.place < len(self.pieces) and self.pieces[self.place].kind == "space":
            self.place += 1

    def take(self, wanted: str) -> None:
        """Go on behind a piece; raise LanguageError if it is another."""
        self.skip_spaces()
        if self.here() != wanted:
            raise self.odd(missing(wanted))
        self.place += 1

    def odd(self, says: Text = "", back: int = 0) -> LanguageError:
        """Return the error that something is wrong with the next piece, or some pieces before."""
        place = min(self.place - back, len(self.pieces) - 1)
        piece = self.pieces[place] if self.pieces else LatexPiece("", "", 0)
        says = says or Words("“{piece}” has no meaning here in LaTeX.", {"piece": piece.text})
        return LanguageError(says, self.text, piece.start, piece.start + len(piece.text))

    def raw(self) -> str:
        """Return what stands between braces, as it is, or the next character."""
        self.skip_spaces()
        if self.here() != "{":
            return self.next().text
        depth, start = 0, self.place
        while True:
            text = self.next().text
            depth += (text == "{") - (text == "}")
            if not depth:
                inner = self.pieces[start + 1 : self.place - 1]
                return "".join(piece.text for piece in inner).strip()

    def follows(self, text: str) -> bool:
        """Tell whether a piece comes next, spaces apart."""
        self.skip_spaces()
        return self.here() == text

    def ahead(self) -> str:
        """Return all of the text that is still to be read."""
        place = self.place
        return self.text[self.pieces[place].start :] if place < len(self.pieces) else ""


def missing(wanted: str) -> Words:
    """Say what is missing at a place."""
    return Words("“{mark}” is missing here.", {"mark": wanted})
