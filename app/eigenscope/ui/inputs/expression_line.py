"""A line in which a matrix is written as an expression: rot(45), 2 A^-1, [1 2; 3 4]^T."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.entering.pasted import Pasted, read_pasted
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.language.values.limits import exceeds
from eigenscope.ui.inputs.expression_field import ExpressionField
from eigenscope.wording.words import Words, as_words, sentences

_OPENING = ("[", "{", "(", "\\")  # what a matrix of one entry begins with


class ExpressionLine(ExpressionField):
    """An expression for a matrix.

    Signals
    -------
    entered
        The matrix, once Enter is pressed or one is pasted.
    too_large
        A matrix that is right but has no room here; ``wrong`` came first.
    assumed
        What was taken for granted about a pasted text; ``entered`` came first.
    """

    entered = Signal(object)
    too_large = Signal(object)
    assumed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._largest: tuple[int, int] | None = (3, 3)
        self._shape: tuple[int, int] | None = None
        self._pasted = ""
        self.setPlaceholderText(self.tr("rot(45), 2I, B A^-1 …"))
        self.setAccessibleName(self.tr("Matrix as an expression"))
        self.setToolTip(
            self.tr("Write the matrix as an expression and press Enter: rot(30) scale(2, 1)")
        )
        self.submitted.connect(self.work_out)

    def set_largest(self, largest: tuple[int, int] | None) -> None:
        """Say how many rows and columns the matrix may have; None for any."""
        self._largest = largest

    def set_shape(self, shape: tuple[int, int]) -> None:
        """Say what matrix stands here, which no number replaces."""
        self._shape = shape

    def work_out(self) -> None:
        """Take the expression; mark what is wrong with it."""
        text = self.text()
        if not text.strip():
            return
        try:
            matrix = self._read(text).matrix
        except LanguageError as error:
            self.show_error(error)
            self._offer_elsewhere(text)
            return
        self.mark(False)
        self.wrong.emit("")
        self.setModified(False)
        self.entered.emit(matrix)

    def take_pasted(self, text: str, comma: Comma | None = None) -> None:
        """Take over a pasted matrix, or say what is wrong with it; what stands here stays."""
        self._pasted = text
        try:
            pasted = self._read(text, comma)
        except LanguageError as error:
            reason = as_words(error.reason)
            self.wrong.emit(str(Words("Pasted text: {reason}", {"reason": reason})))
            self._offer_elsewhere(text)
            return
        self.wrong.emit("")
        self.entered.emit(pasted.matrix)
        self.assumed.emit(pasted)

    def read_again(self, comma: Comma) -> None:
        """Take over what was pasted last, with another meaning of its commas."""
        self.take_pasted(self._pasted, comma)

    def _read(self, text: str, comma: Comma | None = None) -> Pasted:
        pasted = read_pasted(
            text, maximum=self._largest, definitions=self.definitions(), comma=comma
        )
        matrix = pasted.matrix
        number = matrix.shape == (1, 1) and not text.strip().startswith(_OPENING)
        if number and self._shape not in (None, (1, 1)):
            raise LanguageError(str(self._number_words(text.strip())), plain(text), 0, len(text))
        return pasted

    def _number_words(self, text: str) -> Words:
        rows, columns = self._shape or (1, 1)
        words = Words(
            "This is a number, and here is a {rows}×{columns} matrix.",
            {"rows": rows, "columns": columns},
        )
        template = "Write [[{number}]] for a 1×1 matrix."
        if rows == columns:
            template = (
                "Write ({number}) I for a multiple of the identity, [[{number}]] for a 1×1 matrix."
            )
        return sentences([words, Words(template, {"number": text})])

    def _offer_elsewhere(self, text: str) -> None:
        """Hand over a matrix with which nothing is wrong but its size."""
        if self._largest is None:
            return
        with contextlib.suppress(LanguageError):
            matrix = read_matrix(text, maximum=None, definitions=self.definitions())
            if exceeds(matrix.shape, self._largest):
                self.too_large.emit(matrix)
