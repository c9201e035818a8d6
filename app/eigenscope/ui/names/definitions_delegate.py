"""How a definition looks in its list: a small picture, name and expression, and the value."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from eigenscope.language.texts.typography import pretty
from eigenscope.ui.names.definitions_model import ROW, SHOWN, Index, Row, rounded_text, shape_text
from eigenscope.ui.style.small_picture import small_picture
from eigenscope.ui.style.theme import current_theme, interface_font, number_font

_HEIGHT, _MARGIN, _PICTURE = 52, 8, 34
_SHOWN_BAR = 3  # pixels: stands beside what is in the view


class DefinitionDelegate(QStyledItemDelegate):
    """Paints a row, and lets its name be typed over."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: all rows are as high."""
        return QSize(160, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint a row."""
        row: Row = index.data(ROW)
        area = QRect(option.rect)
        colours = current_theme().interface
        state = QStyle.StateFlag
        painter.save()
        if option.state & state.State_Selected:
            painter.fillRect(area, QColor(colours["selection"]))
        elif option.state & state.State_MouseOver:
            painter.fillRect(area, QColor(colours["hover"]))
        self._paint_picture(painter, area, row)
        if index.data(SHOWN):
            bar = QRect(area.left(), area.top() + 1, _SHOWN_BAR, area.height() - 2)
            painter.fillRect(bar, QColor(colours["accent"]))
        left = area.left() + 2 * _MARGIN + _PICTURE
        upper = QRect(left, area.top() + 7, area.right() - left - _MARGIN, 19)
        lower = upper.translated(0, 20)
        _say(painter, upper, f"{row.name} = {pretty(row.text)}", "text", number=True)
        if row.value is None:
            _say(painter, lower, row.problem, "danger")
        else:
            size = shape_text(row.value)
            width = _say(painter, lower, size, "text_muted", right=True) + 10 if size else 0
            _say(painter, lower.adjusted(0, 0, -width, 0), rounded_text(row.value), "text_muted")
        painter.setPen(QPen(QColor(colours["border"])))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """Qt: a field for the name alone."""
        editor = QLineEdit(parent)
        editor.setFont(number_font())
        editor.setAccessibleName(self.tr("New name"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Qt: the field lies over the name."""
        area = QRect(option.rect)
        left = area.left() + 2 * _MARGIN + _PICTURE - 4
        editor.setGeometry(left, area.top() + 2, min(140, area.right() - left - 4), 28)

    def _paint_picture(self, painter: QPainter, area: QRect, row: Row) -> None:
        place = QRect(area.left() + _MARGIN, area.top() + 9, _PICTURE, _PICTURE)
        if row.value is None:
            painter.setPen(QPen(QColor(current_theme().interface["danger"]), 1.5))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")
            return
        array = row.value.resolved().array
        if array.ndim in (1, 2) and array.size and array.dtype.kind != "c":
            image = small_picture(array.reshape(array.shape[0], -1), _PICTURE)
            corner = place.center() - image.rect().center()
            painter.drawImage(corner, image)
        else:
            words = f"{array.ndim}D" if array.ndim else rounded_text(row.value)
            _say(painter, place, words, "text_muted", centre=True)


def _say(
    painter: QPainter,
    area: QRect,
    words: str,
    colour: str,
    *,
    number: bool = False,
    right: bool = False,
    centre: bool = False,
) -> int:
    """Write words on one line, cut off where they do not fit; return their width in pixels."""
    font = number_font(13) if number else interface_font(12)
    painter.setFont(font)
    painter.setPen(QColor(current_theme().interface[colour]))
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    across = Qt.AlignmentFlag.AlignLeft
    if right or centre:
        across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignHCenter
    painter.drawText(area, across | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
