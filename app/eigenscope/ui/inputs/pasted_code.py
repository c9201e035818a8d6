"""Code as it is copied from consoles, notes and web pages, without what is not of the program."""

from __future__ import annotations

import re

_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.)(?: |$)")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*")
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u2060"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u3000"), " ")


def pasted_code(text: str) -> str:
    """Return a pasted text as lines of Python.

    Fences of Markdown around it go, and letters without a width; spaces that do not break become
    plain ones. From a console's text, which begins with ``>>>``, what was typed at the prompts is
    taken, and not what was printed.
    """
    lines = re.split(r"\r\n?|\n", text.translate({**_UNSEEN, **_SPACES}))
    filled = [k for k, line in enumerate(lines) if line.strip()]
    if len(filled) > 1 and _FENCE.fullmatch(lines[filled[0]]):
        last = filled[-1] if _FENCE.fullmatch(lines[filled[-1]]) else len(lines)
        lines = lines[filled[0] + 1 : last]
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith(">>>"):
        lines = [_PROMPT.sub("", line, count=1) for line in lines if _PROMPT.match(line)]
    return "\n".join(lines)
