"""The numbers along a chart's axes: the screen and a figure have the same at the same range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from eigenscope.export.page import Panel, TextLine
from eigenscope.export.plots.cells import plotted_items
from eigenscope.plots.charts import BARS, Chart, HeatMap, Plotted
from eigenscope.plots.ranges import Extent, home_extent, place
from eigenscope.scene.camera import Size
from eigenscope.scene.geometry import Picture, vertices
from eigenscope.ui.charts.chart_view import ChartView
from eigenscope.ui.charts.heat_map_view import HeatMapView
from eigenscope.ui.charts.plot_view import PlotView
from eigenscope.ui.session.background import Background

from .chart_driving import chart, heat_map, series, ticks

GRADES = chart("grades", series([0, 1, 2, 3], [1e-5, 4.0, 9.0, -2.5]))
SPREAD = replace(chart("spread", series([1, 10, 5000], [1e-3, 1.0, 1e6])), log_x=True, log_y=True)
COUNTS = replace(chart("counts", series([0, 1, 2, 3, 4], [3, 0, 5, 1], BARS)), whole_x=True)
MAP = heat_map(np.arange(60.0).reshape(5, 12))
CASES: list[tuple[Plotted, Extent | None]] = [
    (GRADES, None),
    (GRADES, (1.21, 1.34, 3.9, 9.1)),
    (GRADES, (0.0, 1.0, 1e-6, 9e-6)),
    (SPREAD, None),
    (SPREAD, (0.2, 0.9, 2.1, 2.6)),  # logarithms
    (COUNTS, None),
    (COUNTS, (0.4, 2.6, 0.0, 5.0)),
    (MAP, None),
    (replace(MAP, column_numbers=np.arange(12) ** 2), None),
]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Plotted], PlotView]]:
    """Return a function that shows a chart alone."""
    background = Background()

    def showing(plotted: Plotted) -> PlotView:
        view: ChartView | HeatMapView
        if isinstance(plotted, Chart):
            view = ChartView()
            view.show_chart(plotted)
        else:
            view = HeatMapView(background.jobs)
            view.show_heat_map(plotted)
        qtbot.addWidget(view)
        return view

    yield showing
    assert background.jobs.close()


def in_figure(plotted: Plotted, zoom: Extent | None) -> tuple[list[str], list[str], Size]:
    """Return the numbers across and up, and the size of the area of the data in pixels."""
    items = plotted_items(plotted, (0.0, 0.0), (600.0, 400.0), dark=False, zoom=zoom)
    panels = [item for item in items if isinstance(item, Panel)]
    words = [item for item in items if isinstance(item, TextLine) and item.size == 11.0]
    foot = max(item.place[1] for item in words if item.anchor == 0 and _is_number(item))
    across = [item.text for item in words if item.anchor == 0 and item.place[1] == foot]
    up = [item.text for item in words if item.anchor == 1]
    if isinstance(plotted, Chart):
        return across, up, panels[1].size
    picture = next(d for d in panels[0].frame.draws if isinstance(d.geometry, Picture))
    width, height, _ = np.ptp(vertices(picture.geometry), axis=0)
    return across, up, (float(width), float(height))


def _is_number(item: TextLine) -> bool:
    return item.text[-1] in "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹"


def extent_of(plotted: Plotted) -> Extent:
    if isinstance(plotted, HeatMap):
        rows, columns = plotted.values.shape
        return 0.5, columns + 0.5, 0.5, rows + 0.5
    return home_extent(plotted, tuple(place(one, plotted) for one in plotted.series))


@pytest.mark.parametrize(("plotted", "zoom"), CASES)
def test_the_screen_has_the_numbers_of_the_figure(
    show: Callable[[Plotted], PlotView], plotted: Plotted, zoom: Extent | None
) -> None:
    view = show(plotted)
    across, up, (width, height) = in_figure(plotted, zoom)
    left, right, low, high = zoom or extent_of(plotted)
    assert list(ticks(view.item.getAxis("bottom"), left, right, width).values()) == across
    assert list(ticks(view.item.getAxis("left"), low, high, height).values()) == up
    assert len(across) > 1
