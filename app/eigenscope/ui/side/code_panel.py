"""The torch program that computes what is shown, to be read and taken away."""

from __future__ import annotations

import builtins
import keyword
import re

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from eigenscope.scene.slots import Slot
from eigenscope.ui.style.theme import current_theme, icon, number_font, theme_notifier

_TOKENS = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<number>\b\d+\.?\d*(?:e[+-]?\d+)?\b)"
    rf"|(?P<keyword>\b(?:{'|'.join(keyword.kwlist)})\b)"
    rf"|(?P<builtin>\b(?:{'|'.join(n for n in dir(builtins) if n.islower())})\b)"
)
_CONFIRM = 1500  # milliseconds
_HANG = 4  # letters


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


class CodePanel(QWidget):
    """Shows a program and copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = QTextEdit()
        self.editor.setReadOnly(True)
        self.editor.setFont(number_font(12))
        self.editor.setAccessibleName(self.tr("Program"))
        self._highlighter = PythonHighlighter(self.editor.document())
        self._copy = QPushButton(icon("copy"), self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the whole program"))
        self._copy.clicked.connect(self.copy)
        theme_notifier().changed.connect(self._themed)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.editor)
        layout.addLayout(foot)

    def show_code(self, code: str) -> None:
        """Show a program; the reader stays at the line where they were."""
        if code == self.editor.toPlainText():
            return
        bar = self.editor.verticalScrollBar()
        place = bar.value()
        self.editor.setPlainText(code)
        self._indent()
        bar.setValue(place)

    def _indent(self) -> None:
        """Let what of a line has no room go on below it, farther in than the line itself."""
        letter = self.editor.fontMetrics().horizontalAdvance("0")
        cursor = QTextCursor(self.editor.document())
        while True:
            text = cursor.block().text()
            hang = (len(text) - len(text.lstrip()) + _HANG) * letter
            shape = QTextBlockFormat()
            shape.setLeftMargin(hang)
            shape.setTextIndent(-hang)
            cursor.mergeBlockFormat(shape)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                return

    def copy(self) -> None:
        """Copy the program and say so."""
        QGuiApplication.clipboard().setText(self.editor.toPlainText())
        self._copy.setText(self.tr("Copied"))
        self._copy.setIcon(icon("check", "success"))
        QTimer.singleShot(_CONFIRM, self, self._calm)

    def _calm(self) -> None:
        self._copy.setText(self.tr("Copy"))
        self._copy.setIcon(icon("copy"))

    def _themed(self) -> None:
        self._highlighter.show_theme()
        self._calm()
