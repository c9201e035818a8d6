"""What a lab hands over to another one, by one click and one step of undo."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.inputs.preset_bar import PresetBar

from .driving import LEFT, settle


def test_a_click_carries_f_into_gradient_descent_and_undo_brings_it_back(
    qtbot: QtBot, program: Application
) -> None:
    bench = program.workbench
    panel, action = program.window.results.code, program.window.actions_table["lab.hand_over"]
    assert not action.isEnabled()
    bench.open_lab(load_lab("calculus"))
    bench.edit(replace(bench.inputs, topic="gradient", surface="x^2 + x y + 2 y^2"), "Try")
    program.window.results.pages.setCurrentWidget(panel)
    settle(qtbot, program)
    assert action.isEnabled()
    before, steps = bench.document.contents, bench.undo_stack.index()
    qtbot.mouseClick(panel.hand_over, LEFT)
    settle(qtbot, program)
    assert bench.lab.name == "descent"
    assert (bench.inputs.function, bench.inputs.formula) == ("formula", "x^2 + x y + 2 y^2")
    assert [row[0] for row in bench.inputs.start[0].texts()] == ["1", "1"]
    assert bench.undo_stack.index() == steps + 1
    assert not panel.hand_over.isVisible()
    program.window.actions_table["edit.undo"].trigger()
    settle(qtbot, program)
    assert bench.document.contents == before


def test_presets_of_other_topics_take_no_room(qtbot: QtBot) -> None:
    """Of a topic without presets the bar left a strip with a cut button."""
    lab = load_lab("calculus")
    bar = PresetBar(lab.presets(), lambda: replace(lab.defaults(), topic="gradient"))
    qtbot.addWidget(bar)
    assert bar.isHidden()
    assert all(button.isHidden() for button in bar.buttons.values())
