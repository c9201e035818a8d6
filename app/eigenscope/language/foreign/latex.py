r"""LaTeX made ours: matrices, and whatever is done with them.

Every character of a text is given its meaning or the text is refused, by the name of what is not
understood. Nothing around a matrix is passed over in silence: a factor, an exponent, a second
matrix are part of the expression.
"""

from __future__ import annotations

import re

from eigenscope.language.foreign import latex_words as words
from eigenscope.language.foreign.latex_formulas import Formulas
from eigenscope.language.foreign.latex_layout import row_text, unbracketed, with_exponents
from eigenscope.language.foreign.latex_pieces import missing
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import in_cell
from eigenscope.wording.words import Words

_CERTAIN = re.compile(
    r"\\(?:begin\s*\{|left\b|[dtc]?frac\b|[pb]?matrix\s*\{|sqrt\s*[\d{\[]|cdot\b|times\b"
    r"|math\w+\s*\{|operatorname\s*\{|[lr][vV]ert\b|text\w*\s*\{|boldsymbol\b|%|,\d{3})"
    r"|\{,\}|^\s*\\[(\[|]"
)
_PERHAPS = re.compile(r"(?:^|[^\w\s)\]}'’ᵀ°%])\s*\\[A-Za-z]{2}")  # elsewhere \\ is a division
_COLUMNS = re.compile(
    r"(?:[lcrS|:;\s]|[@!<>pmb]\{[^{}]*\}|\*\{\d+\}\{[lcr|\s]*\})*"  # {l c@{\hspace{1em}}|r}
)
_DELIMITED = re.compile(
    r"\s*(?:\$\$([^$]*)\$\$|\$([^$]*)\$|\\\[(.*)\\\]|\\\((.*)\\\))[\s.,;]*", re.DOTALL
)


def is_latex(text: str) -> bool:
    r"""Tell whether a text is LaTeX: ``A \ b`` is not, and neither is ``A\b``."""
    if "$" in text and _DELIMITED.fullmatch(text):
        return True
    return ("\\" in text or "{,}" in text) and bool(_CERTAIN.search(text) or _PERHAPS.search(text))


def expression_of(text: str) -> str:
    """Return an expression in our way of writing that means what LaTeX says.

    Raises
    ------
    LanguageError
        If something has no meaning here, with its place.
    """
    alone = _DELIMITED.fullmatch(text)
    inside = text if alone is None else next(part for part in alone.groups() if part is not None)
    return _Reader(inside).all()


class _Reader(Formulas):
    """Reads formulas with matrices in them."""

    def all(self) -> str:
        """Return the whole text; raise LanguageError unless all of it is understood."""
        expression = self.sum(())
        if self.here() is not None:
            raise self.odd()
        expression = re.sub(r"\s*[.,;]\s*$", "", expression).strip()
        return with_exponents(unbracketed(expression))

    def environment(self) -> str:
        name = self.raw()
        end = rf"\end{{{name}}}"
        if name in words.AROUND:
            before, self._aligned = self._aligned, True
            inner = self.sum((r"\end",))
            self._close(name, end)
            self._aligned = before
            return inner
        bars = words.DETERMINANTS.get(name)
        if bars is None and name not in words.MATRICES:
            says = "LaTeX’s “{name}” is not understood here: only matrices are."
            raise self.odd(Words(says, {"name": name}), 1)
        self.skip_spaces()
        option = re.match(r"\[[lcrtbm]*\]", self.ahead())
        if option is not None:  # how its columns are aligned
            while self.next().text != "]":
                pass
        if name.startswith(("array", "tabular")) and self.follows("{"):
            columns = self.raw()
            if not _COLUMNS.fullmatch(columns):
                says = "The columns “{columns}” are not understood here."
                raise self.odd(Words(says, {"columns": columns}), 1)
        matrix = self.matrix(r"\end", bars or "")
        self._close(name, end)
        return matrix

    def _close(self, name: str, end: str) -> None:
        self.take(r"\end") if self.here() == r"\end" else None
        if self.raw() != name:
            raise self.odd(missing(end), 1)

    def matrix(self, end: str, bars: str) -> str:
        rows: list[list[str]] = [[]]
        before, self._aligned = self._aligned, False
        while True:
            rows[-1].append(self.sum(("&", r"\\", r"\cr", r"\tabularnewline", r"\newline", end)))
            here = self.here()
            if here is None:
                says = "The matrix is not closed: “{mark}” is missing."
                raise self.odd(Words(says, {"mark": end}))
            if here == "&":
                self.place += 1
                continue
            if here == end:
                if end == "}":
                    self.place += 1
                break
            self.place += 1
            self._skip_length()
            rows.append([])
        self._aligned = before
        return self._listed([row for row in rows if row != [""]], bars)

    def _skip_length(self) -> None:
        """Pass over the [2pt] that may follow a row."""
        length = re.match(r"\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|pc|bp)\s*\]", self.ahead())
        if length is not None:
            end = self.pieces[self.place].start + length.end()
            while self.place < len(self.pieces) and self.pieces[self.place].start < end:
                self.place += 1

    def _listed(self, rows: list[list[str]], bars: str) -> str:
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row, start=1):
                if not cell:
                    says = in_cell("The cell is empty.", number, place)
                    raise LanguageError(says, self.text, 0, len(self.text))
        lists = ", ".join(f"[{row_text(row)}]" for row in rows)
        return f"{bars}[{lists}]{bars}" if bars else f" ([{lists}])"
