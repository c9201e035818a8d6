"""How the cells of a matrix table are painted and typed into.

A cell is painted by one call here instead of ten calls of Qt's for its colours and fonts, which
is what lets ten thousand rows scroll.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from eigenscope.language.evaluating.entry import parse_entry
from eigenscope.language.texts.messages import LanguageError
from eigenscope.ui.style.marking import mark
from eigenscope.ui.style.theme import current_theme, number_font
from eigenscope.ui.table.pasted_note import decimal_comma_words
from eigenscope.ui.table.table_model import AnyIndex, TableModel

_PADDING = 8  # pixels beside a number
_SELECTED, _FOCUSED = (
    int(flag.value) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus)
)
_RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)


class CellLine(QLineEdit):
    """A number that is being typed; ``reason`` says why it is none, or is empty."""

    judged = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellLine")
        self.setFont(number_font())
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.reason = ""
        self.textChanged.connect(self._judge)

    def _judge(self, text: str) -> None:
        try:
            parse_entry(text)
        except LanguageError as error:
            reason = str(error)
        else:
            reason = ""
            self.setToolTip(decimal_comma_words(text))
        if reason != self.reason:
            self.reason = reason
            self.setToolTip(reason or decimal_comma_words(text))
            self.setAccessibleDescription(reason)
            mark(self, wrong=bool(reason))
            self.judged.emit(reason)


class TableCells(QStyledItemDelegate):
    """Paints numbers and makes their editors.

    Signals
    -------
    entered
        Row, column, and a text that is a number.
    judged
        Why the text that is being typed is no number; empty once it is one.
    walked
        By how many rows and columns to go on after an entry.
    """

    entered = Signal(int, int, str)
    judged = Signal(str)
    walked = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._font = number_font()
        self._metrics = QFontMetrics(self._font)
        self._advance = self._metrics.horizontalAdvance("0")  # of any character: they are alike
        self.restyle()

    def restyle(self) -> None:
        """Take over the colours of the present theme."""
        colours = current_theme().interface
        self._text, self._marked, self._warning, self._accent = (
            QColor(colours[name]) for name in ("text", "selection", "warning", "accent")
        )

    # --- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt: draw a cell."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        row, column, rect = index.row(), index.column(), option.rect
        value = model.contents.value(row, column)
        state = option.state.value  # as a number: flags of Qt cost more than the text
        if state & _SELECTED:
            painter.fillRect(rect, self._marked)
        painter.setFont(self._font)
        painter.setPen(self._text if math.isfinite(value) else self._warning)
        inside = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        text = model.contents.text(row, column)
        if len(text) * self._advance > inside.width():
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _RIGHT, text)
        if state & _FOCUSED:
            painter.setPen(QPen(self._accent, 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    # --- editing -------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Qt: a line that judges while one types."""
        line = CellLine(parent)
        line.judged.connect(self.judged)
        return line

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Qt: begin with what stands in the cell, unless something has been typed already."""
        if isinstance(editor, CellLine) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Qt: hand over what was typed, if it is a number and another one than before."""
        if not isinstance(editor, CellLine) or editor.reason:
            return
        if editor.text() != str(index.data(Qt.ItemDataRole.EditRole)):
            self.entered.emit(index.row(), index.column(), editor.text())

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Qt: a wrong text that is given up is wrong no more."""
        if isinstance(editor, CellLine) and editor.reason:
            self.judged.emit("")
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter and Tab take a number over and walk on; nothing takes a wrong one over."""
        if not isinstance(watched, CellLine):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and watched.reason:
            return False  # it stays open, with what was typed
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = walk_of(event)
            if step is not None:
                if not watched.reason:
                    self.commitData.emit(watched)
                    self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                    self.walked.emit(*step)
                return True
        return super().eventFilter(watched, event)


def walk_of(event: QKeyEvent) -> tuple[int, int] | None:
    """Return by how many rows and columns Enter and Tab go on; None for other keys."""
    key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return (-1 if back else 1), 0
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return 0, (-1 if back or key == Qt.Key.Key_Backtab else 1)
    return None
