"""What mouse, wheel, fingers and arrow keys do to the camera."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent

from eigenscope.scene.camera import Size
from eigenscope.ui.view.cameraman import Cameraman
from eigenscope.ui.view.canvas import Canvas
from eigenscope.ui.view.pointing import Pixel

_TURN = 0.0065  # radians of orbit a pixel
_WHEEL = 1.0015  # zoom for one unit of the wheel's angle; a notch is 120 of them
_PAN = 40  # pixels a press of an arrow key
_PANS = {
    Qt.Key.Key_Left: (_PAN, 0),
    Qt.Key.Key_Right: (-_PAN, 0),
    Qt.Key.Key_Up: (0, _PAN),
    Qt.Key.Key_Down: (0, -_PAN),
}


class Steering:
    """Moves, turns and zooms the camera of a canvas whose picture has a ``view_size``."""

    def __init__(self, cameraman: Cameraman, canvas: Canvas, view_size: Callable[[], Size]) -> None:
        self._cameraman = cameraman
        self._canvas = canvas
        self._view_size = view_size

    def drag(self, event: QMouseEvent, delta: QPointF) -> None:
        """Move or turn the camera as the mouse has moved, in pixels."""
        left = bool(event.buttons() & Qt.MouseButton.LeftButton)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._go(delta.x(), delta.y(), _TURN, moves=shift or not left)

    def press_arrow(self, event: QKeyEvent) -> bool:
        """Move or turn as an arrow key says; tell whether the key is one."""
        key = Qt.Key(event.key())
        if key not in _PANS:
            return False
        moves = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._go(*_PANS[key], 2 * _TURN, moves=moves)
        return True

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Zoom about the pointer, or move as a touchpad does."""
        pad = event.device() is not None and not event.pixelDelta().isNull()
        zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if pad and not zooming and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            delta = event.pixelDelta()
            self._go(delta.x(), delta.y(), 0.0, moves=True)
            return
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(_WHEEL**turned, self._canvas.pixel_of(event))

    def pinch(self, event: QNativeGestureEvent) -> None:
        """Zoom about the fingers."""
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value(), self._canvas.pixel_of(event))

    def zoom(self, factor: float, pixel: Pixel | None = None) -> None:
        """Magnify about a pixel, or about the middle."""
        camera = self._cameraman.destination
        self._cameraman.put(camera.zoomed(max(factor, 0.01), pixel, self._view_size()))

    def _go(self, dx: float, dy: float, turn: float, *, moves: bool) -> None:
        """Move the camera by pixels; turn it by so many radians each in space unless it moves."""
        camera = self._cameraman.destination
        if camera.flat or moves:
            self._cameraman.put(camera.panned(dx, dy, self._view_size()))
        else:
            self._cameraman.put(camera.orbited(-dx * turn, dy * turn))
