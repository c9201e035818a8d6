"""Draws one chart with pyqtgraph, and tells of the value under the mouse."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from eigenscope.plots.axes import x_ticks, y_ticks
from eigenscope.plots.charts import BARS, POINTS, Chart, Series
from eigenscope.plots.ranges import PlacedSeries, home_extent, nearest, place, thinned
from eigenscope.ui.charts.chart_items import (
    MANY_POINTS,
    axis_items,
    circle_item,
    highlight_item,
    keep_quick,
    mark_item,
    series_item,
)
from eigenscope.ui.charts.plot_view import PlotView
from eigenscope.ui.charts.plotting import colour, label_axis, restyle
from eigenscope.ui.style.theme import theme_notifier
from eigenscope.ui.view.mark_labels import place_labels
from eigenscope.wording.number_texts import short
from eigenscope.wording.words import say

_CELL = 3  # pixels: points nearer than that can't be told apart
_GRID = 0.4  # opacity of the lines behind a chart
_SIGNS = {POINTS: "●", BARS: "■"}


class ChartView(PlotView):
    """Shows a chart; ``show_chart`` shows another in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.placed: tuple[PlacedSeries, ...] = ()
        self._crowds: list[tuple[Any, PlacedSeries]] = []
        self.mark_lines: list[Any] = []
        self._ring: Any = None
        self.legend = QLabel()
        self.legend.setObjectName("chartLegend")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.legend.hide()
        self.layout_.insertWidget(0, self.legend)
        self.view_changed.connect(self._fit_view)
        theme_notifier().changed.connect(self._restyle)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; a zoom stays as long as the data's range is the same."""
        self.chart = chart
        self.placed = tuple(place(series, chart) for series in chart.series)
        self.hover_left()
        self._draw()
        self.box.setAspectLocked(chart.equal)
        self.set_home(home_extent(chart, self.placed))
        self._fit_view()

    def words_at(self, x: float, y: float) -> str:
        """Return the value nearest to a place, and put the ring around it."""
        hit = nearest(self.placed, x, y, self.unit_size())
        if hit is None or self._ring is None:
            return ""
        one, index = hit
        self._ring.setData([one.x[index]], [one.y[index]])
        series = one.series
        across = short(float(series.x[index]))
        if series.kind == BARS:
            across = f"{across} … {short(float(series.x[index + 1]))}"
        words = f"{across}:  {short(float(series.y[index]))}"
        if series.kind == POINTS:
            words = f"({across}, {short(float(series.y[index]))})"
        return words if series.label is None else f"{say(series.label)}\n{words}"

    def hover_left(self) -> None:
        """Take the label and the ring away."""
        super().hover_left()
        if self._ring is not None:
            self._ring.setData([], [])

    def _draw(self) -> None:
        """Draw everything anew, in the colours of the present theme."""
        chart = self.chart
        if chart is None:
            return
        self.item.clear()
        restyle(self.plot)
        filled = any(np.isfinite(one.y).any() for one in self.placed)
        for side, label, ticks in (
            ("bottom", chart.x_label, partial(x_ticks, chart)),
            ("left", chart.y_label, partial(y_ticks, chart)),
        ):
            self.item.getAxis(side).set_ticks(ticks)
            label_axis(self.plot, side, say(label))
            # Without data the axes' numbers would mean nothing.
            self.item.showAxis(side, filled)
        self.item.showGrid(x=True, y=True, alpha=_GRID)
        self._crowds, self.mark_lines = [], []
        for item in (*(axis_items(chart) if filled else ()), *map(circle_item, chart.circles)):
            self.item.addItem(item, ignoreBounds=True)
        for one in self.placed:
            item = series_item(one, chart)
            self.item.addItem(item)
            keep_quick(item, one)
            if one.series.kind == POINTS and one.x.size > MANY_POINTS:
                self._crowds.append((item, one))
        for mark in chart.marks:
            line = mark_item(mark, chart)
            if line is not None:
                self.item.addItem(line, ignoreBounds=True)
                self.mark_lines.append(line)
        self._ring = highlight_item()
        self.item.addItem(self._ring, ignoreBounds=True)
        self._show_legend(chart.series)

    def _restyle(self) -> None:
        self._draw()
        self._fit_view()

    def _show_legend(self, series: tuple[Series, ...]) -> None:
        named = [_legend_entry(one) for one in series if one.label is not None]
        self.legend.setText(" &nbsp; ".join(named))
        self.legend.setVisible(bool(named))

    def _fit_view(self) -> None:
        """Draw what can be told apart in the present view, and put words where there is room."""
        self._thin_out()
        size = self.box.width(), self.box.height()
        place_labels(self.mark_lines, self.placed, self.visible_extent(), size)

    def _thin_out(self) -> None:
        """Draw of many points those that are visible and can be told apart."""
        columns, rows = (
            max(int(side // _CELL), 1) for side in (self.box.width(), self.box.height())
        )
        for item, one in self._crowds:
            index = thinned(one, self.visible_extent(), columns, rows)
            item.setData(np.take(one.x, index), np.take(one.y, index))


def _legend_entry(series: Series) -> str:
    sign = _SIGNS.get(series.kind, "╌" if series.dashed else "━")
    words = html.escape(say(series.label)) if series.label is not None else ""
    tone = colour(series.slot).name()
    return f'<span style="color:{tone}">{sign}</span>&nbsp;{words.replace(" ", "&nbsp;")}'
