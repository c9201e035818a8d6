"""A line in which a matrix is written as an expression: rot(45), 2 shear(1)^-1, [1 2; 3 4]^T."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from eigenscope.language.matrix_entry import read_matrix
from eigenscope.language.messages import LanguageError
from eigenscope.language.typography import plain
from eigenscope.ui.theme import number_font

if TYPE_CHECKING:
    from eigenscope.language.functions import Function


class ExpressionLine(QLineEdit):
    """One expression; Enter works it out.

    Signals
    -------
    entered
        The matrix that was written.
    wrong
        What is wrong; empty once something is typed again.
    """

    entered = Signal(object)
    wrong = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._largest = 3
        self.setFont(number_font())
        self.setPlaceholderText(self.tr("rot(45), 2I, shear(1)^-1 …"))
        self.setAccessibleName(self.tr("Matrix as an expression"))
        self.setToolTip(
            self.tr("Write the matrix as an expression and press Enter: rot(30) scale(2, 1)")
        )
        self.setClearButtonEnabled(True)
        self._completer = QCompleter(self)
        self.suggestions = QListView()
        self._completer.setPopup(self.suggestions)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._edited)

    def set_largest(self, largest: int) -> None:
        """Say how many rows and columns the matrix may have."""
        self._largest = largest

    def work_out(self) -> None:
        """Take the expression; mark what is wrong with it."""
        text = self.text()
        if not text.strip():
            return
        try:
            matrix = read_matrix(text, maximum=self._largest)
        except LanguageError as error:
            self._mark(True)
            if error.text == plain(text) == text:  # else its places are not those on the screen
                self.setSelection(error.start, max(1, error.end - error.start))
            self.wrong.emit(error.message)
            return
        self._mark(False)
        self.wrong.emit("")
        self.entered.emit(matrix)

    # --- typing --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter works out, or takes a completion; Esc closes the list, then empties."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
        if self.suggestions.isVisible() and event.key() in keys:
            event.ignore()  # the list takes it
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.work_out()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._edited("")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: functions are looked up once someone comes to write."""
        super().focusInEvent(event)
        if not isinstance(self._completer.model(), _Functions):
            self._completer.setModel(_Functions(self))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: what was wrong is no longer said once the user is elsewhere."""
        super().focusOutEvent(event)
        if not self.suggestions.isVisible():
            self._mark(False)
            self.wrong.emit("")

    def _edited(self, _text: str) -> None:
        self._mark(False)
        self.wrong.emit("")
        word = self._word()
        if len(word) < 2 or word in self._functions():
            self.suggestions.hide()
            return
        self._completer.setCompletionPrefix(word)
        if self._completer.completionCount():
            self._completer.complete()
        else:
            self.suggestions.hide()

    def _functions(self) -> Mapping[str, Function]:
        from eigenscope.language.functions import FUNCTIONS

        return FUNCTIONS

    def _word(self) -> str:
        """Return the letters that stand before the cursor."""
        before = self.text()[: self.cursorPosition()]
        start = len(before)
        while start and (before[start - 1].isalpha() or before[start - 1].isdigit()):
            start -= 1
        return before[start:].lstrip("0123456789")

    def _complete(self, name: str) -> None:
        place = self.cursorPosition()
        begun = place - len(self._word())
        written = f"{name}("
        self.setText(self.text()[:begun] + written + self.text()[place:])
        self.setCursorPosition(begun + len(written))

    def _mark(self, wrong: bool) -> None:
        value = "true" if wrong else "false"
        if self.property("invalid") != value:
            self.setProperty("invalid", value)
            self.style().unpolish(self)
            self.style().polish(self)


class _Functions(QStringListModel):
    """The language's functions, each shown with its arguments and explained."""

    def __init__(self, parent: QWidget) -> None:
        from eigenscope.language.functions import FUNCTIONS

        super().__init__(sorted(FUNCTIONS), parent)
        self._known = FUNCTIONS

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt: the name completes, the signature is seen, the help is the tooltip."""
        name = super().data(index, Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.DisplayRole and name in self._known:
            return self._known[name].signature
        if role == Qt.ItemDataRole.ToolTipRole and name in self._known:
            return self._known[name].help
        return super().data(index, role)
