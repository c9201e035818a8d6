"""A sheet over the pictures of a presentation: pen, pointer, and the rectangle to be zoomed to.

What is drawn on it belongs to nobody's document: it is gone with the presentation.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from eigenscope.scene.slots import Slot
from eigenscope.ui.present.cover import Cover
from eigenscope.ui.style.theme import current_theme

PEN, POINTER, ZOOM = "pen", "pointer", "zoom"
_PEN_WIDTH, _RING, _RING_WIDTH = 0.16, 1.1, 0.14  # in heights of text
_LEAST = 12.0  # pixels of a rectangle that is meant


class Blackboard(Cover):
    """Takes the mouse while a tool is used; else it is looked and clicked through.

    Signals
    -------
    framed
        The rectangle that is to be zoomed to, in this widget's pixels.
    tool_changed
        Another tool is used, or none.
    """

    framed = Signal(QRectF)
    tool_changed = Signal()

    def __init__(self, pictures: QWidget) -> None:
        super().__init__(pictures, takes_keys=False)
        self.setObjectName("blackboard")
        self.setMouseTracking(True)
        self.tool = ""
        self.strokes: list[list[QPointF]] = []
        self._text = 20.0
        self._pointer: QPointF | None = None
        self._corner: QPointF | None = None

    def set_pixels(self, pixels: float) -> None:
        """Draw as suits letters of a height."""
        self._text = pixels
        self.update()

    def use(self, tool: str) -> None:
        """Use a tool; the one that is used already is put down."""
        self.tool = "" if tool == self.tool else tool
        self._pointer = self._corner = None
        self._show_tool()

    def put_down(self) -> None:
        """Use no tool any more; what is drawn stays."""
        if self.tool:
            self.use(self.tool)

    def clear(self) -> None:
        """Wipe everything off."""
        self.strokes.clear()
        self._show_tool()

    def undo(self) -> None:
        """Wipe the last stroke off."""
        if self.strokes:
            self.strokes.pop()
        self._show_tool()

    def _show_tool(self) -> None:
        through = not self.tool
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, through)
        shapes = {PEN: Qt.CursorShape.CrossCursor, ZOOM: Qt.CursorShape.CrossCursor}
        self.setCursor(shapes.get(self.tool, Qt.CursorShape.BlankCursor))
        self.cover()
        self.setVisible(bool(self.tool or self.strokes))
        if self.tool:
            self.setFocus()
        elif self.hasFocus():
            self.covered.setFocus()
        self.update()
        self.tool_changed.emit()

    # --- Qt's events ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: begin a stroke or a rectangle."""
        if self.tool == PEN:
            self.strokes.append([event.position()])
        elif self.tool == ZOOM:
            self._corner = event.position()
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: go on with it."""
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self.tool == PEN and held and self.strokes:
            self.strokes[-1].append(event.position())
        self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: end it."""
        corner, self._corner = self._corner, None
        if self.tool == ZOOM and corner is not None:
            rectangle = QRectF(corner, event.position()).normalized()
            if min(rectangle.width(), rectangle.height()) >= _LEAST:
                self.put_down()
                self.framed.emit(rectangle)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: there is no pointer any more."""
        self._pointer = None
        self.update()

    def _follow(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Qt: undo is of strokes while there are any and the pen is used."""
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            undoes = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
            if undoes and self.tool == PEN and self.strokes:
                if kind == QEvent.Type.KeyPress:
                    self.undo()
                event.accept()
                return True
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the strokes, the pointer's ring and the rectangle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor.fromRgbF(*current_theme().palette[Slot.HIGHLIGHT])
        colour.setAlphaF(1.0)
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        pen = QPen(colour, _PEN_WIDTH * self._text, Qt.PenStyle.SolidLine, round_cap, round_join)
        painter.setPen(pen)
        for stroke in self.strokes:
            if len(stroke) > 1:
                painter.drawPolyline(QPolygonF(stroke))
            else:
                painter.drawPoint(stroke[0])
        if self.tool == POINTER and self._pointer is not None:
            painter.setPen(QPen(colour, _RING_WIDTH * self._text))
            radius = _RING * self._text
            painter.drawEllipse(self._pointer, radius, radius)
        if self.tool == ZOOM and self._corner is not None and self._pointer is not None:
            painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._corner, self._pointer))
        painter.end()
