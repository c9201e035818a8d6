"""A line for an expression: coloured while it is typed, completed, and marked where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QWidget

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.ui.style.marking import mark
from eigenscope.ui.style.theme import current_theme, number_font, theme_notifier
from eigenscope.wording.words import say

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions
    from eigenscope.language.reading.pieces import Known

_COLOURS = {
    "function": "accent",
    "name": "warning",
    "unknown": "danger",
    "bracket": "text_muted",
    "operator": "text_muted",
}


class ExpressionField(QLineEdit):
    """One expression; Enter hands it over.

    Signals
    -------
    submitted
        Enter was pressed.
    wrong
        What is wrong; empty once something is typed again.
    """

    submitted = Signal()
    wrong = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._definitions: Callable[[], Definitions] | None = None
        self._known: Callable[[], Known] | None = None
        self.setFont(number_font())
        self.setClearButtonEnabled(True)
        self._completer = QCompleter(self)
        self.suggestions = QListView()
        self._completer.setPopup(self.suggestions)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self._complete)
        self._words = _Words(self)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(lambda _: self.highlight())
        self.cursorPositionChanged.connect(lambda _old, _new: self.highlight())
        theme_notifier().changed.connect(self.highlight)

    def set_definitions(self, definitions: Callable[[], Definitions]) -> None:
        """Say where names come from; asked for only once someone writes."""
        self._definitions = definitions

    def set_known(self, known: Callable[[], Known]) -> None:
        """Say which words mean something, where that is not what the definitions say."""
        self._known = known

    def known(self) -> Known:
        """Return the words that mean something."""
        return self.definitions().known() if self._known is None else self._known()

    def definitions(self) -> Definitions:
        """Return what names stand for."""
        from eigenscope.language.definitions.definitions import Definitions

        return Definitions() if self._definitions is None else self._definitions()

    def show_text(self, text: str) -> None:
        """Show an expression from outside, unless the user is writing another."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self.setCursorPosition(0)

    def show_error(self, error: LanguageError, offset: int = 0) -> None:
        """Mark the place of a mistake, which begins ``offset`` characters into the text."""
        self.mark(True)
        text = self.text()[offset:]
        if error.text == plain(text) == text:  # else its places are not those on the screen
            self.setSelection(offset + error.start, max(1, error.end - error.start))
        self.wrong.emit(str(error))

    def mark(self, wrong: bool) -> None:
        """Show whether the text is wrong."""
        mark(self, wrong=wrong)

    # --- colours -------------------------------------------------------------------------------

    def highlight(self) -> None:
        """Colour the text by what its parts are."""
        if not self._completer.model() and not self.text():
            return
        attributes = [self._format(*span) for span in self.coloured()]
        # What an input method marks while it composes a word is the one way a line can be coloured.
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def coloured(self) -> list[tuple[int, int, str]]:
        """Return the places of the parts of the text, and what they are."""
        from eigenscope.language.definitions.highlighting import UNKNOWN, spans

        parts = spans(self.text(), self.known())
        writing = self.cursorPosition() if self.hasFocus() else -1
        begun = [s for s in parts if s.kind == UNKNOWN and s.end == writing]  # no mistake yet
        return [(s.start, s.end, "" if s in begun else s.kind) for s in parts]

    def _format(self, start: int, end: int, kind: str) -> QInputMethodEvent.Attribute:
        style = QTextCharFormat()
        style.setForeground(QColor(current_theme().interface[_COLOURS.get(kind, "text")]))
        if kind == "unknown":
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        kind_of = QInputMethodEvent.AttributeType.TextFormat
        return QInputMethodEvent.Attribute(
            kind_of, start - self.cursorPosition(), end - start, style
        )

    # --- typing --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter works out, or takes a completion; Esc closes the list, then empties."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
        chosen = self.suggestions.currentIndex().isValid() or event.key() == Qt.Key.Key_Escape
        if self.suggestions.isVisible() and event.key() in keys and chosen:
            event.ignore()  # the list takes it
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.suggestions.hide()
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._edited("")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: names and functions are looked up once someone comes to write."""
        super().focusInEvent(event)
        if self._completer.model() is not self._words:
            self._completer.setModel(self._words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: what was wrong is no longer said once the user is elsewhere."""
        super().focusOutEvent(event)
        if not self.suggestions.isVisible():
            self.mark(False)
            self.wrong.emit("")

    def _edited(self, _text: str) -> None:
        self.mark(False)
        self.wrong.emit("")
        word = self._word()
        self._words.show_words(self.definitions().names, self.known().functions)
        if len(word) < 2 or self._means_something(word):
            self.suggestions.hide()
            return
        self._completer.setCompletionPrefix(word)
        if self._completer.completionCount():
            self._completer.complete()
        else:
            self.suggestions.hide()

    def _means_something(self, word: str) -> bool:
        """Tell whether a word needs no completion: AB does not, where A and B are known."""
        from eigenscope.language.definitions.highlighting import UNKNOWN, spans

        return all(span.kind != UNKNOWN for span in spans(word, self.known()))

    def _word(self) -> str:
        """Return the letters that stand before the cursor."""
        before = self.text()[: self.cursorPosition()]
        start = len(before)
        while start and (before[start - 1].isalnum() or before[start - 1] == "_"):
            start -= 1
        return before[start:].lstrip("0123456789")

    def _complete(self, name: str) -> None:
        place = self.cursorPosition()
        begun = place - len(self._word())
        written = f"{name}(" if self._words.is_function(name) else name
        self.setText(self.text()[:begun] + written + self.text()[place:])
        self.setCursorPosition(begun + len(written))
        self.setModified(True)


class _Words(QStringListModel):
    """The names there are and the language's functions, with their arguments and explained."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()

    def show_words(self, names: tuple[str, ...], functions: Collection[str]) -> None:
        """Show other names, beside functions."""
        from eigenscope.language.functions import FUNCTIONS

        self._functions = FUNCTIONS
        self._names = names
        words = sorted({*functions, *names})
        if words != self.stringList():
            self.setStringList(words)

    def is_function(self, word: str) -> bool:
        """Tell whether a word is a function's and no name's."""
        from eigenscope.language.functions import FUNCTIONS

        return word in FUNCTIONS and word not in self._names

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt: the name completes, the signature is seen, the help is the tooltip."""
        name = super().data(index, Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.DisplayRole and self.is_function(name):
            return self._functions[name].signature
        if role == Qt.ItemDataRole.ToolTipRole and self.is_function(name):
            return say(self._functions[name].help)
        return super().data(index, role)
