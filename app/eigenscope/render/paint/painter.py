"""What painting asks of a painter: a QPainter's methods, or whoever writes down the same calls."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform


class Painter(Protocol):
    """The few of QPainter's methods that draws are painted with, under the same names."""

    def save(self) -> None:
        """Remember pen, brush, opacity and transform."""

    def restore(self) -> None:
        """Return to what was last remembered."""

    def setRenderHint(self, hint: QPainter.RenderHint, /) -> None:
        """Ask for smooth edges or smooth images."""

    def setClipRect(self, view: QRectF, /) -> None:
        """Paint only within a rectangle."""

    def setTransform(self, transform: QTransform, combine: bool, /) -> None:
        """Move what is painted from now on."""

    def setOpacity(self, opacity: float, /) -> None:
        """Dim images."""

    def setPen(self, pen: QPen | Qt.PenStyle, /) -> None:
        """Choose how lines are stroked."""

    def setBrush(self, colour: QColor, /) -> None:
        """Choose what ellipses are filled with."""

    def fillRect(self, area: QRectF, colour: QColor, /) -> None:
        """Fill a rectangle."""

    def fillPath(self, path: QPainterPath, colour: QColor, /) -> None:
        """Fill an outline."""

    def strokePath(self, path: QPainterPath, pen: QPen, /) -> None:
        """Stroke a path with a pen of its own."""

    def drawLine(self, start: QPointF, end: QPointF, /) -> None:
        """Stroke a straight line; a gradient of the pen runs from its start to its end."""

    def drawLines(self, lines: list[QLineF], /) -> None:
        """Stroke straight lines with a pen without a gradient."""

    def drawEllipse(self, middle: QPointF, across: float, down: float, /) -> None:
        """Fill an ellipse of two radii."""

    def drawImage(self, area: QRectF, image: QImage, /) -> None:
        """Paint an image onto a rectangle."""
