"""A slider that tells which of its moves belong together: those of one drag."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

_drags = itertools.count(1)


class DragSlider(QSlider):
    """A horizontal slider; ``key`` is one for the moves of a drag, and empty for single moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.key = ""
        self.sliderPressed.connect(self.begin)
        self.sliderReleased.connect(self._end)

    def begin(self) -> None:
        """Let the moves from now on belong together, until a drag ends."""
        self.key = f"slide-{next(_drags)}"

    def _end(self) -> None:
        self.key = ""
