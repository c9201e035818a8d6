"""A black screen, so that a class looks at its teacher; any key or click gives the picture back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from eigenscope.ui.present.cover import Cover


class Blackout(Cover):
    """Covers a whole window in black, and takes every key while it does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, takes_keys=True)
        self.setObjectName("blackout")
        self.setStyleSheet("background: black")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = None

    def begin(self) -> None:
        """Cover the window."""
        self._before = self.window().focusWidget()
        self.cover()
        self.show()
        self.setFocus()

    def end(self) -> None:
        """Show the window again, and give the keys back to whom they belonged."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: any key ends it."""
        self.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: any click ends it."""
        self.end()
