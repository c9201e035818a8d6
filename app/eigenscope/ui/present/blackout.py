"""A black screen, so that a class looks at its teacher; any key or click gives the picture back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget


class Blackout(QWidget):
    """Covers a whole window in black, and takes every key while it does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("blackout")
        self.setStyleSheet("background: black")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Cover the window."""
        self._before = self.window().focusWidget()
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self.setFocus()

    def end(self) -> None:
        """Show the window again, and give the keys back to whom they belonged."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: cover the window whatever size it has."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
        return False

    def event(self, event: QEvent) -> bool:
        """Qt: no key is a command's while nothing is seen."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: any key ends it."""
        self.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: any click ends it."""
        self.end()
