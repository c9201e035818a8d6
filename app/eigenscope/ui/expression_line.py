"""A line in which a matrix is written as an expression: rot(45), 2 A^-1, [1 2; 3 4]^T."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from eigenscope.language.entry import Matrix
from eigenscope.language.matrix_entry import read_matrix
from eigenscope.language.messages import LanguageError
from eigenscope.ui.expression_field import ExpressionField


class ExpressionLine(ExpressionField):
    """An expression for a matrix; ``entered`` gives the matrix once Enter is pressed."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._largest: int | None = 3
        self.setPlaceholderText(self.tr("rot(45), 2I, B A^-1 …"))
        self.setAccessibleName(self.tr("Matrix as an expression"))
        self.setToolTip(
            self.tr("Write the matrix as an expression and press Enter: rot(30) scale(2, 1)")
        )
        self.submitted.connect(self.work_out)

    def set_largest(self, largest: int | None) -> None:
        """Say how many rows and columns the matrix may have; None for any."""
        self._largest = largest

    def work_out(self) -> None:
        """Take the expression; mark what is wrong with it."""
        text = self.text()
        if not text.strip():
            return
        try:
            matrix = self._read(text)
        except LanguageError as error:
            self.show_error(error)
            return
        self.mark(False)
        self.wrong.emit("")
        self.setModified(False)
        self.entered.emit(matrix)

    def take_pasted(self, text: str) -> None:
        """Take over a pasted matrix, or say what is wrong with it; what stands here stays."""
        try:
            matrix = self._read(text)
        except LanguageError as error:
            self.wrong.emit(self.tr("Pasted text: {0}").replace("{0}", error.message))
            return
        self.wrong.emit("")
        self.entered.emit(matrix)

    def _read(self, text: str) -> Matrix:
        return read_matrix(text, maximum=self._largest, definitions=self.definitions())
