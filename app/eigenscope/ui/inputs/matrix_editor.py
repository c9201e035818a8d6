"""Entering a matrix: cells between brackets, with keys, paste, sizes, and words for mistakes."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.scene.slots import ACCENTS, Slot
from eigenscope.ui.inputs.expression_line import ExpressionLine
from eigenscope.ui.inputs.number_cell import NumberCell
from eigenscope.ui.inputs.size_row import size_row
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.matrix_brackets import Bracket
from eigenscope.ui.style.theme import current_theme, icon, theme_notifier
from eigenscope.ui.table.pasted_note import PastedNote
from eigenscope.wording.words import Text, Words, say

_ROOMY, _NARROW = 4, 36  # columns with the usual room, and pixels of a cell where there are more


class MatrixEditor(QWidget):
    """Edits a matrix.

    Signals
    -------
    edited
        The new matrix, and a key: edits with the same key are one step of undo.
    elsewhere
        A matrix that is too large here, which the user wants to see where it has room.
    """

    edited = Signal(object, str)
    elsewhere = Signal(object)

    def __init__(
        self, matrix: Matrix, heads: Sequence[Slot] = ACCENTS[:3], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._matrix = matrix
        self._slots = tuple(heads)
        self._large: Matrix | None = None
        self.cells: list[list[NumberCell]] = []
        self._heads: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self.message = ErrorLabel()
        self.note = PastedNote()
        self.expression = ExpressionLine()
        self.expression.entered.connect(lambda matrix: self._take(matrix, ""))
        self.expression.wrong.connect(self._say)
        self.expression.too_large.connect(self._offer)
        self.expression.assumed.connect(self.note.tell_pasted)
        self.note.chosen.connect(self.expression.read_again)
        self.message.linkActivated.connect(lambda _: self.elsewhere.emit(self._large))
        self.rows = self._size_box(Words("Rows", context="count"))
        self.columns = self._size_box(Words("Columns", context="count"))
        self._paste_button = self._button("clipboard-paste", self.tr("Paste a matrix"))
        self._paste_button.clicked.connect(
            lambda: self.expression.take_pasted(QGuiApplication.clipboard().text())
        )
        self._copy_button = self._button("copy", self.tr("Copy the matrix"))
        self._copy_button.clicked.connect(self.copy)
        # No taller than its rows: room that is left over must not stretch the brackets.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self._build(*matrix.shape)
        self._show_texts()
        theme_notifier().changed.connect(self._themed)
        self._themed()

    # --- from outside --------------------------------------------------------------------------

    def set_largest(self, rows: int, columns: int) -> None:
        """Say how large the matrix may become."""
        self.expression.set_largest((rows, columns))
        for box, most in ((self.rows, rows), (self.columns, columns)):
            box.blockSignals(True)
            box.clear()
            box.addItems([str(k) for k in range(1, most + 1)])
            box.blockSignals(False)
        self._show_size()

    def matrix(self) -> Matrix:
        """Return the last matrix without mistakes."""
        return self._matrix

    def set_matrix(self, matrix: Matrix) -> None:
        """Show another matrix."""
        if matrix == self._matrix:
            return
        self._show(matrix)

    def focus_first(self) -> None:
        """Let the user type into the first cell."""
        self.cells[0][0].setFocus()
        self.cells[0][0].selectAll()

    def copy(self) -> None:
        """Copy the matrix as [[a, b], [c, d]]."""
        QGuiApplication.clipboard().setText(self._matrix.to_text())

    # --- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(Bracket(left=True))
        middle.addLayout(self._grid, 1)
        middle.addWidget(Bracket(left=False))
        foot = size_row(self.rows, self.columns, self._paste_button, self._copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(middle)
        layout.addWidget(self.expression)
        layout.addWidget(self.message)
        layout.addWidget(self.note)
        layout.addLayout(foot)

    def _size_box(self, name: Text) -> QComboBox:
        box = QComboBox()
        box.addItems(["1", "2", "3"])
        box.setToolTip(say(name))
        box.setAccessibleName(say(name))
        box.currentIndexChanged.connect(lambda _: self._resize())
        return box

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("iconName", name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _build(self, rows: int, columns: int) -> None:
        had_focus = any(cell.hasFocus() for row in self.cells for cell in row)
        for widget in [*[cell for row in self.cells for cell in row], *self._heads]:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._heads = [QLabel() for _ in range(columns)]
        for column, head in enumerate(self._heads):
            head.setFixedHeight(3)
            self._grid.addWidget(head, 0, column)
        self.cells = [[self._cell(i, j) for j in range(columns)] for i in range(rows)]
        self._show_size()
        self._themed()
        if had_focus:
            self.focus_first()

    def _cell(self, row: int, column: int) -> NumberCell:
        cell = NumberCell(definitions=self.expression.definitions)
        if self._matrix.shape[1] > _ROOMY:
            cell.setMinimumWidth(_NARROW)
        name = Words("Row {row}, column {column}", {"row": row + 1, "column": column + 1})
        cell.setAccessibleName(str(name))
        cell.edited.connect(lambda text, key: self._typed(row, column, text, key))
        cell.wrong.connect(lambda _: self._show_reason())
        cell.walked.connect(lambda down, right: self._walk(row, column, down, right))
        cell.pasted.connect(self.expression.take_pasted)
        cell.noted.connect(self.note.tell)
        cell.ensurePolished()
        cell.setMinimumHeight(cell.sizeHint().height())  # words below must not squeeze it
        self._grid.addWidget(cell, row + 1, column)
        return cell

    # --- editing -------------------------------------------------------------------------------

    def _typed(self, row: int, column: int, text: str, key: str) -> None:
        self._take(self._matrix.with_entry(row, column, text), key)

    def _take(self, matrix: Matrix, key: str) -> None:
        self._show(matrix)
        self.edited.emit(matrix, key)

    def _show(self, matrix: Matrix) -> None:
        resized = matrix.shape != self._matrix.shape
        self._matrix = matrix
        self.note.tell("")
        if resized:
            self._build(*matrix.shape)
        self._show_texts()

    def _resize(self) -> None:
        shape = (self.rows.currentIndex() + 1, self.columns.currentIndex() + 1)
        if shape != self._matrix.shape:
            self._take(self._matrix.resized(*shape), "")

    def _walk(self, row: int, column: int, down: int, right: int) -> None:
        rows, columns = self._matrix.shape
        row += down
        if down and not 0 <= row < rows:  # over the bottom to the top of the next column
            row, right = row % rows, right + down
        column = (column + right) % columns
        self.cells[row][column].setFocus(Qt.FocusReason.TabFocusReason)
        self.cells[row][column].selectAll()

    def _show_texts(self) -> None:
        source = self._matrix.source
        self.expression.show_text("" if source is None else source.text)
        for cells, texts in zip(self.cells, self._matrix.texts(), strict=True):
            for cell, text in zip(cells, texts, strict=True):
                cell.show_text(text)

    def _show_size(self) -> None:
        self.expression.set_shape(self._matrix.shape)
        for box, size in zip((self.rows, self.columns), self._matrix.shape, strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(size - 1)
            box.blockSignals(False)

    def _show_reason(self) -> None:
        reasons = [cell.reason for row in self.cells for cell in row if cell.reason]
        self._say(reasons[0] if reasons else "")

    def _say(self, words: str) -> None:
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.say(words)

    def _offer(self, matrix: Matrix) -> None:
        """Offer to show a matrix that has no room here in a lab that takes any size."""
        self._large = matrix
        link = self.tr("Open it in the lab Matrix")
        self.message.setTextFormat(Qt.TextFormat.RichText)
        self.message.setText(f"{html.escape(self.message.text())}<br><a href='#'>{link}</a>")

    def _themed(self) -> None:
        palette = current_theme().palette
        for slot, head in zip(self._slots, self._heads, strict=False):
            colour = QColor.fromRgbF(*palette[slot]).name()
            head.setStyleSheet(f"background: {colour}; border-radius: 1px;")
        for button in (self._paste_button, self._copy_button):
            button.setIcon(icon(button.property("iconName")))
