"""What lies over a part of the window, or all of it, and has its size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Cover(QWidget):
    """Lies over another widget, of which it is a child, whatever size that has.

    Parameters
    ----------
    covered
        What it lies over.
    takes_keys
        Whether no key is a command's while the cover has the focus.
    """

    def __init__(self, covered: QWidget, *, takes_keys: bool) -> None:
        super().__init__(covered)
        self.covered = covered
        self._takes_keys = takes_keys
        covered.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Take the size of what is covered, and its place on top."""
        self.setGeometry(self.covered.rect())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what is covered has another size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.covered.rect())
        return False

    def event(self, event: QEvent) -> bool:
        """Qt: keys come here before they are commands."""
        if event.type() == QEvent.Type.ShortcutOverride and self._takes_keys:
            event.accept()
            return True
        return bool(super().event(event))
