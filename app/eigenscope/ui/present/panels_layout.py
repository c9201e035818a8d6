"""Where the panels stand: remembered between runs, put back, and fitted to the lab that is open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.caption_strip import CaptionStrip
from eigenscope.ui.view.legend_strip import LegendStrip

_SIZE, _FRAME = QSize(1360, 850), QSize(8, 40)  # logical pixels, of the window and around it
_NARROW = 1120  # logical pixels of the window's width
_PLOT_HEIGHT = 210  # logical pixels, until the user drags its border


def first_size(screen: QScreen) -> QSize:
    """Return the size of the very first window, which fits the screen with its frame."""
    return _SIZE.boundedTo(screen.availableSize() - _FRAME)


@dataclass(frozen=True)
class Docks:
    """The panels beside the picture."""

    inputs: QDockWidget
    numbers: QDockWidget
    plot: QDockWidget

    def all(self) -> tuple[QDockWidget, ...]:
        """Return them in reading order."""
        return self.inputs, self.numbers, self.plot


class PanelsLayout(QObject):
    """Looks after the docks of a window.

    Qt shares out a window's height anew whenever that changes or a dock comes back; the plot keeps
    the height that its user has given it. While the picture is presented alone the layout is held:
    nothing is fitted, and what is remembered is how the panels stood before.
    """

    def __init__(
        self,
        window: QMainWindow,
        docks: Docks,
        strips: tuple[LegendStrip, CaptionStrip],
        workbench: Workbench,
    ) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._legend, self._caption = strips
        self._bench = workbench
        self._held = False
        self._before: tuple[QByteArray, QByteArray] | None = None  # they were held the last time
        self._plot_height = _PLOT_HEIGHT
        self._shared = QTimer(self, singleShot=True, interval=0)
        self._shared.timeout.connect(self._share)
        docks.plot.installEventFilter(self)
        self._narrow = False
        self._away: set[QDockWidget] = set()  # what the program has put away, not the user
        self._initial = window.saveState()

    def fit(self) -> None:
        """Take the plot away for a lab without curves, and bring back what was taken away."""
        bench = self._bench
        self._put(self._docks.plot, away=self._narrow or not bench.lab.curves(bench.solution))

    def adapt(self) -> None:
        """Leave a narrow window to the inputs and the picture; a wider one has all again."""
        narrow = self._window.width() < _NARROW
        if narrow != self._narrow and not self._held:
            self._narrow = narrow
            self._put(self._docks.numbers, away=narrow)
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: note the height that the user drags the plot to, and undo any other change."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            dragged = QApplication.mouseButtons() & Qt.MouseButton.LeftButton
            if dragged and event.type() == QEvent.Type.Resize:
                self._plot_height = self._docks.plot.height()
            else:
                self._shared.start()
        return False

    def _share(self) -> None:
        dock = self._docks.plot
        if dock.isVisible() and not dock.isFloating() and dock.height() != self._plot_height:
            self._window.resizeDocks([dock], [self._plot_height], Qt.Orientation.Vertical)

    def settle(self) -> None:
        """Fit panels that have just been put as they were saved."""
        self._away.clear()
        self._narrow = False
        self.adapt()
        self.fit()
        self._shared.start()

    def _put(self, dock: QDockWidget, *, away: bool) -> None:
        if self._held:
            return  # nothing of it is seen; `release` asks again
        if away and not dock.isHidden():
            self._away.add(dock)
            dock.hide()
        elif not away and dock in self._away:
            self._away.discard(dock)
            dock.show()

    @staticmethod
    def reveal(dock: QDockWidget) -> None:
        """Show a panel in which the user is about to type or read, though it was closed or away.

        What is typed into a panel that nobody sees would change the matrix unseen.
        """
        dock.show()
        dock.raise_()

    def hold(self) -> None:
        """Remember how the panels stand, and leave them to a presentation until `release`."""
        self._before, self._held = self._saved(), True

    def release(self) -> None:
        """Let the panels be fitted again, once the presentation has shown them."""
        self._held = False

    def put_back(self) -> None:
        """Put the panels as they were held, but for what another lab has changed meanwhile."""
        if self._before is not None:
            self._window.restoreState(self._before[1])
            self.settle()

    def _saved(self) -> tuple[QByteArray, QByteArray]:
        """Return where the window is and how its panels stand, those put away among them."""
        away = [dock for dock in self._away if dock.isHidden()]
        for dock in away:
            dock.show()
        saved = self._window.saveGeometry(), self._window.saveState()
        for dock in away:
            dock.hide()
        return saved

    def state(self) -> dict[str, object]:
        """Return sizes and docks as what JSON can hold."""
        geometry, state = self._before if self._held and self._before else self._saved()
        return {
            "geometry": bytes(geometry.toBase64().data()).decode("ascii"),
            "docks": bytes(state.toBase64().data()).decode("ascii"),
            "plot_height": self._plot_height,
            "legend": self._legend.wanted,
            "caption": self._caption.wanted,
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take sizes and docks over from an earlier run; whatever does not fit is left as it is."""
        window = self._window
        for key, restore in (("geometry", window.restoreGeometry), ("docks", window.restoreState)):
            text = state.get(key)
            if isinstance(text, str):
                restore(QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore"))))
        height = state.get("plot_height")
        if isinstance(height, int) and not isinstance(height, bool) and height > 0:
            self._plot_height = height
        self._legend.set_wanted(state.get("legend") is not False)
        self._caption.set_wanted(state.get("caption") is not False)
        self.settle()

    def reset(self) -> None:
        """Put all panels where they were at first."""
        self._plot_height = _PLOT_HEIGHT
        self._window.restoreState(self._initial)
        self.settle()
