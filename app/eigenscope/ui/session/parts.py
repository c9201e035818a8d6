"""Shows parts of a solution while the rest is worked out, and leaves the window time for the user.

However long a part takes to show, most of the window's time stays free: the next one waits. Who
works it out can ask whether one is awaited, and make none that nobody would see.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from eigenscope.labs.contract.lab import Inputs, Solution

_LONG = 1000  # milliseconds, until it is known how long a part takes to show
_SHARE = 6  # how many times as long as showing a part the window has to itself


class Parts(QObject):
    """Holds the newest part of a solution until it may be shown.

    Parameters
    ----------
    wanted
        Whether a part of the solution of inputs is still to be shown.
    show
        Shows one.

    Attributes
    ----------
    awaited
        Whether another part would be shown at once. May be read from any thread.
    """

    def __init__(
        self, wanted: Callable[[Inputs], bool], show: Callable[[Solution], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.awaited = True
        self._wanted, self._show = wanted, show
        self._newest: tuple[Inputs, Solution] | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._go_on)

    def take(self, inputs: Inputs, part: Solution) -> None:
        """Show a part of the solution of inputs, soon if another was shown just now."""
        self._newest = inputs, part
        if not self._pause.isActive():
            self._go_on()

    def forget(self) -> None:
        """Show nothing of what has come so far."""
        self._newest = None
        self._pause.stop()
        self.awaited = True

    def _go_on(self) -> None:
        newest, self._newest = self._newest, None
        if newest is None or not self._wanted(newest[0]):
            self.awaited = True
            return
        began = time.perf_counter()
        self.awaited = False
        self._pause.start(_LONG)
        self._show(newest[1])
        QTimer.singleShot(0, self, lambda: self._rest(began))  # once it is painted

    def _rest(self, began: float) -> None:
        """Wait in proportion to the time since a part began to be shown."""
        if self._pause.isActive():
            self._pause.start(round(1e3 * _SHARE * (time.perf_counter() - began)))
