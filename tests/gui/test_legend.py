"""The line under the picture names its colours, in every lab and at all times alike."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.lab import Lab, Solution, View
from eigenscope.labs.kit.legends import legend_of
from eigenscope.main.application import Application
from eigenscope.scene.slots import Slot
from eigenscope.ui.charts.plotting import line_pen
from eigenscope.ui.style.theme import load_theme
from eigenscope.ui.view.legend_strip import LegendStrip
from eigenscope.wording.words import Text

from .driving import OpenProgram, press, set_matrix, settle

SINGULAR = [[1, 0], [0, 0]]


def test_the_legend_stays_the_same_while_it_plays(qtbot: QtBot, program: Application) -> None:
    legend, player = program.window.legend, program.workbench.player
    assert legend.isVisible()
    before, height = legend.text(), program.window.viewport.height()
    for t in (0.3, 0.8, 1.0):
        player.seek(t)
        program.window.results.show_now()
        assert legend.text() == before
    assert program.window.viewport.height() == height
    program.window.actions_table["lab.systems"].trigger()
    settle(qtbot, program)
    assert "equation" in legend.text()


def test_a_key_hides_the_legend_and_that_is_remembered(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    first = open_program()
    press(qtbot, first, Qt.Key.Key_K)
    assert not first.window.legend.isVisible()
    assert not first.window.actions_table["view.legend"].isChecked()
    press(qtbot, first, Qt.Key.Key_F5)
    press(qtbot, first, Qt.Key.Key_F5)
    assert not first.window.legend.isVisible()
    first.save_settings()
    second = open_program()
    assert not second.window.legend.isVisible()
    press(qtbot, second, Qt.Key.Key_K)
    assert second.window.legend.isVisible()


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by a lab's name each time its pictures are looked at for names."""
    calls: list[str] = []

    def counting(lab: Lab, solution: Solution, view: View) -> Mapping[Slot, Text]:
        calls.append(lab.name)
        return legend_of(lab, solution, view)

    monkeypatch.setattr("eigenscope.ui.view.legend_names.legend_of", counting)
    return calls


def test_a_hidden_legend_costs_nothing_and_is_right_when_it_is_shown(
    qtbot: QtBot, program: Application, named: list[str]
) -> None:
    settle(qtbot, program)
    legend = program.window.legend
    press(qtbot, program, Qt.Key.Key_K)
    named.clear()
    assert "null space" not in legend.text()
    set_matrix(qtbot, program, SINGULAR)
    assert named == []
    press(qtbot, program, Qt.Key.Key_K)
    assert named == ["transform"]
    assert "null&nbsp;space" in legend.text()


def test_many_solutions_in_a_moment_are_named_once(
    qtbot: QtBot, program: Application, named: list[str]
) -> None:
    settle(qtbot, program)
    window, bench = program.window, program.workbench
    named.clear()
    for _ in range(50):  # as while a vector is dragged
        bench.solution_changed.emit(None)
    assert named == []
    qtbot.waitUntil(lambda: named == ["transform"])
    bench.solution_changed.emit(None)
    window.actions_table["lab.systems"].trigger()  # another lab's names are wrong: not a moment
    assert named[-1] == "systems"
    assert "equation" in window.legend.text()


def test_a_presentation_has_a_legend_only_if_it_is_asked_for(
    qtbot: QtBot, program: Application, named: list[str]
) -> None:
    settle(qtbot, program)
    legend = program.window.legend
    press(qtbot, program, Qt.Key.Key_F5)
    named.clear()
    set_matrix(qtbot, program, SINGULAR)
    assert (legend.isVisible(), named) == (False, [])
    press(qtbot, program, Qt.Key.Key_K)
    assert legend.isVisible()
    assert "null&nbsp;space" in legend.text()
    press(qtbot, program, Qt.Key.Key_K)
    press(qtbot, program, Qt.Key.Key_F5)
    assert not legend.isVisible()


def test_in_print_the_legend_and_charts_on_the_screen_show_dashes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = load_theme("print")
    for module in ("view.legend_strip", "charts.plotting"):
        monkeypatch.setattr(f"eigenscope.ui.{module}.current_theme", lambda: printed)
    strip = LegendStrip()
    qtbot.addWidget(strip)
    strip.show_names({Slot.ACCENT_4: "dashed", Slot.ACCENT_1: "whole"})
    assert [strip.text().count(sign) for sign in ("▌▌", "■")] == [1, 1]
    assert strip.text().index("▌▌") < strip.text().index("dashed") < strip.text().index("■")
    assert strip.text().endswith("whole")
    dashes = [2.0 * length for length in line_pen(Slot.ACCENT_4, 2.0).dashPattern()]
    assert dashes == pytest.approx(printed.palette.dashes[Slot.ACCENT_4])
    assert line_pen(Slot.ACCENT_1, 2.0).style() == Qt.PenStyle.SolidLine
