"""A view that shows a widget larger than it is: letters, lines and spaces together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QWidget


class Magnifier(QGraphicsView):
    """Holds one widget, which fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setScene(QGraphicsScene(self))
        self._proxy: QGraphicsProxyWidget | None = None
        self._held: QWidget | None = None
        self._factor = 1.0
        self._limits = QSize(), QSize()

    @property
    def factor(self) -> float:
        """How much larger the widget is shown."""
        return self._factor

    def hold(self, widget: QWidget, factor: float) -> None:
        """Show a widget that stands nowhere else, magnified by a factor."""
        self._held, self._factor = widget, factor
        self._limits = widget.minimumSize(), widget.maximumSize()
        self._proxy = self.scene().addWidget(widget)
        self._proxy.setPos(0, 0)  # it had the widget's own place
        widget.show()
        self._proxy.setFocus()
        self.fill()

    def set_factor(self, factor: float) -> None:
        """Magnify by another factor."""
        self._factor = factor
        self.fill()

    def let_go(self) -> QWidget | None:
        """Return the widget that was held, to stand somewhere else."""
        widget, self._held = self._held, None
        if self._proxy is not None:
            self._proxy.setWidget(None)  # type: ignore[arg-type]  # which gives the widget back
            self.scene().removeItem(self._proxy)
            self._proxy = None
        if widget is not None:
            widget.setMinimumSize(self._limits[0])
            widget.setMaximumSize(self._limits[1])
        return widget

    def fill(self) -> None:
        """Give the widget the view's size, in its own pixels."""
        if self._held is None:
            return
        size = QSize(round(self.width() / self._factor), round(self.height() / self._factor))
        self._held.setFixedSize(size.expandedTo(QSize(1, 1)))
        self.resetTransform()
        self.scale(self._factor, self._factor)
        self.setSceneRect(0, 0, size.width(), size.height())

    def resizeEvent(self, event: QEvent) -> None:
        """Qt: the widget fills the view whatever size it has."""
        self.fill()
