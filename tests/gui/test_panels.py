"""The panels of the real window: entering matrices and vectors, choices, numbers, code, plot."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.kit.readout_makers import matrix_readout
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.plots.curves import Curve
from eigenscope.scene.slots import Slot
from eigenscope.ui.inputs.file_editors import PictureEditor
from eigenscope.ui.inputs.matrix_editor import MatrixEditor
from eigenscope.ui.inputs.number_cell import NumberCell, scrubbed
from eigenscope.ui.inputs.vectors_editor import VectorsEditor
from eigenscope.ui.shell.commands import Actions, Command
from eigenscope.ui.side.readout_row import ReadoutRow
from eigenscope.ui.side.readouts_panel import ReadoutsPanel
from eigenscope.ui.style.choice_editor import ChoiceEditor
from eigenscope.ui.style.matrix_brackets import MatrixLabel
from eigenscope.wording.words import say

from .driving import press_lab, settle

NO = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton


def inputs_of(program: Application) -> Inputs:
    found: Inputs = program.document.inputs
    return found


def matrix_of(program: Application) -> list[list[float]]:
    return [[float(x) for x in row] for row in inputs_of(program).matrix.to_array()]


def editor_of(program: Application) -> MatrixEditor:
    editor = program.window.inputs_panel.editors["matrix"]
    assert isinstance(editor, MatrixEditor)
    return editor


def vectors_of(program: Application) -> VectorsEditor:
    editor = program.window.inputs_panel.editors["vectors"]
    assert isinstance(editor, VectorsEditor)
    return editor


def enter(qtbot: QtBot, cell: NumberCell, text: str) -> None:
    cell.setFocus(Qt.FocusReason.TabFocusReason)
    cell.selectAll()
    qtbot.keyClicks(cell, text)


def scrub(qtbot: QtBot, cell: NumberCell, pixels: int, modifier: Qt.KeyboardModifier = NO) -> None:
    middle = cell.rect().center()
    qtbot.mousePress(cell, LEFT, modifier, middle)
    for part in (0.3, 0.7, 1.0):
        QApplication.sendEvent(
            cell, _move(cell, middle + QPoint(round(pixels * part), 0), modifier)
        )
    qtbot.mouseRelease(cell, LEFT, modifier, middle + QPoint(pixels, 0))


def _move(widget: QWidget, place: QPoint, modifier: Qt.KeyboardModifier):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where = QPointF(place)
    return QMouseEvent(
        QEvent.Type.MouseMove, where, QPointF(widget.mapToGlobal(place)), LEFT, LEFT, modifier
    )


# --- the matrix ----------------------------------------------------------------------------------


def test_cells_take_expressions(qtbot: QtBot, program: Application) -> None:
    expressions = {"1/2": 0.5, "sqrt(2)/2": 0.5**0.5, "cos(pi/6)": 0.75**0.5, "-.5": -0.5}
    cell = editor_of(program).cells[0][1]
    for text, value in expressions.items():
        enter(qtbot, cell, text)
        assert matrix_of(program)[0][1] == pytest.approx(value)
        assert cell.text() == text


def test_typing_is_one_step_of_undo(qtbot: QtBot, program: Application) -> None:
    cell = editor_of(program).cells[0][0]
    enter(qtbot, cell, "12.5")
    assert matrix_of(program)[0][0] == 12.5
    assert program.workbench.undo_stack.count() == 1
    program.workbench.undo_stack.undo()
    assert matrix_of(program)[0][0] == 1
    assert cell.text() == "1"


def test_keys_walk_through_the_cells(qtbot: QtBot, program: Application) -> None:
    cells = editor_of(program).cells
    cells[0][0].setFocus()
    cells[0][0].selectAll()
    for key, row, column in (
        (Qt.Key.Key_Tab, 0, 1),
        (Qt.Key.Key_Tab, 1, 0),
        (Qt.Key.Key_Backtab, 0, 1),
        (Qt.Key.Key_Return, 1, 1),
        (Qt.Key.Key_Return, 0, 0),
        (Qt.Key.Key_Right, 0, 1),
        (Qt.Key.Key_Down, 1, 1),
        (Qt.Key.Key_Left, 1, 0),
        (Qt.Key.Key_Up, 0, 0),
    ):
        focused = QApplication.focusWidget()
        assert focused is not None
        modifier = SHIFT if key == Qt.Key.Key_Backtab else NO
        qtbot.keyClick(focused, key, modifier)
        assert cells[row][column].hasFocus(), (key, row, column)


def test_single_keys_are_typed_into_a_cell_and_are_no_commands(
    qtbot: QtBot, program: Application
) -> None:
    cell = editor_of(program).cells[0][0]
    enter(qtbot, cell, "3 + 2")
    assert matrix_of(program)[0][0] == 5
    assert not program.workbench.player.playing
    assert program.window.viewport.cameraman.dimensions == 2
    qtbot.keyClick(cell, Qt.Key.Key_Home)
    assert cell.cursorPosition() == 0


def test_alt_arrows_count(qtbot: QtBot, program: Application) -> None:
    cell = editor_of(program).cells[0][0]
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Up, ALT)
    assert matrix_of(program)[0][0] == 2
    qtbot.keyClick(cell, Qt.Key.Key_Down, ALT | SHIFT)
    assert matrix_of(program)[0][0] == 1.9


def test_wrong_text_is_marked_in_its_cell_and_the_picture_stays(
    qtbot: QtBot, program: Application
) -> None:
    editor = editor_of(program)
    cell = editor.cells[1][0]
    before = matrix_of(program)
    enter(qtbot, cell, "foo")
    assert matrix_of(program) == before
    assert cell.property("invalid") == "true"
    assert "foo" in cell.toolTip()
    assert editor.message.isVisible()
    assert "foo" in editor.message.text()
    assert cell.accessibleDescription() == cell.reason
    qtbot.keyClick(cell, Qt.Key.Key_Tab)
    assert cell.text() == "foo"  # what was typed is not lost
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Escape)
    assert cell.text() == "0"
    assert cell.property("invalid") == "false"
    assert not editor.message.isVisible()


def test_a_whole_matrix_is_pasted_into_a_cell(qtbot: QtBot, program: Application) -> None:
    before = matrix_of(program)
    latex = r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}"
    for text in ("[[1,2],[3,4]]", "[1 2;3 4]", "1\t2\n3\t4", latex):
        cell = editor_of(program).cells[0][1]
        cell.setFocus()
        QGuiApplication.clipboard().setText(text)
        qtbot.keyClick(cell, Qt.Key.Key_V, CONTROL)
        assert matrix_of(program) == [[1, 2], [3, 4]], text
        assert program.workbench.undo_stack.count() == 1, text
        program.workbench.undo_stack.undo()
        assert matrix_of(program) == before, text


def test_a_number_is_pasted_into_its_cell(qtbot: QtBot, program: Application) -> None:
    cell = editor_of(program).cells[0][1]
    cell.setFocus()
    cell.selectAll()
    QGuiApplication.clipboard().setText("7/2")
    qtbot.keyClick(cell, Qt.Key.Key_V, CONTROL)
    assert matrix_of(program) == [[1, 3.5], [0, 1]]


def test_what_cannot_be_pasted_is_said(qtbot: QtBot, program: Application) -> None:
    editor = editor_of(program)
    editor.expression.take_pasted("[[1,2],[3]]")
    assert "Row 2" in editor.message.text()
    assert matrix_of(program) == [[1, 1], [0, 1]]


def test_every_size_by_the_boxes(qtbot: QtBot, program: Application) -> None:
    editor = editor_of(program)
    for rows, columns in itertools.product((1, 2, 3), repeat=2):
        editor.rows.setCurrentIndex(rows - 1)
        editor.columns.setCurrentIndex(columns - 1)
        settle(qtbot, program)
        assert np.array(matrix_of(program)).shape == (rows, columns)
        assert (len(editor.cells), len(editor.cells[0])) == (rows, columns)
        assert matrix_of(program)[0][0] == 1


def test_dragging_sideways_changes_a_number_in_one_step(qtbot: QtBot, program: Application) -> None:
    cell = editor_of(program).cells[0][0]
    scrub(qtbot, cell, 50)
    assert matrix_of(program)[0][0] == pytest.approx(1.5)
    assert program.workbench.undo_stack.count() == 1
    scrub(qtbot, cell, 50, SHIFT)
    assert matrix_of(program)[0][0] == pytest.approx(1.55)
    assert program.workbench.undo_stack.count() == 2
    program.workbench.undo_stack.undo()
    assert matrix_of(program)[0][0] == pytest.approx(1.5)


def test_a_click_without_moving_lets_one_type(qtbot: QtBot, program: Application) -> None:
    cell = editor_of(program).cells[0][0]
    qtbot.mouseClick(cell, LEFT)
    assert cell.hasFocus()
    assert cell.selectedText() == "1"
    assert program.workbench.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("start", "pixels", "modifier", "text"),
    [
        (1.0, 10, NO, "1.1"),
        (1.0, -150, NO, "-0.5"),
        (0.0, 7, NO, "0.07"),
        (1.0, 10, SHIFT, "1.01"),
        (250.0, 10, NO, "260"),
        (0.3, 100, CONTROL, "5"),
    ],
)
def test_scrubbed_numbers_are_tidy(
    start: float, pixels: float, modifier: Qt.KeyboardModifier, text: str
) -> None:
    assert scrubbed(start, pixels, modifier) == text


def test_the_matrix_is_copied_by_its_button(qtbot: QtBot, program: Application) -> None:
    editor = editor_of(program)
    qtbot.mouseClick(editor._copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == "[[1, 1], [0, 1]]"


def test_the_key_m_goes_to_the_matrix(qtbot: QtBot, program: Application) -> None:
    qtbot.keyClick(program.window.viewport, Qt.Key.Key_M)
    assert editor_of(program).cells[0][0].hasFocus()


# --- presets, choices, flags, vectors ------------------------------------------------------------


def test_presets_and_their_parameter(qtbot: QtBot, program: Application) -> None:
    bar = program.window.inputs_panel.presets
    qtbot.mouseClick(bar.buttons["rotation"], LEFT)
    assert matrix_of(program)[0][0] == pytest.approx(np.cos(np.pi / 6))
    assert bar.cell.isVisible()
    enter(qtbot, bar.cell, "90")
    assert matrix_of(program) == [[0, -1], [1, 0]]
    qtbot.mouseClick(bar.buttons["swap"], LEFT)
    assert matrix_of(program) == [[0, 1], [1, 0]]
    assert not bar.cell.isVisible()


def test_flags_are_switched_and_undone(qtbot: QtBot, program: Application) -> None:
    panel = program.window.inputs_panel
    for name in ("ghost", "grid", "basis", "eigen", "subspaces", "trails", "size_label", "numbers"):
        button = panel.editors[name]
        assert getattr(inputs_of(program), name)
        button.click()  # type: ignore[attr-defined]
        assert not getattr(inputs_of(program), name)
        program.workbench.undo_stack.undo()
        assert getattr(inputs_of(program), name)
        assert button.isChecked()  # type: ignore[attr-defined]


def test_what_is_switched_off_is_not_drawn(qtbot: QtBot, program: Application) -> None:
    program.window.inputs_panel.editors["basis"].click()  # type: ignore[attr-defined]
    settle(qtbot, program)
    frame = program.window.viewport.frame
    assert frame is not None
    assert not frame.named("basis 0")
    assert frame.named("grid")


def test_the_path_is_chosen_by_keyboard(qtbot: QtBot, program: Application) -> None:
    choice = program.window.inputs_panel.editors["path"]
    assert isinstance(choice, ChoiceEditor)
    choice.box.setFocus()
    qtbot.keyClick(choice.box, Qt.Key.Key_Down)
    assert inputs_of(program).path == "linear"
    qtbot.keyClick(choice.box, Qt.Key.Key_Down)
    assert inputs_of(program).path == "turning"


def test_vectors_are_added_typed_and_removed(qtbot: QtBot, program: Application) -> None:
    editor = vectors_of(program)
    assert editor.empty.isVisibleTo(editor)
    qtbot.mouseClick(editor.add_button, LEFT)
    enter(qtbot, editor.rows[0][0], "sqrt(2)")
    assert inputs_of(program).vectors[0].to_array()[0, 0] == pytest.approx(2**0.5)
    qtbot.mouseClick(editor.add_button, LEFT)
    assert len(inputs_of(program).vectors) == 2
    enter(qtbot, editor.rows[1][1], "wrong")
    assert "wrong" in editor.message.text()
    editor._remove(0)
    assert len(inputs_of(program).vectors) == 1
    program.workbench.undo_stack.undo()
    assert len(inputs_of(program).vectors) == 2


def test_choosing_a_picture_shows_it(
    qtbot: QtBot, program: Application, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image
    from PySide6.QtWidgets import QFileDialog

    path = f"{tmp_path}/red.png"
    Image.new("RGB", (8, 8), (255, 0, 0)).save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    editor = program.window.inputs_panel.editors["picture"]
    assert isinstance(editor, PictureEditor)
    qtbot.mouseClick(editor.button, LEFT)
    qtbot.waitUntil(lambda: inputs_of(program).picture is not None, timeout=5000)
    settle(qtbot, program)
    assert inputs_of(program).shape == "picture"
    frame = program.window.viewport.frame
    assert frame is not None
    assert frame.named("shape")


def test_a_file_that_is_no_picture_is_said_at_its_row(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    (tmp_path / "notes.png").write_text("no picture")
    editor = program.window.inputs_panel.editors["picture"]
    assert isinstance(editor, PictureEditor)
    editor.read(str(tmp_path / "notes.png"))
    qtbot.waitUntil(editor.problem.isVisible, timeout=5000)
    assert "notes.png is not a picture" in editor.problem.text()
    assert inputs_of(program).picture is None


# --- numbers, code, plot, commands ---------------------------------------------------------------


def test_numbers_are_shown_and_copied(qtbot: QtBot, program: Application) -> None:
    panel = program.window.results.readouts
    enter(qtbot, editor_of(program).cells[1][0], "2")
    enter(qtbot, editor_of(program).cells[0][1], "3")
    enter(qtbot, editor_of(program).cells[1][1], "4")
    settle(qtbot, program)
    row = panel.row("eigenvalue.1")
    assert row.readout.exact == "(5 − √33)/2"
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "-0.3723 = (5 - √33)/2"
    panel.copy_all()
    assert "Determinant: -2" in QGuiApplication.clipboard().text()


def test_a_matrix_takes_the_room_of_its_rows_and_a_wide_one_a_line_of_its_own(
    qtbot: QtBot,
) -> None:
    panel = ReadoutsPanel()
    qtbot.addWidget(panel)
    panel.resize(312, 600)
    panel.show()
    qtbot.waitExposed(panel)

    def height(rows: int, columns: int) -> int:
        panel.show_readouts((matrix_readout("x", "G", "x", np.ones((rows, columns))),))
        (row,) = panel.findChildren(ReadoutRow)
        (value,) = row.findChildren(MatrixLabel)
        tall = 20 * rows
        qtbot.waitUntil(lambda: tall - 10 < value.height() < tall + 10, timeout=2000)

        def beside() -> bool:
            return value.mapTo(row, value.rect().topLeft()).x() > row._label.geometry().right()

        qtbot.waitUntil(lambda: beside() == (columns <= 3), timeout=2000)
        assert value.mapTo(panel, value.rect().topRight()).x() <= panel.width()
        return row.height()

    assert height(2, 2) < height(4, 2)
    assert height(2, 2) < 60
    assert height(2, 6) > height(2, 2)
    assert height(2, 2) < 60


def test_live_numbers_follow_the_time(qtbot: QtBot, program: Application) -> None:
    program.workbench.player.seek(1.0)
    row = program.window.results.readouts.row("now.matrix")
    qtbot.waitUntil(lambda: row.readout.matrix[0] == ("1.00", "1.00"), timeout=2000)


def test_the_code_is_that_of_the_matrix_and_is_copied(qtbot: QtBot, program: Application) -> None:
    panel = program.window.results.code
    enter(qtbot, editor_of(program).cells[0][1], "7")
    qtbot.waitUntil(lambda: "[1.0, 7.0]" in panel.editor.toPlainText(), timeout=5000)
    panel.copy()
    assert QGuiApplication.clipboard().text() == panel.editor.toPlainText()


def test_the_cursor_of_the_plot_is_dragged(qtbot: QtBot, program: Application) -> None:
    plot = program.window.results.plot
    plot.prepare()
    plot._cursor.setValue(0.25)
    assert program.workbench.player.eased == pytest.approx(0.25)
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert program.workbench.player.eased == pytest.approx(0.25 + 1 / 60, abs=0.02)


def test_curves_on_a_logarithmic_axis(qtbot: QtBot, program: Application) -> None:
    panel = program.window.results.plot
    panel.prepare()
    times = np.linspace(0, 1, 5)
    falling = Curve("Adam", times, 10.0 ** -np.arange(5.0), Slot.ACCENT_4, logarithmic=True)
    ending = Curve("plain", times, np.array([100.0, 10.0, 0.0, np.nan, np.inf]), Slot.TRAIL, True)
    panel.show_curves((falling, ending))
    drawn = [item.getData()[1] for item in panel._plot.getPlotItem().listDataItems()]
    np.testing.assert_allclose(drawn[0], [0, -1, -2, -3, -4])
    np.testing.assert_allclose(drawn[1], [2, 1, np.nan, np.nan, np.nan])
    low, high = panel._plot.getPlotItem().vb.viewRange()[1]
    assert low < -4 < 2 < high
    assert "Adam" in panel._names.text()
    assert "plain" in panel._names.text()
    bench = program.workbench
    panel.show_curves(bench.lab.curves(bench.solution))


def test_huge_and_tiny_values_do_not_disturb_the_plot(qtbot: QtBot, program: Application) -> None:
    program.window.results.plot.prepare()
    for text in ("1e300", "1e-300", "-1e155"):
        enter(qtbot, editor_of(program).cells[0][0], text)
        settle(qtbot, program)
    assert program.window.viewport.frame is not None


def test_commands_must_not_share_names_or_keys(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    with pytest.raises(ValueError, match="share the key"):
        Actions(owner, [Command("a", "A", "M", "", ("F",)), Command("b", "B", "M", "", ("F",))])
    with pytest.raises(ValueError, match="two commands"):
        Actions(owner, [Command("a", "A", "M"), Command("a", "B", "M")])


def test_every_command_of_the_window_does_something(qtbot: QtBot, program: Application) -> None:
    for command, action in program.window.actions_table.searchable():
        assert action.receivers("2triggered(bool)") > 0, command.id
        assert action.text()


def test_the_plot_over_time_keeps_its_height(qtbot: QtBot, program: Application) -> None:
    window = program.window

    def kept() -> bool:
        return abs(window.docks.plot.height() - 240) <= 12

    window.resize(1300, 800)
    window.panels_layout.restore(window.panels_layout.state() | {"plot_height": 240})
    qtbot.waitUntil(kept)
    press_lab(qtbot, program, "matrix")  # it has no curves
    press_lab(qtbot, program, "transform")
    qtbot.waitUntil(kept)
    for size in ((1000, 800), (1300, 800), (1300, 600), (1300, 800)):
        window.resize(*size)
        settle(qtbot, program)
    qtbot.waitUntil(kept)
    assert window.panels_layout.state()["plot_height"] == 240


def test_a_vector_of_another_length_is_shown_and_typing_mends_it(
    qtbot: QtBot, program: Application
) -> None:
    """A session may have one."""
    bench = program.workbench
    bench.open_lab(load_lab("calculus"))
    three = (Matrix.from_texts((("1",), ("2",), ("3",))),)
    inputs = replace(bench.inputs, topic="gradient", place=three)
    bench.edit(inputs, "Point")
    settle(qtbot, program)
    assert "Point has 3 numbers" in say(bench.lab.unseen(bench.solution))
    editor = program.window.inputs_panel.editors["place"]
    assert isinstance(editor, VectorsEditor)
    (cells,) = editor.rows
    assert [cell.text() for cell in cells] == ["1", "2", "3"]
    enter(qtbot, cells[1], "5")
    settle(qtbot, program)
    assert bench.inputs.place[0].texts() == (("1",), ("5",))
    (cells,) = editor.rows
    assert [cell.text() for cell in cells] == ["1", "5"]
