"""The words beside a chart's marks leave its data free."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from eigenscope.plots.charts import POINTS, Mark
from eigenscope.scene.slots import Slot
from eigenscope.ui.charts.chart_view import ChartView
from eigenscope.ui.charts.plot_panel import quiet_anchor
from eigenscope.wording.words import Words

from .chart_driving import chart, series


@pytest.mark.parametrize("size", [(360, 260), (700, 420)])
def test_words_cover_no_data_and_no_other_words(qtbot: QtBot, size: tuple[int, int]) -> None:
    """As "rank 2" did, which hid the singular values from the third on."""
    flat = series(np.arange(1, 40), np.r_[10.0, 9.9, np.full(36, 9.6), 1.0], POINTS)
    marks = (
        *(Mark(2 + 0.2 * k, Words(f"rank {k}"), Slot.ACCENT_4) for k in range(3)),
        Mark(5.0, Words("edge of noise"), Slot.ACCENT_5, upright=False),
    )
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(*size)
    with qtbot.waitExposed(view):
        view.show()
    view.show_chart(replace(chart("marked", flat), marks=marks))
    qtbot.waitUntil(lambda: view.box.width() > size[0] / 2)
    assert [one.angle for one in view.mark_lines] == [90, 90, 90, 0]
    boxes = []
    for line in view.mark_lines:
        words = line.label.textItem
        corners = words.mapRectToScene(words.boundingRect())
        boxes.append(corners)
        for x, y in zip(view.placed[0].x, view.placed[0].y, strict=True):
            assert not corners.contains(view.box.mapViewToScene(QPointF(x, y))), line.label.format
    for one, other in itertools.combinations(boxes, 2):
        assert not one.intersects(other)


@pytest.mark.parametrize("slope", [-1.0, 0.0, 0.7, 1.0])
@pytest.mark.parametrize("t", [0.0, 0.1, 0.5, 0.97, 1.0])
def test_the_value_over_time_is_not_struck_through(slope: float, t: float) -> None:
    """Neither by the curve that it is of, nor by the cursor; and nothing of it is out of sight."""
    times = np.linspace(0, 1, 101)
    heights = slope * times + max(-slope, 0.0)
    spot = t, float(np.interp(t, times, heights))
    wide, tall = 0.2, 0.12
    view = -0.02, 1.02, -0.2, 1.2
    across, up = quiet_anchor(spot, (wide, tall), (times, heights), view)
    left, bottom = spot[0] - across * wide, spot[1] - (1 - up) * tall
    assert view[0] <= left < left + wide <= view[1]
    assert view[2] <= bottom < bottom + tall <= view[3]
    assert not left <= t <= left + wide
    below = (times >= left) & (times <= left + wide)
    assert not ((heights[below] > bottom) & (heights[below] < bottom + tall)).any()
