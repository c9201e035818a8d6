"""A lab's inputs, magnified beside the picture of a presentation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QHBoxLayout, QWidget

from eigenscope.ui.inputs.inputs_panel import InputsPanel

_WIDTH = 300  # pixels of a panel before it is magnified
_MOST = 0.5  # of the window's width


class LargePanel(QGraphicsView):
    """Shows a panel of inputs as large as the presentation's text; Esc puts it away.

    Parameters
    ----------
    window, stage
        What it is a part of, and the row in which it stands before the picture.

    Signals
    -------
    discarded
        It was put away: the keys belong to the picture again.
    """

    discarded = Signal()

    def __init__(self, window: QWidget, stage: QHBoxLayout) -> None:
        super().__init__(window)
        self.setObjectName("largePanel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setScene(QGraphicsScene(self))
        self.panel: InputsPanel | None = None
        self._window = window
        self._factor = 1.0
        self.hide()
        stage.insertWidget(0, self)

    def open(self, panel: InputsPanel, factor: float) -> None:
        """Show a panel that nobody else holds, magnified by a factor."""
        self.discard()
        self.panel, self._factor = panel, factor
        self.scene().addWidget(panel).setFocus()
        self._place()
        self.show()
        self.setFocus()

    def discard(self) -> None:
        """Put the panel away for good."""
        panel, self.panel = self.panel, None
        if panel is not None:
            self.scene().clear()  # and with its proxy, the panel goes
            self.hide()
            self.discarded.emit()

    def _place(self) -> None:
        if self.panel is None:
            return
        natural = max(_WIDTH, self.panel.minimumSizeHint().width())
        factor = min(self._factor, _MOST * self._window.width() / natural)
        high = max(round(self.height() / factor), 1)
        self.setFixedWidth(round(natural * factor))
        self.panel.setFixedSize(natural, high)
        self.resetTransform()
        self.scale(factor, factor)
        self.setSceneRect(0, 0, natural, high)

    def resizeEvent(self, event: QEvent) -> None:
        """Qt: the panel is as high as the picture."""
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.discard()
        else:
            super().keyPressEvent(event)
