"""Typographic characters made plain, so that what a phone or a web page writes is understood."""

from __future__ import annotations

import re
import unicodedata

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_PLAIN = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
        "×": "*", "·": "*", "⋅": "*", "∗": "*", "∙": "*",
        "÷": "/", "⁄": "/", "∕": "/",
        "º": "°", "˚": "°",
        "“": '"', "”": '"', "【": "[", "】": "]", "、": ",", "。": ".",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\ufeff": "", "\u200b": "",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """Return the text with full-width forms, typographic signs and superscripts made plain."""
    raised = _RAISED.sub(lambda found: f"^({found[0].translate(_SUPERSCRIPTS)})", text)
    return unicodedata.normalize("NFKC", raised.translate(_PLAIN)).translate(_PLAIN)
