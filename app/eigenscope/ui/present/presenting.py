"""Presentation mode: the view and large readouts over the whole screen, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from eigenscope.labs.contract.readouts import Readout
from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.side.readouts_panel import PresentationReadouts
from eigenscope.ui.view.legend_strip import LegendStrip
from eigenscope.ui.view.viewport import Viewport

_MARGIN = 24
_RETURN = 1000  # milliseconds that a window manager may take to give the window its size back


class Presenting(QObject):
    """Hides all but the picture, and brings everything back as it was.

    Parameters
    ----------
    window, viewport
        What is shown full screen, and the picture in it.
    docks, layout, bars
        What else is in the window: its panels, who looks after them, and its bars.
    legend
        The line under the picture, which stays away unless it is asked for.

    Signals
    -------
    began
        The picture is alone: what is read beside it can be shown over it.
    """

    began = Signal()

    def __init__(
        self,
        window: QMainWindow,
        viewport: Viewport,
        docks: Docks,
        layout: PanelsLayout,
        bars: Sequence[QWidget],
        legend: LegendStrip,
    ) -> None:
        super().__init__(window)
        self._window, self._viewport, self._docks = window, viewport, docks
        self._panels, self._legend = layout, legend
        self._rest = (*bars, *docks.all())
        self.active = False
        self._hidden: list[QWidget] = []
        self._maximised = False
        self._size = QSize()  # of the window before
        self._returning = QTimer(window)
        self._returning.setSingleShot(True)
        self._returning.setInterval(_RETURN)
        self.readouts = PresentationReadouts(viewport)
        self.readouts.hide()

    def toggle(self) -> None:
        """Begin, or end."""
        if self.active:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Show the picture alone, full screen."""
        window = self._window
        self._returning.stop()  # or the panels of the last time would come back into this one
        self._panels.hold()
        self._maximised = window.isMaximized()
        self._size = window.size()
        self._hidden = [widget for widget in self._rest if not widget.isHidden()]
        for widget in self._rest:
            widget.hide()
        self._legend.put_away(True)
        self.active = True
        window.showFullScreen()
        self._viewport.setFocus()
        self.began.emit()

    def end(self) -> None:
        """Bring the panels back."""
        if not self.active:
            return
        window = self._window
        self.active = False
        self._panels.release()
        self.readouts.hide()
        if self._maximised:
            window.showMaximized()
        else:
            window.showNormal()
        for widget in self._hidden:
            widget.show()
        self._legend.put_away(False)
        self._panels.put_back()
        self._returning.start()

    def step_out(self) -> None:
        """Put panels away that were called for meanwhile; without any, end the presentation."""
        visible = [dock for dock in self._docks.all() if not dock.isHidden()]
        if not visible:
            self.end()
            return
        for dock in visible:
            dock.hide()
        self._viewport.setFocus()

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show the live ones, large."""
        if self.active:
            self.readouts.show_readouts(readouts)
            self.place()

    def place(self) -> None:
        """Keep the readouts in their corner, or the panels as large as they were before.

        A window manager gives the window its size back some time after it was asked to, and Qt
        would share out among the panels what the window then loses.
        """
        if self._returning.isActive() and self._size == self._window.size():
            self._panels.put_back()
        if self.active:
            self.readouts.adjustSize()
            self.readouts.move(_MARGIN, _MARGIN)
            self.readouts.raise_()
