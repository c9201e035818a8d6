"""The picture under the user's hands: shows the workbench's frames and takes mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eigenscope.document.session import Look
from eigenscope.labs.contract.lab import Solution, View
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Palette
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.cameraman import Cameraman
from eigenscope.ui.view.canvas import Canvas
from eigenscope.ui.view.dragging import Dragging
from eigenscope.ui.view.framing import Framing
from eigenscope.ui.view.pointing import Pixel, Pointing, place_under
from eigenscope.ui.view.spotlight import Spotlight
from eigenscope.ui.view.steering import Steering

_CLICK = 4  # pixels: a press that moves less is a click


class Viewport(QWidget):
    """Shows the newest solution at the player's time through the cameraman's camera.

    Signals
    -------
    pointed
        World position under the mouse in the plane and the size of a pixel there, as
        (x, y, size), or None off it.
    clicked
        World position of a click while a tool waits for one.
    refreshed
        Another picture is to be shown: what stands beside it is to show the same moment.
    """

    pointed = Signal(object)
    clicked = Signal(object)
    tool_ended = Signal(bool)
    refreshed = Signal()

    def __init__(
        self, workbench: Workbench, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("viewport")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(240, 180))
        self._workbench = workbench
        self.cameraman = Cameraman(self)
        self.canvas = Canvas(palette, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.steering = Steering(self.cameraman, self.canvas, self.view_size)
        self.dragging = Dragging(workbench)
        self.tool = ""
        self.framing = Framing(
            workbench,
            self.cameraman,
            self.view_size,
            lambda: self.dragging.active or bool(self.tool),
        )
        self.pointing = Pointing(workbench)
        self.spotlight = Spotlight(self)
        self.spotlight.changed.connect(lambda _: self.refresh())
        self._frame: Frame | None = None
        self._veil: Callable[[Frame], Frame] = lambda frame: frame
        self._pressed: QPointF | None = None
        self._last: QPointF | None = None
        self._moved_far = False
        self._watch(self.canvas.view)
        self.canvas.renderer_changed.connect(lambda *_: self._watch(self.canvas.view))
        self.cameraman.changed.connect(lambda _: self.refresh())
        self.cameraman.flying_changed.connect(self.canvas.set_moving)
        workbench.solution_changed.connect(self._solved)
        workbench.player.moved.connect(lambda _: self.refresh())
        workbench.player.playing_changed.connect(self._played)

    # --- showing -------------------------------------------------------------------------------

    def view_size(self) -> Size:
        """Return the size of the picture in pixels of an ordinary text."""
        return self.canvas.seen_size()

    def refresh(self) -> None:
        """Show the picture of this moment, made once for all that happens until it is painted."""
        self.canvas.show_frame_of(self._make_frame)
        self.refreshed.emit()

    @property
    def frame(self) -> Frame | None:
        """The lab's picture of this moment, with nothing hidden, lit up or added."""
        return self._frame if self.canvas.frame is not None else None

    def _make_frame(self) -> Frame:
        """Return the picture of this moment as it is shown."""
        bench = self._workbench
        view = self.view_of(self.canvas, bench.solution)
        frame = bench.lab.frame(bench.solution, bench.player.eased, view)
        self._frame, shown = frame, self.shown(frame)
        marks = () if bench.player.playing else self.dragging.marks()
        return replace(shown, draws=shown.draws + marks) if marks else shown

    def set_veil(self, veil: Callable[[Frame], Frame]) -> None:
        """Have frames shown without what a function leaves out."""
        self._veil = veil

    def shown(self, frame: Frame) -> Frame:
        """Return a frame as it is shown: without what is hidden, and with what is pointed at."""
        return self.spotlight.shone_on(self._veil(frame))

    def view_of(self, canvas: Canvas, solution: Solution) -> View:
        """Return how the picture of a solution is seen in a canvas."""
        pointer = self.pointing.pixel_in(canvas, solution)
        return View(self.cameraman.camera, canvas.seen_size(), pointer)

    def set_magnification(self, factor: float) -> None:
        """Draw everything larger, to be read from afar; the picture is fitted anew."""
        self.canvas.set_magnification(factor)
        self.framing.resized()
        self.refresh()

    def fit(self, *, at_once: bool = False) -> None:
        """Bring all that moves into view."""
        self.framing.fit(at_once=at_once)

    def begin_tool(self, tool: str) -> None:
        """Wait for clicks: "vector" for one, "outline" until Enter or a double-click."""
        self.tool = tool
        self.canvas.view.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()

    def end_tool(self, finished: bool) -> None:
        """Stop waiting for clicks."""
        if self.tool:
            self.tool = ""
            self.canvas.view.unsetCursor()
            self.tool_ended.emit(finished)
            self.framing.let_go()

    def look(self) -> Look:
        """Return where the picture is seen from, or will be when a flight has ended."""
        wide, high = self.view_size()
        return Look.of(self.cameraman.destination, min(max(wide / high, 0.01), 100.0))

    def look_through(self, look: Look | None) -> None:
        """Look from there until what is shown needs other dimensions; None fits the view to it."""
        if look is None:
            self.fit_when_solved()
            return
        self.cameraman.look_through(look.camera())
        self.framing.keep()
        self.refresh()

    def fit_when_solved(self) -> None:
        """Look face on or at space, as the lab needs it, and bring all into view once solved."""
        self.framing.fit_when_solved()
        self.refresh()

    def _solved(self, _solution: object) -> None:
        self.framing.solved()
        self.refresh()

    def _played(self, playing: bool) -> None:
        self.canvas.set_moving(playing)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the picture follows the new size."""
        super().resizeEvent(event)
        self.framing.resized()
        self.refresh()

    # --- mouse ---------------------------------------------------------------------------------

    def _watch(self, view: QWidget) -> None:
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: take the mouse from whichever view shows the picture."""
        if watched is not self.canvas.view:
            return False
        match event:
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonPress:
                self._press(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseMove:
                self._move(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonRelease:
                self._release(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonDblClick:
                self._double_click()
            case QWheelEvent():
                self.steering.turn_wheel(event)
            case QNativeGestureEvent():
                self.steering.pinch(event)
            case _ if event.type() == QEvent.Type.Leave:
                self.dragging.hover(None, self.cameraman.camera, self.view_size())
                self.pointing.leave(self.canvas, self._workbench.solution)
                self.spotlight.light("")
                self.pointed.emit(None)
                self.refresh()
                return False
            case _:
                return False
        return True

    def _press(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = self._last = self.canvas.place_of(event)
        self._moved_far = False
        left = event.button() == Qt.MouseButton.LeftButton
        if left and not self.tool and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.dragging.press(
                self.canvas.pixel_of(event), self.cameraman.camera, self.view_size()
            )
        self.canvas.set_moving(True)

    def _move(self, event: QMouseEvent) -> None:
        place, pixel = self.canvas.place_of(event), self.canvas.pixel_of(event)
        camera, size = self.cameraman.camera, self.view_size()
        cares = self.pointing.move(self.canvas, self._workbench.solution, pixel)
        if self._pressed is None or self._last is None:
            if self.dragging.hover(pixel, camera, size):
                self.refresh()
            self.spotlight.point(self.frame if self.spotlight.parts else None, size, pixel)
            if cares:  # what stands beside it shows the same as before
                self.canvas.show_frame_of(self._make_frame)
            if not self.tool:
                over = self.dragging.hovered is not None
                shape = Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
                self.canvas.view.setCursor(shape)
                self.canvas.view.setToolTip(self.dragging.tip())
            self.pointed.emit(place_under(pixel, camera, size))
            return
        self._moved_far |= (place - self._pressed).manhattanLength() > _CLICK
        delta = place - self._last
        self._last = place
        if self.dragging.active:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.dragging.move(pixel, camera, size, snap=not free)
            self.refresh()
        elif self._moved_far:
            self.steering.drag(event, delta)

    def _release(self, event: QMouseEvent) -> None:
        click = self._pressed is not None and not self._moved_far
        click &= event.button() == Qt.MouseButton.LeftButton
        on_handle = self.dragging.active
        self._pressed = self._last = None
        self.dragging.release()
        self.framing.let_go()
        self.canvas.set_moving(self._workbench.player.playing)
        wants = self.tool or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        pixel = self.canvas.pixel_of(event)
        if click and wants:
            world = self.dragging.snapped_place(pixel, self.cameraman.camera, self.view_size())
            if world is not None:
                self.clicked.emit(world)
        elif click and not on_handle and not event.modifiers():
            self._choose(pixel)
        self.refresh()

    def _choose(self, pixel: Pixel) -> None:
        bench = self._workbench
        self.pointing.move(self.canvas, bench.solution, pixel)
        view = self.view_of(self.canvas, bench.solution)
        if view.pointer is not None:
            bench.choose(view)

    def _double_click(self) -> None:
        if self.tool == "outline":
            self.end_tool(True)
        elif not self.tool:
            self.fit()

    # --- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows move or turn the picture; Enter and Esc end a tool.

        Without a tool, Enter chooses what is spoken of, as a click chooses what is under it.
        """
        key = Qt.Key(event.key())
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.tool and (enter or key == Qt.Key.Key_Escape):
            self.end_tool(enter)
        elif enter and self._workbench.lab.points(self._workbench.solution):
            bench = self._workbench
            bench.choose(replace(self.view_of(self.canvas, bench.solution), pointer=None))
        elif key == Qt.Key.Key_Escape and self.dragging.active:
            self.dragging.cancel()
        elif not self.steering.press_arrow(event):
            super().keyPressEvent(event)

    def zoom_in(self) -> None:
        """Magnify about the middle."""
        self.steering.zoom(1.25)

    def zoom_out(self) -> None:
        """See more."""
        self.steering.zoom(0.8)
