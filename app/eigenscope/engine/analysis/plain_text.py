"""Exact values in plain ASCII, as programs and ``eigenscope evaluate`` read them.

The window writes −i√3/2; what is printed for programs says -i*sqrt(3)/2.
"""

from __future__ import annotations

import re

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_TEN = re.compile(r"(?:(?<=\d)·|(?<![\d·]))10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_ROOT = re.compile(r"√(\d+)")
_FACTOR = re.compile(r"(?<=[\di)])√")
_TIMES = re.compile(r"(?<=[\di)])(?=pi|lambda|i(?![a-z]))|(?<=pi)(?=i(?![a-z]))")
_WORDS = {"−": "-", "·": "*", "π": "pi", "λ": "lambda", "°": "*deg", "arccos": "acos"}


def plain_exact(text: str) -> str:
    """Return a closed form in ASCII: "(5 + √17)/2" as "(5 + sqrt(17))/2", "60°" as "60*deg"."""
    text = _TEN.sub(_power_of_ten, text)
    text = _RAISED.sub(lambda match: f"^{match[0].translate(_SUPERSCRIPTS)}", text)
    text = _ROOT.sub(r"sqrt(\1)", _FACTOR.sub("*√", text))
    for word, ours in _WORDS.items():
        text = text.replace(word, ours)
    return _TIMES.sub("*", text)


def _power_of_ten(match: re.Match[str]) -> str:
    power = match[1].translate(_SUPERSCRIPTS)
    return f"e{power}" if match[0].startswith("·") else f"1e{power}"
