"""Names and expressions, by keys and mouse in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.ui.inputs.matrix_editor import MatrixEditor
from eigenscope.ui.names.definitions_model import SHOWN
from eigenscope.ui.names.definitions_panel import DefinitionsPanel
from eigenscope.ui.style.messages import Button

from .driving import message, settle

Key = Qt.Key


def panel_of(qtbot: QtBot, program: Application) -> DefinitionsPanel:
    """Return the panel, opened with its key."""
    qtbot.keyClick(program.window.viewport, Key.Key_N)
    panel = program.window.lab_panels.definitions
    qtbot.waitUntil(panel.isVisible, timeout=2000)
    return panel


def write(qtbot: QtBot, panel: DefinitionsPanel, *texts: str) -> None:
    for text in texts:
        panel.field.setFocus()
        panel.field.selectAll()
        qtbot.keyClicks(panel.field, text)
        qtbot.keyClick(panel.field, Key.Key_Return)


def names_in(panel: DefinitionsPanel) -> tuple[str, ...]:
    return panel.model.names


def named(program: Application) -> list[tuple[str, str]]:
    return list(program.document.contents.definitions)


def shown(program: Application) -> list[list[float]]:
    found: list[list[float]] = program.workbench.inputs.matrix.to_array().tolist()
    return found


def test_names_are_given_and_undone(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    assert panel.field.hasFocus()
    write(qtbot, panel, "A = rot(90)", "B = [2 0; 0 1]", "C = B A")
    assert named(program) == [("A", "rot(90)"), ("B", "[2 0; 0 1]"), ("C", "B A")]
    assert names_in(panel) == ("A", "B", "C")
    assert panel.current() == "C"
    row = panel.model.row("C")
    assert row.value is not None
    assert row.value.array.tolist() == [[0, -2], [1, 0]]
    program.workbench.undo_stack.undo()
    assert names_in(panel) == ("A", "B")
    program.workbench.undo_stack.redo()
    assert names_in(panel) == ("A", "B", "C")


def test_an_expression_without_a_name_is_shown(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = rot(90)", "B = [2 0; 0 1]", "B A")
    assert shown(program) == [[0, -2], [1, 0]]
    settle(qtbot, program)
    assert program.workbench.inputs.matrix.source.text == "B A"
    assert len(named(program)) == 2
    factors = [f.text for f in program.workbench.inputs.matrix.source.factors]
    assert factors == ["B", "A"]
    program.workbench.player.seek(0.2)
    program.window.results.show_now()
    assert "First the rightmost factor is applied: A (1 of 2)." in program.window.caption.text()
    program.workbench.player.seek(0.9)
    program.window.results.show_now()
    assert "Then B is applied (2 of 2)." in program.window.caption.text()
    program.workbench.player.seek(1.0)
    program.window.results.show_now()
    assert "Done: both factors of B A have been applied." in program.window.caption.text()


def test_what_is_shown_follows_what_it_is_made_of(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = [1 1; 0 1]", "2A", "A = [0 1; 1 0]")
    assert shown(program) == [[0, 2], [2, 0]]
    program.workbench.undo_stack.undo()
    assert shown(program) == [[2, 2], [0, 2]]


def test_enter_in_the_list_shows_and_dragging_defines(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = [1 1; 0 1]", "B = A^2")
    panel.choose("A")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert panel.model.index(0).data(SHOWN)
    assert not panel.model.index(1).data(SHOWN)
    settle(qtbot, program)
    qtbot.waitUntil(lambda: not program.workbench.player.playing, timeout=8000)
    program.workbench.drag("basis-0", (3.0, 0.0, 0.0), "one")
    program.workbench.drag("basis-0", (4.0, 0.0, 0.0), "one")
    assert dict(named(program))["A"] == "[[4, 1], [0, 1]]"
    row = panel.model.row("B")
    assert row.value is not None
    assert row.value.array.tolist() == [[16, 5], [0, 1]]
    program.workbench.undo_stack.undo()
    assert dict(named(program))["A"] == "[1 1; 0 1]"


def test_mistakes_are_said_where_they_are(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = rot(90")
    assert "never closed" in panel.message.text()
    assert panel.field.property("invalid") == "true"
    assert panel.field.selectedText() == "("
    assert named(program) == []
    write(qtbot, panel, "sin = 3")
    assert "is a function" in panel.message.text()
    write(qtbot, panel, "A = 2A")
    assert "would be defined by itself" in panel.message.text()
    write(qtbot, panel, "A = B", "B = A")
    assert "A uses it already" in panel.message.text()
    assert named(program) == [("A", "B")]


def test_what_is_not_there_yet_may_be_used(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "C = B A")
    assert "no name called" in panel.model.row("C").problem
    assert "no name called" in panel.message.text()
    write(qtbot, panel, "A = I(2)", "B = 3A")
    row = panel.model.row("C")
    assert row.value is not None
    assert row.value.array.tolist() == [[3, 0], [0, 3]]


def test_a_new_name_is_followed_everywhere(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = rot(90)", "B = A^2 + det(A) I", "AB")
    panel.choose("A")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_F2)
    editor = panel.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "W_q")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: names_in(panel) == ("W_q", "B"), timeout=2000)
    assert named(program) == [("W_q", "rot(90)"), ("B", "W_q^2 + det(W_q) I")]
    assert program.workbench.inputs.matrix.source.text == "W_q B"
    program.workbench.undo_stack.undo()
    assert named(program)[0] == ("A", "rot(90)")
    assert program.workbench.inputs.matrix.source.text == "AB"


def test_a_name_that_is_taken_is_refused(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = rot(90)", "B = 2")
    panel.model.rename_wanted.emit("B", "A")
    assert "A is taken" in panel.message.text()
    assert names_in(panel) == ("A", "B")


def test_rows_are_duplicated_and_moved_by_keys(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = 1", "B = 2", "C = 3")
    panel.choose("A")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names_in(panel) == ("A", "A1", "B", "C")
    assert panel.current() == "A1"
    qtbot.keyClick(panel.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names_in(panel) == ("A", "B", "A1", "C")
    assert panel.current() == "A1"
    for _ in range(3):
        qtbot.keyClick(panel.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names_in(panel) == ("A1", "A", "B", "C")
    program.workbench.undo_stack.undo()
    assert names_in(panel) == ("A", "A1", "B", "C")


def test_who_uses_it_is_asked_before_it_goes(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = I(2)", "B = 2A", "C = 5")
    panel.choose("C")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_Delete)
    assert names_in(panel) == ("A", "B")
    panel.choose("A")
    qtbot.keyClick(panel.list, Key.Key_Delete)
    box = message(qtbot)
    assert "B uses it" in box.informativeText()
    qtbot.mouseClick(box.button(Button.Cancel), Qt.MouseButton.LeftButton)
    assert names_in(panel) == ("A", "B")
    qtbot.keyClick(panel.list, Key.Key_Delete)
    qtbot.mouseClick(message(qtbot).button(Button.Yes), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names_in(panel) == ("B",), timeout=2000)
    assert "no name called" in panel.model.row("B").problem


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        (
            "A = B^-1 [1 2; 3 4]",
            r"A = B^{-1} \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} = "
            r"\begin{bmatrix} \frac{1}{2} & 1 \\ \frac{3}{2} & 2 \end{bmatrix}",
        ),
        ("W_q = sqrt(2)", r"W_{q} = \sqrt{2}"),
    ],
)
def test_a_definition_is_copied_as_latex(
    qtbot: QtBot, program: Application, text: str, latex: str
) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "B = 2I(2)", text)
    qtbot.mouseClick(panel.buttons["latex"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == latex


def test_clicking_a_row_puts_its_definition_into_the_line(
    qtbot: QtBot, program: Application
) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = rot(90)", "B = 2A")
    place = panel.list.visualRect(panel.model.index(0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert panel.field.text() == "A = rot(90)"
    qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert program.workbench.inputs.matrix.source.text == "A"


def test_names_are_completed_and_coloured(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "width = 3")
    panel.field.clear()
    qtbot.keyClicks(panel.field, "B = wi")
    assert panel.field.suggestions.isVisible()
    qtbot.keyClick(panel.field.suggestions, Key.Key_Down)
    qtbot.keyClick(panel.field.suggestions, Key.Key_Return)
    assert panel.field.text() == "B = width"
    qtbot.keyClicks(panel.field, " Qx ")
    kinds = [kind for _, _, kind in panel.field.coloured()]
    assert kinds == ["name", "operator", "name", "unknown"]


def test_names_are_saved_and_given_back(
    qtbot: QtBot, program: Application, tmp_path: object
) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "A = rot(90)", "B = [2 0; 0 1]", "B A")
    session = program.workbench.session()
    program.window.files.new()
    qtbot.mouseClick(message(qtbot).button(Button.Discard), Qt.MouseButton.LeftButton)
    assert named(program) == []
    assert names_in(panel) == ()
    program.window.files.show(session)
    assert names_in(panel) == ("A", "B")
    assert program.workbench.inputs.matrix.source.text == "B A"


def test_a_cell_takes_what_a_name_is_worth(qtbot: QtBot, program: Application) -> None:
    panel = panel_of(qtbot, program)
    write(qtbot, panel, "k = 3/2")
    program.window.lab_panels.show_inputs()
    editor = program.window.inputs_panel.editors["matrix"]
    assert isinstance(editor, MatrixEditor)
    cell = editor.cells[0][1]
    cell.setFocus()
    cell.selectAll()
    qtbot.keyClicks(cell, "2k+1")
    assert cell.text() == "2k+1"
    assert shown(program) == [[1, 4], [0, 1]]
    qtbot.keyClick(cell, Key.Key_Return)
    assert cell.text() == "4"
    assert program.workbench.inputs.matrix.texts()[0][1] == "4"
    cell.setFocus()
    cell.selectAll()
    qtbot.keyClicks(cell, "Q")
    assert "Q" in editor.message.text()
    program.workbench.undo_stack.undo()
    assert shown(program) == [[1, 1], [0, 1]]
