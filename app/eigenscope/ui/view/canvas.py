"""The widget that shows frames: OpenGL where there is any, else the painter."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QImage, QSinglePointEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.legibility import legible
from eigenscope.scene.palette import Palette
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.render.gl.view import GLView
    from eigenscope.render.paint.view import PaintView

MOVING_BUDGET = 40_000  # points drawn while something moves: a fair sample; all of them at rest


class Canvas(QWidget):
    """Holds one view, and swaps in the painter's if OpenGL fails; nothing is lost but speed.

    Signals
    -------
    painted
        After every paint.
    renderer_changed
        The renderer's name and, if it is not the wanted one, why.
    """

    painted = Signal()
    renderer_changed = Signal(str, object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._frame: Frame | None = None
        self._make: Callable[[], Frame] | None = None  # while the frame is older than it should be
        self._magnification = 1.0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.view: GLView | PaintView
        self.renderer = ""
        self.reason: Text = ""
        renderer = os.environ.get("EIGENSCOPE_RENDERER", "gl")
        if renderer == "paint":
            self._use_painter("chosen by EIGENSCOPE_RENDERER")
        else:
            self._use_opengl()

    def show_frame_of(self, make: Callable[[], Frame]) -> None:
        """Show the frame that a function makes.

        It is made once it is painted or asked for, however often it has been shown by then.
        """
        self._make = make
        self.view.update()

    @property
    def frame(self) -> Frame | None:
        """What is shown, or will be at the next paint."""
        make, self._make = self._make, None
        if make is not None:
            frame = make()
            self._frame = legible(frame) if self._magnification > 1 else frame
            self.view.take_frame(self._frame)
        return self._frame

    def _make_frame(self) -> None:
        """Let the view have the newest frame."""
        _ = self.frame

    def set_palette(self, palette: Palette) -> None:
        """Colour by another palette."""
        self._palette = palette
        self.view.set_palette(palette)

    @property
    def palette_shown(self) -> Palette:
        """The palette that it is coloured by."""
        return self._palette

    @property
    def magnification(self) -> float:
        """How much larger everything is drawn than in a window."""
        return self._magnification

    def set_magnification(self, factor: float) -> None:
        """Draw everything larger; frames are to be made for `seen_size` then."""
        self._magnification = factor
        self.view.set_magnification(factor)

    def seen_size(self) -> Size:
        """Return the size of the view that a frame is made for, in pixels of an ordinary text."""
        factor = self._magnification
        return max(self.width(), 1) / factor, max(self.height(), 1) / factor

    def place_of(self, event: QSinglePointEvent) -> QPointF:
        """Return where the mouse is in the view, in the same pixels."""
        place = event.position()
        return QPointF(place.x() / self._magnification, place.y() / self._magnification)

    def pixel_of(self, event: QSinglePointEvent) -> tuple[float, float]:
        """Return the same as two numbers."""
        place = self.place_of(event)
        return place.x(), place.y()

    def set_moving(self, moving: bool) -> None:
        """Say whether the picture is in motion, when fewer points will do."""
        self.view.set_point_budget(MOVING_BUDGET if moving else None)
        self.view.update()

    def frame_image(self) -> QImage:
        """Return what is shown."""
        return self.view.frame_image()

    def release(self) -> None:
        """Give back what the renderer holds, once nothing more is to be shown."""
        self.view.release()

    def _use_opengl(self) -> None:
        try:
            from eigenscope.render.gl.view import GLView

            view = GLView(self)
        except (ImportError, RuntimeError, OSError) as error:
            self._use_painter(error.reason if isinstance(error, WordedError) else str(error))
            return
        view.failed.connect(self._fall_back)
        self._use(view, "gl", "")

    def _use_painter(self, reason: Text) -> None:
        from eigenscope.render.paint.view import PaintView

        self._use(PaintView(self), "paint", reason)

    def _fall_back(self, reason: Text) -> None:
        if self.renderer == "gl":
            self._use_painter(reason)

    def _use(self, view: GLView | PaintView, renderer: str, reason: Text) -> None:
        if self.renderer:
            old = self.view
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.view, self.renderer, self.reason = view, renderer, reason
        view.setMouseTracking(True)
        self._layout.addWidget(view)
        view.painting.connect(self._make_frame)
        view.painted.connect(self.painted)
        self.view.set_palette(self._palette)
        self.view.set_magnification(self._magnification)
        if self._frame is not None:
            self.view.show_frame(self._frame)
        self.renderer_changed.emit(renderer, reason)
