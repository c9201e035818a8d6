"""Collects garbage on the GUI thread alone.

Python collects cycles on whichever thread happens to allocate. If that is a worker, windows and
timers that lie in such a cycle are destroyed there, which Qt does not survive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PERIOD = 500  # milliseconds
_LIMITS = (700, 10, 10)  # new objects, collections of the young, and of these, before the next


class GarbageCollector(QObject):
    """Takes over from Python's own collector until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as Python itself would: the young often, the old seldom."""
        counts = gc.get_count()
        oldest = [k for k in range(3) if counts[k] > _LIMITS[k]]
        if oldest:
            gc.collect(oldest[-1])

    def settle(self) -> None:
        """Leave out for ever what is there now; called once the large libraries are imported."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
