"""The numbers beside the picture: updated in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from eigenscope.labs.contract.readouts import Readout
from eigenscope.ui.side.readout_row import ReadoutRow, labelled, plain_text
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text, say


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
        shape = tuple((r.key, say(r.group), bool(r.matrix)) for r in readouts)
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
        readouts = [row.readout for row in self._rows.values()]
        lines = [labelled(readout.label, plain_text(readout)) for readout in readouts]
        QGuiApplication.clipboard().setText("\n".join(map(say, lines)))

    def _themed(self) -> None:
        self._copy_all.setIcon(icon("copy"))

    def _build(self, readouts: tuple[Readout, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        group: Text = ""
        for readout in readouts:
            if readout.group != group:
                group = readout.group
                heading = QLabel(say(group))
                heading.setWordWrap(True)
                heading.setProperty("class", "heading")
                heading.setContentsMargins(8, 10, 8, 2)
                self._list.addWidget(heading)
            row = ReadoutRow(readout)
            self._rows[readout.key] = row
            self._list.addWidget(row)
        self._list.addStretch()
