"""A field in which lines of code are written, with the names completed that programs may use.

It keeps no undo of its own: the program's is the only one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from eigenscope.ui.inputs import code_keys
from eigenscope.ui.inputs.code_completion import CodeCompletion
from eigenscope.ui.inputs.marked_code import MarkedCode
from eigenscope.ui.inputs.pasted_code import pasted_code

_CONTROL = Qt.KeyboardModifier.ControlModifier
_MOVING = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right,
)  # fmt: skip


class CodeField(MarkedCode):
    """Takes lines of code.

    Signals
    -------
    line_chosen
        The number of a line, from 1, that the user has gone to, or whose number was clicked.
    settle_wanted
        What was typed is to be taken over at once: a command comes, or the focus goes.
    """

    line_chosen = Signal(int)
    settle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Tab indents. Esc, then Tab, leaves the field."))
        self._line = 1
        self.gutter.chosen.connect(self._clicked)
        self.completion = CodeCompletion(self)

    def show_text(self, text: str) -> None:
        """Show other lines; the cursor stays in its line as far as there is one."""
        super().show_text(text)
        self._line = self.textCursor().blockNumber() + 1
        self.completion.hide()

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor to a place, the line from 1, and let the user write there."""
        super().go_to(line, column)
        self._line = self.textCursor().blockNumber() + 1

    # --- keys ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Qt: the program's undo comes before a field's; its other commands find all that is typed.

        Keys that mean something here are no shortcuts.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & _CONTROL:
                self.settle_wanted.emit()
            if _is_undo(event):
                event.ignore()
                return True
            if _is_own(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Tab indents, until Esc lets it leave; the list of names has its keys first."""
        if self.completion.wants(event) or _is_undo(event):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.setTabChangesFocus(True)
            event.ignore()  # it leads out of a presentation as well
            return
        before = self.text
        if not self._edited(event):
            super().keyPressEvent(event)
        self._offer(event, changed=self.text != before)
        if self.text != before or event.key() in _MOVING:
            self.setTabChangesFocus(False)
        if self.text == before and event.key() in _MOVING:
            self._go()

    def _edited(self, event: QKeyEvent) -> bool:
        """Do what a key does to lines; tell whether it does anything."""
        cursor = self.textCursor()
        key, control = event.key(), bool(event.modifiers() & _CONTROL)
        if _is_own(event):
            if key == Qt.Key.Key_Space:
                self.completion.offer(asked=True)
            else:
                code_keys.toggle_comment(cursor)
            return True
        if control:
            return False
        match key:
            case Qt.Key.Key_Tab if not self.tabChangesFocus():
                code_keys.indent(cursor)
            case Qt.Key.Key_Backtab if not self.tabChangesFocus():
                code_keys.dedent(cursor)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                code_keys.begin_line(cursor)
            case Qt.Key.Key_Backspace:
                return code_keys.rub_out_step(cursor)
            case _:
                return False
        self.ensureCursorVisible()
        return True

    def _offer(self, event: QKeyEvent, *, changed: bool) -> None:
        """Offer names while a word is written, and close the list where it is left."""
        text = event.text()
        writes = len(text) == 1 and (text.isalnum() or text in "_.")
        open_already = self.completion.popup.isVisible()
        if changed and (writes or (open_already and event.key() == Qt.Key.Key_Backspace)):
            self.completion.offer()
        elif (changed or event.key() in _MOVING) and not _is_own(event):
            self.completion.hide()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt: what is pasted or dropped comes as code."""
        if source.hasText():
            self.insertPlainText(pasted_code(source.text()))
            self.ensureCursorVisible()

    @property
    def caret_line(self) -> int:
        """The line in which one writes, from 1."""
        return self.textCursor().blockNumber() + 1

    # --- going to lines ------------------------------------------------------------------------

    def _go(self) -> None:
        """Tell that the cursor has gone to another line, without anything being chosen."""
        line = self.caret_line
        if line != self._line and not self.textCursor().hasSelection():
            self._line = line
            self.line_chosen.emit(line)

    def _clicked(self, line: int) -> None:
        self.go_to(line, 0)
        self.line_chosen.emit(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click goes to a line."""
        super().mouseReleaseEvent(event)
        self._go()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: who comes in by Tab can go on by it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            by_keys = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
            self.setTabChangesFocus(event.reason() in by_keys)
            self._line = self.caret_line

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: what was typed is taken over."""
        super().focusOutEvent(event)
        if not self.completion.popup.isVisible():
            self.settle_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: what can be done with the text, without an undo of its own."""
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:3]:
            if action.isSeparator() or action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()


def _is_undo(event: QKeyEvent) -> bool:
    """Tell whether a key is one of undo or redo, which are the program's."""
    return event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y) and bool(event.modifiers() & _CONTROL)


def _is_own(event: QKeyEvent) -> bool:
    """Tell whether a key asks for names, or makes comments."""
    return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Slash) and event.modifiers() == _CONTROL
