"""The line in which the matrix is written as an expression, by keys in the real window."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.ui.inputs.expression_line import ExpressionLine

from .driving import settle


def line_of(program: Application) -> ExpressionLine:
    found: ExpressionLine = program.window.findChildren(ExpressionLine)[0]
    found.setFocus()
    return found


def matrix_of(program: Application) -> list[list[float]]:
    found: list[list[float]] = program.workbench.inputs.matrix.to_array().tolist()
    return found


def test_an_expression_becomes_the_matrix_and_is_undone(qtbot: QtBot, program: Application) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, "2 rot(45)")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    root = math.sqrt(2)
    assert matrix_of(program)[0] == pytest.approx([root, -root])
    assert program.workbench.inputs.matrix.texts()[0][0] == "sqrt(2)"
    assert line.text() == "2 rot(45)"
    program.workbench.undo_stack.undo()
    assert matrix_of(program) == [[1, 1], [0, 1]]


def test_another_size_is_taken(qtbot: QtBot, program: Application) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, "rotx(90)")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert matrix_of(program) == [[1, 0, 0], [0, 0, -1], [0, 1, 0]]


def test_what_is_wrong_is_said_and_marked(qtbot: QtBot, program: Application) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, "2I + Qx")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    editor = line.parent()
    assert "Qx" in editor.message.text()  # type: ignore[union-attr]
    assert line.selectedText() == "Qx"
    assert line.property("invalid") == "true"
    assert matrix_of(program) == [[1, 1], [0, 1]]
    qtbot.keyClicks(line, "I")  # over the selection
    assert line.property("invalid") == "false"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert matrix_of(program) == [[3, 0], [0, 3]]


def test_functions_are_completed(qtbot: QtBot, program: Application) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, "2 she")
    assert line.suggestions.isVisible()
    assert line.suggestions.model().index(0, 0).data() == "shear(k, h)"
    qtbot.keyClick(line.suggestions, Qt.Key.Key_Down)
    qtbot.keyClick(line.suggestions, Qt.Key.Key_Return)
    assert line.text() == "2 shear("
    assert not line.suggestions.isVisible()
    qtbot.keyClicks(line, "3)")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert matrix_of(program) == [[2, 6], [0, 2]]


def test_escape_empties_the_line(qtbot: QtBot, program: Application) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, "rot(")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.property("invalid") == "true"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert line.property("invalid") == "false"


@pytest.mark.parametrize("text", ["1/2", "det([1 2; 3 4])", "sqrt(2)"])
def test_a_number_does_not_replace_a_matrix(qtbot: QtBot, program: Application, text: str) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert matrix_of(program) == [[1, 1], [0, 1]]
    message = line.parent().message.text()  # type: ignore[union-attr]
    assert "a number" in message
    assert f"({text}) I" in message
    line.clear()
    qtbot.keyClicks(line, f"[[{text}]]")  # this is a matrix
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(matrix_of(program)) == 1


@pytest.mark.parametrize("text", ["diag([1, 2, 3, 4])", "[[1,2,3,4],[5,6,7,8]]"])
def test_what_has_no_room_is_offered_in_the_lab_for_any_size(
    qtbot: QtBot, program: Application, text: str
) -> None:
    line = line_of(program)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    message = line.parent().message  # type: ignore[union-attr]
    assert "up to 3×3" in message.text()
    assert "lab Matrix" in message.text()
    message.linkActivated.emit("#")
    settle(qtbot, program)
    assert program.workbench.lab.name == "matrix"
    assert program.workbench.inputs.data.shape[1] == 4
    program.workbench.undo_stack.undo()
    assert matrix_of(program) == [[1, 1], [0, 1]]
