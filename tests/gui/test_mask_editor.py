"""A mask in the panel: cells by mouse and keys, kinds by buttons, and what is too large as text."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from eigenscope.labs.attention.inputs import PLANE, Inputs
from eigenscope.labs.attention.lab import LAB
from eigenscope.labs.kit.attention.attention_inputs import TEXT, tensor
from eigenscope.main.application import Application
from eigenscope.ui.inputs.mask_editor import MaskEditor

from .driving import LEFT, NONE, settle


def editor_of(qtbot: QtBot, program: Application, inputs: Inputs) -> MaskEditor:
    """Return the editor of a mask in the window, with the lab's inputs."""
    bench = program.workbench
    bench.open_lab(LAB)
    bench.edit(inputs, "Begin")
    settle(qtbot, program)
    editor: Any = program.window.lab_panels.inputs.editors["mask"]
    assert isinstance(editor, MaskEditor)
    return editor


def middle(editor: MaskEditor, row: int, column: int) -> QPoint:
    return editor.grid.place(row, column).center()


def test_cells_are_hidden_and_shown_by_clicks_and_drags(qtbot: QtBot, program: Application) -> None:
    bench = program.workbench
    editor = editor_of(qtbot, program, Inputs(topic=PLANE))
    QTest.mouseClick(editor.grid, LEFT, NONE, middle(editor, 1, 2))
    assert bench.inputs.mask == "1 1 1; 1 1 0; 1 1 1"
    QTest.mousePress(editor.grid, LEFT, NONE, middle(editor, 0, 0))
    QTest.mouseMove(editor.grid, middle(editor, 0, 1))
    QTest.mouseRelease(editor.grid, LEFT, NONE, middle(editor, 0, 1))
    assert bench.inputs.mask == "0 0 1; 1 1 0; 1 1 1"
    bench.undo_stack.undo()
    assert bench.inputs.mask == "1 1 1; 1 1 0; 1 1 1"


def test_keys_go_from_cell_to_cell_and_change_them(qtbot: QtBot, program: Application) -> None:
    bench, window = program.workbench, program.window
    editor = editor_of(qtbot, program, Inputs(mask="causal"))
    window.activateWindow()
    editor.grid.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(editor.grid, key)
    assert bench.inputs.mask == "1 1 0; 1 1 0; 1 1 1"
    assert not bench.player.playing
    assert editor.grid.accessibleDescription() == "Query q₁ sees key k₂."
    for key in (Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Enter):
        qtbot.keyClick(editor.grid, key)
    assert bench.inputs.mask == "none"


def test_kinds_are_chosen_and_marked(qtbot: QtBot, program: Application) -> None:
    bench = program.workbench
    editor = editor_of(qtbot, program, Inputs(source=TEXT, text="the cat saw the dog"))
    for kind, mask in (("causal", "causal"), ("padding", "padding 2"), ("none", "none")):
        editor.kinds[kind].click()
        assert bench.inputs.mask == mask
        assert [each for each, button in editor.kinds.items() if button.isChecked()] == [kind]
    editor.kinds["none"].click()
    assert editor.kinds["none"].isChecked()


@pytest.mark.parametrize(("count", "shown"), [(12, True), (13, False)])
def test_a_large_mask_stays_text(
    qtbot: QtBot, program: Application, count: int, shown: bool
) -> None:
    rows = tensor("; ".join(["1 0"] * count))
    editor = editor_of(qtbot, program, Inputs(k=rows, v=rows))
    assert editor.grid.isVisible() == shown


def test_a_mask_of_another_shape_is_refused_at_its_field(
    qtbot: QtBot, program: Application
) -> None:
    editor = editor_of(qtbot, program, Inputs(mask="1 0; 0 1"))
    assert not editor.grid.isVisible()
    assert editor.message.text() == "The mask has the shape (2, 2); queries × keys is (3, 3)."
    editor.kinds["causal"].click()
    assert editor.grid.isVisible()
    assert not editor.message.isVisible()
