"""Words of the labs in the user's language."""

from __future__ import annotations

import re

_TIGHT = "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}"
_LONG = re.compile(r"\S{22,}")
_DIGITS = re.compile(r"\d{6}(?=\d{3})")
_MANY = re.compile(r"(\d{24})\d{13,}(\d{8})")
_JOINT = re.compile(r"(?<=[^\W\d_])([._:/\\-])(?=\w)")

_OPERATOR = re.compile(r"(?<=[^\W_]|[)\]′²ᵀ₁₂]) ([-+−×·÷]) (?=\S)")
_FACTOR = re.compile(r"(?<![^\s(])([-−]?\d*[^\W\d_]\d?[²³]?) (?=\w+\()")
_RELATION = re.compile(r" (?=[=≈≠≤≥<>←→↦∈] )")


def unbroken(text: str) -> str:
    """Return a text whose formulas go on in the next line after an equals sign, if at all."""
    return _RELATION.sub("\N{NO-BREAK SPACE}", _OPERATOR.sub(_TIGHT, text))


def breakable(text: str) -> str:
    """Return words that may break after a dot of a tensor's name, but not within x cos(y)."""
    text = _FACTOR.sub("\\1\N{NO-BREAK SPACE}", text)
    return _LONG.sub(lambda match: _JOINT.sub("\\1\N{ZERO WIDTH SPACE}", match[0]), text)


def breakable_digits(number: str) -> str:
    """Return an exact number whose digits may go on in the next line, the middle of many left out.

    So a number of hundreds of digits takes few lines; copying it gives them all.
    """
    short = _MANY.sub(r"\1…\2", number)
    return _DIGITS.sub("\\g<0>\N{ZERO WIDTH SPACE}", short)
