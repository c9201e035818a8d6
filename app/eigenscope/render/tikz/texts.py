"""A label's text as TeX, in ASCII alone: signs that plain fonts lack become mathematics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

_PLAIN: Final = {
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **dict(zip("–—“”‘’", ("--", "---", "``", "''", "`", "'"), strict=True)),
    "ß": r"\ss{}",
    "ø": r"\o{}",
    "ı": r"\i{}",
    "ł": r"\l{}",
    "€": r"\texteuro{}",
    "\u2010": "-",
    "\u2011": "-",
}
_LOWERED: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₘₙₚᵣₓ", "0123456789+-=()aeijkmnprx", strict=True))
_RAISED: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿᵏᵐᵖᵗˣᵀᴴ", "0123456789+-=()inkmptxTH", strict=True)) | {
    "°": r"\circ ",
    "′": r"\prime ",
    "″": r"\prime \prime ",
    "†": r"\dagger ",
}
_GREEK: Final = (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda "
    "μ mu ν nu ξ xi π pi ρ rho ς varsigma σ sigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi "
    "ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega"
)
_SIGNS: Final = (
    "× times · cdot ⋅ cdot ∙ cdot ± pm ∓ mp ÷ div ≈ approx ≤ leq ≥ geq ≠ neq ≡ equiv ∼ sim "
    "≅ cong ∝ propto ≪ ll ≫ gg ∞ infty ‖ | ∥ | ⟂ perp ⊥ perp ⊤ top → to ← gets "
    "↔ leftrightarrow ↦ mapsto ⇒ Rightarrow ⇔ Leftrightarrow ↑ uparrow ↓ downarrow ∈ in ∉ notin "
    "∅ emptyset ∪ cup ∩ cap ⊂ subset ⊆ subseteq ∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee ∂ partial "
    "∇ nabla ∑ sum ∏ prod ∫ int ∘ circ ⊕ oplus ⊗ otimes ⊙ odot ∗ ast ⟨ langle ⟩ rangle ⌊ lfloor "
    "⌋ rfloor ⌈ lceil ⌉ rceil … ldots ⋯ cdots ⋮ vdots ⋱ ddots ℓ ell • bullet ● bullet ○ circ "
    "∠ angle △ triangle"
)
_MATH: Final = {
    **{
        sign: f"\\{name} "
        for words in (_GREEK, _SIGNS)
        for sign, name in re.findall(r"(\S+) (\S+)", words)
    },
    **{sign: sign for sign in "<>|"},
    "−": "-",
    "ℕ": r"\mathbf{N}",
    "ℤ": r"\mathbf{Z}",
    "ℚ": r"\mathbf{Q}",
    "ℝ": r"\mathbf{R}",
    "ℂ": r"\mathbf{C}",
    "½": r"\frac{1}{2}",
    "¼": r"\frac{1}{4}",
    "¾": r"\frac{3}{4}",
    "⅓": r"\frac{1}{3}",
    "⅔": r"\frac{2}{3}",
}
_ACCENTS: Final = dict(
    zip("\u0300\u0301\u0302\u0303\u0304\u0307\u0308\u030a\u030c\u0327", "`'^~=.\"rvc", strict=True)
)
# What a root is of: brackets that close, a number, or one letter with what is written below it.
_ROOT: Final = re.compile(rf"√(?:\(([^()]*)\)|(\d+(?:\.\d+)?|[^\W\d][{''.join(_LOWERED)}]*))")


class _Piece(NamedTuple):
    """Some TeX; ``script`` is ``_`` or ``^`` for what goes below or above the line."""

    tex: str
    math: bool = False
    script: str = ""


_UNKNOWN: Final = _Piece("?")


def tex_of(text: str) -> str:
    r"""Return text as TeX that any document compiles; a sign that has no TeX becomes ``?``.

    Parameters
    ----------
    text
        One line, as a label has it: ``λ₁ = −√33``.

    Returns
    -------
    str
        ASCII, with balanced braces and dollars: ``$\lambda _{1}$ = $-\sqrt{\mbox{33}}$``.
    """
    written: list[str] = []
    before = _Piece("")
    for piece in _joined(_pieces(unicodedata.normalize("NFC", text))):
        if piece.math != before.math:
            written.append("$")
        if piece.script:
            # Two scripts of one letter at the same height would be an error.
            written.append("" if before.math and not before.script else "{}")
            written.append(f"{piece.script}{{{piece.tex}}}")
        else:
            written.append(piece.tex)
        before = piece
    if before.math:
        written.append("$")
    return "".join(written)


def can_be_set(text: str) -> bool:
    """Tell whether `tex_of` has TeX for every sign of a text."""
    return all(piece.tex != _UNKNOWN.tex for piece in _pieces(text.replace("?", "")))


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Yield pieces, signs of one script together."""
    held: _Piece | None = None
    for piece in pieces:
        if held is not None and piece.script and piece.script == held.script:
            held = held._replace(tex=held.tex + piece.tex)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _pieces(text: str) -> Iterator[_Piece]:
    place = 0
    while place < len(text):
        root = _ROOT.match(text, place)
        if root is not None:
            yield _Piece(rf"\sqrt{{\mbox{{{tex_of(root[1] or root[2] or '')}}}}}", math=True)
            place = root.end()
            continue
        accent = text[place + 1 : place + 2]
        if accent in _ACCENTS and text[place].isascii():
            yield _Piece(rf"\{_ACCENTS[accent]}{{{text[place]}}}")
            place += 2
            continue
        yield _sign(text[place])
        place += 1


def _sign(sign: str) -> _Piece:
    if sign in _PLAIN:
        return _Piece(_PLAIN[sign])
    if sign in _MATH:
        return _Piece(_MATH[sign], math=True)
    if sign in _LOWERED:
        return _Piece(_LOWERED[sign], math=True, script="_")
    if sign in _RAISED:
        return _Piece(_RAISED[sign], math=True, script="^")
    if sign == "√":
        return _Piece(r"\surd ", math=True)
    if sign.isascii():
        return _Piece(sign if sign.isprintable() else " ")
    parts = unicodedata.normalize("NFD", sign)
    letter, marks = parts[0], parts[1:]
    if letter.isascii() and marks in _ACCENTS:
        return _Piece(rf"\{_ACCENTS[marks]}{{{letter}}}")
    plain = unicodedata.normalize("NFKC", sign)
    return _sign(plain) if len(plain) == 1 and plain != sign else _UNKNOWN
