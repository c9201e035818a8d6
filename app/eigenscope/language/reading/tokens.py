"""Parts an expression into tokens, each of one meaning.

Here is decided what the same character means where it stands: a space parts the entries of a row
in brackets and multiplies elsewhere, a bar opens or closes, ``AB`` is A times B where only those
two are known, and a bracket indexes what it touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from eigenscope.language.reading.pieces import Known, Token, pieces
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import needs_brackets
from eigenscope.wording.words import Text, Words

LONGEST = 200_000  # characters
DEEPEST = 50  # brackets within brackets

_ENDS_OPERAND = frozenset(
    ("NUMBER", "NAME", "CLOSE", "LIST_CLOSE", "BAR_CLOSE", "NORM_CLOSE", "SUBSCRIPT", "AFTER")
)
_BEGINS_OPERAND = frozenset(
    ("NUMBER", "NAME", "CALL", "OPEN", "LIST_OPEN", "BAR_OPEN", "NORM_OPEN", "ROOT")
)
_OPERATORS = {"+": "PLUS", "-": "MINUS", "*": "TIMES", "@": "TIMES", "/": "DIVIDE", "\\": "DIVIDE",
              "×": "TIMES"}  # fmt: skip
_CROSS = "×"  # of vectors; between numbers and matrices it is any other product
_DOTTED = {".*": "TIMES", "./": "DIVIDE", ".^": "POWER", ".+": "PLUS", ".-": "MINUS"}
_COMPARISONS = {"≤": "<=", "≥": ">=", "≠": "!="}
_PAIRS = {"(": ")", "{": "}", "[": "]"}


@dataclass
class _Bracket:
    """An open bracket: its kind as a token, and for a list whether its row has commas."""

    piece: Token
    kind: str
    commas: bool = False


def tokens(text: str, known: Known) -> list[Token]:
    """Return the tokens of an expression.

    Raises
    ------
    LanguageError
        If a character or a bracket has no meaning where it stands.
    """
    if len(text) > LONGEST:
        words = Words("More than {most} characters are too many.", {"most": f"{LONGEST:,}"})
        raise LanguageError(words, text, LONGEST)
    return list(_Reader(text, pieces(text, known), known).read())


class _Reader:
    """Gives each piece the kind that its neighbours make it."""

    def __init__(self, text: str, pieces: list[Token], known: Known) -> None:
        self._text, self._pieces, self._known = text, pieces, known
        self._open: list[_Bracket] = []
        self._before: Token | None = None

    def read(self) -> Iterator[Token]:
        for place, piece in enumerate(self._pieces):
            following = self._pieces[place + 1] if place + 1 < len(self._pieces) else None
            for token in self._tokens(piece, following, place):
                yield token
                self._before = token
        if self._open:
            last = self._open[-1]
            words = "The bracket “{mark}” is never closed."
            if last.kind in ("BAR", "NORM"):
                words = "This “{mark}” is never closed by another."
            raise self._failed(Words(words, {"mark": last.piece.text}), last.piece)

    def _tokens(self, piece: Token, following: Token | None, place: int) -> Iterator[Token]:
        if piece.kind == "NORM" and piece.text == "||" and self._closes("BAR"):
            for start in (piece.start, piece.start + 1):
                bar = piece._replace(kind="BAR", text="|", start=start, end=start + 1)
                yield from self._tokens(bar, following, place)
            return
        token = self._named(piece, following, place)
        between = self._between(piece, token, place)
        if between is not None:
            yield between
        yield token

    # --- what a piece is -----------------------------------------------------------------------

    def _named(self, piece: Token, following: Token | None, place: int) -> Token:
        match piece.kind:
            case "NAME":
                return self._word(piece, following)
            case "AFTER" | "PLUS_AFTER" | "ATTRIBUTE" | "PRIME" | "UNIT":
                return piece._replace(kind="AFTER", text=_after(piece.text))
            case "DOTTED":
                text = ".*" if piece.text in "⊙∘" else piece.text
                return piece._replace(kind=_DOTTED[text], text=text)
            case "POWER":
                return piece._replace(text="^")
            case "OPERATOR":
                cross = piece.text == _CROSS and not self._beside_number(place)
                text = "*" if piece.text in ("@", _CROSS) and not cross else piece.text
                return piece._replace(kind=_OPERATORS[piece.text], text=text)
            case "OPEN" | "SQUARE":
                return self._opened(piece, place)
            case "CLOSE" | "LIST_CLOSE":
                return self._closed(piece)
            case "BAR" | "NORM":
                return self._bar(piece)
            case "SUBSCRIPT":
                return self._subscript(piece)
            case "COMPARE":
                return piece._replace(text=_COMPARISONS.get(piece.text, piece.text))
            case "EQUALS":
                raise self._failed(
                    "“=” does not belong here: enter what stands to the right of it.", piece
                )
            case "SEMICOLON":
                if not (self._open and self._open[-1].kind == "LIST_OPEN"):
                    raise self._failed("“;” parts rows, and belongs in [ ].", piece)
                self._open[-1].commas = self._has_commas(place)
        return piece

    def _beside_number(self, place: int) -> bool:
        """Tell whether a number stands right before or behind a piece."""
        return any(p.kind == "NUMBER" for p in self._pieces[max(place - 1, 0) : place + 2])

    def _word(self, piece: Token, following: Token | None) -> Token:
        inside = bool(self._open) and self._open[-1].kind == "CALL"
        if inside and following is not None and following.kind == "EQUALS":
            self._pieces.remove(following)
            return piece._replace(kind="KEYWORD")
        called = following is not None and following.text == "(" and not following.blank
        spaced = following is not None and following.text == "("
        if piece.text in self._known.values and not (
            called and piece.text in self._known.functions
        ):
            return piece
        if piece.text in self._known.functions:
            if not spaced:
                raise self._failed(needs_brackets(piece.text), piece)
            return piece._replace(kind="CALL")
        return piece._replace(kind="CALL") if called else piece

    def _opened(self, piece: Token, place: int) -> Token:
        if len(self._open) >= DEEPEST:
            raise self._failed("Too many brackets within brackets.", piece)
        kind = "OPEN"
        before = self._before
        if piece.kind == "SQUARE":
            ended = before is not None and before.kind in _ENDS_OPERAND - {"NUMBER"}
            touches = ended and not piece.blank and not self._is_matrix(place)
            kind = "INDEX_OPEN" if touches else "LIST_OPEN"
        called = before is not None and before.kind == "CALL"
        self._open.append(_Bracket(piece, "CALL" if called else kind))
        if kind == "LIST_OPEN":
            self._open[-1].commas = self._has_commas(place)
        return piece._replace(kind=kind)

    def _is_matrix(self, place: int) -> bool:
        """Tell whether what an opening bracket holds cannot be an index: rows, or numbers apart."""
        depth = 0
        for before, piece in pairwise(self._pieces[place:]):
            depth += piece.kind in ("OPEN", "SQUARE")
            depth -= piece.kind in ("CLOSE", "LIST_CLOSE")
            if depth < 0:
                return False
            if depth == 0 and (piece.kind == "SEMICOLON" or (
                piece.blank and piece.kind == before.kind == "NUMBER"
            )):  # fmt: skip
                return True
        return False

    def _has_commas(self, place: int) -> bool:
        """Tell whether commas part the entries of the row that begins after a piece."""
        depth = 0
        for piece in self._pieces[place + 1 :]:
            if piece.kind in ("OPEN", "SQUARE"):
                depth += 1
            elif piece.kind in ("CLOSE", "LIST_CLOSE"):
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and piece.kind in ("COMMA", "SEMICOLON"):
                return piece.kind == "COMMA"
        return False

    def _closed(self, piece: Token) -> Token:
        if not self._open:
            words = Words("The bracket “{mark}” closes nothing.", {"mark": piece.text})
            raise self._failed(words, piece)
        last = self._open.pop()
        if last.kind in ("BAR", "NORM"):
            words = Words("This “{mark}” is never closed.", {"mark": last.piece.text})
            raise self._failed(words, last.piece)
        closing = _PAIRS[last.piece.text]
        if closing != piece.text:
            words = Words(
                "The bracket “{opening}” is closed by “{mark}”, not “{closing}”.",
                {"opening": last.piece.text, "mark": piece.text, "closing": closing},
            )
            raise self._failed(words, piece)
        return piece

    def _closes(self, kind: str) -> bool:
        ended = self._before is not None and self._before.kind in _ENDS_OPERAND
        return ended and bool(self._open) and self._open[-1].kind == kind

    def _bar(self, piece: Token) -> Token:
        if self._closes(piece.kind):
            self._open.pop()
            return piece._replace(kind=f"{piece.kind}_CLOSE")
        if len(self._open) >= DEEPEST:
            raise self._failed("Too many brackets within brackets.", piece)
        self._open.append(_Bracket(piece, piece.kind))
        return piece._replace(kind=f"{piece.kind}_OPEN")

    def _subscript(self, piece: Token) -> Token:
        if self._before is None or self._before.kind != "NORM_CLOSE":
            raise self._failed("A subscript belongs to a name or to ‖ ‖.", piece)
        text = piece.text.strip("_{} ").translate(_LOWERED)
        return piece._replace(text="inf" if text == "∞" else text)

    # --- what stands between two pieces --------------------------------------------------------

    def _between(self, piece: Token, token: Token, place: int) -> Token | None:
        """Return the token that a space, a new line or mere nearness stands for."""
        before = self._before
        if before is None or before.kind not in _ENDS_OPERAND:
            return None
        # A list that has just been opened stands in the bracket round it.
        around = self._open[:-1] if token.kind in _OPENING else self._open
        row = around[-1] if around and around[-1].kind == "LIST_OPEN" else None
        begins = token.kind in _BEGINS_OPERAND
        if begins and before.text == "%":
            apart = piece.blank and row is not None and not row.commas
            self._check_percent(before, token, piece, apart=apart)
        if row is not None and piece.line and (begins or token.kind in ("PLUS", "MINUS")):
            return Token("SEMICOLON", ";", piece.start, piece.start)
        if row is not None and not row.commas and piece.blank:
            touches = place + 1 < len(self._pieces) and not self._pieces[place + 1].blank
            signed = token.kind in ("PLUS", "MINUS") and touches
            if begins or signed:
                return Token("SPACE", " ", piece.start, piece.start)
        if not begins:
            return None
        self._check_beside(before, token, place)
        return Token("BESIDE", "*", piece.start, piece.start)

    def _check_percent(self, before: Token, token: Token, piece: Token, *, apart: bool) -> None:
        """Raise LanguageError for 7 % 3, which elsewhere is a remainder and never a percentage.

        ``apart`` tells that a space parts entries here: [50% 3] has two.
        """
        if (before.blank and piece.blank) or (token.kind == "NUMBER" and not apart):
            words = "“%” is per cent here. Write mod(7, 3) for a remainder, 7% * 3 for a product."
            raise LanguageError(words, self._text, before.start, token.end)

    def _check_beside(self, before: Token, token: Token, place: int) -> None:
        if token.kind != "NUMBER":
            return
        number = self._pieces[place - 2] if before.text == "'" and place > 1 else None
        if number is not None and number.kind == "NUMBER" and before.end == token.start:
            whole = self._text[number.start : token.end]
            words = "“{text}” is no number: 1'000 has groups of three digits."
            wrong = Words(words, {"text": whole})
            raise LanguageError(wrong, self._text, number.start, token.end)
        if before.kind != "NUMBER":
            return
        index = place - 1
        while index > 0 and self._pieces[index - 1].text in ("-", "+"):
            index -= 1
        if index == 0 or self._pieces[index - 1].kind not in ("POWER", "DOTTED"):
            beside = {"left": before.text, "right": token.text}
            wrong = Words("Two numbers side by side: write {left}*{right} or put a comma.", beside)
            if before.end == token.start:
                wrong = Words("“{text}” is no number.", {"text": before.text + token.text})
            raise LanguageError(wrong, self._text, token.start, token.end)

    def _failed(self, words: Text, piece: Token) -> LanguageError:
        return LanguageError(words, self._text, piece.start, piece.end)


_OPENING = frozenset(("OPEN", "LIST_OPEN", "INDEX_OPEN", "BAR_OPEN", "NORM_OPEN"))
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _after(text: str) -> str:
    if text in "°%":
        return text
    if "+" in text:
        return "^+"
    adjoint = any(mark in text for mark in "H†ᴴ")
    if "-" in text:
        return "^-H" if adjoint else "^-T"
    return "^H" if adjoint else "'"
