"""A column of labelled fields, as the export dialogs have them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from eigenscope.ui.style.number_boxes import DecimalBox
from eigenscope.ui.style.theme import load_theme, theme_names
from eigenscope.wording.words import Text, say

_LABEL = 96  # pixels: of all rows, so that their fields stand in a column
_SIDE, _WIDE = 372, 520


class Form(QWidget):
    """Rows of a label and a field; fields are made here, so that all look alike."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._row = 0

    def heading(self, text: Text) -> None:
        """Begin a group of rows."""
        label = QLabel(say(text))
        label.setProperty("class", "heading")
        label.setContentsMargins(0, 8 if self._row else 0, 0, 0)
        self._grid.addWidget(label, self._row, 0, 1, 3)
        self._row += 1

    def row(self, text: Text, *fields: QWidget) -> QLabel:
        """Append a row of one or two fields; return its label."""
        label = QLabel(say(text))
        label.setProperty("class", "muted")
        label.setBuddy(fields[0])
        self._grid.addWidget(label, self._row, 0)
        for column, field in enumerate(fields):
            span = 2 if len(fields) == 1 else 1
            self._grid.addWidget(field, self._row, 1 + column, 1, span)
            if not field.accessibleName():
                field.setAccessibleName(label.text())
        self._row += 1
        return label

    def wide(self, field: QWidget) -> None:
        """Append a field without a label."""
        self._grid.addWidget(field, self._row, 1, 1, 2)
        self._row += 1

    def stretch(self) -> None:
        """Keep the rows at the top."""
        self._grid.setRowStretch(self._row, 1)


def choice(options: Sequence[tuple[object, Text]], tip: Text = "") -> QComboBox:
    """Return a box of options, pairs of a value (its data) and a text."""
    box = QComboBox()
    for value, text in options:
        box.addItem(say(text), value)
    box.setToolTip(say(tip))
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setMinimumContentsLength(6)
    return box


def palettes() -> QComboBox:
    """Return a box of the themes' colours; "" is that of the window."""
    named = [(name, load_theme(name).title) for name in theme_names()]
    return choice([("", "As in the window"), *named])


def choose(box: QComboBox, value: object) -> None:
    """Choose the option with a value, if there is one."""
    place = box.findData(value)
    if place >= 0:
        box.setCurrentIndex(place)


def number(
    low: float,
    high: float,
    *,
    decimals: int = 0,
    step: float = 1.0,
    suffix: str = "",
    none: Text = "",
    tip: Text = "",
) -> DecimalBox:
    """Return a field for a number; ``none`` is what stands there for the lowest."""
    box = DecimalBox()
    box.setDecimals(decimals)
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setSpecialValueText(say(none))
    box.setToolTip(say(tip))
    box.setKeyboardTracking(False)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setMinimumWidth(60)
    box.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return box


def flag(text: Text, tip: Text = "") -> QCheckBox:
    """Return a field for yes or no."""
    box = QCheckBox(say(text))
    box.setToolTip(say(tip))
    return box


def line(hint: str = "", tip: str = "") -> QLineEdit:
    """Return a field for a line of text."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setToolTip(tip)
    return field


class Side(QFrame):
    """The right part of an export dialog: fields that scroll, and what stands below them."""

    def __init__(self, fields: QWidget, *below: QWidget | QLayout) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(_SIDE)
        fields.setContentsMargins(16, 16, 16, 8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(fields)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(8)
        for part in below:
            if isinstance(part, QWidget):
                foot.addWidget(part)
            else:
                foot.addLayout(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)  # for the line at its left
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
        self._fields, self._bar = fields, scroll.verticalScrollBar()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: be wide enough for the fields and their scroll bar; only now the theme is known."""
        least, most = self._fields.minimumSizeHint().width(), self._fields.sizeHint().width()
        needed = max(least, min(most, _WIDE)) + self._bar.sizeHint().width() + 1
        self.setFixedWidth(max(_SIDE, needed))
        super().showEvent(event)


def button_row(*buttons: QPushButton) -> QHBoxLayout:
    """Return buttons at the right end of a row; Return presses the one that is the default."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch()
    for button in buttons:
        button.setAutoDefault(button.isDefault())
        row.addWidget(button)
    return row
