"""The bar beside a heat map that tells its scale."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from eigenscope.scene.colour_scale import SHADES, ColourScale
from eigenscope.ui.charts.plotting import TICK_SIZE, interface_colour
from eigenscope.ui.style.theme import interface_font
from eigenscope.wording.number_texts import scale_words


class ColourBar(QWidget):
    """The scale beside a heat map, with its lowest, middle and highest value."""

    _BAR = 12  # pixels
    _GAP = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: ColourScale | None = None
        self.words: tuple[str, ...] = ()

    def show_scale(self, scale: ColourScale, beyond: tuple[bool, bool] = (False, False)) -> None:
        """Show another scale, and whether its ends stand for more than themselves."""
        self._scale = scale
        self.words = scale_words(scale.low, scale.high, beyond)
        self.setFont(interface_font(TICK_SIZE))
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in self.words)
        self.setFixedWidth(self._BAR + self._GAP + widest + 2)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the colours, the highest on top, and the words beside them."""
        if self._scale is None:
            return
        height = self.fontMetrics().height()
        bar = QRectF(0.5, height / 2, self._BAR, self.height() - height)
        column = np.ascontiguousarray(self._scale.table[::-1, None, :])
        image = QImage(column.tobytes(), 1, SHADES, 4, QImage.Format.Format_RGBA8888)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, image)
        painter.setPen(QPen(interface_colour("border"), 1))
        painter.drawRect(bar)
        painter.setPen(interface_colour("text_muted"))
        left = self._BAR + self._GAP
        for text, part in zip(self.words, (1.0, 0.5, 0.0), strict=True):
            place = QRectF(left, part * bar.height(), self.width() - left, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
