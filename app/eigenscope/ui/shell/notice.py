"""A line above the picture that tells something and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QFrame):
    """Shows words and buttons until one of them is pressed; it waits, and keeps nobody waiting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 8, 6)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.words, 1)
        self.hide()

    def tell(self, words: str, *choices: tuple[str, Callable[[], object]]) -> None:
        """Show words with a button for each choice; the first is the one that is meant."""
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        self.words.setText(words)
        for text, act in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, act=act: self._chosen(act))
            self._layout.addWidget(button)
            self.buttons.append(button)
        self.show()

    def _chosen(self, act: Callable[[], object]) -> None:
        self.hide()
        act()
