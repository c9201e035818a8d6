"""Words on what is wrong, at the place where it was entered."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from eigenscope.wording.words import Text, say


class ErrorLabel(QLabel):
    """Is there only while it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("class", "error")
        self.setWordWrap(True)
        self.hide()

    def say(self, words: Text) -> None:
        """Show words, or nothing if they are empty."""
        self.setText(say(words))
        self.setVisible(bool(words))
