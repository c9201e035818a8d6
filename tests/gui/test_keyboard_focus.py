"""Tab goes through the window as the eye does, and whoever has the focus is seen to have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.shell.reading_order import stops_in

from .driving import settle

LABS = ("transform", "matrix", "vectors")


def walk(qtbot: QtBot, program: Application) -> Iterator[QWidget]:
    """Press Tab from the tool bar until it has the focus again; give each widget that gets it."""
    program.window.toolbar.lab_button.setFocus()
    stops: list[QWidget] = []
    while len(stops) < 150:
        widget = QApplication.focusWidget()
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in stops:
            return
        stops.append(widget)
        yield widget
    raise AssertionError("Tab does not come back to the tool bar")


@pytest.mark.parametrize("name", LABS)
def test_tab_follows_the_eye_and_shift_tab_goes_back(
    qtbot: QtBot, program: Application, name: str
) -> None:
    window = program.window
    window.actions_table[f"lab.{name}"].trigger()
    settle(qtbot, program)
    stops = list(walk(qtbot, program))
    regions = [
        window.docks.inputs, window.board.splitter, window.playback_bar, window.docks.numbers,
        window.docks.plot, window.toolbar,
    ]  # fmt: skip
    places = [
        [r.isAncestorOf(widget) or r is widget for r in regions].index(True) for widget in stops
    ]
    assert places == sorted(places)
    for region in (window.docks.inputs, window.docks.numbers):
        assert [stop for stop in stops if region.isAncestorOf(stop)] == stops_in(region)
    qtbot.keyClick(stops[0], Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is stops[-1]


def test_cells_come_row_by_row_before_what_stands_below(qtbot: QtBot, program: Application) -> None:
    names = [widget.accessibleName() for widget in stops_in(program.window.docks.inputs)]
    cells = [f"Row {row}, column {column}" for row in (1, 2) for column in (1, 2)]
    place = names.index(cells[0])
    assert names[place : place + 6] == [*cells, "Matrix as an expression", "Rows"]


def test_the_focus_is_seen_wherever_it_is(qtbot: QtBot, program: Application) -> None:
    unseen = []
    before: tuple[QWidget, npt.NDArray[np.uint8]] | None = None
    for widget in walk(qtbot, program):
        if before is not None and np.array_equal(before[1], pixels(before[0])):
            unseen.append(before[0].accessibleName() or type(before[0]).__name__)
        before = widget, pixels(widget)
    assert unseen == []


def test_enter_presses_the_button_that_tab_has_come_to(qtbot: QtBot, program: Application) -> None:
    bench = program.workbench
    bench.open_lab(load_lab("attention"))
    settle(qtbot, program)
    editor: Any = program.window.lab_panels.inputs.editors["mask"]
    next(widget for widget in walk(qtbot, program) if widget is editor.kinds["causal"])
    qtbot.keyClick(editor.kinds["causal"], Qt.Key.Key_Return)
    assert bench.inputs.mask == "causal"
    assert not bench.player.playing


def pixels(widget: QWidget) -> npt.NDArray[np.uint8]:
    QApplication.processEvents()
    plain = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1).copy()
