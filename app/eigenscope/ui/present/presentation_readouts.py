"""The numbers of a presentation, large, in a column beside the picture."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from eigenscope.labs.contract.readouts import Readout
from eigenscope.ui.side.readout_row import set_text
from eigenscope.ui.style.matrix_brackets import MatrixLabel
from eigenscope.ui.style.theme import number_font
from eigenscope.wording.words import say

_NARROWEST, _WIDEST = 7.0, 14.0  # of the column, in heights of text
_VALUE = 1.1  # size of a value, in those of its label


class PresentationReadouts(QFrame):
    """The live readouts, each under its label; those at the end give way where all do not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("presentationReadouts")
        self._pixels = 20
        self._column = QVBoxLayout(self)
        self._column.addStretch()
        self._rows: dict[str, tuple[QLabel, QLabel | MatrixLabel]] = {}
        self._shape: tuple[object, ...] = ()
        self._readouts: tuple[Readout, ...] = ()

    def set_pixels(self, pixels: float) -> None:
        """Write in letters of a height."""
        if round(pixels) != self._pixels:
            self._pixels = round(pixels)
            self._shape = ()
            self.show_readouts(self._readouts)

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show those that are live, or the most telling where none is; nothing without any."""
        self._readouts = readouts
        chosen = [readout for readout in readouts if readout.live]
        chosen = chosen or [readout for readout in readouts if readout.brief]
        heading = say(chosen[0].group) if chosen and chosen[0].live else ""
        shape = (heading, *((readout.key, bool(readout.matrix)) for readout in chosen))
        if shape != self._shape:
            self._shape = shape
            self._build(heading, chosen)
        for readout in chosen:
            label, value = self._rows[readout.key]
            set_text(label, unbroken(say(readout.label)))
            if isinstance(value, MatrixLabel):
                value.show_rows(readout.matrix, readout.factor)
            else:
                set_text(value, say(readout.text))
        self.fit()

    @property
    def filled(self) -> bool:
        """Whether there is anything to read."""
        return bool(self._rows)

    def fit(self) -> None:
        """Leave out the last readouts where there is not room for all."""
        least, most = (round(each * self._pixels) for each in (_NARROWEST, _WIDEST))
        margins = self._column.contentsMargins()
        values = [
            value.usual_width if isinstance(value, MatrixLabel) else value.sizeHint().width()
            for _, value in self._rows.values()
        ]
        width = max(least, *(min(value, most) for value in values)) if values else least
        for _, shown in self._rows.values():
            if isinstance(shown, MatrixLabel):
                shown.fit(width)
        self.setFixedWidth(width + margins.left() + margins.right())
        room = self.height() - margins.top() - margins.bottom()
        used = 0
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = None if item is None else item.widget()
            if widget is None or isinstance(widget, MatrixLabel) or widget.objectName() == _VALUES:
                continue
            used += self._height(widget, width)
            beside = self._value_of(widget)
            used += 0 if beside is None else self._height(beside, width)
            for each in (widget, beside):
                if each is not None:
                    each.setVisible(used <= room)

    def _height(self, widget: QWidget, width: int) -> int:
        high = widget.heightForWidth(width) if widget.hasHeightForWidth() else -1
        hint: QSize = widget.sizeHint()
        return max(high, hint.height() if high < 0 else 0) + self._column.spacing()

    def _value_of(self, label: QWidget) -> QWidget | None:
        return next((value for each, value in self._rows.values() if each is label), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show as many as there is room for now."""
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self.fit()

    def _build(self, heading: str, chosen: list[Readout]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        gap = round(self._pixels * 0.6)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(round(self._pixels * 0.2))
        self._rows = {}
        if heading:  # it says what M(t) is
            self._column.addWidget(self._label(heading, "presentationHeading"))
        for readout in chosen:
            label = self._label("", "presentationLabel")
            value: QLabel | MatrixLabel
            if readout.matrix:
                value = MatrixLabel(round(self._pixels * _VALUE), self._pixels)
            else:
                value = self._label("", _VALUES)
                value.setFont(number_font(round(self._pixels * _VALUE)))
                value.setStyleSheet(f"font-size: {round(self._pixels * _VALUE)}px")
            self._column.addWidget(label)
            self._column.addWidget(value)
            self._rows[readout.key] = (label, value)
        self._column.addStretch(1)

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName(name)
        label.setStyleSheet(f"font-size: {self._pixels}px")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return label


def unbroken(text: str) -> str:
    """Return a text that breaks into lines nowhere within the bars of a norm."""
    return re.sub("‖[^‖]*‖", lambda norm: norm[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


_VALUES = "presentationValue"
