"""The numbers beside the picture: updated in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from eigenscope.labs.contract.readouts import Readout
from eigenscope.ui.side.readout_row import ReadoutRow, plain_text, set_text
from eigenscope.ui.style.matrix_brackets import MatrixLabel
from eigenscope.ui.style.theme import icon, number_font, theme_notifier
from eigenscope.ui.style.wording import say, translated


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
        self._shape: list[tuple[str, bool]] = []

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show those that are live, or the most telling where none is; nothing without any."""
        chosen = [readout for readout in readouts if readout.live]
        chosen = chosen or [readout for readout in readouts if readout.brief]
        if [(readout.key, bool(readout.matrix)) for readout in chosen] != self._shape:
            self._build(chosen)
        for readout in chosen:
            label, value = self._values[readout.key]
            set_text(label, say(readout.label))
            if isinstance(value, MatrixLabel):
                value.show_rows(readout.matrix, readout.factor)
            else:
                set_text(value, say(readout.text))
        self.setVisible(bool(chosen))

    def _build(self, chosen: list[Readout]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._values = {}
        self._shape = [(readout.key, bool(readout.matrix)) for readout in chosen]
        if chosen and chosen[0].live:  # its heading says what M(t) is
            heading = QLabel(translated(chosen[0].group))
            heading.setObjectName("presentationLabel")
            self._grid.addWidget(heading, 0, 0, 1, 2)
        for row, readout in enumerate(chosen, 1):
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
