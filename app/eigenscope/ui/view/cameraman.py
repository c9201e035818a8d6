"""Moves the camera: at once under the mouse, in a smooth flight for everything else."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from eigenscope.scene.camera import FIELD_OF_VIEW, PLANE, SPACE, Camera, fly

_FLIGHT = 380  # milliseconds
_VIEWS = {
    "front": (-math.pi / 2, 0.0),
    "right": (0.0, 0.0),
    "top": (-math.pi / 2, math.pi / 2),
    "corner": (SPACE.azimuth, SPACE.elevation),
}


class Cameraman(QObject):
    """Holds the camera that is looked through now, and one for the plane and one for space."""

    changed = Signal(object)
    flying_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.camera = PLANE
        self._homes = {2: PLANE, 3: SPACE}
        self.dimensions = 2
        self._from = self._to = PLANE
        self._flight = QVariantAnimation(self)
        self._flight.setDuration(_FLIGHT)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._flight.valueChanged.connect(self._fly)
        self._flight.finished.connect(lambda: self.flying_changed.emit(False))

    @property
    def flying(self) -> bool:
        """Whether a flight is under way."""
        return self._flight.state() == QVariantAnimation.State.Running

    @property
    def destination(self) -> Camera:
        """Where the camera will be when a flight has ended."""
        return self._to if self.flying else self.camera

    def put(self, camera: Camera) -> None:
        """Look from elsewhere at once."""
        if self.flying:
            self._flight.stop()
            self.flying_changed.emit(False)
        self.camera = camera
        self.changed.emit(camera)

    def fly_to(self, camera: Camera) -> None:
        """Look from elsewhere after a short flight; one that is under way turns off to there."""
        if camera == self.destination:
            self.changed.emit(self.camera)
            return
        if camera == self.camera:
            self.put(camera)
            return
        self._from, self._to = self.camera, camera
        self._flight.stop()
        self.flying_changed.emit(True)
        self._flight.start()

    def set_dimensions(self, dimensions: int, *, at_once: bool = False) -> None:
        """Look at the plane face on, or at space; each finds its last camera again."""
        if dimensions == self.dimensions:
            return
        self._homes[self.dimensions] = self.destination
        self.dimensions = dimensions
        (self.put if at_once else self.fly_to)(self._homes[dimensions])

    def look_through(self, camera: Camera) -> None:
        """Look through another picture's camera at once, and forget the places of the last one."""
        self._homes = {2: PLANE, 3: SPACE}
        self.dimensions = 2 if camera.flat else 3
        self.put(camera)

    def look_from(self, side: str) -> None:
        """Look along an axis: "front", "right", "top", or at a corner."""
        azimuth, elevation = _VIEWS[side]
        camera = replace(self.destination, azimuth=azimuth, elevation=elevation, flat=False)
        if self.dimensions == 2:
            self._homes[2] = self.destination
            self.dimensions = 3
        self.fly_to(camera)

    def toggle_perspective(self) -> None:
        """Change between orthographic and perspective; the plane has no perspective."""
        camera = self.destination
        if camera.flat:
            return
        opening = 0.0 if camera.field_of_view > 0 else FIELD_OF_VIEW
        self.fly_to(replace(camera, field_of_view=opening))

    def _fly(self, value: object) -> None:
        part = value if isinstance(value, float) else 0.0
        self.camera = fly(self._from, self._to, part)
        self.changed.emit(self.camera)
