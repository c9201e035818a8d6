"""Lines of a text that has too many words for one: between words, and in Chinese between signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eigenscope.export.legends import width_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_OPENING, _CLOSING = "（《“‘", "，。、：；！？）》”’…"
_PART = re.compile(
    rf"[{_OPENING}]*(?:{_HAN.pattern}|[^\u3400-\u9fff{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|."
)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Return the lines of a text in a column of a width; what has no gap may be wider."""
    lines: list[str] = []
    for gap, part in _parts(text):
        longer = f"{lines[-1]}{gap}{part}" if lines else part
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stays on one line, and the gap before it; no line begins with a full stop."""
    for word in text.split():
        gap = " "
        for part in _PART.findall(word) if _HAN.search(word) else [word]:
            yield gap, part
            gap = ""
