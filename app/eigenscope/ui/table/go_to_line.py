"""A small line over a table into which one types where to go."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from eigenscope.ui.style.marking import mark

_PLACE = re.compile(r"\D*(\d{1,12})(?:\D+(\d{1,12}))?\D*", re.ASCII)
_WIDTH, _MARGIN = 180, 8  # pixels


class GoToLine(QLineEdit):
    """Asks for a row and a column.

    Signals
    -------
    wanted
        Row and column as they were typed; the column is 0 if there was none.
    """

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = parent
        self.setPlaceholderText(self.tr("Go to row, column"))
        self.setAccessibleName(self.placeholderText())
        self.setFixedWidth(_WIDTH)
        self.hide()

    def ask(self) -> None:
        """Come up in the corner of the table, ready to be typed into."""
        self.clear()
        mark(self, wrong=False)
        self.move(self._table.width() - _WIDTH - 2 * _MARGIN, _MARGIN)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter goes there, Esc goes away."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            match = _PLACE.fullmatch(self.text())
            mark(self, wrong=match is None)
            if match is not None:
                self._leave()
                self.wanted.emit(int(match[1]), int(match[2] or 0))
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: who goes elsewhere needs it no more."""
        super().focusOutEvent(event)
        self.hide()

    def _leave(self) -> None:
        self.hide()
        self._table.setFocus()
