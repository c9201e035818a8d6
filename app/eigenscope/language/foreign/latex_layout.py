"""How the parts of an expression read from LaTeX are put side by side, and in brackets."""

from __future__ import annotations

import re

SINGLE = re.compile(r"\d+|\d*\.\d+|[^\W\d_]\w*|[^\W\d_]\w*\([^()]*\)")
_LONGEST_WORD = 40  # characters that are looked at behind
_SCIENTIFIC = re.compile(
    r"(?P<before>(?:^|[(\[{|,+]|(?<![\^eE])-)\s*)(?P<digits>\d+\.?\d*|\.\d+)\s*[*×]\s*10"
    r"\^(?:(?P<power>-?\d{1,3})|\(\s*(?P<bracketed>[+-]?\d{1,3})\s*\))(?![\d.^])"
)


def with_exponents(text: str) -> str:
    """Return an expression in which 3×10^5 is 3e5."""
    return _SCIENTIFIC.sub(_scientific, text)


def _scientific(match: re.Match[str]) -> str:
    return f"{match['before']}{match['digits']}e{match['power'] or match['bracketed']}"


def joined(parts: list[str]) -> str:
    """Return parts side by side, apart where two would melt into one word."""
    result: list[str] = []
    tail = ""
    for each in parts:
        if each == " " and (not tail or tail.endswith(" ")):
            continue
        if tail and each and _melt(tail, each[0]):
            result.append(" ")
        result.append(each)
        tail = (tail + each)[-_LONGEST_WORD:]
    return "".join(result)


def _melt(before: str, begins: str) -> bool:
    ends = before[-1]
    if not (ends.isalnum() and begins.isalnum()):
        return False
    if ends.isdigit() and begins.isalpha():  # 2x, but x2 y and x^2 y
        return re.search(r"([^\W\d_]\w*|\^-?\d+)$", before) is not None
    return True


def commas(text: str) -> bool:
    """Tell whether commas or semicolons stand outside all brackets."""
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character in ",;" and not depth:
            return True
    return False


def part(text: str) -> str:
    """Return a numerator or denominator, bracketed unless it is one number, name or call."""
    return text if SINGLE.fullmatch(text) else f"({bare(text)})"


def bare(text: str) -> str:
    """Return an expression without brackets around the whole of it."""
    text = text.strip()
    while text.startswith("(") and closing(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def unbracketed(text: str) -> str:
    """Return a text without the brackets around its one matrix, which are LaTeX's."""
    head, equals, rest = text.rpartition("=")
    inner = bare(rest)
    alone = inner.startswith("[") and closing(inner) == len(inner) - 1
    return f"{head}{equals} {inner}".strip() if alone else text


def closing(text: str) -> int:
    """Return where the bracket that a text begins with is closed, or −1."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if not depth:
            return place
    return -1


def row_text(cells: list[str]) -> str:
    """Return the cells of a row between commas; a lone one with spaces in it has one behind it."""
    texts = [bare(cell) for cell in cells]
    return f"{texts[0]}," if len(texts) == 1 and " " in texts[0] else ", ".join(texts)
