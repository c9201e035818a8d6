"""A lab's inputs, magnified beside the picture of a presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eigenscope.ui.style.magnifier import Magnifier

if TYPE_CHECKING:
    from eigenscope.labs.contract.lab import Inputs
    from eigenscope.ui.inputs.inputs_panel import InputsPanel

_WIDTH = 300  # pixels of a panel before it is magnified
_MOST = 0.5  # of the window's width


class LargeInputs(Magnifier):
    """Shows a panel of inputs, or a part of it, until Esc puts it away.

    Signals
    -------
    discarded
        It was put away: the keys belong to the picture again.
    """

    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel: InputsPanel | None = None
        self.hide()

    def show_inputs(self, inputs: Inputs) -> None:
        """Show what the inputs are now."""
        if self.panel is not None:
            self.panel.show_inputs(inputs)

    def discard(self) -> None:
        """Put the panel away for good."""
        panel, self.panel = self.panel, None
        if panel is not None:
            part = self.let_go()
            if part is not None and part is not panel:
                part.setParent(panel)
            panel.deleteLater()
            self.hide()
            self.discarded.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.discard()
        else:
            super().keyPressEvent(event)


class LargePanel(LargeInputs):
    """Shows a whole panel as large as the presentation's text.

    Parameters
    ----------
    window, stage
        What it is a part of, and the row in which it stands before the picture.
    """

    def __init__(self, window: QWidget, stage: QHBoxLayout) -> None:
        super().__init__(window)
        self.setObjectName("largePanel")
        self._window = window
        stage.insertWidget(0, self)

    def open(self, panel: InputsPanel, factor: float) -> None:
        """Show a panel that nobody else holds, magnified by a factor."""
        self.discard()
        self.panel = panel
        natural = max(_WIDTH, panel.minimumSizeHint().width())
        factor = min(factor, _MOST * self._window.width() / natural)
        self.setFixedWidth(round(natural * factor))
        self.hold(panel, factor)
        self.show()
        self.setFocus()
