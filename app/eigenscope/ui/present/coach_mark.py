"""A bubble beside a part of the window that says what the part is for; the rest is dimmed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eigenscope.ui.present.cover import Cover
from eigenscope.ui.style.theme import current_theme
from eigenscope.wording.words import Text, Words, say

_WIDTH, _GAP, _AROUND, _ROUND = 340, 14, 4, 8  # pixels
_DIM = 120  # of 255
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CoachMark(Cover):
    """Covers a window, but for the part that it speaks of.

    Signals
    -------
    moved
        1 for the next part, -1 for the one before.
    ended
        No more is wanted.
    """

    moved = Signal(int)
    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, takes_keys=True)
        self.setObjectName("coachMark")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._target: QWidget | None = None
        self.bubble = QFrame(self)
        self.bubble.setObjectName("coachBubble")
        self.title, self.words, self.place = QLabel(), QLabel(), QLabel()
        self.title.setProperty("class", "heading")
        self.place.setProperty("class", "muted")
        for label in (self.title, self.words):
            label.setWordWrap(True)
        self.back = QPushButton(self.tr("Back"))
        self.on = QPushButton(self.tr("Next"))
        self.skip = QPushButton(self.tr("End"))
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))
        self.skip.clicked.connect(self.ended)
        buttons = QHBoxLayout()
        buttons.addWidget(self.place)
        buttons.addStretch()
        for button in (self.skip, self.back, self.on):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        layout = self._layout = QVBoxLayout(self.bubble)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        layout.addLayout(buttons)

    def show_at(self, target: QWidget, title: Text, words: Text, number: int, count: int) -> None:
        """Speak of a part, the ``number``-th of ``count``."""
        self._target = target
        self.title.setText(say(title))
        self.words.setText(say(words))
        place = Words("{number} of {count}", {"number": number, "count": count})
        self.place.setText(say(place))
        self.back.setEnabled(number > 1)
        self.on.setText(self.tr("Done") if number == count else self.tr("Next"))
        self.skip.setVisible(number < count)
        self.show()
        self.setFocus()
        self.arrange()

    def hole(self) -> QRect:
        """Return the part's place in the window."""
        target = self._target
        if target is None or not target.isVisible():
            return QRect()
        corner = target.mapTo(self.covered, QPoint())
        place = QRect(corner, target.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        return place.intersected(self.rect())

    def arrange(self) -> None:
        """Put the bubble where there is most room beside the part."""
        self.cover()
        self.bubble.setFixedWidth(min(_WIDTH, self.width() - 2 * _GAP))
        width = self.bubble.width()
        size = QSize(width, self._layout.totalHeightForWidth(width))
        self.bubble.resize(size)
        hole, whole = self.hole(), self.rect()
        rooms = {
            "right": whole.right() - hole.right() - size.width(),
            "left": hole.left() - size.width(),
            "below": whole.bottom() - hole.bottom() - size.height(),
            "above": hole.top() - size.height(),
        }
        side = max(rooms, key=lambda name: rooms[name])
        across = hole.center().x() - size.width() // 2
        down = min(hole.center().y(), hole.top() + 120) - size.height() // 2
        x, y = {
            "right": (hole.right() + _GAP, down),
            "left": (hole.left() - _GAP - size.width(), down),
            "below": (across, hole.bottom() + _GAP),
            "above": (across, hole.top() - _GAP - size.height()),
        }[side]
        if rooms[side] < _GAP:  # nowhere beside it: at its foot, away from what is in its middle
            x, y = across, hole.bottom() - _GAP - size.height()
        x = min(max(x, _GAP), max(whole.width() - size.width() - _GAP, 0))
        y = min(max(y, _GAP), max(whole.height() - size.height() - _GAP, 0))
        self.bubble.move(x, y)
        self.update()

    # --- Qt's events ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the window has another size, or its parts another place."""
        if self.isVisible() and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.arrange()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows and Enter lead on and back, Esc ends it."""
        key = Qt.Key(event.key())
        if key in _ON:
            self.moved.emit(1)
        elif key == Qt.Key.Key_Left and self.back.isEnabled():
            self.moved.emit(-1)
        elif key == Qt.Key.Key_Escape:
            self.ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: dim all but the part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dimmed, hole = QPainterPath(), QPainterPath()
        dimmed.addRect(QRectF(self.rect()))
        hole.addRoundedRect(QRectF(self.hole()), _ROUND, _ROUND)
        painter.fillPath(dimmed.subtracted(hole), QColor(0, 0, 0, _DIM))
        painter.setPen(QPen(QColor(current_theme().interface["accent"]), 2))
        painter.drawPath(hole)
        painter.end()
