"""The widget that shows frames with the painter: slower than OpenGL, and everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QWidget

from eigenscope.render.paint.painting import paint_frame
from eigenscope.render.paint.rasters import RasterPainter
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Palette


class PaintView(QWidget):
    """Shows one frame at a time.

    Signals
    -------
    painting
        Before every paint: the last moment to give it another frame.
    painted
        After every paint.
    failed
        Never: there is nothing to fall back to.
    """

    painting = Signal()
    painted = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._frame: Frame | None = None
        self._palette: Palette | None = None
        self._point_budget: int | None = None
        self._magnification = 1.0

    @property
    def point_budget(self) -> int | None:
        """At most so many points were asked for; None asks for all."""
        return self._point_budget

    def set_point_budget(self, budget: int | None) -> None:
        """Take the budget that OpenGL's view has a use for; the painter paints all points."""
        self._point_budget = budget

    def set_magnification(self, factor: float) -> None:
        """Paint everything larger, for a frame that was made for a view as much smaller."""
        self._magnification = factor
        self.update()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame at the next paint."""
        self.take_frame(frame)
        self.update()

    def take_frame(self, frame: Frame) -> None:
        """Show a frame at a paint that comes anyway."""
        self._frame = frame

    def set_palette(self, palette: Palette) -> None:
        """Colour by another palette."""
        self._palette = palette
        self.update()

    def release(self) -> None:
        """Delete nothing: a painter keeps nothing outside the program."""

    def frame_image(self) -> QImage:
        """Return what is shown, in device pixels."""
        return self.grab().toImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the frame."""
        self.painting.emit()
        if self._frame is None or self._palette is None:
            return
        painter = RasterPainter(self)
        factor = self._magnification
        painter.scale(factor, factor)
        size = self.width() / factor, self.height() / factor
        paint_frame(painter, self._frame, self._palette, size)
        painter.end()
        self.painted.emit()
