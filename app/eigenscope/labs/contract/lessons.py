"""The short explanations that stand beside a lab's picture."""

from __future__ import annotations

from functools import cache

from eigenscope.resources import read_text

PART = "part:"  # begins a link that names what is drawn


@cache
def lesson_text(name: str) -> str:
    """Return the explanation of a lab in Markdown, or nothing if resources have none."""
    try:
        return read_text("lessons", f"{name}.md")
    except FileNotFoundError:
        return ""
