"""The list of names that opens while code is written, with how each is called."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from eigenscope.trace.completing import Completion, Completions, completions
from eigenscope.ui.style.theme import current_theme, number_font

_LETTERS = 2  # after which names are offered
_ROWS = 8
_MARGIN, _GAP, _AIR = 8, 16, 6  # pixels at the sides, before the hints, above and below
_WIDEST = 460
_MODEL_INDEX = QModelIndex | QPersistentModelIndex
_HINT = Qt.ItemDataRole.UserRole
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class CodeCompletion(QObject):
    """Offers names in a field, and writes the one that is taken.

    Signals
    -------
    taken
        A name was written.
    """

    taken = Signal()

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        self._offered = Completions("")
        self._model = _Names(self)
        self.popup = QListView()
        self.popup.setObjectName("codeNames")
        self.popup.setFont(number_font(12))
        self.popup.setUniformItemSizes(True)
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.popup.setAccessibleName(self.tr("Names that may stand here"))
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_ROWS)
        self._completer.setPopup(self.popup)
        self.popup.setItemDelegate(_NameDelegate(self.popup))  # after setPopup, which sets its own
        self._completer.setWidget(field)
        self._completer.activated.connect(self._take)

    def offer(self, *, asked: bool = False) -> None:
        """Open the list where the cursor is, if there is anything to offer; else close it.

        Without being asked, it opens after a dot or a few letters, and not for a whole name.
        """
        place = self._field.textCursor().position()
        offered = completions(self._field.toPlainText(), place)
        enough = asked or offered.after_dot or len(offered.word) >= _LETTERS
        whole = [each.name for each in offered.choices] == [offered.word]
        if not offered.choices or not enough or (whole and not asked):
            self.popup.hide()
            return
        self._offered = offered
        self._model.show_choices(offered.choices)
        self._open(len(offered.word))

    def hide(self) -> None:
        """Close the list."""
        self.popup.hide()

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is the open list's: Enter and Tab take, Esc closes."""
        if not self.popup.isVisible():
            return False
        if event.key() == Qt.Key.Key_Escape:
            return True
        return event.key() in _TAKING and self.popup.currentIndex().isValid() and not self._whole()

    def _whole(self) -> bool:
        """Tell whether the chosen name is written already, so that Enter begins a line."""
        return self._model.choices[self.popup.currentIndex().row()].name == self._offered.word

    def _open(self, letters: int) -> None:
        cursor = self._field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, n=letters)
        corner = self._field.cursorRect(cursor)
        corner.translate(self._field.viewport().pos())
        bar = self.popup.verticalScrollBar().sizeHint().width()
        corner.setWidth(min(self._model.width(self.popup.fontMetrics()) + bar + 4, _WIDEST))
        self._completer.complete(corner)
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take(self, name: str) -> None:
        choice = next(each for each in self._model.choices if each.name == name)
        cursor = self._field.textCursor()
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(self._offered.word))
        after = self._field.toPlainText()[self._field.textCursor().position() :]
        opens = choice.callable and not after.startswith("(")
        cursor.insertText(f"{choice.name}(" if opens else choice.name)
        self._field.setTextCursor(cursor)
        self.taken.emit()


class _Names(QAbstractListModel):
    """The names that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choices: Sequence[Completion] = ()

    def show_choices(self, choices: Sequence[Completion]) -> None:
        """Offer other names."""
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def width(self, metrics: QFontMetrics) -> int:
        """Return how wide the widest row is."""
        return max(_row_width(each, metrics) for each in self.choices)

    def rowCount(self, parent: _MODEL_INDEX | None = None) -> int:
        """Qt: a row for each name."""
        return 0 if parent is not None and parent.isValid() else len(self.choices)

    def data(self, index: _MODEL_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: its name, and how it is called."""
        choice = self.choices[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return choice.name
        if role == _HINT:
            return _hint(choice)
        return choice.hint if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class _NameDelegate(QStyledItemDelegate):
    """Paints a name, and muted at the right how it is called."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _MODEL_INDEX) -> QSize:
        """Qt: a row of text."""
        return QSize(0, option.fontMetrics.height() + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _MODEL_INDEX) -> None:
        """Qt: paint a row."""
        colours = current_theme().interface
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours["selection"]))
        row = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        name, hint = index.data(), index.data(_HINT)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        painter.setPen(QColor(colours["text"]))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignLeft, name)
        room = row.width() - option.fontMetrics.horizontalAdvance(name) - _GAP
        elided = option.fontMetrics.elidedText(hint, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(colours["text_muted"]))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, elided)


def _hint(choice: Completion) -> str:
    return choice.hint.removeprefix(choice.name) if choice.callable else choice.hint


def _row_width(choice: Completion, metrics: QFontMetrics) -> int:
    hint = _hint(choice)
    gap = _GAP if hint else 0
    return 2 * _MARGIN + metrics.horizontalAdvance(choice.name + hint) + gap
