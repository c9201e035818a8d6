"""The field for a formula: Enter takes it, and what is wrong is marked and said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.specs import FormulaSpec
from eigenscope.ui.inputs.formula_editor import FormulaEditor


@pytest.fixture
def editor(qtbot: QtBot) -> FormulaEditor:
    made = FormulaEditor(FormulaSpec("f(x, y)", "Function"))
    qtbot.addWidget(made)
    made.show_text("x^2")
    made.show()
    qtbot.waitExposed(made)
    return made


def written(editor: FormulaEditor, text: str) -> list[str]:
    taken: list[str] = []
    editor.edited.connect(lambda value, _key: taken.append(value))
    editor.field.setFocus()
    editor.field.selectAll()
    QTest.keyClicks(editor.field, text)
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    return taken


def test_enter_takes_a_formula(editor: FormulaEditor) -> None:
    assert written(editor, "3 y - x") == ["3 y - x"]
    assert not editor.message.isVisible()


def test_the_same_formula_is_no_edit(editor: FormulaEditor) -> None:
    assert written(editor, "x^2") == []


def test_what_is_wrong_is_marked_and_said(editor: FormulaEditor) -> None:
    assert written(editor, "x + a") == []
    assert editor.message.isVisible()
    assert editor.message.text() == "There is no name called “a”."
    assert editor.field.selectedText() == "a"
    QTest.keyClicks(editor.field, "y")
    assert not editor.message.isVisible()
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert editor.field.text() == "x + y"


def test_variables_are_coloured_as_names_and_matrices_functions_are_unknown(
    editor: FormulaEditor,
) -> None:
    editor.field.setText("sin(x) det(q)")
    editor.field.setCursorPosition(0)
    kinds = {editor.field.text()[a:b]: kind for a, b, kind in editor.field.coloured()}
    assert kinds["sin"] == "function"
    assert kinds["x"] == "name"
    assert kinds["det"] == kinds["q"] == "unknown"


def test_a_formula_from_outside_does_not_disturb_who_writes(
    editor: FormulaEditor, qtbot: QtBot
) -> None:
    editor.activateWindow()
    editor.field.setFocus()
    qtbot.waitUntil(editor.field.hasFocus)
    editor.field.end(False)
    QTest.keyClicks(editor.field, "+ y")
    editor.show_text("x y")
    assert editor.field.text() == "x^2+ y"
