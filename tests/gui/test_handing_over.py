"""What a lab hands over to another one, by one click and one step of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.inputs.preset_bar import PresetBar

from .driving import LEFT, settle


def test_a_click_carries_f_into_gradient_descent_and_undo_brings_it_back(
    qtbot: QtBot, program: Application
) -> None:
    bench = program.workbench
    action = program.window.actions_table["lab.hand_over"]
    assert not action.isEnabled()
    bench.open_lab(load_lab("calculus"))
    bench.edit(replace(bench.inputs, topic="gradient", surface="x^2 + x y + 2 y^2"), "Try")
    settle(qtbot, program)
    (button,) = program.window.lab_panels.inputs.handovers.buttons
    assert action.isEnabled()
    before, steps = bench.document.contents, bench.undo_stack.index()
    qtbot.mouseClick(button, LEFT)
    settle(qtbot, program)
    assert bench.lab.name == "descent"
    assert (bench.inputs.function, bench.inputs.formula) == ("formula", "x^2 + x y + 2 y^2")
    assert [row[0] for row in bench.inputs.start[0].texts()] == ["1", "1"]
    assert bench.undo_stack.index() == steps + 1
    assert program.window.lab_panels.inputs.handovers.isHidden()
    program.window.actions_table["edit.undo"].trigger()
    settle(qtbot, program)
    assert bench.document.contents == before


def test_a_click_carries_what_has_been_worked_out_since_it_was_offered(
    qtbot: QtBot, program: Application
) -> None:
    """Of (1 − cos x)/x² at 10⁻⁷ float64 alone has the slope 8000 instead of −x/12."""
    bench = program.workbench
    bench.open_lab(load_lab("calculus"))
    texts = {"topic": "jacobian", "map": "(1 - cos(x))/x^2, y", "point": "[[1e-7, 2]]"}
    bench.edit(set_from_texts(bench.lab, bench.inputs, texts), "Try")
    settle(qtbot, program)
    (button,) = program.window.lab_panels.inputs.handovers.buttons
    qtbot.mouseClick(button, LEFT)
    settle(qtbot, program)
    assert bench.lab.name == "transform"
    assert bench.inputs.matrix.to_array()[0] == pytest.approx([-1e-7 / 12, 0.0], rel=1e-9)


def handed_over(monkeypatch: pytest.MonkeyPatch, program: Application, *what: Handover) -> Any:
    """Let the open lab hand things over, and return the command."""
    monkeypatch.setattr(type(program.workbench.lab), "handovers", lambda *_: what)
    program.workbench.inputs_changed.emit(program.workbench.inputs)
    action = program.window.actions_table["lab.hand_over"]
    assert action.isEnabled()
    return action


def test_of_several_labs_that_go_on_one_is_chosen(
    qtbot: QtBot, program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = program.workbench
    before = bench.lab.name
    action = handed_over(
        monkeypatch,
        program,
        Handover("matrix", "Open it as a matrix", {"matrix": "[1 2; 3 4]"}),
        Handover("systems", "Solve with it", {"matrix": "[5 6; 7 8]"}),
    )
    action.trigger()
    assert bench.lab.name == before  # nothing is chosen yet
    (menu,) = (menu for menu in program.window.findChildren(QMenu) if menu.isVisible())
    first, second = menu.actions()
    assert (first.text(), second.text()) == ("Open it as a matrix", "Solve with it")
    second.trigger()
    menu.close()
    settle(qtbot, program)
    assert bench.lab.name == "systems"
    assert bench.inputs.matrix.texts() == (("5", "6"), ("7", "8"))


@pytest.mark.parametrize(
    ("handover", "words"),
    [
        (Handover("nowhere", "Go on"), "nowhere"),
        (Handover("matrix", "Go on", {"matrix": "[1 2; 3"}), "matrix"),
    ],
)
def test_what_cannot_be_handed_over_is_said(
    program: Application, monkeypatch: pytest.MonkeyPatch, handover: Handover, words: str
) -> None:
    bench = program.workbench
    before = bench.document.contents
    handed_over(monkeypatch, program, handover).trigger()
    assert bench.document.contents == before
    assert words in program.window.statusBar().currentMessage()
    monkeypatch.undo()
    bench.inputs_changed.emit(bench.inputs)  # so that the lab's own handovers are offered again


def test_presets_of_other_topics_take_no_room(qtbot: QtBot) -> None:
    """Of a topic without presets the bar left a strip with a cut button."""
    lab = load_lab("calculus")
    bar = PresetBar(lab.presets(), lambda: replace(lab.defaults(), topic="gradient"))
    qtbot.addWidget(bar)
    assert bar.isHidden()
    assert all(button.isHidden() for button in bar.buttons.values())
