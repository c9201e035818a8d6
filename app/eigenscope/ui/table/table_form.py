"""How a table is to be read: its encoding, marks and names, and its first rows read so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.table_encoding import ENCODINGS
from eigenscope.readers.table_preview import TablePreview
from eigenscope.readers.table_reading import TableChoices, TableReading
from eigenscope.ui.style.form import Form, choice, choose, flag
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, say, together

_MISSING = "–"
_DOUBTS: Mapping[str, Text] = {
    "encoding": "the encoding",
    "separator": "what separates the cells",
    "comma": "what the comma means",
    "column_names": "whether the first row holds names",
    "row_names": "whether the first column holds names",
}
"""What of a reading may have been guessed."""


class TableForm(QWidget):
    """Lets a person choose how a table is read.

    Signals
    -------
    changed
        Something was chosen; `choices` has it.
    """

    changed = Signal()

    def __init__(self, choices: TableChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = choices
        self.encoding = choice([(name, say(text)) for name, text in ENCODINGS.items()])
        self.separator = choice(
            [
                (",", "Comma"),
                (";", "Semicolon"),
                ("\t", "Tab"),
                ("|", "Bar"),
                (" ", "Spaces"),
            ]
        )
        self.comma = choice(
            [
                (None, "No number has one"),
                (Comma.DECIMAL, "Decimal sign: 1,500 is one and a half"),
                (Comma.THOUSANDS, "Thousands sign: 1,500 is fifteen hundred"),
            ]
        )
        self.column_names = flag("The first row holds names")
        self.row_names = flag("The first column holds names")
        self.guessed = QLabel()
        self.guessed.setWordWrap(True)
        self.guessed.hide()
        self.table = QTableWidget()
        self.table.setObjectName("tablePreview")
        self.table.setAccessibleName(self.tr("The first rows as they are read"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.notes = QLabel()
        self.notes.setProperty("class", "muted")
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._connect()

    def show_preview(self, preview: TablePreview) -> None:
        """Show the first rows, and by what they were read."""
        self._show_reading(preview.reading)
        self.notes.setText("\n".join(map(say, preview.notes)))
        rows, columns = preview.values.shape
        self.table.setRowCount(rows)
        self.table.setColumnCount(columns)
        down = preview.row_names or tuple(str(row + 1) for row in range(rows))
        across = preview.column_names or tuple(str(column + 1) for column in range(columns))
        self.table.setVerticalHeaderLabels([_one_line(name) for name in down])
        self.table.setHorizontalHeaderLabels([_one_line(name) for name in across])
        for row, values in enumerate(preview.values.tolist()):
            for column, value in enumerate(values):
                item = QTableWidgetItem(_shown(value))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()

    def show_nothing(self) -> None:
        """Show no rows: they cannot be read so."""
        self.table.clear()
        self.table.setRowCount(0)
        self.table.setColumnCount(0)
        self.notes.setText("")

    def _lay_out(self) -> None:
        form = Form()
        form.row("Encoding", self.encoding)
        form.row("Separator", self.separator)
        form.row("Comma", self.comma)
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self.column_names)
        names.addWidget(self.row_names)
        names.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.guessed)
        layout.addWidget(form)
        layout.addLayout(names)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notes)

    def _connect(self) -> None:
        boxes = {
            "encoding": self.encoding, "separator": self.separator, "comma": self.comma
        }  # fmt: skip
        for name, box in boxes.items():
            box.activated.connect(lambda _, name=name, box=box: self._take(name, box.currentData()))
        for name, tick in (("column_names", self.column_names), ("row_names", self.row_names)):
            tick.clicked.connect(lambda on, name=name: self._take(name, on))

    def _take(self, name: str, value: object) -> None:
        if name == "comma" and isinstance(value, str):
            value = Comma(value)  # Qt makes plain text of it
        changed = replace(self.choices, **{name: value})  # type: ignore[arg-type]
        if changed != self.choices:
            self.choices = changed
            self.changed.emit()

    def _show_reading(self, reading: TableReading) -> None:
        encoding = reading.encoding
        if self.encoding.findData(encoding) < 0:
            self.encoding.addItem(encoding.upper(), encoding)
        choose(self.encoding, encoding)
        choose(self.separator, reading.separator)
        self.comma.setCurrentIndex(1 + list(Comma).index(reading.comma) if reading.comma else 0)
        self.comma.setEnabled(reading.comma is not None or self.choices.comma is not None)
        self.column_names.setChecked(reading.column_names)
        self.row_names.setChecked(reading.row_names)
        guessed = [words for name, words in _DOUBTS.items() if name in reading.doubts]
        if guessed:
            words = Words("Guessed: {guesses}. Is it right?", {"guesses": together(guessed)})
            self.guessed.setText(str(words))
        self.guessed.setVisible(bool(guessed))


def _shown(value: float) -> str:
    return _MISSING if math.isnan(value) else tidy(value, 6)


def _one_line(name: str) -> str:
    return " ".join(name.split())[:40]
