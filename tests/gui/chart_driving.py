"""What tests of charts share: example charts, the mouse over a plot, and the colours on screen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from eigenscope.plots.charts import LINE, Chart, HeatMap, Series
from eigenscope.scene.slots import Slot
from eigenscope.ui.charts.chart_board import ChartBoard
from eigenscope.ui.charts.chart_view import ChartView
from eigenscope.ui.charts.heat_map_view import HeatMapView
from eigenscope.ui.charts.plot_view import PlotView
from eigenscope.wording.words import Words

NO_BUTTON, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
SIGNS = np.array([[4.0, -2.0, 0.0], [0.5, -3.25, 2.0], [-4.0, 1.0, 9.0]])


def series(x: npt.ArrayLike, y: npt.ArrayLike, kind: str = LINE, label: str = "") -> Series:
    words = Words(label) if label else None
    return Series(np.array(x, float), np.array(y, float), Slot.HIGHLIGHT, kind, words)


def chart(key: str, *content: Series) -> Chart:
    return Chart(key, Words(f"The {key}"), Words("across"), Words("up"), content)


def heat_map(values: npt.NDArray[np.generic]) -> HeatMap:
    return HeatMap("heat", Words("Entries"), values, -4.0, 4.0, True)


def chart_view(board: ChartBoard, key: str) -> ChartView:
    view = board.tile(key).view
    assert isinstance(view, ChartView)
    return view


def heat_map_view(board: ChartBoard) -> HeatMapView:
    view = board.tile("heat").view
    assert isinstance(view, HeatMapView)
    return view


def ticks(axis: Any, low: float, high: float, length: float) -> dict[float, str]:
    """Return what an axis of pyqtgraph writes, by place, between its ends and in so many pixels."""
    places = [place for _, level in axis.tickValues(low, high, length) for place in level]
    return dict(zip(places, axis.tickStrings(places, 1.0, 1.0), strict=True))


def pixel(view: PlotView, x: float, y: float) -> QPoint:
    """Return where a place of a plot is, in pixels of its viewport."""
    found: QPointF = view.box.mapViewToScene(QPointF(x, y))
    return found.toPoint()


def hover(view: PlotView, x: float, y: float) -> str:
    """Move the mouse over a place of a plot and return what the label then says."""
    viewport: QWidget = view.plot.viewport()
    where = pixel(view, x, y)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(where),
        QPointF(viewport.mapToGlobal(where)),
        NO_BUTTON,
        NO_BUTTON,
        NO_KEY,
    )
    QApplication.sendEvent(viewport, event)
    return view.hover.text() if view.hover.isVisible() else ""


def wheel(
    view: PlotView, x: float, y: float, notches: int, held: Qt.KeyboardModifier = NO_KEY
) -> bool:
    """Turn the wheel over a place of a plot; return whether the plot took it."""
    viewport: QWidget = view.plot.viewport()
    where = QPointF(pixel(view, x, y))
    event = QWheelEvent(
        where,
        QPointF(viewport.mapToGlobal(where.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        NO_BUTTON,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
    return event.isAccepted()


def colour_at(view: PlotView, x: float, y: float) -> tuple[int, int, int]:
    """Return red, green and blue that the screen shows at a place of a plot."""
    viewport: QWidget = view.plot.viewport()
    found: QColor = viewport.grab().toImage().pixelColor(pixel(view, x, y))
    return found.red(), found.green(), found.blue()
