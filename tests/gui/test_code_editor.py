"""Lines of code as an input: typed, undone, marked, completed, and gone to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.main.application import Application
from eigenscope.ui.inputs.code_editor import CodeEditor
from eigenscope.ui.inputs.code_field import CodeField
from eigenscope.ui.inputs.code_gutter import running_ground

from ..code_lab import LAB, PROGRAM
from .driving import LEFT, NONE, settle

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot: QtBot, program: Application) -> Iterator[CodeEditor]:
    program.workbench.open_lab(LAB)
    settle(qtbot, program)
    found = cast(CodeEditor, program.window.inputs_panel.editors["code"])
    found.field.setFocus()
    yield found
    found.settle()  # or what a test has typed would come into the next one's window


@pytest.fixture
def field(editor: CodeEditor) -> CodeField:
    return editor.field


def code(program: Application) -> str:
    return str(program.workbench.inputs.code)


def show(qtbot: QtBot, program: Application, text: str) -> None:
    bench = program.workbench
    bench.edit(replace(bench.inputs, code=text), "Set")
    settle(qtbot, program)


def type_in(qtbot: QtBot, program: Application, field: CodeField, text: str) -> None:
    QTest.keyClicks(field, text)
    field.completion.hide()
    qtbot.waitUntil(lambda: code(program) == field.toPlainText(), timeout=3000)
    settle(qtbot, program)


# --- undo --------------------------------------------------------------------------------------


def test_typing_in_one_go_is_one_step_of_the_programs_undo(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    stack = program.workbench.undo_stack
    before = stack.count()
    field.go_to(5, 0)
    type_in(qtbot, program, field, "a = 1")
    type_in(qtbot, program, field, " + 2")
    assert code(program) == f"{PROGRAM}a = 1 + 2"
    assert stack.count() == before + 1
    QTest.keyClick(field, Qt.Key.Key_Z, _CONTROL)
    assert code(program) == field.toPlainText() == PROGRAM
    assert field.textCursor().blockNumber() == 4
    QTest.keyClick(field, Qt.Key.Key_Z, _CONTROL | _SHIFT)
    assert field.toPlainText() == f"{PROGRAM}a = 1 + 2"


def test_undo_takes_back_what_was_typed_just_now(program: Application, field: CodeField) -> None:
    field.go_to(1, 0)
    QTest.keyClicks(field, "# ")
    assert code(program) == PROGRAM  # for it waits until nothing more is typed
    QTest.keyClick(field, Qt.Key.Key_Z, _CONTROL)
    assert field.toPlainText() == code(program) == PROGRAM


def test_typing_after_an_undo_is_a_step_of_its_own(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    field.go_to(5, 0)
    type_in(qtbot, program, field, "a = 1")
    first = program.workbench.undo_stack.count()
    field.go_to(1, 0)
    QTest.mouseClick(field.viewport(), LEFT, NONE, QPoint(2, 2))
    QTest.keyClick(field, Qt.Key.Key_Down)  # another place is another go
    type_in(qtbot, program, field, "b = 2;")
    assert program.workbench.undo_stack.count() == first + 1


def test_what_is_being_typed_is_never_overwritten(program: Application, editor: CodeEditor) -> None:
    editor.field.go_to(1, 0)
    QTest.keyClicks(editor.field, "#")
    editor.show_text(PROGRAM)
    assert editor.field.toPlainText() == "#" + PROGRAM
    editor.settle()
    assert code(program) == "#" + PROGRAM


def test_another_text_leaves_the_cursor_in_its_line(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    field.go_to(4, 3)
    show(qtbot, program, "# first\n" + PROGRAM)
    assert (field.textCursor().blockNumber(), field.textCursor().positionInBlock()) == (4, 3)
    show(qtbot, program, "one\ntwo")
    assert field.textCursor().blockNumber() == 1


# --- keys --------------------------------------------------------------------------------------


def test_tab_indents_and_leaves_after_escape(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    field.go_to(2, 0)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.toPlainText().splitlines()[1] == "    x = torch.arange(6.0)"
    QTest.keyClick(field, Qt.Key.Key_Backtab, _SHIFT)
    assert field.toPlainText() == PROGRAM
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.toPlainText() == PROGRAM
    assert not field.hasFocus()


def test_several_lines_are_indented_and_commented_together(field: CodeField) -> None:
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    indented = [f"    {line}" for line in PROGRAM.splitlines()]
    assert field.toPlainText().splitlines() == indented
    QTest.keyClick(field, Qt.Key.Key_Slash, _CONTROL)
    assert field.toPlainText().splitlines() == [f"    # {line.strip()}" for line in indented]
    QTest.keyClick(field, Qt.Key.Key_Slash, _CONTROL)
    QTest.keyClick(field, Qt.Key.Key_Backtab, _SHIFT)
    assert field.toPlainText() == PROGRAM


def test_enter_keeps_the_indentation_and_backspace_takes_it_back(field: CodeField) -> None:
    field.selectAll()
    QTest.keyClicks(field, "for k in range(3):")
    field.completion.hide()
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "a = k")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.toPlainText() == "for k in range(3):\n    a = k\n    "
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.toPlainText().endswith("a = k\n")


# --- completion --------------------------------------------------------------------------------


def test_names_are_offered_with_how_they_are_called_and_taken_with_enter(
    field: CodeField,
) -> None:
    field.go_to(5, 0)
    QTest.keyClicks(field, "b = x.unsq")
    popup = field.completion.popup
    assert popup.isVisible()
    row = popup.currentIndex()
    assert (row.data(), row.data(Qt.ItemDataRole.UserRole)) == ("unsqueeze", "(dim)")
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert field.toPlainText() == f"{PROGRAM}b = x.unsqueeze("


def test_the_list_closes_with_escape_and_opens_when_asked(field: CodeField) -> None:
    field.go_to(5, 0)
    QTest.keyClicks(field, "torch.")
    popup = field.completion.popup
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert not field.tabChangesFocus()
    QTest.keyClick(field, Qt.Key.Key_Space, _CONTROL)
    assert popup.isVisible()
    QTest.keyClicks(field, "lins")
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert field.toPlainText() == f"{PROGRAM}torch.linspace("


def test_enter_after_a_whole_name_begins_a_line(field: CodeField) -> None:
    field.go_to(5, 0)
    QTest.keyClicks(field, "b = x.T")
    QTest.keyClick(field.completion.popup, Qt.Key.Key_Return)
    QTest.keyClicks(field, "c")
    assert field.toPlainText() == f"{PROGRAM}b = x.T\nc"


# --- marks -------------------------------------------------------------------------------------


def test_the_line_that_runs_is_lit(qtbot: QtBot, program: Application, field: CodeField) -> None:
    def lit() -> list[int]:
        picture = field.viewport().grab().toImage()
        ratio = picture.devicePixelRatio()
        x = field.viewport().width() - 2
        lines = [line for line in field._lines_seen() if line.number <= field.blockCount()]
        return [
            line.number
            for line in lines
            if picture.pixelColor(round(x * ratio), round((line.top + 2) * ratio))
            == running_ground()
        ]

    field.go_to(1, 0)
    assert lit() == [1]
    program.workbench.player.show(0.6)
    qtbot.waitUntil(lambda: field.marks.running == 3, timeout=3000)
    assert lit() == [3]


def test_values_stand_behind_the_lines_and_never_on_what_is_read(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    area, value = field.value_shown(2)
    assert value == "(21,)"
    end = field.fontMetrics().horizontalAdvance("x = torch.arange(6.0)")
    assert area.left() > end + field.contentOffset().x()
    show(qtbot, program, f"a = {'1' * 60}\nb = {'1' * 24}\n")
    field.go_to(3, 0)
    area, value = field.value_shown(1)
    assert value == "(64,)"
    assert area.right() <= field.viewport().width()
    assert field.value_shown(2)[1] == ""  # it has no room, and the line is read to its end
    place = QPoint(4, round(next(field._lines_seen()).height * 1.5))
    assert field.tip_at(place) == "(28,)"
    field.go_to(1, 0)
    assert field.value_shown(1)[1] == ""  # it is written in


def test_a_mistake_is_underlined_told_and_gone_to(
    qtbot: QtBot, program: Application, editor: CodeEditor, field: CodeField
) -> None:
    show(qtbot, program, PROGRAM + "w = wrong + 1\n")
    (mark,) = field.extraSelections()
    assert mark.cursor.selectedText() == "wrong"
    assert mark.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    assert editor.message.isVisible()
    assert editor.message.text() == "Line 5: The shapes do not fit."
    line = list(field._lines_seen())[4]
    assert field.tip_at(QPoint(4, round(line.top) + 2)) == "The shapes do not fit."
    field.go_to(1, 0)
    QTest.mouseClick(editor.message, LEFT)
    assert (field.textCursor().blockNumber(), field.textCursor().positionInBlock()) == (4, 4)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert not editor.message.isVisible()  # what is being mended is no mistake yet


def test_marks_move_with_their_lines_until_there_are_newer_ones(field: CodeField) -> None:
    field.show_marks(CodeMarks(3, {2: "two", 3: "three", 4: "four"}))
    field.go_to(3, 0)
    QTest.keyClicks(field, "a")
    assert field.marks.values == {2: "two", 4: "four"}
    field.go_to(1, 0)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.marks == CodeMarks(4, {3: "two", 5: "four"})


def test_marks_come_back_when_a_text_is_what_it_was(
    qtbot: QtBot, program: Application, editor: CodeEditor, field: CodeField
) -> None:
    marks = field.marks
    field.go_to(2, 0)
    QTest.keyClicks(field, "a")
    assert field.marks != marks
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    editor.settle()
    assert field.marks == marks
    assert not program.workbench.busy


# --- going to lines ----------------------------------------------------------------------------


def test_a_click_on_a_number_goes_to_when_its_line_runs(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    line = list(field._lines_seen())[2]
    QTest.mouseClick(field.gutter, LEFT, NONE, QPoint(6, round(line.top) + 4))
    assert program.workbench.player.eased == pytest.approx(2.5 / 4)
    assert field.marks.running == 3
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert program.workbench.player.eased == pytest.approx(3.5 / 4)
    QTest.keyClick(field, Qt.Key.Key_Down)  # the empty line never runs
    assert program.workbench.player.eased == pytest.approx(3.5 / 4)


def test_the_picture_goes_to_the_line_that_was_written(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    field.go_to(2, 0)
    QTest.keyClick(field, Qt.Key.Key_Return)
    type_in(qtbot, program, field, "a = 1")
    assert program.workbench.player.eased == pytest.approx(2.5 / 5)


# --- looks -------------------------------------------------------------------------------------


def test_it_is_named_and_has_its_letters_whole(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    assert field.accessibleName() == "Program"
    assert field.toolTip() == "Lines of torch, which are traced"
    show(qtbot, program, "# 矩阵的乘法\n# ggg\n" * 4)
    lines = list(field._lines_seen())
    assert len({line.height for line in lines}) == 1
    assert lines[0].height >= field.fontMetrics().height()


def test_it_grows_with_its_lines_within_limits(field: CodeField) -> None:
    heights = []
    for count in (1, 8, 16, 24, 60):
        field.show_text("\n".join("a" * count))
        heights.append(field.minimumSizeHint().height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]
    assert heights[0] >= 8 * field.fontMetrics().lineSpacing()


def test_another_theme_reaches_the_letters(program: Application, field: CodeField) -> None:
    def colours() -> set[str]:
        block = field.document().firstBlock()
        return {f.format.foreground().color().name() for f in block.layout().formats()}

    before = colours()
    program.window.actions_table["theme.next"].trigger()
    QApplication.processEvents()
    assert before
    assert colours() != before
    assert QColor(running_ground()).isValid()


def test_what_a_console_showed_is_pasted_as_code(
    qtbot: QtBot, program: Application, field: CodeField
) -> None:
    show(qtbot, program, "")
    QApplication.clipboard().setText(">>> a = torch.ones(2)\n>>> a\ntensor([1., 1.])\n")
    field.paste()
    qtbot.waitUntil(lambda: code(program) == "a = torch.ones(2)\na", timeout=3000)
    settle(qtbot, program)
    program.workbench.undo_stack.undo()
    assert code(program) == ""
