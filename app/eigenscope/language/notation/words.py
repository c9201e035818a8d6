"""LaTeX of the short texts that readouts show: mathematics among words, in Unicode.

There is no grammar behind such texts, only habits: single letters are variables, longer words are
words, √ reaches as far as what stands tightly behind it, a tight / is a fraction. Chinese has no
spaces, so a letter beside its characters is a variable too.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from eigenscope.language.notation.applied import APPLIED, applied
from eigenscope.language.notation.numbers import latex_of_literal
from eigenscope.language.notation.pieces import FormulaPiece, PieceKind, join
from eigenscope.language.notation.symbols import (
    FENCES,
    FUNCTIONS,
    OPERANDS,
    OPERATORS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
)
from eigenscope.language.texts.greek import GREEK

_UP, _DOWN = "".join(SUPERSCRIPTS), "".join(SUBSCRIPTS)
_LETTER = rf"(?![{_UP}{_DOWN}¼-¾⅐-⅞ℂ-ℤℓ])[^\W\d_]"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ALPHABETIC = f"(?![{_HAN}]){_LETTER}"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<text>[0-9]D(?![^\W{_HAN}]) | [0-9]+(?=-(?:{_LETTER}){{2}})
        | [:;.!?“”‘’"'`–—，。、；：！？]+)
    | (?P<name>(?<![^\W{_HAN}])[A-Za-z]{{2,}}[0-9][A-Za-z]{{2,}})
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![A-Za-z]{{2}}) | [0-9]+)
    | (?P<function>(?<![^\W\d{_HAN}]){APPLIED.pattern})
    | (?P<word>[{_HAN}]+ | (?:{_ALPHABETIC})+(?:[-’'](?:{_ALPHABETIC}){{2,}})*)
    | (?P<up>[{_UP}]+)
    | (?P<down>[{_DOWN}]+)
    | (?P<vulgar>[¼-¾⅐-⅞])
    | (?P<root>[√∛])
    | (?P<raised>\^(?=[\w(√∞−-]))
    | (?P<lowered>(?<=[A-Za-zα-ωΑ-Ω])_(?=[\w(∞]))
    | (?P<infinity>(?<=‖)∞)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PRODUCT = re.compile(r"[A-Z]{2}|[A-Z][xvuw]")  # AB, Ax
_ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u20d7": "vec"}
_DEEPEST = 20


def latex_of_words(text: str) -> str:
    r"""Return the LaTeX of a short text, for use inside mathematics.

    For example ``\text{rotation by }30^{\circ }`` of "rotation by 30°", or
    ``\frac{5+\sqrt{33}}{2}`` of "(5 + √33)/2".
    """
    return join(_Scanner(text).pieces()) or "{}"


class _Scanner:
    """Cuts a text into pieces; ``flat`` keeps a slash a slash, as exponents want it."""

    def __init__(self, text: str, *, flat: bool = False, depth: int = 0) -> None:
        self._text = text
        self._place = 0
        self._flat = flat
        self._depth = depth

    def pieces(self) -> list[FormulaPiece]:
        """Return all pieces."""
        pieces: list[FormulaPiece] = []
        while self._place < len(self._text):
            if self._text[self._place] == "/" and not self._flat:
                self._divide(pieces)
            else:
                pieces += self._next(pieces)
        return pieces

    def _divide(self, pieces: list[FormulaPiece]) -> None:
        """Make a fraction of what stands tightly around a slash."""
        self._place += 1
        start = len(pieces)
        while start > 0 and pieces[start - 1].kind.is_factor:
            start -= 1
        below = self._factor() if start < len(pieces) else []
        if not below or not below[0].kind.is_factor:
            pieces += [FormulaPiece(PieceKind.OPERAND, "/"), *below]
            return
        above = pieces[start:]
        del pieces[start:]
        tex = rf"\frac{{{_inside(above)}}}{{{_inside(below)}}}"
        pieces.append(FormulaPiece(PieceKind.FACTOR, tex))

    def _factor(self) -> list[FormulaPiece]:
        """Return the next thing together with the indices and powers that hang on it."""
        factor = self._next([]) if self._place < len(self._text) else []
        while factor and factor[0].kind.is_factor and self._place < len(self._text):
            match = _TOKEN.match(self._text, self._place)
            if match is None or match.lastgroup not in ("up", "down", "raised", "lowered"):
                break
            factor += self._next(factor)
        return factor

    def _next(self, before: list[FormulaPiece]) -> list[FormulaPiece]:
        match = _TOKEN.match(self._text, self._place)
        if match is None:
            return []
        kind, token = str(match.lastgroup), match[0]
        self._place = match.end()
        if kind == "space":
            return [FormulaPiece(PieceKind.SPACE, " ")]
        if kind in ("text", "name"):
            return [FormulaPiece(PieceKind.TEXT, token)]
        if kind == "number":
            return [FormulaPiece(PieceKind.FACTOR, latex_of_literal(token))]
        if kind == "function":
            return self._applied(token)
        if kind == "word":
            ends = before[-1] if before else None
            if ends is not None and ends.kind is PieceKind.TEXT and ends.tex in ("’", "'"):
                return [FormulaPiece(PieceKind.TEXT, token)]
            return self._word(token)
        if kind == "up":
            return [_script(before, "^", "".join(SUPERSCRIPTS[c] for c in token))]
        if kind == "down":
            return [_script(before, "_", "".join(SUBSCRIPTS[c] for c in token))]
        if kind == "vulgar":
            above, below = unicodedata.normalize("NFKC", token).split("⁄")
            return [FormulaPiece(PieceKind.FACTOR, rf"\frac{{{above}}}{{{below}}}")]
        if kind == "root":
            index = "[3]" if token == "∛" else ""
            return [FormulaPiece(PieceKind.FACTOR, rf"\sqrt{index}{{{_inside(self._factor())}}}")]
        if kind == "infinity":
            closing = self._text[: match.start()].count("‖") % 2 == 0
            tex = r"_{\infty}" if closing else r"\infty"
            return [FormulaPiece(PieceKind.SCRIPT if closing else PieceKind.FACTOR, tex)]
        if kind == "lowered" and before and before[-1].kind is PieceKind.TEXT:
            return [FormulaPiece(PieceKind.OPERAND, OPERANDS[token])]
        if kind in ("raised", "lowered"):
            return [_script(before, "^" if kind == "raised" else "_", self._script_text())]
        return self._other(token, before)

    def _applied(self, name: str) -> list[FormulaPiece]:
        behind = FormulaPiece(PieceKind.FACTOR, name)
        argument = self._next([behind])
        if argument[0].kind is PieceKind.GROUP:
            return [applied(name, argument[0])]
        word = FUNCTIONS.get(name, rf"\text{{{name}}}")  # the bracket has no end
        return [FormulaPiece(PieceKind.FUNCTION, word), *argument]

    def _script_text(self) -> str:
        sign = "-" if self._text[self._place] in "−-" else ""
        self._place += len(sign)
        flat, self._flat = self._flat, True
        pieces = self._next([])
        self._flat = flat
        return sign + _inside(pieces)

    def _word(self, word: str) -> list[FormulaPiece]:
        after = self._text[self._place :].lstrip()
        begins = re.match(rf"{_ALPHABETIC}[^\W\d_{_HAN}]*", after)
        before_word = begins is not None and len(begins[0]) > 1 and begins[0] not in FUNCTIONS
        if word in FUNCTIONS and re.match(r"[\w(|‖√−]", after) and not before_word:
            return [FormulaPiece(PieceKind.FUNCTION, FUNCTIONS[word])]
        if word == "a" and before_word:
            return [FormulaPiece(PieceKind.TEXT, word)]
        letters = re.findall(r"[A-Za-z]+|.", word)
        if all(_is_variable(part) for part in letters) and len(letters) <= 4:
            return [FormulaPiece(PieceKind.FACTOR, GREEK.get(part, part)) for part in letters]
        return [FormulaPiece(PieceKind.TEXT, word)]

    def _other(self, token: str, before: list[FormulaPiece]) -> list[FormulaPiece]:
        if token == "(" and self._depth < _DEEPEST:
            end = _closing(self._text, self._place)
            if end is not None:
                inner = self._text[self._place : end]
                self._place = end + 1
                scanner = _Scanner(inner, flat=self._flat, depth=self._depth + 1)
                pieces = scanner.pieces()
                tex = join(pieces)
                behind = bool(before) and before[-1].kind.is_factor
                if len(pieces) == 1 and tex.startswith(r"\frac") and not behind:
                    coefficient = re.match(_LETTER, self._text[self._place :])
                    if coefficient is not None:  # (5/2)λ
                        return [FormulaPiece(PieceKind.FACTOR, tex)]
                tall = any(command in tex for command in (r"\frac", r"\sqrt"))
                left, right = (r"\left(", r"\right)") if tall else ("(", ")")
                return [FormulaPiece(PieceKind.GROUP, f"{left}{tex}{right}", tex)]
        if token == ",":
            words = bool(before) and before[-1].kind is PieceKind.TEXT
            return [FormulaPiece(PieceKind.TEXT if words else PieceKind.COMMA, ",")]
        if token == "-" and self._is_hyphen(before):
            return [FormulaPiece(PieceKind.TEXT, "-")]
        if token in OPERATORS:
            return [FormulaPiece(PieceKind.OPERATOR, OPERATORS[token])]
        if token in _ACCENTS and before and before[-1].kind is PieceKind.FACTOR:
            tex = before.pop().tex
            whole = tex.startswith("\\")  # the name of one letter; else the last of several
            head, letter = ("", tex) if whole else (tex[:-1], tex[-1])
            return [
                FormulaPiece(PieceKind.FACTOR, rf"{head}\{_ACCENTS[token]}{{{letter.strip()}}}")
            ]
        if token in FENCES:
            return [FormulaPiece(PieceKind.OPERAND, FENCES[token])]
        if token in OPERANDS:
            return [FormulaPiece(PieceKind.OPERAND, OPERANDS[token])]
        if token == "/":
            return [FormulaPiece(PieceKind.OPERAND, token)]
        unprintable = unicodedata.category(token) in ("Cc", "Cs", "Cn")
        return [
            FormulaPiece(PieceKind.SPACE, " ")
            if unprintable
            else FormulaPiece(PieceKind.TEXT, token)
        ]

    def _is_hyphen(self, before: list[FormulaPiece]) -> bool:
        """Tell whether a - joins words, as in 2-norm, rather than numbers."""
        begins = re.match(rf"(?:{_LETTER}){{2,}}", self._text[self._place :])
        return bool(before) and before[-1].kind is not PieceKind.SPACE and begins is not None


def _inside(pieces: list[FormulaPiece]) -> str:
    """Return the LaTeX for a place that has brackets or a bar of its own."""
    if len(pieces) == 1 and pieces[0].kind is PieceKind.GROUP:
        return pieces[0].inner
    return join(pieces)


def _script(before: list[FormulaPiece], sign: str, tex: str) -> FormulaPiece:
    scripts = list(takewhile(lambda piece: piece.kind is PieceKind.SCRIPT, reversed(before)))
    hangs = bool(before) and before[-1].kind is not PieceKind.SPACE
    twice = any(piece.tex.removeprefix("{}").startswith(sign) for piece in scripts)
    base = "" if hangs and not twice else "{}"
    return FormulaPiece(PieceKind.SCRIPT, f"{base}{sign}{{{tex.strip()}}}")


def _is_variable(part: str) -> bool:
    ascii_letter = len(part) == 1 and part.isascii()
    return ascii_letter or part in GREEK or _PRODUCT.fullmatch(part) is not None


def _closing(text: str, start: int) -> int | None:
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return None
