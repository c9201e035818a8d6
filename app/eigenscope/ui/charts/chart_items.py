"""What pyqtgraph draws for the parts of a chart: lines, points, bars, marks and circles."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from eigenscope.plots.charts import BARS, POINTS, Chart, Mark
from eigenscope.plots.ranges import PlacedSeries, on_axis
from eigenscope.scene.slots import Slot
from eigenscope.ui.charts.plotting import (
    TICK_SIZE,
    colour,
    interface_colour,
    letter_colour,
    line_pen,
)
from eigenscope.ui.style.theme import interface_font
from eigenscope.wording.words import say

MANY_POINTS = 4000  # beyond it only those that can be told apart are drawn
_MANY_BARS = 2000  # beyond it bars are narrower than a pixel, and their outline is drawn
_SAMPLES = 2  # for each pixel of a long line: enough for its peaks
_CIRCLE = 361
_FAR_BELOW = 40.0  # decades: bars on a logarithmic axis stand on a ground out of sight


def series_item(placed: PlacedSeries, chart: Chart) -> Any:
    """Return what draws a series."""
    if placed.series.kind == POINTS:
        return _points(placed)
    if placed.series.kind == BARS:
        return _bars(placed, chart)
    return _line(placed)


def keep_quick(item: Any, placed: PlacedSeries) -> None:
    """Let pyqtgraph draw no more of a long line than can be seen; it must be in its plot by now."""
    if placed.ordered and hasattr(item, "setClipToView"):
        item.setDownsampling(auto=True, method="peak")
        item.setClipToView(True)


def mark_item(mark: Mark, chart: Chart) -> Any | None:
    """Return a line across the plot with words beside it; None if it has no place there."""
    import pyqtgraph

    where = float(on_axis([mark.place], chart.log_x if mark.upright else chart.log_y)[0])
    if not np.isfinite(where):
        return None
    line = pyqtgraph.InfiniteLine(
        pos=where,
        angle=90 if mark.upright else 0,
        pen=pyqtgraph.mkPen(colour(mark.slot), width=1.5, style=Qt.PenStyle.DashLine),
        label=say(mark.label).replace("{", "{{").replace("}", "}}"),
        labelOpts={
            "color": letter_colour(mark.slot),
            "fill": translucent(interface_colour("panel"), 0.7),
        },
    )
    line.label.setFont(interface_font(TICK_SIZE))
    line.setZValue(10)
    return line


def circle_item(radius: float) -> Any:
    """Return a circle about the origin."""
    import pyqtgraph

    turn = np.linspace(0, 2 * np.pi, _CIRCLE)
    pen = pyqtgraph.mkPen(colour(Slot.AXIS), width=1, style=Qt.PenStyle.DashLine)
    reach = float(on_axis([radius], False)[0])
    return pyqtgraph.PlotCurveItem(reach * np.cos(turn), reach * np.sin(turn), pen=pen)


def axis_items(chart: Chart) -> list[Any]:
    """Return lines at 0 where the axes are linear and 0 means something."""
    import pyqtgraph

    pen = pyqtgraph.mkPen(interface_colour("border"), width=1)
    angles = [0] if not chart.log_y else []
    if chart.equal:
        angles.append(90)
    return [pyqtgraph.InfiniteLine(pos=0.0, angle=angle, pen=pen) for angle in angles]


def highlight_item() -> Any:
    """Return the ring around the value that is told of."""
    import pyqtgraph

    pen = pyqtgraph.mkPen(interface_colour("text"), width=1.5)
    ring = pyqtgraph.ScatterPlotItem(size=9, pen=pen, brush=None, pxMode=True)
    ring.setZValue(20)
    return ring


def translucent(of: QColor, alpha: float) -> QColor:
    """Return a colour with another alpha."""
    result = QColor(of)
    result.setAlphaF(alpha)
    return result


def _line(placed: PlacedSeries) -> Any:
    import pyqtgraph

    pen = line_pen(placed.series.slot, 2.0)
    if placed.series.dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pyqtgraph.PlotDataItem(
        placed.x, placed.y, pen=pen, connect="finite", autoDownsampleFactor=_SAMPLES
    )


def _points(placed: PlacedSeries) -> Any:
    import pyqtgraph

    fill = translucent(colour(placed.series.slot), 0.85 if placed.x.size <= 400 else 0.6)
    size = 7 if placed.x.size <= 60 else 5 if placed.x.size <= 1000 else 4
    item = pyqtgraph.ScatterPlotItem(size=size, pen=None, brush=fill, pxMode=True)
    if placed.x.size <= MANY_POINTS:
        shown = np.isfinite(placed.y)
        item.setData(placed.x[shown], placed.y[shown])
    return item


def _bars(placed: PlacedSeries, chart: Chart) -> Any:
    import pyqtgraph

    tone = colour(placed.series.slot)
    fill = translucent(tone, 0.55)
    shown = np.isfinite(placed.y)
    ground = float(placed.y[shown].min(initial=0.0)) - _FAR_BELOW if chart.log_y else 0.0
    if placed.x.size > _MANY_BARS:
        return pyqtgraph.PlotDataItem(
            placed.x,
            placed.y,
            pen=fill,
            brush=fill,
            fillLevel=ground,
            connect="finite",
            autoDownsampleFactor=_SAMPLES,
        )
    left, right = placed.edges[:-1][shown], placed.edges[1:][shown]
    edge = pyqtgraph.mkPen(tone, width=1) if placed.x.size <= 150 else None
    height = placed.y[shown] - ground
    return pyqtgraph.BarGraphItem(
        x0=left, x1=right, y0=np.full(left.shape, ground), height=height, brush=fill, pen=edge
    )
