"""The numbers of the lines of code, beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.ui.style.theme import current_theme

_LEFT, _RIGHT = 8, 6  # pixels beside the numbers
_FEWEST_DIGITS = 2
_LIT = 0.6  # of the colour of what is chosen
_BAR = 3  # pixels of the mark at the left


@dataclass(frozen=True)
class LineSeen:
    """A line that is seen: its number, from 1, and where it is from top to bottom."""

    number: int
    top: float
    height: float


def running_ground() -> QColor:
    """Return the quiet colour behind the line that runs."""
    interface = current_theme().interface
    lit, ground = QColor(interface["selection"]), QColor(interface["input"])
    mixed = (_LIT * a + (1 - _LIT) * b for a, b in zip(_rgb(lit), _rgb(ground), strict=True))
    return QColor(*map(round, mixed))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


class CodeGutter(QWidget):
    """Shows the numbers; one that is clicked is chosen.

    Signals
    -------
    chosen
        The number of a line.
    """

    chosen = Signal(int)

    def __init__(self, lines: Callable[[], Iterator[LineSeen]], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self._marks = CodeMarks()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Click a number to go to where its line runs"))

    def show_marks(self, marks: CodeMarks) -> None:
        """Light the line that runs, and mark the one with a mistake."""
        self._marks = marks
        self.update()

    def width_for(self, count: int) -> int:
        """Return how wide it is beside so many lines."""
        digits = max(_FEWEST_DIGITS, len(str(count)))
        return _LEFT + _RIGHT + digits * self.fontMetrics().horizontalAdvance("0")

    def sizeHint(self) -> QSize:
        """Qt: as wide as its numbers."""
        return QSize(self.width_for(1), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the numbers of the lines that are seen."""
        painter = QPainter(self)
        colours = {name: QColor(value) for name, value in current_theme().interface.items()}
        painter.fillRect(event.rect(), colours["input"])
        mistake = self._marks.mistake
        wrong = 0 if mistake is None else mistake.line
        for line in self._lines():
            row = QRectF(0, line.top, self.width(), line.height)
            ink = colours["text_disabled"]
            if line.number == self._marks.running:
                painter.fillRect(row, running_ground())
                painter.fillRect(QRectF(0, line.top, _BAR, line.height), colours["accent"])
                ink = colours["text"]
            if line.number == wrong:
                painter.fillRect(QRectF(0, line.top, _BAR, line.height), colours["danger"])
                ink = colours["danger"]
            painter.setPen(ink)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row.adjusted(0, 0, -_RIGHT, 0), right, str(line.number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: choose a line."""
        y = event.position().y()
        for line in self._lines():
            if line.top <= y < line.top + line.height:
                self.chosen.emit(line.number)
