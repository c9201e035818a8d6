"""Presentation mode: the view and large readouts over the whole screen, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtWidgets import QWidget

from eigenscope.labs.contract.lab import Readout
from eigenscope.ui.readouts_panel import PresentationReadouts

if TYPE_CHECKING:
    from eigenscope.ui.window import MainWindow

_MARGIN = 24
_RETURN = 1000  # milliseconds that a window manager may take to give the window its size back


class Presenting:
    """Hides all but the picture, and brings everything back as it was."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.active = False
        self.before = (QByteArray(), QByteArray())
        self._hidden: list[QWidget] = []
        self._maximised = False
        self._size = QSize()  # of the window before
        self._returning = QTimer(window)
        self._returning.setSingleShot(True)
        self._returning.setInterval(_RETURN)
        self.readouts = PresentationReadouts(window.viewport)
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
        self.before = window.panels_layout.saved()
        self._maximised = window.isMaximized()
        self._size = window.size()
        rest = [
            window.menuBar(), window.toolbar, window.statusBar(), window.playback_bar,
            window.legend, window.inputs_dock, window.numbers_dock, window.plot_dock,
        ]  # fmt: skip
        self._hidden = [widget for widget in rest if not widget.isHidden()]
        for widget in rest:
            widget.hide()
        self.active = True
        window.showFullScreen()
        window.viewport.setFocus()
        window.show_numbers()

    def end(self) -> None:
        """Bring the panels back."""
        if not self.active:
            return
        window = self._window
        self.active = False
        self.readouts.hide()
        if self._maximised:
            window.showMaximized()
        else:
            window.showNormal()
        for widget in self._hidden:
            widget.show()
        self._restore_panels()
        self._returning.start()

    def _restore_panels(self) -> None:
        """Put the panels as they were, but for what another lab has changed meanwhile."""
        self._window.restoreState(self.before[1])
        self._window.panels_layout.settle()

    def step_out(self) -> None:
        """Put panels away that were called for meanwhile; without any, end the presentation."""
        window = self._window
        docks = (window.inputs_dock, window.numbers_dock, window.plot_dock)
        seen = [dock for dock in docks if not dock.isHidden()]
        if not seen:
            self.end()
            return
        for dock in seen:
            dock.hide()
        window.viewport.setFocus()

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
            self._restore_panels()
        if self.active:
            self.readouts.adjustSize()
            self.readouts.move(_MARGIN, _MARGIN)
            self.readouts.raise_()
