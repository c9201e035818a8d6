"""What the pieces of an expression look like, whatever stands beside them."""

from __future__ import annotations

import re

_RAISED = "⁰-₉¹²³ᵀᴴ"  # are letters to Python
_LETTER = rf"[^\W\d_{_RAISED}]"
_SUFFIX = rf"[^\W{_RAISED}]+"
_WORD = re.compile(rf"{_LETTER}+(?:_(?:{_SUFFIX}|\{{{_SUFFIX}\}})|\d+)*")
ONE_LETTER = re.compile(rf"{_LETTER}(?:_{_SUFFIX}|\d+)?")
_ORDER = r"(?:\d+(?:\.\d+)?|∞|[A-Za-z]+)"
_PATTERNS = (
    ("GROUPED", r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!['’\d])"),
    ("NUMBER", r"(?:\d+(?:\.(?![*/^+\-\\])\d*)?|\.\d+)(?:[eE][+-]?\d+)?"),
    ("NAME", _WORD.pattern),
    ("AFTER", r"\^\s*(?:\{\s*-?[TH⊤†]\s*\}|\(\s*-?[TH⊤†]\s*\)|-?[TH⊤†](?![\d_]))"),
    ("PLUS_AFTER", r"\^(?:\{\s*\+\s*\}|\(\s*\+\s*\)|\+(?![\d(]|\.\d))"),
    ("ATTRIBUTE", r"\.[TH](?!\w)"),
    ("PRIME", r"['′ᵀᴴ]"),
    ("UNIT", r"[°%]"),
    ("DOTTED", r"\.[*/^+\-]|[⊙∘]"),
    ("POWER", r"\*\*|\^"),
    ("NORM", r"‖|\|\|"),
    ("BAR", r"\|"),
    ("SUBSCRIPT", rf"_(?:\{{\s*{_ORDER}\s*\}}|{_ORDER})|[₀-₉]+"),
    ("ROOT", r"√"),
    ("OPERATOR", r"[+\-*/\\@×]"),
    ("OPEN", r"[({]"),
    ("CLOSE", r"[)}]"),
    ("SQUARE", r"\["),
    ("LIST_CLOSE", r"\]"),
    ("COMMA", r","),
    ("SEMICOLON", r";"),
    ("COLON", r":"),
    ("COMPARE", r"[<>]=?|[=!]=|[≤≥≠]"),
    ("EQUALS", r"="),
    ("INFINITY", r"∞"),
    ("LINE", r"[ \t\r]*\n\s*"),
    ("BLANK", r"[^\S\n]+"),
)
TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
