"""The formulas of LaTeX made ours: all that can stand around matrices, and in their cells."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable

from eigenscope.language.foreign import latex_words as words
from eigenscope.language.foreign.latex_layout import SINGLE, bare, commas, joined, part
from eigenscope.language.foreign.latex_pieces import LatexPiece, LatexPieces
from eigenscope.language.texts.phrases import entries_left_out
from eigenscope.wording.words import Words

_DOTS = re.compile(r"[cdlv]?dots|ldots")
_ENDS = ("&", r"\\", "}", ")", "]", "|", ",", ";", "=", "$")
_BREAKS = ("begin", "end", "left", "right", "cr", "tabularnewline", "newline")
_DEEPEST = 50


class Formulas(LatexPieces):
    """Reads pieces from left to right, each part by the function that is named after it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._aligned = False

    @abstractmethod
    def environment(self) -> str:
        r"""Return what stands between \begin, which has been read, and \end."""

    @abstractmethod
    def matrix(self, end: str, bars: str) -> str:
        """Return the rows up to an end, between bars where there are any."""

    # --- sums and what they consist of -----------------------------------------------------------

    def sum(self, ends: tuple[str, ...]) -> str:
        """Return everything up to one of the ends, which is left to be taken."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.odd("Too many brackets within brackets.")
        parts = []
        while (text := self.here()) is not None and text not in ends:
            parts.append(self._part())
        self._depth -= 1
        return joined(parts).strip()

    def _part(self) -> str:
        piece = self.next()
        match piece.kind:
            case "space":
                return " "
            case "word":
                return self._word(piece.text[1:])
            case "symbol":
                return self._symbol(piece.text)
            case "letters" | "number":
                return piece.text + self._subscript()
        return self._mark(piece.text)

    def _mark(self, text: str) -> str:
        if text == "{":
            inner = self._until("}")
            return "." if inner == "," else f"({inner})" if inner else ""
        if text == "^":
            return self._power()
        if text == "_":
            return self._norm_order()
        if text == "&" and self._aligned:
            return " "
        if text in "}&$":
            raise self.odd("“&” stands outside of a matrix." if text == "&" else "", 1)
        return text

    def _symbol(self, text: str) -> str:
        if text in words.SYMBOLS:
            return words.SYMBOLS[text]
        if text == r"\\":
            if self._aligned and self.follows(r"\end"):
                return " "
            raise self.odd("“\\\\” begins a new row, and belongs in a matrix.", 1)
        raise self.odd(back=1)

    def _word(self, name: str) -> str:
        reader: Callable[[], str] | None = {
            "begin": self.environment,
            "frac": self._fraction, "dfrac": self._fraction, "tfrac": self._fraction,
            "cfrac": self._fraction, "sqrt": self._root, "left": self._fenced,
        }.get(name)  # fmt: skip
        if reader is not None:
            return reader()
        if name in words.OLD_MATRICES and self.follows("{"):
            self.take("{")
            return self.matrix("}", "")
        if name in words.FUNCTIONS:
            return self._function(words.FUNCTIONS[name])
        if name in words.NAMES:
            return words.NAMES[name] + self._subscript()
        if name in words.OPERATORS:
            return words.OPERATORS[name]
        if name in words.STYLES:
            return self._styled()
        if name in words.UNSEEN:
            self.raw()
            return " "
        if name in words.SPACES:
            return " "
        if f"\\{name}" in words.FENCES:
            return words.FENCES[f"\\{name}"]
        if _DOTS.fullmatch(name):
            raise self.odd(entries_left_out(f"\\{name}"), 1)
        says = "LaTeX’s “{name}” is not understood here."
        raise self.odd(Words(says, {"name": f"\\{name}"}), 1)

    # --- names, powers, functions ----------------------------------------------------------------

    def _styled(self) -> str:
        r"""Return what stands in \mathbf and the like: a name, a function, or any formula."""
        self.skip_spaces()
        start = self.place
        word = self.raw().strip("*")
        if len(word) < 2 or not word.isalpha():
            self.place = start
            self.take("{")
            inner = self._until("}")
            return (inner if SINGLE.fullmatch(inner) else f"({inner})") + self._subscript()
        from eigenscope.language.functions import FUNCTIONS  # late: it takes a while

        bracket = self.follows("(") or self.here() == r"\left"
        return self._function(word) if word in FUNCTIONS and not bracket else (
            word + self._subscript()
        )  # fmt: skip

    def _until(self, end: str) -> str:
        inner = self.sum((end,))
        self.take(end)
        return inner

    def _argument(self) -> str:
        """Return an argument: what stands in braces, or one digit, letter or command."""
        self.skip_spaces()
        piece = self.next()
        if piece.text == "{":
            return self._until("}")
        if piece.kind in ("number", "letters") and len(piece.text) > 1:
            self.place -= 1
            self.pieces[self.place] = LatexPiece(piece.kind, piece.text[1:], piece.start + 1)
            return piece.text[0]
        self.place -= 1
        return self._part()

    def _subscript(self) -> str:
        if self.here() != "_":
            return ""
        self.place += 1
        raw = re.sub(r"\\(?:mathrm|text|mathit)\b|[{}\s]", "", self.raw())
        if not re.fullmatch(r"\w+", raw):
            says = "The subscript “{text}” is no part of a name."
            raise self.odd(Words(says, {"text": raw}), 1)
        return f"_{raw}"

    def _norm_order(self) -> str:
        return "_" + self.raw().replace(r"\infty", "inf")

    def _power(self) -> str:
        self.skip_spaces()
        start = self.place
        braced = self.here() == "{"
        plain = re.sub(r"\\(?:mathsf|mathrm|text|mathtt|mathit|rm|sf)\b|[{}\s\\]", "", self.raw())
        if not braced and plain in ("-", "+") and self.here() is not None:
            plain += self.next().text if self.pieces[self.place].kind != "space" else ""
        sign, bare = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
        if plain == "circ":
            return "°"
        if bare in words.TRANSPOSED:
            return f"^{sign}T"
        if bare in words.ADJOINT:
            return f"^{sign}H"
        if plain == "prime":
            return "'"
        if plain == "+":
            return "^+"
        if re.fullmatch(r"-?\d+|[A-Za-z]", plain):
            return f"^{plain}"
        self.place = start
        return f"^({self._argument()})"

    def _function(self, name: str) -> str:
        if name == "log" and self.follows("_"):
            self.place += 1
            base = self.raw()
            if base not in ("2", "10"):
                raise self.odd("Logarithms are \\ln, \\log_2 and \\log_{10} here.", 1)
            name += base
        power = ""
        if self.follows("^"):
            self.place += 1
            power = self._power()
            if power == "^-1":
                says = "Is {function}^-1 the inverse function? Write \\arc{function}."
                raise self.odd(Words(says, {"function": name}), 1)
        return f"{name}({bare(self._applied(name))}){power}"

    def _applied(self, name: str) -> str:
        """Return what a function without brackets is applied to, as far as a product goes."""
        self.skip_spaces()
        here = self.here()
        if here in ("(", r"\left", r"\begin", "{"):
            if here != "(":
                return self._part()
            self.place += 1
            return self._until(")")
        parts = []
        while (text := self.here()) is not None and text not in _ENDS:
            piece = self.pieces[self.place]
            word = piece.text[1:] if piece.kind == "word" else ""
            operator = text in ("+", "-", "*", "/") or word in ("times", "div", "pm")
            if operator or word in words.FUNCTIONS or word in _BREAKS:
                break
            parts.append(self._part())
        argument = joined(parts).strip()
        if not argument:
            says = "{function} needs something to be applied to: \\{function}(…)."
            raise self.odd(Words(says, {"function": name}))
        return argument

    # --- fractions, roots, brackets --------------------------------------------------------------

    def _fraction(self) -> str:
        above = self._argument()
        below = self._argument()
        return f"({part(above)}/{part(below)})"

    def _root(self) -> str:
        if not self.follows("["):
            return f"sqrt({bare(self._argument())})"
        self.place += 1
        degree = self._until("]")
        inside = self._argument()
        if degree in ("2", "3"):
            return f"{'sqrt' if degree == '2' else 'cbrt'}({bare(inside)})"
        return f"({inside})^(1/({degree}))"

    def _fenced(self) -> str:
        opening = self._fence()
        inner = self._until(r"\right")
        closing = self._fence()
        if opening == "|" and "[" not in inner:
            return f"abs({bare(inner)})"
        if {opening, closing} <= {"(", ")", ""}:
            return f"[{inner}]" if commas(inner) else f"({inner})"
        if opening != closing:
            raise self.odd("These two brackets do not belong together.", 1)
        return f"{opening}{inner}{closing}"

    def _fence(self) -> str:
        self.skip_spaces()
        text = self.next().text
        if text not in words.FENCES:
            raise self.odd(Words("The bracket “{mark}” is not understood here.", {"mark": text}), 1)
        return words.FENCES[text]
