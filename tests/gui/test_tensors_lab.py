"""The lab Tensors in the real window: typed, wrong, undone, pointed at, presented, in Chinese."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.tensors.examples import EXAMPLES
from eigenscope.main.application import Application
from eigenscope.ui.inputs.code_editor import CodeEditor
from eigenscope.ui.inputs.code_field import CodeField
from eigenscope.ui.style.choice_editor import ChoiceEditor
from eigenscope.wording import language

from .driving import LEFT, NONE, OpenProgram, press, settle

CONTROL = Qt.KeyboardModifier.ControlModifier
PRODUCT = "A = torch.tensor([[1., 2], [3, 4]])\nB = A + 10\nA @ B"
WRONG = "A = torch.ones(2, 3)\nA @ A"


@pytest.fixture
def editor(qtbot: QtBot, program: Application) -> CodeEditor:
    program.workbench.open_lab(load_lab("tensors"))
    settle(qtbot, program)
    return editor_of(program)


def editor_of(program: Application) -> CodeEditor:
    return cast(CodeEditor, program.window.inputs_panel.editors["code"])


def typed(qtbot: QtBot, program: Application, field: CodeField, text: str) -> None:
    """Replace the program by typing another one."""
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    for line in text.splitlines(keepends=True):
        QTest.keyClicks(field, line.rstrip("\n"))
        field.completion.hide()
        if line.endswith("\n"):
            QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: str(program.workbench.inputs.code) == text, timeout=3000)
    settle(qtbot, program)


def choose_topic(program: Application, topic: str) -> None:
    box = cast(ChoiceEditor, program.window.inputs_panel.editors["topic"]).box
    box.activated.emit([each.key for each in program.workbench.lab.topics()].index(topic))


def texts(program: Application) -> list[str]:
    """Return what stands in the picture."""
    frame = program.window.viewport.frame
    assert frame is not None
    return [label.text for label in frame.labels]


def lit(program: Application) -> set[str]:
    frame = program.window.viewport.frame
    assert frame is not None
    return {draw.name for draw in frame.draws if draw.name.endswith("light")}


def pixel_of_cell(program: Application, number: int, cell: int) -> QPoint:
    """Return where the middle of a cell of an item of the last step's picture is seen."""
    viewport = program.window.viewport
    picture: StepPicture = program.workbench.solution.pictures[-1]
    view = viewport.view_of(viewport.canvas, program.workbench.solution)
    place = picture.layout(view).placements[number]
    middles = place.places(picture.items[number].block.middles(np.array([cell])))
    x, y, _ = view.camera.project(middles, view.size)[0].tolist()
    return QPoint(round(x), round(y))


# --- typing ------------------------------------------------------------------------------------


def test_the_picture_follows_what_is_typed(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    typed(qtbot, program, editor.field, PRODUCT)
    bench = program.workbench
    bench.player.show(1.0)
    assert "A @ B" in texts(program)
    assert {"37", "40", "85", "92"} <= set(texts(program))
    readouts = bench.lab.readouts(bench.solution, 1.0)
    assert "(2, 2)" in [str(readout.text) for readout in readouts]


def test_typing_is_undone_and_redone_with_its_picture(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    before = str(program.workbench.inputs.code)
    typed(qtbot, program, editor.field, "torch.ones(5, 1)")
    stack = program.workbench.undo_stack
    while stack.canUndo():
        stack.undo()
    settle(qtbot, program)
    assert editor.field.toPlainText() == program.workbench.inputs.code == before
    assert "torch.ones(5, 1)" not in texts(program)
    while stack.canRedo():
        stack.redo()
    settle(qtbot, program)
    assert editor.field.toPlainText() == "torch.ones(5, 1)"
    assert "torch.ones(5, 1)" in texts(program)


def test_a_wrong_line_is_told_at_its_place_and_its_picture_says_why(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    typed(qtbot, program, editor.field, WRONG)
    assert editor.message.isVisible()
    assert editor.message.text().startswith("Line 2: ")
    (mark,) = editor.field.extraSelections()
    assert mark.cursor.selectedText() == "A @ A"
    program.workbench.player.show(1.0)
    reason = editor.message.text().removeprefix("Line 2: ")
    assert reason in " ".join(texts(program))
    typed(qtbot, program, editor.field, WRONG.replace("A @ A", "A @ A.T"))
    assert not editor.message.isVisible()
    assert editor.field.extraSelections() == []


@pytest.mark.parametrize("text", ["", "#", "x = (", "import os", "x = __import__('os')", "1 / 0"])
def test_what_makes_nothing_leaves_the_window_working(
    qtbot: QtBot, program: Application, editor: CodeEditor, text: str
) -> None:
    typed(qtbot, program, editor.field, text)
    program.workbench.player.show(1.0)
    typed(qtbot, program, editor.field, "torch.ones(2)")
    assert "torch.ones(2)" in texts(program)


# --- time and the mouse ------------------------------------------------------------------------


def test_a_click_on_a_line_number_goes_to_that_line(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    field = editor.field
    typed(qtbot, program, field, PRODUCT)
    for number, title in ((2, "A + 10"), (3, "A @ B"), (1, "torch.tensor([[1., 2], [3, 4]])")):
        line = list(field._lines_seen())[number - 1]
        QTest.mouseClick(field.gutter, LEFT, NONE, QPoint(6, round(line.top) + 4))
        assert field.marks.running == number
        assert title in texts(program)
    assert set(field.marks.values) == {1, 2, 3}


def test_the_mouse_lights_up_a_cell_and_its_sources_and_a_click_keeps_them(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    typed(qtbot, program, editor.field, PRODUCT)
    bench, view = program.workbench, program.window.viewport.canvas.view
    bench.player.show(1.0)
    place = pixel_of_cell(program, 2, 1)
    qtbot.mouseMove(view, place)
    qtbot.waitUntil(lambda: any("= 40" in text for text in texts(program)), timeout=3000)
    assert lit(program) == {"operand 0 light", "operand 1 light", "result light"}
    qtbot.mouseClick(view, LEFT, pos=place)
    step = bench.solution.program.steps[-1].index
    assert bench.inputs.cell == f"{step}:1"
    settle(qtbot, program)
    qtbot.mouseMove(view, QPoint(3, 3))
    qtbot.waitUntil(lambda: any("= 40" in text for text in texts(program)), timeout=3000)
    bench.undo_stack.undo()
    settle(qtbot, program)
    assert bench.inputs.cell == ""
    assert bench.inputs.code == PRODUCT
    assert not any("= 40" in text for text in texts(program))


def test_another_program_does_not_keep_the_chosen_cell(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    bench = program.workbench
    typed(qtbot, program, editor.field, PRODUCT)
    bench.edit(replace(bench.inputs, cell="2:3"), "Choose")
    settle(qtbot, program)
    typed(qtbot, program, editor.field, "torch.ones(2, 3) * 2")
    assert bench.inputs.cell == ""


# --- topics ------------------------------------------------------------------------------------


def test_only_the_examples_of_the_topic_are_offered(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    panel, bench = program.window.inputs_panel, program.workbench
    for topic in ("broadcasting", "memory", "types"):
        choose_topic(program, topic)
        settle(qtbot, program)
        offered = {key for key, button in panel.presets.buttons.items() if button.isVisible()}
        assert offered == {f"{topic}-{each.key}" for each in EXAMPLES.get(topic, ())}
        if topic in EXAMPLES:
            assert bench.inputs.code == editor.field.toPlainText() == EXAMPLES[topic][0].code
    assert not editor.isVisible()


def test_a_program_of_ones_own_outlasts_other_topics(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    typed(qtbot, program, editor.field, PRODUCT)
    choose_topic(program, "index")
    settle(qtbot, program)
    assert program.workbench.inputs.code == PRODUCT


# --- presenting, and Chinese -------------------------------------------------------------------


def test_a_presentation_shows_the_running_line_in_the_picture_and_in_the_large_panel(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    typed(qtbot, program, editor.field, PRODUCT)
    window, bench = program.window, program.workbench
    time = bench.lab.time_of(bench.solution, "code", 2)
    assert time is not None
    press(qtbot, program, Qt.Key.Key_F5)
    assert window.presenting.active
    bench.player.show(time)
    assert "A + 10" in texts(program)
    press(qtbot, program, Qt.Key.Key_M)
    panel = window.presenting.inputs.panel
    assert panel is not None
    large = cast(CodeEditor, panel.editors["code"])
    assert large is not editor
    assert large.isVisible()
    qtbot.waitUntil(lambda: large.field.marks.running == 2, timeout=3000)
    assert set(large.field.marks.values) == {1, 2, 3}
    bench.player.show(1.0)
    qtbot.waitUntil(lambda: large.field.marks.running == 3, timeout=3000)
    press(qtbot, program, Qt.Key.Key_F5)


def test_in_chinese_the_reason_is_chinese_and_the_code_is_not(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program(1280, 720)
    program.speak(language.CHINESE)
    program.workbench.open_lab(load_lab("tensors"))
    settle(qtbot, program)
    editor = editor_of(program)
    typed(qtbot, program, editor.field, WRONG)
    assert editor.message.text().startswith("第2行：")
    program.workbench.player.show(1.0)
    assert "A @ A" in texts(program)
    assert any("须相等" in text for text in texts(program))


def test_the_example_that_is_shown_is_marked(
    qtbot: QtBot, program: Application, editor: CodeEditor
) -> None:
    buttons = program.window.inputs_panel.presets.buttons
    assert [key for key, each in buttons.items() if each.property("active")] == ["shape-reshape"]
    typed(qtbot, program, editor.field, "x = torch.ones(2)")
    assert not any(each.property("active") for each in buttons.values())
    buttons["shape-transpose"].click()
    settle(qtbot, program)
    assert [key for key, each in buttons.items() if each.property("active")] == ["shape-transpose"]
