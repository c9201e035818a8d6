"""Typographic characters made plain, so that what a phone or a web page writes is understood.

There are two steps. What parts entries (brackets, commas, spaces) is made plain in a whole matrix;
signs and digits only when one number is read, so that an entry keeps the text it was typed as.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = str.maketrans(
    {
        "［": "[", "］": "]", "【": "[", "】": "]", "（": "(", "）": ")", "｛": "{", "｝": "}",
        "，": ",", "、": ",", "；": ";",
        "\u2009": " ", "\u202f": " ", "\u3000": " ",
        "\ufeff": None, "\u200b": None,
    }
)  # fmt: skip
_SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
        "·": "*", "⋅": "*", "∗": "*", "∙": "*",
        "÷": "/", "⁄": "/", "∕": "/",
        "º": "°", "˚": "°", "。": ".",
    }
)  # fmt: skip
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISING = str.maketrans("0123456789-+T", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᵀ")
_POWER = re.compile(r"\^\{(-?(?:\d+|T))\}|\^\((-?\d+)\)|\^(-?(?:\d+|T)|\+)(?![\w.])")
_TRANSPOSED = re.compile(r"(?<=[\w)\]])'")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_LOWERED = re.compile("(?<=[A-Za-z])[₀-₉]+")
_MIXED = re.compile(r"(?<![\w.])(\d+) ?([¼-¾⅐-⅞])")
_LEFT_OVER = re.compile(r"(?<=[\d.])\s*([¼-¾⅐-⅞])")
_VULGAR = re.compile("[¼-¾⅐-⅞]")
_GROUPS = re.compile(
    r"(?<![\w.,\u2009\u202f])\d{1,3}(?:\u2009\d{3}|\u202f\d{3})+(?![\d\u2009\u202f])"
)
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ONLY_SHAPES = ("<wide>", "<narrow>", "<font>", "<noBreak>")  # Unicode's names of decompositions


def plain_marks(text: str) -> str:
    """Return the text with plain brackets, commas, semicolons and spaces."""
    return text if text.isascii() else _grouped(text).translate(_MARKS)


def plain(text: str) -> str:
    """Return the text with plain marks, signs, digits, powers (3²) and fractions (2½ is 2.5)."""
    if text.isascii():
        return text
    text = _grouped(text).replace("\u00a0", " ")
    text = _MIXED.sub(lambda match: f"({match[1]}+{_fraction(match[2])})", text)
    text = _LEFT_OVER.sub(lambda match: f" {_fraction(match[1])}", text)  # 2.5½ is no number
    text = _VULGAR.sub(lambda match: f"({_fraction(match[0])})", text)
    text = _RAISED.sub(lambda match: f"^({match[0].translate(_SUPERSCRIPTS)})", text)
    text = _LOWERED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _FOREIGN.sub(lambda match: _upright(match[0]), text.translate(_MARKS))
    return text.translate(_SIGNS)


def pretty(text: str) -> str:
    """Return an expression as the blackboard has it: A⁻¹ B Aᵀ, with a real minus sign."""
    text = _POWER.sub(lambda match: (match[1] or match[2] or match[3]).translate(_RAISING), text)
    text = _TRANSPOSED.sub("ᵀ", text)
    return text.replace(" * ", " · ").replace("-", "−")


def _grouped(text: str) -> str:
    """Return a text without the narrow spaces that part thousands."""
    return _GROUPS.sub(lambda match: re.sub("[\u2009\u202f]", "", match[0]), text)


def _fraction(character: str) -> str:
    return unicodedata.normalize("NFKC", character).replace("⁄", "/")


def _upright(character: str) -> str:
    """Undo a character's width or typeface, but nothing that has a meaning: ₂ and ② stay."""
    if not unicodedata.decomposition(character).startswith(_ONLY_SHAPES):
        return character
    return unicodedata.normalize("NFKC", character)
