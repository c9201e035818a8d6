"""Shows a picture as large as there is room, on a chequered ground where it is transparent."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from eigenscope.ui.style.theme import current_theme
from eigenscope.wording.words import Text, say

_SQUARE = 8  # pixels
_MARGIN = 16


class Preview(QWidget):
    """A picture in the middle, or words in its stead: at first that it is being made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(QSize(320, 240))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.image = QImage()
        self._words: Text = "Preparing…"

    @property
    def words(self) -> str:
        """What stands there in a picture's stead."""
        return say(self._words)

    def room(self) -> tuple[float, float]:
        """Return the width and height that a picture may have, in logical pixels."""
        return max(64.0, self.width() - 2 * _MARGIN), max(64.0, self.height() - 2 * _MARGIN)

    def show_image(self, image: QImage) -> None:
        """Show a picture; its device pixel ratio says how many dots it has to a pixel."""
        self.image, self._words = image, ""
        self.update()

    def show_words(self, words: Text) -> None:
        """Show words where there is no picture."""
        self.image, self._words = QImage(), words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint."""
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), QColor(theme.interface["window"]))
        if self.image.isNull():
            painter.setPen(QColor(theme.interface["text_muted"]))
            box = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), self.words)
            return
        size = self.image.deviceIndependentSize()
        scale = min(1.0, self.room()[0] / size.width(), self.room()[1] / size.height())
        wide, high = size.width() * scale, size.height() * scale
        place = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        if self.image.hasAlphaChannel():
            self._chequer(painter, place)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)
        painter.setPen(QColor(theme.interface["border"]))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _chequer(self, painter: QPainter, place: QRectF) -> None:
        painter.save()
        painter.setClipRect(place)
        painter.fillRect(place, QColor("#ffffff"))
        for row in range(int(place.height() // _SQUARE) + 1):
            for column in range(row % 2, int(place.width() // _SQUARE) + 1, 2):
                x, y = place.left() + column * _SQUARE, place.top() + row * _SQUARE
                painter.fillRect(QRectF(x, y, _SQUARE, _SQUARE), QColor("#e3e6ea"))
        painter.restore()
