"""The widget that shows frames with OpenGL, and says so when it cannot."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from eigenscope.render.gl.offscreen import default_format, shortcoming
from eigenscope.render.gl.renderer import Renderer
from eigenscope.render.text import stamps
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Palette
from eigenscope.wording.words import Text, say

MakeRenderer = Callable[[], Renderer]


class GLView(QOpenGLWidget):
    """Shows one frame at a time.

    A context lives only as long as the window it is in: docking, full screen and reparenting make
    a new one, and everything is uploaded again.

    Signals
    -------
    painting
        Before every paint: the last moment to give it another frame.
    painted
        After every paint.
    failed
        Once, with the reason, if OpenGL 3.3 is not there, a shader does not compile or the context
        is lost. From then on nothing is painted. Nothing is ever raised from a paint.
    """

    painting = Signal()
    painted = Signal()
    failed = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, make_renderer: MakeRenderer = Renderer
    ) -> None:
        super().__init__(parent)
        self.setFormat(default_format())
        self._make_renderer = make_renderer
        self._renderer: Renderer | None = None
        self._frame: Frame | None = None
        self._palette: Palette | None = None
        self._point_budget: int | None = None
        self._magnification = 1.0
        self._failed = False
        self._reached = False  # OpenGL was asked to paint, in the current paint event

    @property
    def renderer(self) -> Renderer | None:
        """The renderer of the current context, if there is one."""
        return self._renderer

    @property
    def point_budget(self) -> int | None:
        """At most so many points of a cloud are drawn; None draws all."""
        return self._point_budget

    def set_point_budget(self, budget: int | None) -> None:
        """Draw at most so many points of a cloud; None draws all."""
        if budget != self._point_budget:
            self._point_budget = budget
            self.update()

    def set_magnification(self, factor: float) -> None:
        """Draw everything larger, for a frame that was made for a view as much smaller."""
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

    def frame_image(self) -> QImage:
        """Return what is shown, labels included, in device pixels."""
        return self.grabFramebuffer()

    # Qt's events

    def initializeGL(self) -> None:
        """Make what belongs to a new context."""
        if self._failed:
            return
        try:
            problem = shortcoming(self.context())
            if problem:
                self._fail(problem)
                return
            self._renderer = self._make_renderer()
        except Exception as error:
            self._fail(str(error))
            return
        self.context().aboutToBeDestroyed.connect(self.release)

    def paintGL(self) -> None:
        """Draw the frame."""
        self._reached = True
        self.painting.emit()
        if self._failed or self._renderer is None or self._palette is None or self._frame is None:
            return
        try:
            self._paint(self._renderer, self._frame, self._palette)
        except Exception as error:
            self._fail(str(error))
            return
        self.painted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and notice when Qt has no context to paint with."""
        self._reached = False
        super().paintEvent(event)
        if not self._reached and not self.size().isEmpty():
            self._fail(shortcoming(self.context()) or "OpenGL's context was lost")

    def _paint(self, renderer: Renderer, frame: Frame, palette: Palette) -> None:
        ratio = self.devicePixelRatioF()
        device = (round(self.width() * ratio), round(self.height() * ratio))
        ratio *= self._magnification
        renderer.draw(frame, palette, device, ratio, point_budget=self._point_budget)
        if frame.labels:
            size = device[0] / ratio, device[1] / ratio
            renderer.write(stamps([frame], palette, size, ratio)[0], device)

    def release(self) -> None:
        """Delete what belongs to a context that is about to go, or will show nothing more.

        Contexts share what is in them, so whatever is not deleted stays as long as the program.
        """
        renderer, self._renderer = self._renderer, None
        # While the widget itself is destroyed its context can no longer be made current.
        if renderer is None or not shiboken6.isValid(self):
            return
        self.makeCurrent()
        renderer.release()
        self.doneCurrent()

    def _fail(self, reason: Text) -> None:
        """Say once that it is over: later, since whoever hears it may delete this widget."""
        if not self._failed:
            self._failed = True
            QTimer.singleShot(0, self, lambda: self.failed.emit(say(reason)))
