"""The plot over time: its axis goes from 0 to 1, and says so."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from eigenscope.plots.curves import Curve
from eigenscope.scene.slots import Slot
from eigenscope.ui.charts.plot_panel import PlotPanel, quiet_anchor


def test_a_value_at_the_end_stands_in_sight_even_on_its_curve() -> None:
    times = np.linspace(0.0, 1.0, 121)
    course = times, 1.0 - times  # falls to 0 as the determinant of a singular matrix does
    words, view = (0.07, 0.2), (-0.02, 1.02, -0.125, 1.6875)
    across, down = quiet_anchor((1.0, 0.0), words, course, view)
    left, bottom = 1.0 - across * words[0], -(1 - down) * words[1]
    assert view[0] <= left <= view[1] - words[0]
    assert view[2] <= bottom <= view[3] - words[1]


@pytest.mark.parametrize("width", [220, 312, 500])
def test_the_ends_of_the_time_axis_have_numbers(qtbot: QtBot, width: int) -> None:
    panel = PlotPanel()
    qtbot.addWidget(panel)
    panel.resize(width, 200)
    panel.show_curves((Curve("det", np.array([0.0, 1.0]), np.array([1.0, 3.0]), Slot.TRAIL),))
    panel.show()
    panel.prepare()
    axis = panel._plot.getPlotItem().getAxis("bottom")
    qtbot.waitUntil(lambda: axis.geometry().width() > width - 100)  # it is laid out
    page = QPixmap(8, 8)
    painter = QPainter(page)
    painter.setFont(axis.style["tickFont"])
    written = {
        text: axis.mapRectToScene(box) for box, _, text in axis.generateDrawSpecs(painter)[2]
    }
    painter.end()
    assert {float(text) for text in written} >= {0.0, 1.0}
    ends = [end for box in written.values() for end in (box.left(), box.right())]
    assert min(ends) >= 0
    assert max(ends) <= panel._plot.width()
