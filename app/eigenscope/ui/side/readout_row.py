"""One number beside the picture: in the colour of what it speaks of, and to be copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.labs.contract.readouts import Readout
from eigenscope.scene.slots import Slot
from eigenscope.ui.style.matrix_brackets import MatrixLabel
from eigenscope.ui.style.theme import current_theme, icon, number_font
from eigenscope.ui.style.wording import breakable, breakable_digits
from eigenscope.wording.words import Text, Words, as_words, say

_LABEL_WIDTH = 98
_AROUND = 32  # pixels of a row beside a value on a line of its own: dot, gaps
_BESIDE = _LABEL_WIDTH + 64  # pixels of a row that are not the value's: dot, label, button, gaps
CONFIRM = 1200  # milliseconds


class RoleDot(QWidget):
    """A dot in the colour of a slot, so that a number is found in the picture."""

    def __init__(self, slot: Slot | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = slot
        self.setFixedSize(10, 16)

    def set_slot(self, slot: Slot | None) -> None:
        """Take another slot's colour, or none."""
        if slot != self._slot:
            self._slot = slot
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the dot."""
        if self._slot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgbF(*current_theme().palette[self._slot]))
        painter.drawEllipse(1, 5, 7, 7)


class ReadoutRow(QFrame):
    """One readout: a dot, what it is, its value, the exact value, and a button to copy it."""

    def __init__(self, readout: Readout) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.readout = readout
        self._dot = RoleDot(readout.slot)
        self._label = QLabel()
        self._label.setProperty("class", "muted")
        self._label.setFixedWidth(_LABEL_WIDTH)
        self._label.setWordWrap(True)
        self._value: QLabel | MatrixLabel
        if readout.matrix:
            self._value = MatrixLabel()
        else:
            self._value = QLabel()
            self._value.setWordWrap(True)
            self._value.setFont(number_font())
            self._value.setProperty("class", "number")
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            self._value.setTextInteractionFlags(flags)
        self._exact = QLabel()
        self._exact.setWordWrap(True)
        self._exact.setProperty("class", "exact")
        self._copy = QToolButton()
        self._copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._copy.setAutoRaise(True)
        self._copy.setFixedSize(22, 22)
        self._copy.clicked.connect(self.copy)
        self._lay_out()
        self._show_copy(visible=False)
        self.show_readout(readout)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 2, 4, 2)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._dot, 0, 0, top)
        grid.addWidget(self._label, 0, 1, top)
        grid.addWidget(self._copy, 0, 3, top)
        self._values = QWidget()
        values = QVBoxLayout(self._values)
        values.setContentsMargins(0, 0, 0, 0)
        values.setSpacing(0)
        values.addWidget(self._value)
        values.addWidget(self._exact)
        self._grid, self._wide = grid, False
        grid.addWidget(self._values, 0, 2, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a matrix may need a line of its own now."""
        super().resizeEvent(event)
        self._place_values()

    def _place_values(self) -> None:
        """Put the value beside its label, or below it if it is a wide matrix."""
        if not isinstance(self._value, MatrixLabel):
            return
        wide = self._value.usual_width > self.width() - _BESIDE
        self._value.fit(self.width() - (_AROUND if wide else _BESIDE))
        if wide != self._wide:
            self._wide = wide
            place = (1, 1, 1, 3) if wide else (0, 2, 1, 1)
            self._grid.addWidget(self._values, *place, Qt.AlignmentFlag.AlignTop)

    def show_readout(self, readout: Readout) -> None:
        """Take over a readout with the same key."""
        self._dot.set_slot(readout.slot)
        self.readout = readout
        label, text = say(readout.label), say(readout.text)
        set_text(self._label, label)
        if isinstance(self._value, MatrixLabel):
            self._value.show_rows(readout.matrix, readout.factor)
            self._place_values()
        else:
            set_text(self._value, breakable(text))
        exact = breakable_digits(readout.unrounded)
        set_text(self._exact, f"= {exact}" if exact else "")
        self._exact.setVisible(bool(readout.unrounded))
        tip = say(readout.tip)
        if tip != self.toolTip():
            self.setToolTip(tip)
        self.setAccessibleName(say(labelled(readout.label, text)))

    def copy(self) -> None:
        """Copy the value, with a plain minus that other programs read."""
        QGuiApplication.clipboard().setText(plain_text(self.readout))
        self._copy.setIcon(icon("check", "success"))
        QTimer.singleShot(CONFIRM, self, lambda: self._copy.setIcon(icon("copy")))

    def _show_copy(self, *, visible: bool) -> None:
        # Only the icon comes and goes: the row must not change its layout under the mouse.
        self._copy.setEnabled(visible)
        self._copy.setIcon(icon("copy") if visible else QIcon())
        self._copy.setToolTip(self.tr("Copy (Ctrl+C)"))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: offer to copy."""
        self._show_copy(visible=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: be calm again."""
        self._show_copy(visible=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


def labelled(label: Text, value: str) -> Words:
    """Return a value after what it is called."""
    return Words("{label}: {value}", {"label": as_words(label), "value": value}, "readout")


def plain_text(readout: Readout) -> str:
    """Return a readout's value as other programs read it."""
    text = say(readout.text)
    if readout.unrounded and not readout.matrix:
        text = f"{text} = {readout.unrounded}"
    return text.replace("−", "-").replace("× ", "")


def set_text(label: QLabel, text: str) -> None:
    """Give a label another text, if it is another one."""
    if label.text() != text:
        label.setText(text)
