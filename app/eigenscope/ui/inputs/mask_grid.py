"""Which keys each query sees, as a grid of cells: a click, a drag or the Space bar changes them."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from eigenscope.ui.style.theme import current_theme, theme_notifier
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, say

MOST = 12
"""Rows and columns of a grid that has room in a panel."""

_CELL, _EDGE = 22, 1  # pixels
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (0, -MOST),
    Qt.Key.Key_End: (0, MOST),
}
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)

_drags = itertools.count(1)


class MaskGrid(QWidget):
    """Shows flags (queries, keys).

    ``changed`` gives the flat index of a cell, whether it is to be visible, and a key: the cells of
    one drag are one step of undo.
    """

    changed = Signal(int, bool, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: npt.NDArray[np.bool_] = np.ones((1, 1), dtype=np.bool_)
        self.row = self.column = 0
        self._painting: tuple[bool, str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_notifier().changed.connect(self.update)

    def show_flags(self, flags: npt.NDArray[np.bool_]) -> None:
        """Show which keys are visible."""
        self._flags = flags
        self._go(self.row, self.column)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Qt: all cells."""
        rows, columns = self._flags.shape
        return QSize(columns * _CELL + 2 * _EDGE, rows * _CELL + 2 * _EDGE)

    def cell_words(self, row: int, column: int) -> Text:
        """Return what a cell says."""
        names = {"query": f"q{subscript(row + 1)}", "key": f"k{subscript(column + 1)}"}
        if self._flags[row, column]:
            return Words("Query {query} sees key {key}.", names)
        return Words("Key {key} is hidden from query {query}.", names)

    def place(self, row: int, column: int) -> QRect:
        """Return where a cell is."""
        return QRect(_EDGE + column * _CELL, _EDGE + row * _CELL, _CELL, _CELL)

    def _go(self, row: int, column: int) -> None:
        rows, columns = self._flags.shape
        self.row, self.column = (
            min(max(place, 0), count - 1) for place, count in ((row, rows), (column, columns))
        )
        self.setAccessibleDescription(say(self.cell_words(self.row, self.column)))
        self.update()

    # --- keys ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Qt: keys that mean something here are no shortcuts; a cell says what it means."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not bare and (event.key() in _STEPS or event.key() in _PRESSING):
                event.accept()
                return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(QPointF(event.pos()))
            if cell is not None:
                QToolTip.showText(
                    event.globalPos(), say(self.cell_words(*cell)), self, self.place(*cell)
                )
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows go from cell to cell; Space and Enter hide or show."""
        if event.key() in _PRESSING:
            self._change(not self._flags[self.row, self.column], "")
        elif event.key() in _STEPS:
            down, right = _STEPS[Qt.Key(event.key())]
            self._go(self.row + down, self.column + right)
        else:
            super().keyPressEvent(event)

    # --- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: change a cell; a drag makes others like it."""
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._painting = not self._flags[cell], f"mask-{next(_drags)}"
            self._paint(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: make what the mouse comes over like the first cell."""
        cell = self._cell_at(event.position())
        if cell is not None and cell != (self.row, self.column):
            self._paint(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the drag is over."""
        self._painting = None

    def _paint(self, cell: tuple[int, int]) -> None:
        if self._painting is not None:
            self._go(*cell)
            self._change(*self._painting)

    def _change(self, visible: bool, key: str) -> None:
        if bool(self._flags[self.row, self.column]) != visible:
            self.changed.emit(self.row * self._flags.shape[1] + self.column, visible, key)

    def _cell_at(self, place: QPointF) -> tuple[int, int] | None:
        row, column = int(place.y() - _EDGE) // _CELL, int(place.x() - _EDGE) // _CELL
        rows, columns = self._flags.shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    # --- how it looks --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: what is visible is filled; what is hidden is hatched, as in the picture."""
        painter = QPainter(self)
        colours = {name: QColor(value) for name, value in current_theme().interface.items()}
        for (row, column), visible in np.ndenumerate(self._flags):
            inside = self.place(row, column)
            painter.fillRect(inside, colours["selection" if visible else "input"])
            if not visible:
                painter.fillRect(inside, _hatched(colours["text_muted"]))
            painter.setPen(QPen(colours["border"], 1))
            painter.drawRect(inside)
        if self.hasFocus():
            painter.setPen(QPen(colours["accent"], 2))
            painter.drawRect(self.place(self.row, self.column).adjusted(1, 1, 0, 0))


def _hatched(colour: QColor) -> QBrush:
    return QBrush(colour, Qt.BrushStyle.BDiagPattern)
