"""A field for numbers in lists within lists: as tall as they are, coloured, taken with Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.ui.style.marking import mark
from eigenscope.ui.style.python_highlighter import PythonHighlighter
from eigenscope.ui.style.theme import number_font, theme_notifier

_FEWEST, _MOST = 1, 12  # lines that are seen at once
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TensorField(QPlainTextEdit):
    """Takes a text of several lines; Shift+Enter begins another one.

    Signals
    -------
    submitted
        Enter was pressed, or the user has gone elsewhere.
    given_up
        The user wants back what stood here.
    """

    submitted = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(number_font())
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._highlighter = PythonHighlighter(self.document())
        self.textChanged.connect(self._fit)
        theme_notifier().changed.connect(self._highlighter.show_theme)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    @property
    def written(self) -> bool:
        """Whether the user has written something that was not taken."""
        return self.document().isModified()

    def show_text(self, text: str, *, wrapped: bool) -> None:
        """Show another text; ``wrapped`` if its lines may be broken."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if wrapped else mode.NoWrap)
        self.mark(False)
        if text != self.text:
            self.setPlainText(text)
        self.document().setModified(False)

    def show_error(self, error: LanguageError) -> None:
        """Mark the field as wrong, and the place of the mistake if it is known here."""
        self.mark(True)
        if error.text and error.text == plain(self.text) == self.text:
            cursor = self.textCursor()
            cursor.setPosition(error.start)
            cursor.setPosition(error.end, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def mark(self, wrong: bool) -> None:
        """Show whether the text is wrong."""
        mark(self, wrong=wrong)

    # --- room ----------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Be as tall as the lines, and scroll only where there are too many."""
        policy = Qt.ScrollBarPolicy
        fits = self._lines() <= _MOST
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        self.updateGeometry()

    def _lines(self) -> int:
        return int(self.document().size().height())

    def sizeHint(self) -> QSize:
        """Qt: as tall as its lines, and the bar below them where one is too long."""
        lines = min(max(self._lines(), _FEWEST), _MOST)
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * int(self.document().documentMargin())
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        return QSize(120, lines * self.fontMetrics().lineSpacing() + around + below)

    def minimumSizeHint(self) -> QSize:
        """Qt: the same; what is too long is scrolled to."""
        return self.sizeHint()

    # --- keys ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Qt: undo is the field's own while something is written, and the program's after."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if (undo or event.matches(QKeySequence.StandardKey.Redo)) and not self.written:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter hands over, Esc gives up."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shift:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.written:
                event.ignore()  # it leads out of a presentation as well
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: what was written is handed over."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.written:
            self.submitted.emit()
