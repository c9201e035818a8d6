"""The short explanations that stand beside a lab's picture."""

from __future__ import annotations

from functools import cache

from eigenscope.resources import read_text, resource
from eigenscope.wording import language

PART = "part:"  # begins a link that names what is drawn
_FOLDER = "lessons"
_COMMENT = "<!--"  # begins the line in which a translation says of which text it is one


def lesson_text(name: str, topic: str = "") -> str:
    """Return the explanation of a lab, or of one of its topics, in Markdown.

    A lab's own is LAB.md in resources/lessons, a topic's LAB/TOPIC.md; where both are there, the
    lab's comes first. Where neither is, there is nothing to return. Translations lie in a folder
    named by their language; what has none is explained in English.
    """
    texts = [_text(f"{name}.md"), *([_text(name, f"{topic}.md")] if topic else [])]
    return "\n\n".join(text.strip() for text in texts if text)


def all_lessons(name: str) -> str:
    """Return the explanations of a lab and of all its topics, one after another."""
    try:
        topics = sorted(resource(_FOLDER, name).glob("*.md"))
    except FileNotFoundError:
        topics = []
    return "\n\n".join([_text(f"{name}.md"), *(_text(name, path.name) for path in topics)])


def _text(*parts: str) -> str:
    spoken = language.spoken()
    own = "" if spoken == language.ENGLISH else _read(spoken, *parts)
    return own or _read(*parts)


@cache
def _read(*parts: str) -> str:
    try:
        text = read_text(_FOLDER, *parts)
    except FileNotFoundError:
        return ""
    return text.partition("\n")[2] if text.startswith(_COMMENT) else text
