"""The short explanations that stand beside a lab's picture."""

from __future__ import annotations

from functools import cache

from eigenscope.resources import read_text, resource

PART = "part:"  # begins a link that names what is drawn
_FOLDER = "lessons"


@cache
def lesson_text(name: str, topic: str = "") -> str:
    """Return the explanation of a lab, or of one of its topics, in Markdown.

    A lab's own is LAB.md in resources/lessons, a topic's LAB/TOPIC.md; where both are there, the
    lab's comes first. Where neither is, there is nothing to return.
    """
    texts = [_text(f"{name}.md"), *([_text(name, f"{topic}.md")] if topic else [])]
    return "\n\n".join(text.strip() for text in texts if text)


@cache
def all_lessons(name: str) -> str:
    """Return the explanations of a lab and of all its topics, one after another."""
    try:
        topics = sorted(resource(_FOLDER, name).glob("*.md"))
    except FileNotFoundError:
        topics = []
    return "\n\n".join([_text(f"{name}.md"), *(_text(name, path.name) for path in topics)])


def _text(*parts: str) -> str:
    try:
        return read_text(_FOLDER, *parts)
    except FileNotFoundError:
        return ""
