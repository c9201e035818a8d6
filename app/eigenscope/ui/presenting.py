"""Presentation mode: the view and large readouts over the whole screen, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from eigenscope.labs.base import Readout
from eigenscope.ui.readouts_panel import PresentationReadouts

if TYPE_CHECKING:
    from eigenscope.ui.window import MainWindow

_MARGIN = 24


class Presenting:
    """Hides all but the picture, and brings everything back as it was."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.active = False
        self.before = (QByteArray(), QByteArray())
        self._hidden: list[QWidget] = []
        self._maximised = False
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
        self.before = (window.saveGeometry(), window.saveState())
        self._maximised = window.isMaximized()
        rest = [
            window.menuBar(), window.toolbar, window.statusBar(), window.playback_bar,
            window.inputs_dock, window.numbers_dock, window.plot_dock,
        ]  # fmt: skip
        self._hidden = [widget for widget in rest if not widget.isHidden()]
        for widget in rest:
            widget.hide()
        self.active = True
        window.showFullScreen()
        window.viewport.setFocus()
        self.readouts.show()
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
        window.restoreState(self.before[1])

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show the live ones, large."""
        if self.active:
            self.readouts.show_readouts(readouts)
            self.place()

    def place(self) -> None:
        """Keep the readouts in their corner."""
        if self.active:
            self.readouts.adjustSize()
            self.readouts.move(_MARGIN, _MARGIN)
            self.readouts.raise_()
