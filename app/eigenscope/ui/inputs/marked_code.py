"""Lines of code with their numbers beside them, and marks at their ends."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from eigenscope.labs.contract.code_marks import CodeMarks, CodeMistake
from eigenscope.ui.inputs.code_gutter import CodeGutter, LineSeen, running_ground
from eigenscope.ui.inputs.code_keys import difference
from eigenscope.ui.inputs.moving_marks import moved
from eigenscope.ui.style.python_highlighter import PythonHighlighter
from eigenscope.ui.style.theme import current_theme, number_font, theme_notifier
from eigenscope.wording.words import say

_FEWEST, _MOST = 8, 24  # lines that are seen at once
_SIZE = 12  # pixels of the letters
_GAP, _EDGE = 14, 6  # pixels before a value, and after it
_COVERED = 0.4  # of a line that is cut off, by its value at most
_LEAST_ROOM = 8  # letters that a value must have room for
_NARROWEST = 180  # pixels


class MarkedCode(QPlainTextEdit):
    """Shows lines of code and what is beside them; there is no undo here.

    Signals
    -------
    typed
        The text has changed, and not from outside.
    marks_moved
        The marks have changed, or moved with their lines.
    """

    typed = Signal()
    marks_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeField")
        self.setFont(number_font(_SIZE))
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.marks = CodeMarks()
        self._text = ""
        self._showing = False
        self._highlighter = PythonHighlighter(self.document())
        self.gutter = CodeGutter(self._lines_seen, self)
        self.gutter.setFont(self.font())
        self.textChanged.connect(self._changed)
        self.blockCountChanged.connect(self._count_changed)
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self.viewport().update)
        theme_notifier().changed.connect(self._themed)
        self._count_changed(1)

    @property
    def text(self) -> str:
        """The lines."""
        return self._text

    # --- the text ------------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Show other lines; the cursor stays in its line as far as there is one."""
        before = self._text
        start, end = difference(before, text)
        place = self.textCursor()
        within = start < place.position() <= len(before) - end
        line, column = place.blockNumber(), place.positionInBlock()
        change = QTextCursor(self.document())
        change.setPosition(start)
        change.setPosition(len(before) - end, QTextCursor.MoveMode.KeepAnchor)
        self._showing = True
        change.insertText(text[start : len(text) - end])
        self._showing = False
        if within:
            self._put_cursor(line + 1, column)

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor to a place, the line from 1, and let the user write there."""
        self._put_cursor(line, column)
        self.setFocus()
        self.ensureCursorVisible()

    def _put_cursor(self, line: int, column: int) -> None:
        block = self.document().findBlockByNumber(min(line, self.blockCount()) - 1)
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        before, text = self._text, self.toPlainText()
        if text == before:
            return  # it was only coloured
        self._text = text
        start, end = difference(before, text)
        first = before.count("\n", 0, start) + 1
        last = before.count("\n", 0, len(before) - end) + 1
        self.show_marks(moved(self.marks, first, last, text.count("\n") - before.count("\n")))
        if not self._showing:
            self.typed.emit()

    # --- marks ---------------------------------------------------------------------------------

    def show_marks(self, marks: CodeMarks) -> None:
        """Show what stands beside the lines."""
        if marks == self.marks:
            return
        self.marks = marks
        self.gutter.show_marks(marks)
        self._select()
        self.viewport().update()
        self.marks_moved.emit()

    def _select(self) -> None:
        """Underline what is wrong."""
        selections = []
        mistake = self.marks.mistake
        if mistake is not None:
            wave = QTextCharFormat()
            wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wave.setUnderlineColor(QColor(current_theme().interface["danger"]))
            selections.append(_Marked(self._mistaken(mistake), wave))
        self.setExtraSelections(selections)

    def _mistaken(self, mistake: CodeMistake) -> QTextCursor:
        """Return what is wrong as a selection, at least a letter of a line that has one."""
        block = self.document().findBlockByNumber(min(mistake.line, self.blockCount()) - 1)
        letters = block.length() - 1
        start = max(0, min(mistake.column, letters - 1))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        end = min(start + max(mistake.length, 1), letters)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def value_shown(self, line: int) -> tuple[QRect, str]:
        """Return where the value of a line is, and as much of it as has room; nothing if none.

        Over a line that is cut off at the right it stands at the edge, unless that is written in.
        """
        block = self.document().findBlockByNumber(line - 1)
        value = self.marks.values.get(line, "")
        if not value or not block.isValid():
            return QRect(), ""
        area = self.blockBoundingGeometry(block).translated(self.contentOffset())
        text_line = block.layout().lineAt(0)
        end = round(area.left() + text_line.x() + text_line.naturalTextWidth())
        width, metrics = self.viewport().width(), self.fontMetrics()
        left = max(end + _GAP, _EDGE)
        if end > width and not (self.hasFocus() and self.textCursor().blockNumber() + 1 == line):
            left = width - _EDGE - min(metrics.horizontalAdvance(value), round(width * _COVERED))
        room = width - _EDGE - left
        if room < min(metrics.horizontalAdvance(value), _LEAST_ROOM * metrics.averageCharWidth()):
            return QRect(), ""
        shown = metrics.elidedText(value, Qt.TextElideMode.ElideRight, room)
        return QRect(left, round(area.top()), room, round(text_line.height())), shown

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: light the line that runs, and paint values at the ends of lines."""
        painter = QPainter(self.viewport())
        lines = list(self._lines_seen())
        for line in lines:
            if line.number == self.marks.running:
                painter.fillRect(self._row(line), running_ground())
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.setFont(self.font())
        colours = current_theme().interface
        for line in lines:
            area, value = self.value_shown(line.number)
            if value:
                ground = area.adjusted(-_EDGE, 0, _EDGE, 0)
                lit = line.number == self.marks.running
                painter.fillRect(ground, running_ground() if lit else QColor(colours["input"]))
                painter.setPen(QColor(colours["text_muted"]))
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, value)
        painter.end()

    def _row(self, line: LineSeen) -> QRectF:
        return QRectF(0, line.top, self.viewport().width(), line.height)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt: the tooltip of a line says its mistake, or its value if there is no room for it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self.viewport())
                return True
        return super().viewportEvent(event)

    def tip_at(self, place: QPoint) -> str:
        """Return what is to be said about the line at a place of the viewport, if anything."""
        for each in self._lines_seen():
            if each.top <= place.y() < each.top + each.height:
                line, mistake = each.number, self.marks.mistake
                if mistake is not None and mistake.line == line:
                    return say(mistake.message)
                value = self.marks.values.get(line, "")
                return value if value != self.value_shown(line)[1] else ""
        return ""

    # --- room ----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Qt: as high as its lines, within limits."""
        lines = min(max(self.blockCount(), _FEWEST), _MOST)
        around = 2 * self.document().documentMargin() + 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height()
        height = lines * self.fontMetrics().lineSpacing() + round(around) + bar
        return QSize(_NARROWEST, height)

    def minimumSizeHint(self) -> QSize:
        """Qt: no less."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the gutter is as high as the field."""
        super().resizeEvent(event)
        self._place_gutter()

    def _place_gutter(self) -> None:
        inside = self.viewport().geometry()
        width = self.gutter.width_for(self.blockCount())
        self.gutter.setGeometry(inside.left() - width, inside.top(), width, inside.height())

    def _count_changed(self, _count: int) -> None:
        self.setViewportMargins(self.gutter.width_for(self.blockCount()), 0, 0, 0)
        self._place_gutter()
        self.updateGeometry()

    def _scrolled(self, _area: QRect, _by: int) -> None:
        self.gutter.update()

    def _lines_seen(self) -> Iterator[LineSeen]:
        block: QTextBlock = self.firstVisibleBlock()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if area.top() > self.viewport().height():
                return
            height = block.layout().lineAt(0).height()  # the last block has the margin as well
            yield LineSeen(block.blockNumber() + 1, area.top(), height)
            block = block.next()

    def _themed(self) -> None:
        self._highlighter.show_theme()
        self._select()
        self.gutter.update()
        self.viewport().update()


class _Marked(QTextEdit.ExtraSelection):
    """A part of the text that looks otherwise."""

    def __init__(self, cursor: QTextCursor, look: QTextCharFormat) -> None:
        super().__init__()
        self.cursor, self.format = cursor, look
