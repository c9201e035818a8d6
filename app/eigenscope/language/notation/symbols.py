"""Unicode's mathematical characters, and LaTeX's names for them."""

from __future__ import annotations

from collections.abc import Mapping

_FUNCTIONS = """
sin cos tan sinh cosh tanh arcsin arccos arctan exp ln log det dim ker max min arg gcd
"""
_OWN_FUNCTIONS = "span tr diag col null im sgn"

OPERATORS: Mapping[str, str] = {
    "+": "+", "-": "-", "−": "-", "×": r"\times", "·": r"\cdot", "⋅": r"\cdot", "*": "*",
    "÷": r"\div", "±": r"\pm", "∓": r"\mp", "=": "=", "<": "<", ">": ">", "≤": r"\leq",
    "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim", "~": r"\sim",
    "∝": r"\propto", "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow", "↦": r"\mapsto",
    "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "∈": r"\in", "∉": r"\notin", "⊂": r"\subset",
    "⊆": r"\subseteq", "∩": r"\cap", "∪": r"\cup", "⊕": r"\oplus", "⊗": r"\otimes",
    "⊥": r"\perp", "∥": r"\parallel", "∘": r"\circ", "∧": r"\wedge", "^": r"\wedge",
}  # fmt: skip
"""What stands between two things, or before one."""

FENCES: Mapping[str, str] = {
    "‖": r"\|", "|": "|", "[": "[", "]": "]", "(": "(", ")": ")", "{": r"\{", "}": r"\}",
    "⟨": r"\langle", "⟩": r"\rangle", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil",
    "⌉": r"\rceil",
}  # fmt: skip

OPERANDS: Mapping[str, str] = {
    "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "∑": r"\sum", "∏": r"\prod", "∫": r"\int",
    "ℝ": r"\mathbb{R}", "ℂ": r"\mathbb{C}", "ℤ": r"\mathbb{Z}", "ℕ": r"\mathbb{N}",
    "ℚ": r"\mathbb{Q}", "∅": r"\emptyset", "∀": r"\forall", "∃": r"\exists", "ℓ": r"\ell",
    "…": r"\dots", "⋯": r"\cdots", "%": r"\%", "#": r"\#", "$": r"\$", "&": r"\&", "_": r"\_",
    "\\": r"\backslash",
}  # fmt: skip

SUPERSCRIPTS: Mapping[str, str] = {
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʲᵏᵐᵖᵗˣʸ", "0123456789+-=()nijkmptxy", strict=True)),
    "ᵀ": r"\top ", "ᴴ": "H", "′": r"\prime ", "″": r"\prime\prime ", "°": r"\circ ",
}  # fmt: skip

SUBSCRIPTS: Mapping[str, str] = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True)
)

FUNCTIONS: Mapping[str, str] = {
    **{name: f"\\{name}" for name in _FUNCTIONS.split()},
    **{name: rf"\operatorname{{{name}}}" for name in _OWN_FUNCTIONS.split()},
}
"""Names that stand upright before what they are applied to."""
