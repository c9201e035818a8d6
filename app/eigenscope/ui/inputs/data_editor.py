"""Entering a matrix of any size: a table, an expression, or a tensor out of a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.ui.inputs.expression_line import ExpressionLine
from eigenscope.ui.inputs.size_row import size_row
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.number_boxes import WholeBox
from eigenscope.ui.table.matrix_table import MatrixTable
from eigenscope.ui.table.pasted_note import PastedNote
from eigenscope.wording.words import Text, Words, say

MOST_TYPED = 64  # rows and columns of a matrix that is typed
_HEIGHT = 210  # pixels of the table


class DataEditor(QWidget):
    """Edits a matrix of any size.

    Signals
    -------
    edited
        The new Matrix or LoadedMatrix, and a key: edits with the same key are one step of undo.
    open_wanted
        The user wants to choose a file (None), or how the table is read that this matrix is of.
    reported
        A sentence for the status bar.
    """

    edited = Signal(object, str)
    open_wanted = Signal(object)
    reported = Signal(str)

    def __init__(
        self, matrix: Matrix | LoadedMatrix, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.message = ErrorLabel()
        self._matrix = matrix
        self.table = MatrixTable(matrix, jobs)
        self.table.setFixedHeight(_HEIGHT)
        self.about = QLabel()
        self.about.setProperty("class", "muted")
        self.about.setWordWrap(True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = PastedNote()
        self.expression = ExpressionLine()
        self.expression.set_largest(None)
        self.rows = self._size_box(Words("Rows", context="count"))
        self.columns = self._size_box(Words("Columns", context="count"))
        self.open_button = QPushButton(self.tr("Open file…"))
        self.open_button.setToolTip(
            self.tr("A matrix from a file: arrays, tables, models, pictures")
        )
        self.reading_button = QPushButton(self.tr("Read it in another way…"))
        self.reading_button.setToolTip(
            self.tr("How the table was read: its encoding, marks and names")
        )
        self._lay_out()
        self.table.edited.connect(self._take)
        self.table.wrong.connect(self.message.say)
        self.table.reported.connect(self.reported)
        self.table.assumed.connect(self.note.tell_commas)
        self.note.chosen.connect(self.table.paste_again)
        self.expression.entered.connect(lambda entered: self._take(entered, ""))
        self.expression.wrong.connect(self.message.say)
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(None))
        self.reading_button.clicked.connect(lambda: self.open_wanted.emit(self._matrix))
        self._show()

    # --- from outside --------------------------------------------------------------------------

    def set_matrix(self, matrix: Matrix | LoadedMatrix) -> None:
        """Show another matrix."""
        if matrix is not self._matrix:
            self._matrix = matrix
            self._show()

    def focus_first(self) -> None:
        """Let the user type into the table."""
        self.table.setFocus()

    def show_entry(self, row: int, column: int) -> None:
        """Go to an entry, from 0."""
        index = self.table.model().index(row, column)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    # --- inner ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.about)
        layout.addWidget(self.reading_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for part in (self.table, self.note, self.expression, self.message):
            layout.addWidget(part)
        layout.addLayout(size_row(self.rows, self.columns, self.open_button))

    def _size_box(self, name: Text) -> WholeBox:
        box = WholeBox()
        box.setRange(1, MOST_TYPED)
        box.setKeyboardTracking(False)
        box.setFixedWidth(58)
        box.setToolTip(say(name))
        box.setAccessibleName(say(name))
        box.valueChanged.connect(lambda _: self._resize())
        return box

    def _show(self) -> None:
        matrix = self._matrix
        self.table.set_matrix(matrix)
        typed = isinstance(matrix, Matrix)
        source = matrix.source if isinstance(matrix, Matrix) else None
        self.expression.show_text("" if source is None else source.text)
        self.about.setText("" if isinstance(matrix, Matrix) else described(matrix))
        self.about.setVisible(not typed)
        table = isinstance(matrix, LoadedMatrix) and matrix.table is not None
        self.reading_button.setVisible(table)
        self.message.say("")
        self.note.tell("")
        rows, columns = matrix.shape if isinstance(matrix, Matrix) else matrix.values.shape
        small = typed and max(rows, columns) <= MOST_TYPED
        for box, size in ((self.rows, rows), (self.columns, columns)):
            box.blockSignals(True)
            box.setMaximum(max(MOST_TYPED, size))
            box.setValue(size)
            box.setEnabled(small)
            box.blockSignals(False)

    def _resize(self) -> None:
        if isinstance(self._matrix, Matrix):
            shape = (self.rows.value(), self.columns.value())
            if shape != self._matrix.shape:
                self._take(self._matrix.resized(*shape), "")

    def _take(self, matrix: Matrix | LoadedMatrix, key: str) -> None:
        self.set_matrix(matrix)
        self.edited.emit(matrix, key)


def described(matrix: LoadedMatrix) -> str:
    """Return what a matrix from a file is, in a few lines."""
    shape = " × ".join(map(str, matrix.shape))
    lines = [f"{matrix.name}\n{shape}  {matrix.values.dtype}"]
    return "\n".join([*lines, *map(say, matrix.notes)])
