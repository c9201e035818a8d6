"""File ▸ Export numbers: the matrix, the readouts and the program as text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.document.atomic import write_text
from eigenscope.export.subject import Subject
from eigenscope.export.texts import FORMATS, matrix_text, whole_text
from eigenscope.ui.export.export_form import languages
from eigenscope.ui.style import form
from eigenscope.ui.style.messages import warn
from eigenscope.ui.style.theme import number_font
from eigenscope.wording.language import speaking
from eigenscope.wording.words import Words

_PROGRAM = "program"


class TextDialog(QDialog):
    """Shows text in a language to choose, to be copied or saved.

    Parameters
    ----------
    subject, time
        What the text is about, at which moment.
    name
        What a file is called at first, without its extension.

    Signals
    -------
    reported
        Words for the status bar.
    """

    reported = Signal(str)

    def __init__(self, subject: Subject, time: float, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("textDialog")
        self.setWindowTitle(self.tr("Export numbers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._subject, self._time, self._name = subject, time, name
        kinds: list[tuple[object, str]] = [(key, kind.title) for key, kind in FORMATS.items()]
        self.format = form.choice([*kinds, (_PROGRAM, "The program (torch)")])
        self.language = languages(self)
        self.matrix = form.flag("Matrix")
        self.readouts = form.flag("Numbers")
        for field in (self.matrix, self.readouts):
            field.setChecked(True)
            field.toggled.connect(lambda _: self._show())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(number_font(12))
        self.text.setAccessibleName(self.tr("Text"))
        self.copy_button = QPushButton(self.tr("Copy"))
        self.save_button = QPushButton(self.tr("Save…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.copy_button.setDefault(True)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.close)
        self._layout()
        for box in (self.format, self.language):
            box.currentIndexChanged.connect(lambda _: self._show())
        self._show()
        self.resize(QSize(640, 560))

    def _layout(self) -> None:
        head, parts = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.format, 1)
        head.addWidget(self.language)
        parts.addWidget(self.matrix)
        parts.addWidget(self.readouts)
        parts.addStretch()
        for row in (head, parts):
            row.setSpacing(16)
        buttons = form.button_row(self.close_button, self.save_button, self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(parts)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)

    def _show(self) -> None:
        kind = str(self.format.currentData())
        program = kind == _PROGRAM
        self.matrix.setEnabled(not program)
        self.readouts.setEnabled(not program)
        with speaking(str(self.language.currentData())):
            self.text.setPlainText(self._program() if program else self._numbers(kind))

    def _program(self) -> str:
        return self._subject.lab.code(self._subject.solution)

    def _numbers(self, kind: str) -> str:
        matrix = self._subject.matrix() if self.matrix.isChecked() else None
        readouts = self._subject.readouts(self._time) if self.readouts.isChecked() else ()
        if matrix is not None and not readouts and kind == "latex":
            return matrix_text(matrix, kind)  # for a paper that is there: no document around it
        return whole_text(matrix, readouts, kind)

    def copy(self) -> None:
        """Copy the text."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.reported.emit(self.tr("Copied"))

    def save(self) -> None:
        """Ask for a file and save the text."""
        kind = str(self.format.currentData())
        ending = ".py" if kind == _PROGRAM else FORMATS[kind].ending
        proposal = f"{self._name}{ending}"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save text"), proposal, f"{self.format.currentText()} (*{ending})"
        )
        if not name:
            return
        path = Path(name)
        path = path if path.suffix else path.with_suffix(ending)
        try:
            write_text(path, self.text.toPlainText())
        except OSError as error:
            what = self.tr("The text could not be saved")
            warn(self, what, error.strerror or str(error))
            return
        self.reported.emit(str(Words("Saved {name}", {"name": path.name})))
