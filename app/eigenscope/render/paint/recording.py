"""A painter's calls, written down, to be painted band by band.

A whole picture does not fit the memory that a processor has at hand; a band of it does. What is
costly in Python, to work out where things are, is done once for all bands.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QTransform,
)

from eigenscope.render.paint.rasters import in_pieces


class _Call(NamedTuple):
    """A method of painters, what it is called with, and between which y anything is painted."""

    method: Callable[..., None]
    arguments: tuple[Any, ...]
    top: float = -math.inf
    bottom: float = math.inf


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
        self._calls: list[_Call] = []
        self._width = 0.0  # of the pen

    def __len__(self) -> int:
        return len(self._calls)

    def play(self, painter: QPainter, top: float = -math.inf, bottom: float = math.inf) -> None:
        """Paint all that was written down, or what meets a band of it, given by its y."""
        for method, arguments, begins, ends in self._calls:
            if begins < bottom and ends > top:
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
        if isinstance(pen, QPen):
            self._width, pen = pen.widthF(), self._pen(pen)
        self._note(QPainter.setPen, pen)

    def setBrush(self, colour: QColor, /) -> None:
        """Choose what ellipses are filled with."""
        self._note(QPainter.setBrush, self._colour(colour))

    def fillRect(self, area: QRectF, colour: QColor, /) -> None:
        """Fill a rectangle."""
        self._note(QPainter.fillRect, area, self._colour(colour))

    def fillPath(self, path: QPainterPath, colour: QColor, /) -> None:
        """Fill an outline."""
        self._fill(path, QBrush(self._colour(colour)))

    def strokePath(self, path: QPainterPath, pen: QPen, /) -> None:
        """Stroke a path with a pen of its own: what that fills is worked out once for all bands."""
        if path.elementCount() > 2:
            self._fill(QPainterPathStroker(pen).createStroke(path), self._pen(pen).brush())
        else:  # Qt is quickest with a single line
            self._note(QPainter.strokePath, in_pieces(path), self._pen(pen))

    def drawLine(self, start: QPointF, end: QPointF, /) -> None:
        """Stroke a straight line."""
        low, high = sorted((start.y(), end.y()))
        call = _Call(QPainter.drawLine, (start, end), low - self._width, high + self._width)
        self._calls.append(call)

    def drawLines(self, lines: list[QLineF], /) -> None:
        """Stroke straight lines."""
        self._note(QPainter.drawLines, lines)

    def drawEllipse(self, middle: QPointF, across: float, down: float, /) -> None:
        """Fill an ellipse of two radii."""
        self._note(QPainter.drawEllipse, middle, across, down)

    def drawImage(self, area: QRectF, image: QImage, /) -> None:
        """Paint an image onto a rectangle."""
        self._note(QPainter.drawImage, area, self._image(image))

    def _fill(self, path: QPainterPath, brush: QBrush) -> None:
        bounds = path.controlPointRect()
        call = _Call(QPainter.fillPath, (in_pieces(path), brush), bounds.top(), bounds.bottom())
        self._calls.append(call)

    def _note(self, method: Callable[..., None], *arguments: Any) -> None:
        self._calls.append(_Call(method, arguments))

    def _pen(self, pen: QPen) -> QPen:
        copy, brush = QPen(pen), pen.brush()
        gradient = brush.gradient()
        if isinstance(gradient, QLinearGradient):
            other = QLinearGradient(gradient.start(), gradient.finalStop())
            other.setStops([(part, self._colour(colour)) for part, colour in gradient.stops()])
            copy.setBrush(QBrush(other))
        else:
            copy.setColor(self._colour(pen.color()))
        return copy
