"""The editor of an input that is code: a field, and below it what is wrong with what it holds."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.specs.code import LONGEST_PROGRAM, CodeSpec
from eigenscope.ui.inputs.code_field import CodeField
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.wording.words import Text, Value, Words, as_words, say

_PAUSE = 250  # milliseconds after the last key, before the text is taken over
_REST = 2000  # after which typing is another step of undo
_GAP = 4  # pixels between the parts
_goes = count(1)  # of typing, over all editors


class CodeEditor(QWidget):
    """Edits lines of code.

    Signals
    -------
    edited
        The text, and a key: edits with the same key are one step of undo.
    line_chosen
        The number of a line, from 1, that the user has gone to.
    """

    edited = Signal(object, str)
    line_chosen = Signal(int)

    def __init__(self, spec: CodeSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = CodeField()
        self.field.setAccessibleName(say(spec.label))
        self.field.setToolTip(say(spec.tip))
        self.message = MistakeLabel()
        self._value = ""
        self._newest = CodeMarks()
        self._key = ""
        self._waits = False  # whether something was typed that is not taken over yet
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.settle)
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._begin_step)
        self._begin_step()
        self.field.typed.connect(self._typed)
        self.field.settle_wanted.connect(self.settle)
        self.field.line_chosen.connect(self._go)
        self.field.marks_moved.connect(self._show_mistake)
        self.message.clicked.connect(self._go_to_mistake)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.message)

    def show_text(self, text: str) -> None:
        """Show other code, unless something is being typed."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._value = text
        if not self._waits and text != self.field.text:
            self._begin_step()
            self.field.show_text(text)

    def show_marks(self, marks: CodeMarks) -> None:
        """Show what stands beside the lines; those of what is being typed come later."""
        self._newest = marks
        if not self._waits:
            self.field.show_marks(marks)

    def settle(self) -> None:
        """Take over what was typed."""
        if not self._waits:
            return
        self._soon.stop()
        self._waits = False
        text = self.field.text
        if len(text) > LONGEST_PROGRAM:
            words = "A program has at most {most} characters."
            self.message.say(Words(words, {"most": f"{LONGEST_PROGRAM:,}"}))
        elif text == self._value:
            self.field.show_marks(self._newest)  # nobody will bring newer ones
        else:
            self._value = text
            self.edited.emit(text, self._key)
            self.line_chosen.emit(self.field.caret_line)

    # --- typing --------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._waits = True
        self._soon.start()
        self._resting.start()
        if self.field.marks.mistake is None:
            self.message.say("")

    def _begin_step(self) -> None:
        """Let what is typed from now on be another step of undo."""
        self._key = f"code-{next(_goes)}"

    def _go(self, line: int) -> None:
        self.settle()
        self.line_chosen.emit(line)
        self._begin_step()

    # --- what is wrong -------------------------------------------------------------------------

    def _show_mistake(self) -> None:
        mistake = self.field.marks.mistake
        words: Text = ""
        if mistake is not None:
            values: dict[str, Value] = {"line": mistake.line, "message": as_words(mistake.message)}
            words = Words("Line {line}: {message}", values)
        self.message.say(words)

    def _go_to_mistake(self) -> None:
        mistake = self.field.marks.mistake
        if mistake is not None:
            self.field.go_to(mistake.line, mistake.column)


class MistakeLabel(ErrorLabel):
    """Says what is wrong; a click on it goes there.

    Signals
    -------
    clicked
        The user wants to see the place.
    """

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
