"""What a plot in a tile can do whatever it shows: zoom, go home, and tell what is under the mouse.

The wheel over a plot that stands in a scrolled board would trap whoever scrolls past; so a plot
zooms by the wheel only where it is allowed to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from eigenscope.plots.ranges import Extent
from eigenscope.ui.charts.plotting import make_plot, restyle

_GATHERED = 60  # milliseconds of changes of the view that are answered at once
_MOST_ZOOM = 1e-9  # of the home range
_LEAST_ZOOM = 20.0


class PlotView(QWidget):
    """A plot with a home range; the base of charts and heat maps.

    ``double_clicked`` tells of a double click; ``view_changed`` that the visible range or the
    size has changed, a few times a second while it does.
    """

    double_clicked = Signal()
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot: Any = make_plot(self)
        self.item: Any = self.plot.getPlotItem()
        self.box: Any = self.item.getViewBox()
        self.box.disableAutoRange()
        self.zoomed = False
        self._wheel_zooms: Callable[[], bool] = lambda: True
        self._home: Extent | None = None
        self.hover = QLabel(self.plot)
        self.hover.setObjectName("plotHover")
        self.hover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hover.hide()
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(_GATHERED)
        self._gathering.timeout.connect(self.view_changed)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.addWidget(self.plot)
        self.plot.viewport().installEventFilter(self)
        self.box.sigRangeChangedManually.connect(self._moved_by_hand)
        self.box.sigRangeChanged.connect(self._gather)
        self.box.sigResized.connect(self._gather)
        restyle(self.plot)

    def zoom_by_wheel_where(self, wheel_zooms: Callable[[], bool]) -> None:
        """Zoom by the wheel, without Control, only while a function says so."""
        self._wheel_zooms = wheel_zooms

    def set_home(self, extent: Extent) -> None:
        """Say what is visible when nothing is zoomed; a zoom stays if that is as before."""
        if extent == self._home:
            return
        self._home = extent
        left, right, bottom, top = extent
        self.box.setLimits(
            minXRange=(right - left) * _MOST_ZOOM,
            maxXRange=(right - left) * _LEAST_ZOOM,
            minYRange=(top - bottom) * _MOST_ZOOM,
            maxYRange=(top - bottom) * _LEAST_ZOOM,
        )
        self.reset_zoom()

    def reset_zoom(self) -> None:
        """Show everything again."""
        self.zoomed = False
        if self._home is not None:
            left, right, bottom, top = self._home
            self.box.setRange(xRange=(left, right), yRange=(bottom, top), padding=0)

    def zoom(self, factor: float) -> None:
        """Show ``factor`` times as much, about the middle."""
        self.zoomed = True
        self.box.scaleBy((factor, factor))

    def visible_extent(self) -> Extent:
        """Return what is visible now."""
        (left, right), (bottom, top) = self.box.viewRange()
        return left, right, bottom, top

    def unit_size(self) -> tuple[float, float]:
        """Return how many pixels a unit of the plot is wide and high now."""
        left, right, bottom, top = self.visible_extent()
        return self.box.width() / (right - left), self.box.height() / (top - bottom)

    def words_at(self, x: float, y: float) -> str:
        """Return what is said of a place in the plot; nothing where there is nothing to say."""
        return ""

    def hover_left(self) -> None:
        """Forget what was under the mouse."""
        self.hover.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: look at what the mouse does over the plot, before the plot itself."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover_at(event.position())
        elif kind == QEvent.Type.Leave:
            self.hover_left()
        elif kind == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.LeftButton:
                self.double_clicked.emit()
            return True
        elif kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if not control and not self._wheel_zooms():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what is not zoomed still shows everything, and nothing else, in another size."""
        super().resizeEvent(event)
        # The plot's own layout takes up the new size only after this event.
        QTimer.singleShot(0, self, self.refit)
        self._gather()

    def refit(self) -> None:
        """Take up the plot's size."""
        if not self.zoomed:
            self.reset_zoom()

    def _gather(self, *_: object) -> None:
        if not self._gathering.isActive():
            self._gathering.start()

    def _moved_by_hand(self, *_: object) -> None:
        self.zoomed = True

    def _hover_at(self, pixel: QPointF) -> None:
        if not self.box.sceneBoundingRect().contains(pixel):
            self.hover_left()
            return
        place = self.box.mapSceneToView(pixel)
        words = self.words_at(place.x(), place.y())
        if not words:
            self.hover_left()
            return
        self.hover.setText(words)
        self.hover.adjustSize()
        self.hover.move(self._beside(pixel.toPoint()))
        self.hover.show()
        self.hover.raise_()

    def _beside(self, pixel: QPoint) -> QPoint:
        """Return where the label stands: beside the mouse, within the plot."""
        width, height = self.hover.width(), self.hover.height()
        left = pixel.x() + 14
        if left + width > self.plot.width():
            left = pixel.x() - 10 - width
        above = pixel.y() - 8 - height
        return QPoint(max(left, 0), above if above >= 0 else pixel.y() + 18)
