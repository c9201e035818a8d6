"""Python's colours, wherever lines of it are shown."""

from __future__ import annotations

import builtins
import keyword
import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from eigenscope.scene.slots import Slot
from eigenscope.ui.style.theme import current_theme

_TOKENS = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<number>\b\d+\.?\d*(?:e[+-]?\d+)?\b)"
    rf"|(?P<keyword>\b(?:{'|'.join(keyword.kwlist)})\b)"
    rf"|(?P<builtin>\b(?:{'|'.join(n for n in dir(builtins) if n.islower())})\b)"
)


class PythonHighlighter(QSyntaxHighlighter):
    """Colours Python lightly, in colours of the theme."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.show_theme()

    def show_theme(self) -> None:
        """Take the present theme's colours."""
        theme = current_theme()
        colours = {
            "comment": QColor(theme.interface["text_muted"]),
            "string": QColor.fromRgbF(*theme.palette[Slot.ACCENT_8]),
            "number": QColor.fromRgbF(*theme.palette[Slot.HIGHLIGHT]),
            "keyword": QColor.fromRgbF(*theme.palette[Slot.NEGATIVE]),
            "builtin": QColor.fromRgbF(*theme.palette[Slot.ACCENT_3]),
        }
        for name, colour in colours.items():
            text_format = QTextCharFormat()
            text_format.setForeground(colour)
            self._formats[name] = text_format
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Qt: colour one line."""
        for match in _TOKENS.finditer(text):
            kind = match.lastgroup
            if kind is not None:
                self.setFormat(match.start(), match.end() - match.start(), self._formats[kind])
