"""Words of the labs in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from eigenscope.labs.base import Words


def say(words: Words) -> str:
    """Return words translated and with their values filled in."""
    template = QCoreApplication.translate("labs", words.template)
    return template.format_map(dict(words.values)) if words.values else template


def translated(text: str) -> str:
    """Return a lab's text in the user's language."""
    return QCoreApplication.translate("labs", text)
