"""Numbers written into the cells of a heat map, once a cell is large enough to hold one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from eigenscope.arrays import Floats
from eigenscope.plots.map_regions import Region
from eigenscope.scene.colour_scale import Bytes, is_light
from eigenscope.ui.charts.plotting import TICK_SIZE
from eigenscope.ui.style.theme import number_font
from eigenscope.wording.number_texts import fitting

LEAST_WIDTH, LEAST_HEIGHT = 34, 16  # pixels of a cell with a number
_SIZES = (TICK_SIZE, 10, 9)  # pixels: letters are smaller where digits would be lost otherwise
_MARGIN = 4  # pixels of a cell's width that stay free
_DARK, _BRIGHT = QColor("#10141b"), QColor("#ffffff")


class CellNumbers(QGraphicsItem):
    """Writes numbers; ``words`` are what is written, by row and column from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[tuple[int, int], str] = {}
        self._dark: dict[tuple[int, int], bool] = {}
        self._bounds = QRectF()
        self.size = TICK_SIZE
        self.setZValue(5)

    def show_numbers(self, region: Region, entries: Floats, colours: Bytes, width: float) -> None:
        """Write the entries of a region.

        Parameters
        ----------
        region
            The rows and columns of the whole matrix that they are.
        entries
            (rows, columns).
        colours
            (rows, columns, 4), the colours on which they are written.
        width
            The width of a cell in pixels: numbers that don't fit are smaller, then lose digits.
        """
        self.clear()
        self._bounds = QRectF(region.left + 0.5, region.top + 0.5, region.columns, region.rows)
        light = is_light(colours)
        whole = [fitting(float(entry), lambda _: True) for entry in entries.flat]
        for self.size in _SIZES:
            texts = _texts(entries, self.size, width - _MARGIN)
            if texts == whole:
                break
        for (i, j), text in zip(np.ndindex(entries.shape), texts, strict=True):
            place = region.top + i, region.left + j
            self.words[place] = text
            self._dark[place] = bool(light[i, j])

    def clear(self) -> None:
        """Write nothing."""
        self.prepareGeometryChange()
        self.words, self._dark, self._bounds = {}, {}, QRectF()
        self.update()

    def boundingRect(self) -> QRectF:
        """Qt: what the numbers cover, in the plot's coordinates."""
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: write the numbers upright and in pixels, whatever the zoom."""
        transform = painter.worldTransform()
        if transform.mapRect(QRectF(0, 0, 1, 1)).width() < LEAST_WIDTH:
            return  # zoomed out, and the view has not yet said so
        painter.save()
        painter.resetTransform()
        painter.setFont(number_font(self.size))
        for (row, column), text in self.words.items():
            cell = transform.mapRect(QRectF(column + 0.5, row + 0.5, 1, 1))
            painter.setPen(_DARK if self._dark[row, column] else _BRIGHT)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _texts(entries: Floats, size: int, room: float) -> list[str]:
    """Return entries as texts in letters of a size, none wider than ``room``, both in pixels."""
    metrics = QFontMetricsF(number_font(size))
    return [
        fitting(float(entry), lambda text: metrics.horizontalAdvance(text) <= room)
        for entry in entries.flat
    ]
