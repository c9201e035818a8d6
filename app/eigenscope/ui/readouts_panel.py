"""The numbers beside the picture: updated in place, each to be copied."""

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
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.labs.base import Readout
from eigenscope.scene.roles import Role
from eigenscope.ui.matrix_brackets import MatrixLabel
from eigenscope.ui.theme import current_theme, icon, number_font, theme_notifier
from eigenscope.ui.wording import breakable, say, translated

_LABEL_WIDTH = 98
_CONFIRM = 1200  # milliseconds


class Dot(QWidget):
    """A dot in the colour of a role, so that a number is found in the picture."""

    def __init__(self, role: Role | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.setFixedSize(10, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the dot."""
        if self.role is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgbF(*current_theme().palette[self.role]))
        painter.drawEllipse(1, 5, 7, 7)


class ReadoutRow(QFrame):
    """One readout: a dot, what it is, its value, the exact value, and a button to copy it."""

    def __init__(self, readout: Readout) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.readout = readout
        self._dot = Dot(readout.role)
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 4, 2)
        layout.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self._dot, 0, top)
        layout.addWidget(self._label, 0, top)
        values = QVBoxLayout()
        values.setSpacing(0)
        values.addWidget(self._value)
        values.addWidget(self._exact)
        layout.addLayout(values, 1)
        layout.addWidget(self._copy, 0, top)

    def show_readout(self, readout: Readout) -> None:
        """Take over a readout with the same key."""
        if self.readout.role != readout.role:
            self._dot.role = readout.role
            self._dot.update()
        self.readout = readout
        label, text = say(readout.label), say(readout.text)
        _set_text(self._label, label)
        if isinstance(self._value, MatrixLabel):
            self._value.show_rows(readout.matrix)
        else:
            _set_text(self._value, breakable(text))
        _set_text(self._exact, f"= {readout.exact}" if readout.exact else "")
        self._exact.setVisible(bool(readout.exact))
        tip = translated(readout.tip)
        if tip != self.toolTip():
            self.setToolTip(tip)
        self.setAccessibleName(f"{label}: {text}")

    def copy(self) -> None:
        """Copy the value, with a plain minus that other programs read."""
        QGuiApplication.clipboard().setText(plain_text(self.readout))
        self._copy.setIcon(icon("check", "success"))
        QTimer.singleShot(_CONFIRM, self, lambda: self._copy.setIcon(icon("copy")))

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


class ReadoutsPanel(QWidget):
    """All readouts of a moment, under the headings of their groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(260)
        self._rows: dict[str, ReadoutRow] = {}
        self._shape: tuple[tuple[str, str, bool], ...] = ()
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(4, 4, 4, 8)
        self._list.setSpacing(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        copy_all = QPushButton(icon("copy"), self.tr("Copy all"))
        copy_all.setToolTip(self.tr("Copy all numbers as text"))
        copy_all.clicked.connect(self.copy_all)
        self._copy_all = copy_all
        theme_notifier().changed.connect(self._themed)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.addStretch()
        foot.addWidget(copy_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show the readouts; where they are the same kind of things, only their texts change."""
        shape = tuple((r.key, r.group, bool(r.matrix)) for r in readouts)
        if shape != self._shape:
            self._shape = shape
            self._build(readouts)
            return
        for readout in readouts:
            row = self._rows[readout.key]
            if row.readout != readout:
                row.show_readout(readout)

    def row(self, key: str) -> ReadoutRow:
        """Return the row of a readout."""
        return self._rows[key]

    def copy_all(self) -> None:
        """Copy all readouts, one a line."""
        lines = [
            f"{say(row.readout.label)}: {plain_text(row.readout)}" for row in self._rows.values()
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _themed(self) -> None:
        self._copy_all.setIcon(icon("copy"))

    def _build(self, readouts: tuple[Readout, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        group = ""
        for readout in readouts:
            if readout.group != group:
                group = readout.group
                heading = QLabel(translated(group))
                heading.setProperty("class", "heading")
                heading.setContentsMargins(8, 10, 8, 2)
                self._list.addWidget(heading)
            row = ReadoutRow(readout)
            self._rows[readout.key] = row
            self._list.addWidget(row)
        self._list.addStretch()


class PresentationReadouts(QFrame):
    """The live readouts in large type, floating over the picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("presentationReadouts")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 16, 24, 16)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._values: dict[str, tuple[QLabel, QLabel | MatrixLabel]] = {}

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show those that are live."""
        live = [readout for readout in readouts if readout.live]
        if [readout.key for readout in live] != list(self._values):
            self._build(live)
        for readout in live:
            label, value = self._values[readout.key]
            _set_text(label, say(readout.label))
            if isinstance(value, MatrixLabel):
                value.show_rows(readout.matrix)
            else:
                _set_text(value, say(readout.text))

    def _build(self, live: list[Readout]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._values = {}
        for row, readout in enumerate(live):
            label = QLabel()
            label.setObjectName("presentationLabel")
            value: QLabel | MatrixLabel
            if readout.matrix:
                value = MatrixLabel(28)
            else:
                value = QLabel()
                value.setFont(number_font(28))
                value.setObjectName("presentationValue")
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(value, row, 1)
            self._values[readout.key] = (label, value)


def plain_text(readout: Readout) -> str:
    """Return a readout's value as other programs read it."""
    text = say(readout.text)
    if readout.exact and not readout.matrix:
        text = f"{text} = {readout.exact}"
    return text.replace("−", "-").replace("× ", "")


def _set_text(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
