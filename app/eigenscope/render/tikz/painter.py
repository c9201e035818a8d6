"""A painter that writes TikZ: it answers what painting calls and notes every mark down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from eigenscope.render.tikz.marks import Marks, coordinate, outline, pen_options, strips
from eigenscope.render.tikz.mosaic import mosaic, some_pixels
from eigenscope.scene.camera import Size


@dataclass(frozen=True, eq=False)
class _State:
    """What ``save`` remembers."""

    transform: QTransform
    pen: QPen
    brush: QColor
    opacity: float = 1.0
    smooth: bool = False


class TikzPainter:
    """Writes draws down as TikZ paths, in logical pixels with y up.

    It has the methods that ``eigenscope.render.paint`` calls on a QPainter, so projection, hidden
    surfaces and the shapes of arrows are the painter's own. Two things are not QPainter's: a clip
    holds until the end of the scope, and a transform moves places but scales no line's width.

    Parameters
    ----------
    size
        Width and height of the view in logical pixels.
    """

    def __init__(self, size: Size) -> None:
        self.marks = Marks()
        self._view = QRectF(0, 0, *size)
        self._upright = QTransform(1, 0, 0, -1, 0, size[1])
        self._state = _State(self._upright, QPen(), QColor())
        self._saved: list[_State] = []

    def save(self) -> None:
        """Remember pen, brush, opacity and transform."""
        self._saved.append(self._state)

    def restore(self) -> None:
        """Return to what was last remembered."""
        self._state = self._saved.pop()

    def setRenderHint(self, hint: QPainter.RenderHint, /) -> None:
        """Note whether images are to be smooth; paths are."""
        if hint == QPainter.RenderHint.SmoothPixmapTransform:
            self._state = replace(self._state, smooth=True)

    def setClipRect(self, view: QRectF, /) -> None:
        """Clip what follows."""
        self.marks.write(f"\\clip {self._rectangle(view)};")

    def setTransform(self, transform: QTransform, combine: bool, /) -> None:
        """Move what is painted from now on."""
        before = self._state.transform if combine else self._upright
        self._state = replace(self._state, transform=transform * before)

    def setOpacity(self, opacity: float, /) -> None:
        """Dim images from now on."""
        self._state = replace(self._state, opacity=opacity)

    def setPen(self, pen: QPen | Qt.PenStyle, /) -> None:
        """Choose how lines are stroked."""
        self._state = replace(self._state, pen=QPen(pen))

    def setBrush(self, colour: QColor, /) -> None:
        """Choose what ellipses are filled with."""
        self._state = replace(self._state, brush=colour)

    def fillRect(self, area: QRectF, colour: QColor, /) -> None:
        """Fill a rectangle."""
        self.marks.fill(colour, [self._rectangle(area)])

    def fillPath(self, path: QPainterPath, colour: QColor, /) -> None:
        """Fill an outline."""
        rule = ",even odd rule" if path.fillRule() == Qt.FillRule.OddEvenFill else ""
        self.marks.fill(colour, outline(self._state.transform.map(path)), rule)

    def strokePath(self, path: QPainterPath, pen: QPen, /) -> None:
        """Stroke a path with a pen of its own."""
        for subpath in outline(self._state.transform.map(path)):
            self.marks.stroke(pen.color(), pen_options(pen), subpath)

    def drawLine(self, start: QPointF, end: QPointF, /) -> None:
        """Stroke the part of a straight line that may be seen, a fading one strip by strip."""
        pen = self._state.pen
        options, step = pen_options(pen), end - start
        for low, high, colour in strips(pen):
            ends = start + step * low, start + step * high
            if self._may_be_seen(*ends, pen.widthF()):
                self.marks.stroke(colour, options, "--".join(map(self._at, ends)))

    def drawLines(self, lines: list[QLineF], /) -> None:
        """Stroke the parts of straight lines that may be seen."""
        for line in lines:
            self.drawLine(line.p1(), line.p2())

    def drawEllipse(self, middle: QPointF, across: float, down: float, /) -> None:
        """Fill a dot."""
        place = self._state.transform.map(middle)
        self.marks.dot(self._state.brush, place, (across, down))

    def drawImage(self, area: QRectF, image: QImage, /) -> None:
        """Lay an image as a mosaic."""
        mixed = self._state.smooth
        self.marks.write(_note(image, mixed=mixed))
        for colour, parts in mosaic(area, image, self._state.opacity, mixed=mixed):
            self.marks.fill(colour, [self._quadrilateral(part) for part in parts])

    def _at(self, place: QPointF) -> str:
        return coordinate(self._state.transform.map(place))

    def _rectangle(self, area: QRectF) -> str:
        return f"{self._at(area.bottomLeft())} rectangle {self._at(area.topRight())}"

    def _quadrilateral(self, part: QRectF) -> str:
        transform = self._state.transform
        if transform.m12() == 0 == transform.m21() and transform.isAffine():
            return self._rectangle(part)
        corners = part.topLeft(), part.topRight(), part.bottomRight(), part.bottomLeft()
        return "--".join(map(self._at, corners)) + "--cycle"

    def _may_be_seen(self, start: QPointF, end: QPointF, width: float) -> bool:
        area = QRectF(start, end).normalized()
        return self._view.intersects(area.adjusted(-width, -width, width, width))


def _note(image: QImage, *, mixed: bool) -> str:
    """Return a comment that says what of an image is there."""
    if mixed:
        return "% A picture as a coarse mosaic: TikZ code cannot hold its pixels."
    rows, columns = some_pixels(image).shape[:2]
    if (rows, columns) == (image.height(), image.width()):
        return f"% {rows} x {columns} cells, each in its own colour."
    return f"% {rows} x {columns} of {image.height()} x {image.width()} cells, evenly chosen."
