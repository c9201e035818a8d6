"""Where the panels stand: remembered between runs, put back, and fitted to the lab that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QDockWidget

if TYPE_CHECKING:
    from eigenscope.ui.window import MainWindow


class PanelsLayout:
    """Looks after the docks of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._plot_away = False
        self._initial = window.saveState()

    def fit(self) -> None:
        """Take the plot away for a lab without curves, and bring back what was taken away."""
        bench, dock = self._window.workbench, self._window.plot_dock
        wanted = bool(bench.lab.curves(bench.solution))
        if not wanted and not dock.isHidden():
            self._plot_away = True
            dock.hide()
        elif wanted and self._plot_away:
            self._plot_away = False
            dock.show()

    @staticmethod
    def reveal(dock: QDockWidget) -> None:
        """Show a panel in which the user is about to type or read, though it was closed or away.

        What is typed into a panel that nobody sees would change the matrix unseen.
        """
        dock.show()
        dock.raise_()

    def state(self) -> dict[str, object]:
        """Return sizes and docks as what JSON can hold."""
        window, dock = self._window, self._window.plot_dock
        dock.setHidden(dock.isHidden() and not self._plot_away)
        geometry, state = window.saveGeometry(), window.saveState()
        self.fit()
        if window.presenting.active:
            geometry, state = window.presenting.before
        return {
            "geometry": bytes(geometry.toBase64().data()).decode("ascii"),
            "docks": bytes(state.toBase64().data()).decode("ascii"),
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take sizes and docks over from an earlier run; whatever does not fit is left as it is."""
        window = self._window
        for key, restore in (("geometry", window.restoreGeometry), ("docks", window.restoreState)):
            text = state.get(key)
            if isinstance(text, str):
                restore(QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore"))))
        self.fit()

    def reset(self) -> None:
        """Put all panels where they were at first."""
        self._window.restoreState(self._initial)
        self.fit()
