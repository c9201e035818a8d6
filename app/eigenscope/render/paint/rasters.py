"""A painter of pixels that gives Qt long edges in short pieces, which it fills much faster.

Qt's rasteriser fills a shape in bands of rows, and for each band it walks down every edge that
reaches into it from the edge's own beginning. So an edge costs the square of its height; cut into
pieces, each band meets only its own, and the pixels are the same.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

Filling: TypeAlias = QBrush | Qt.BrushStyle | Qt.GlobalColor | QColor | QGradient | QImage | QPixmap

_LONG = 64.0  # height from which a path is worth cutting, in the painter's units
_PIECE = 32.0  # height of a piece
_LOOKED_AT = 64  # edges of a path, to see whether there are long ones among them


class RasterPainter(QPainter):
    """A QPainter for widgets and images."""

    def fillPath(self, path: QPainterPath, brush: Filling, /) -> None:
        """Fill an outline."""
        super().fillPath(in_pieces(path), brush)

    def strokePath(self, path: QPainterPath, pen: QPen | Qt.PenStyle | QColor, /) -> None:
        """Stroke a path with a pen of its own."""
        super().strokePath(in_pieces(path), pen)


def in_pieces(path: QPainterPath) -> QPainterPath:
    """Return a path whose straight edges are cut into short pieces; one with curves as it is."""
    if path.controlPointRect().height() < _LONG or not _may_have_long_edges(path):
        return path
    cut = QPainterPath()
    cut.setFillRule(path.fillRule())
    x = y = 0.0
    whole = True
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        if element.isCurveTo():
            return path
        x1, y1 = element.x, element.y
        if element.isMoveTo():
            cut.moveTo(x1, y1)
        else:
            if abs(y1 - y) > _PIECE:
                whole = False
                pieces = math.ceil(abs(y1 - y) / _PIECE)
                across, down = (x1 - x) / pieces, (y1 - y) / pieces
                for piece in range(1, pieces):
                    cut.lineTo(x + across * piece, y + down * piece)
            cut.lineTo(x1, y1)
        x, y = x1, y1
    return path if whole else cut


def _may_have_long_edges(path: QPainterPath) -> bool:
    """Whether some edge may be long, by looking at a part of them if there are many."""
    count = path.elementCount()
    if count <= _LOOKED_AT:
        return True
    # An odd step does not meet the same side of every triangle or every rectangle.
    for index in range(1, count, (count // _LOOKED_AT) | 1):
        if abs(path.elementAt(index).y - path.elementAt(index - 1).y) > _LONG / 2:
            return True
    return False
