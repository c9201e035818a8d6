"""A cell that takes a number as people write it, by typing or by dragging sideways on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from eigenscope.language.entering.matrix_entry import read_entry
from eigenscope.language.evaluating.entry import Entry, number_text, parse_entry
from eigenscope.language.texts.messages import LanguageError
from eigenscope.ui.style.marking import mark
from eigenscope.ui.style.theme import number_font
from eigenscope.ui.table.pasted_note import decimal_comma_words

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_THRESHOLD = 4  # pixels: a press that moves less is a click
_SHIFT, _CONTROL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class NumberCell(QLineEdit):
    """One number.

    Signals
    -------
    edited
        A new text that is a number, and a key: edits with the same key are one step of undo.
    wrong
        Why the text is no number; empty once it is one again.
    walked
        The arrow key that was pressed at the edge of the text, as (rows, columns).
    pasted
        A text was pasted that is more than one number.
    noted
        How a comma in the number was read; empty without one.
    """

    edited = Signal(str, str)
    wrong = Signal(str)
    walked = Signal(int, int)
    pasted = Signal(str)
    noted = Signal(str)

    _visits = 0

    def __init__(
        self,
        parent: QWidget | None = None,
        definitions: Callable[[], Definitions] | None = None,
    ) -> None:
        super().__init__(parent)
        self._definitions = definitions
        self.setFont(number_font())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(44)
        # A press must not give the focus yet: it may become a drag of the number.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.good = ""
        self.reason = ""
        self._key = ""
        self._press: QPointF | None = None
        self._scrub_from: float | None = None
        self._before_scrub = ""
        self.textEdited.connect(self._typed)

    # --- the text ------------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Show a good text from outside, unless the user has just typed the same number here."""
        if text == self.good and (self.text() == text or self.reason or self.hasFocus()):
            return
        self.good = text
        if not (self.hasFocus() and self._means(text)):
            place = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)
        self._judge(self.text())

    def _means(self, text: str) -> bool:
        """Tell whether what is being typed is that number, maybe with spaces or a comma in it."""
        try:
            return self.text() == text or parse_entry(self.text()).text == text
        except LanguageError:
            return False

    def restore(self) -> None:
        """Go back to the last text that was a number."""
        self.setText(self.good)
        self._judge(self.good)
        self.selectAll()

    def _typed(self, text: str) -> None:
        entry = self._judge(text)
        if entry is not None:
            # What a name is worth is taken over; the name stays to be read until one goes on.
            self.good = text if parses(text) else entry.text
            self.edited.emit(self.good, self._key)
            self.noted.emit(decimal_comma_words(text) if parses(text) else "")

    def _judge(self, text: str) -> Entry | None:
        """Mark a wrong text with its reason; return the entry of a right one."""
        try:
            entry = read_entry(text, self._definitions)
        except LanguageError as error:
            self._mark(str(error))
            return None
        self._mark("")
        comma = decimal_comma_words(text) if parses(text) else ""
        if comma:
            self.setToolTip(comma)
        elif entry.text != number_text(entry.value):
            self.setToolTip(f"= {entry.value:.10g}".replace("-", "−"))
        else:
            self.setToolTip(self.tr("Type a number, or drag sideways to change it"))
        return entry

    def _mark(self, reason: str) -> None:
        if reason:
            self.setToolTip(reason)
        if reason == self.reason:
            return
        self.reason = reason
        self.setAccessibleDescription(reason)
        mark(self, wrong=bool(reason))
        self.wrong.emit(reason)

    # --- keys ----------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: whoever comes in can type over the number at once."""
        super().focusInEvent(event)
        NumberCell._visits += 1
        self._key = f"type-{NumberCell._visits}"
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: whoever has left sees the number that a name was worth."""
        super().focusOutEvent(event)
        if not self.reason and self.text() != self.good:
            self.setText(self.good)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows walk at the edge, Enter goes down, Esc restores, Alt+arrows count."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.walked.emit(1, 0)
        elif key == Qt.Key.Key_Escape and self._escape():
            event.accept()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & _ALT:
            self._count(-steps[key][0] * (0.1 if event.modifiers() & _SHIFT else 1.0))
        elif key in steps and self._may_walk(key, event.modifiers()):
            self.walked.emit(*steps[key])
        else:
            super().keyPressEvent(event)

    def _may_walk(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) or modifiers & _CONTROL:
            return True
        if modifiers & _SHIFT:
            return False
        if self.hasSelectedText():
            return len(self.selectedText()) == len(self.text())
        edge = 0 if key == Qt.Key.Key_Left else len(self.text())
        return self.cursorPosition() == edge

    def _escape(self) -> bool:
        if self._scrub_from is not None:
            text = self._before_scrub
            self._end_scrub()
            self._put(text)
            return True
        if self.text() != self.good:
            self.restore()
            return True
        return False

    def _count(self, step: float) -> None:
        entry = self._judge(self.good)
        if entry is not None:
            self._put(number_text(round(entry.value + step, 10)))

    def _put(self, text: str) -> None:
        self.setText(text)
        self._typed(text)

    def paste_text(self, text: str) -> bool:
        """Hand over a text that is a whole matrix; tell whether it was one."""
        stripped = text.strip()
        marks = any(mark in stripped for mark in "[]{}\n\t;&■|") or "\\" in stripped
        if (marks or ("(" in stripped and "," in stripped)) and not parses(stripped):
            self.pasted.emit(text)
            return True
        return False

    def paste(self) -> None:
        """Paste a number, or hand a matrix over."""
        if not self.paste_text(QGuiApplication.clipboard().text()):
            super().paste()

    # --- dragging sideways ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press may become a click or a drag of the number."""
        scrubs = not self.hasFocus() or event.modifiers() & _ALT
        if event.button() == Qt.MouseButton.LeftButton and scrubs:
            self._press = event.position()
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: change the number by the way the mouse has gone."""
        if self._press is None:
            super().mouseMoveEvent(event)
            return
        across = event.position().x() - self._press.x()
        if self._scrub_from is None:
            if abs(across) < _THRESHOLD:
                return
            self._begin_scrub()
        if self._scrub_from is not None:
            self._put(scrubbed(self._scrub_from, across, event.modifiers()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: end a drag; a click lets the user type."""
        if self._press is None:
            super().mouseReleaseEvent(event)
            return
        if self._scrub_from is None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectAll()
        self._end_scrub()

    def _begin_scrub(self) -> None:
        entry = self._judge(self.good)
        if entry is None:
            return
        NumberCell._visits += 1
        self._key = f"scrub-{NumberCell._visits}"
        self._before_scrub = self.good
        self._scrub_from = entry.value
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def _end_scrub(self) -> None:
        self._press = None
        if self._scrub_from is not None:
            self._scrub_from = None
            NumberCell._visits += 1
            self._key = f"type-{NumberCell._visits}"
            self.unsetCursor()


def parses(text: str) -> bool:
    """Tell whether a text is a number without any names."""
    try:
        parse_entry(text)
    except LanguageError:
        return False
    return True


def scrubbed(start: float, pixels: float, modifiers: Qt.KeyboardModifier) -> str:
    """Return the tidy number after a drag by so many pixels: 0.01 each for numbers about 1."""
    scale = 10.0 ** max(0.0, math.floor(math.log10(max(abs(start), 1.0))))
    step = 0.01 * scale
    if modifiers & _SHIFT:
        step /= 10
    if modifiers & _CONTROL:
        return number_text(float(round(start + pixels * step * 5)))
    digits = max(0, -math.floor(math.log10(step)))
    return number_text(round(round((start + pixels * step) / step) * step, digits))
