"""Workers whose answers come back to the GUI thread, by a queued signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from eigenscope.engine.runtime.jobs import Jobs


class Background(QObject):
    """A pool of workers; ``jobs`` delivers on the thread that this object lives in."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._posted.connect(_call, Qt.ConnectionType.QueuedConnection)
        self.jobs = Jobs(self._posted.emit, threads)


def cancel_when_gone(owner: QObject, jobs: Jobs, *keys: str) -> None:
    """Cancel work once the object that waits for it is gone, however it came to its end."""

    def cancel() -> None:
        for key in keys:
            jobs.cancel(key)

    owner.destroyed.connect(cancel)


def _call(function: Callable[[], None]) -> None:
    function()
