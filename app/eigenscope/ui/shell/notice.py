"""A line above the picture that tells something and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from eigenscope.wording.words import Text, say


class Notice(QFrame):
    """Shows words and buttons until one of them is pressed; it waits, and keeps nobody waiting.

    Attributes
    ----------
    message
        What it was given to show last.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.message: Text = ""
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 8, 6)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.words, 1)
        self.hide()

    def tell(self, words: Text, *choices: tuple[Text, Callable[[], object]]) -> None:
        """Show words with a button for each choice; the first is the one that is meant."""
        self.message = words
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        self.words.setText(say(words))
        for text, act in choices:
            button = QPushButton(say(text))
            button.clicked.connect(lambda _=False, act=act: self._chosen(act))
            self._layout.addWidget(button)
            self.buttons.append(button)
        self.show()

    def _chosen(self, act: Callable[[], object]) -> None:
        self.hide()
        act()
