"""The torch program that computes what is shown, to be read and taken away."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from eigenscope.ui.style.python_highlighter import PythonHighlighter
from eigenscope.ui.style.theme import icon, number_font, theme_notifier

_CONFIRM = 1500  # milliseconds
_HANG = 4  # letters


class CodePanel(QWidget):
    """Shows a program and copies it.

    Signals
    -------
    watch_wanted
        The steps of what is computed are to be shown.
    """

    watch_wanted = Signal()

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
        self.watch = QPushButton(icon("play"), self.tr("Watch in Tensors"))
        self.watch.setToolTip(self.tr("Show it step by step, as lines of torch in the lab Tensors"))
        self.watch.clicked.connect(self.watch_wanted)
        self.watch.hide()
        theme_notifier().changed.connect(self._themed)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.watch)
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

    def offer_watching(self, there: bool) -> None:
        """Show the button that shows the steps, or hide it."""
        self.watch.setVisible(there)

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
        self.watch.setIcon(icon("play"))
        self._calm()
