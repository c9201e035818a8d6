"""A painter's calls, written down, to be painted band by band.

A whole picture does not fit the memory that a processor has at hand; a band of it does. What is
costly in Python, to work out where things are, is done once for all bands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from eigenscope.render.paint.rasters import in_pieces


class Recording:
    """Has the methods that draws are painted with, and calls them on painters later.

    Parameters
    ----------
    colour, image
        What colours and images are made into before they are painted.
    """

    def __init__(
        self,
        colour: Callable[[QColor], QColor] = lambda colour: colour,
        image: Callable[[QImage], QImage] = lambda image: image,
    ) -> None:
        self._colour, self._image = colour, image
        self._calls: list[tuple[Callable[..., None], tuple[Any, ...]]] = []

    def __len__(self) -> int:
        return len(self._calls)

    def play(self, painter: QPainter) -> None:
        """Paint all that was written down."""
        for method, arguments in self._calls:
            method(painter, *arguments)

    def save(self) -> None:
        """Remember pen, brush, opacity and transform."""
        self._note(QPainter.save)

    def restore(self) -> None:
        """Return to what was last remembered."""
        self._note(QPainter.restore)

    def setRenderHint(self, hint: QPainter.RenderHint, /) -> None:
        """Ask for smooth edges or smooth images."""
        self._note(QPainter.setRenderHint, hint)

    def setClipRect(self, view: QRectF, /) -> None:
        """Paint only within a rectangle."""
        self._note(QPainter.setClipRect, view)

    def setTransform(self, transform: QTransform, combine: bool, /) -> None:
        """Move what is painted from now on."""
        self._note(QPainter.setTransform, transform, combine)

    def setOpacity(self, opacity: float, /) -> None:
        """Dim images."""
        self._note(QPainter.setOpacity, opacity)

    def setPen(self, pen: QPen | Qt.PenStyle, /) -> None:
        """Choose how lines are stroked."""
        self._note(QPainter.setPen, self._pen(pen) if isinstance(pen, QPen) else pen)

    def setBrush(self, colour: QColor, /) -> None:
        """Choose what ellipses are filled with."""
        self._note(QPainter.setBrush, self._colour(colour))

    def fillRect(self, area: QRectF, colour: QColor, /) -> None:
        """Fill a rectangle."""
        self._note(QPainter.fillRect, area, self._colour(colour))

    def fillPath(self, path: QPainterPath, colour: QColor, /) -> None:
        """Fill an outline."""
        self._note(QPainter.fillPath, in_pieces(path), QBrush(self._colour(colour)))

    def strokePath(self, path: QPainterPath, pen: QPen, /) -> None:
        """Stroke a path with a pen of its own."""
        self._note(QPainter.strokePath, in_pieces(path), self._pen(pen))

    def drawLine(self, start: QPointF, end: QPointF, /) -> None:
        """Stroke a straight line."""
        self._note(QPainter.drawLine, start, end)

    def drawLines(self, lines: list[QLineF], /) -> None:
        """Stroke straight lines."""
        self._note(QPainter.drawLines, lines)

    def drawEllipse(self, middle: QPointF, across: float, down: float, /) -> None:
        """Fill an ellipse of two radii."""
        self._note(QPainter.drawEllipse, middle, across, down)

    def drawImage(self, area: QRectF, image: QImage, /) -> None:
        """Paint an image onto a rectangle."""
        self._note(QPainter.drawImage, area, self._image(image))

    def _note(self, method: Callable[..., None], *arguments: Any) -> None:
        self._calls.append((method, arguments))

    def _pen(self, pen: QPen) -> QPen:
        made, brush = QPen(pen), pen.brush()
        gradient = brush.gradient()
        if isinstance(gradient, QLinearGradient):
            other = QLinearGradient(gradient.start(), gradient.finalStop())
            other.setStops([(part, self._colour(colour)) for part, colour in gradient.stops()])
            made.setBrush(QBrush(other))
        else:
            made.setColor(self._colour(pen.color()))
        return made
