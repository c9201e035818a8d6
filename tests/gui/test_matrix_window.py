"""Matrices of any size in the real window: the lab Matrix, files, and the table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.document.eigen_file import read_session_bytes
from eigenscope.labs.contract.registry import load_lab
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.ui.charts.chart_board import ChartBoard
from eigenscope.ui.charts.heat_map_view import HeatMapView
from eigenscope.ui.inputs.data_editor import DataEditor
from eigenscope.ui.inputs.whole_editor import WholeEditor
from eigenscope.ui.tensors.tensor_chooser import TensorChooser

from ..sessions import session_bytes
from .driving import OpenProgram, press_lab, settle

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def open_matrix_lab(qtbot: QtBot, program: Application) -> DataEditor:
    """Open the lab by its key."""
    press_lab(qtbot, program, "matrix")
    qtbot.waitUntil(lambda: program.workbench.lab.name == "matrix", timeout=4000)
    settle(qtbot, program)
    editor = program.window.inputs_panel.editors["data"]
    assert isinstance(editor, DataEditor)
    return editor


def board_of(qtbot: QtBot, program: Application) -> ChartBoard:
    """Return the board once all of it is drawn."""
    board = program.window.board.charts
    assert isinstance(board, ChartBoard)
    qtbot.waitUntil(lambda: not any(tile.waiting for tile in board.tiles), timeout=20_000)
    return board


def data_of(program: Application) -> Matrix | LoadedMatrix:
    found: Matrix | LoadedMatrix = program.workbench.inputs.data
    return found


def drop(program: Application, path: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place, action = QPointF(300, 300), Qt.DropAction.CopyAction
    program.window.dropEvent(QDropEvent(place, action, data, buttons, keys))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """Return a file with two matrices and a convolution."""
    path = tmp_path / "weights.npz"
    chance = np.random.default_rng(1)
    np.savez(
        path,
        first=np.diag([4.0, 3.0, 2.0, 1.0]),
        second=chance.standard_normal((30, 20)).astype(np.float32),
        kernel=np.arange(24.0).reshape(2, 3, 2, 2),
    )
    return path


def test_the_lab_shows_a_matrix_whole(qtbot: QtBot, program: Application) -> None:
    open_matrix_lab(qtbot, program)
    board = board_of(qtbot, program)
    keys = [tile.plotted.key for tile in board.tiles]
    assert keys[0] == "map"
    assert {"singular", "energy", "entries", "eigenvalues"} <= set(keys)
    assert not program.window.docks.plot.isVisible()
    assert program.window.docks.inputs.windowTitle() == "Matrix"
    press_lab(qtbot, program, "transform")
    assert program.workbench.lab.name == "transform"
    assert not board.isVisible()
    assert program.window.docks.plot.isVisible()


def test_an_undo_goes_back_to_the_lab_where_it_was_done(qtbot: QtBot, program: Application) -> None:
    bench = program.workbench
    program.window.matrix_commands.show_expression("2I")
    before = bench.inputs
    editor = open_matrix_lab(qtbot, program)
    editor.rows.setValue(3)
    assert data_of(program).shape == (3, 6)
    bench.undo_stack.undo()
    assert data_of(program).shape == (6, 6)
    assert bench.lab.name == "matrix"
    bench.undo_stack.undo()
    assert bench.lab.name == "transform"
    assert bench.inputs != before
    bench.undo_stack.redo()
    assert bench.inputs == before


def test_each_lab_keeps_its_inputs(qtbot: QtBot, program: Application) -> None:
    program.window.matrix_commands.show_expression("[[0, 1], [1, 0]]")
    editor = open_matrix_lab(qtbot, program)
    editor.columns.setValue(2)
    press_lab(qtbot, program, "transform")
    assert program.workbench.inputs.matrix.to_array().tolist() == [[0, 1], [1, 0]]
    open_matrix_lab(qtbot, program)
    assert data_of(program).shape == (6, 2)
    again = read_session_bytes(session_bytes(program.workbench.session()))
    assert again.contents == program.document.contents


def test_a_dropped_file_lets_a_tensor_be_chosen(
    qtbot: QtBot, program: Application, weights: Path
) -> None:
    drop(program, weights)
    chooser = program.window.findChild(TensorChooser)
    assert isinstance(chooser, TensorChooser)
    qtbot.waitUntil(lambda: chooser.picker.model.rowCount() == 3, timeout=8000)
    qtbot.keyClicks(chooser.picker.search, "seco")
    qtbot.keyClick(chooser.picker.search, Key.Key_Return)
    qtbot.waitUntil(lambda: program.workbench.lab.name == "matrix", timeout=8000)
    settle(qtbot, program)
    matrix = data_of(program)
    assert isinstance(matrix, LoadedMatrix)
    assert matrix.name == "weights.npz: second"
    assert program.workbench.solution.spectrum is not None
    program.workbench.undo_stack.undo()
    assert program.workbench.lab.name == "transform"
    program.workbench.undo_stack.redo()
    assert data_of(program) is matrix


def test_what_comes_from_a_file_travels_in_the_session(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    values = np.random.default_rng(2).standard_normal((40, 7)).astype(np.float32)
    np.save(tmp_path / "cloud.npy", values)
    drop(program, tmp_path / "cloud.npy")
    qtbot.waitUntil(lambda: program.workbench.lab.name == "matrix", timeout=8000)
    session = read_session_bytes(session_bytes(program.workbench.session()))
    program.window.files.show(session)
    again = data_of(program)
    assert isinstance(again, LoadedMatrix)
    assert again.values.dtype == np.float32
    assert (again.values == values).all()


def test_a_table_that_is_shown_is_read_in_another_way(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("a;b\n1,5;2\n3;4\n", encoding="utf-8")
    drop(program, tmp_path / "t.csv")
    qtbot.waitUntil(lambda: program.workbench.lab.name == "matrix", timeout=8000)
    settle(qtbot, program)
    editor = program.window.inputs_panel.editors["data"]
    assert isinstance(editor, DataEditor)
    assert "The comma is the decimal sign: 1,5 is 1.5." in editor.about.text()
    qtbot.mouseClick(editor.reading_button, Qt.MouseButton.LeftButton)
    chooser = program.window.findChild(TensorChooser)
    assert isinstance(chooser, TensorChooser)
    qtbot.waitUntil(lambda: chooser.table_form.table.rowCount() == 2, timeout=8000)
    qtbot.mouseClick(chooser.table_form.row_names, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chooser.table_form.table.columnCount() == 1, timeout=8000)
    qtbot.mouseClick(chooser.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: data_of(program).shape == (2, 1), timeout=8000)
    found = data_of(program)
    assert isinstance(found, LoadedMatrix)
    assert (found.row_names, found.values.tolist()) == (("1,5", "3"), [[2], [4]])


def test_a_file_that_is_none_is_said(qtbot: QtBot, program: Application, tmp_path: Path) -> None:
    (tmp_path / "broken.safetensors").write_bytes(b"nonsense")
    drop(program, tmp_path / "broken.safetensors")
    chooser = program.window.findChild(TensorChooser)
    assert isinstance(chooser, TensorChooser)
    qtbot.waitUntil(lambda: bool(chooser.problem.text()), timeout=8000)
    assert "broken.safetensors" in chooser.problem.text()
    assert program.workbench.lab.name == "transform"
    qtbot.keyClick(chooser, Key.Key_Escape)


def test_the_rank_is_slid_as_one_step_of_undo(qtbot: QtBot, program: Application) -> None:
    open_matrix_lab(qtbot, program)
    editor = program.window.inputs_panel.editors["rank"]
    assert isinstance(editor, WholeEditor)
    editor.slider.sliderPressed.emit()
    for rank in (3, 4, 5):
        editor.slider.setValue(rank)
    editor.slider.sliderReleased.emit()
    assert program.workbench.inputs.rank == 5
    program.workbench.undo_stack.undo()
    assert program.workbench.inputs.rank == 2
    assert editor.slider.value() == editor.box.value() == 2
    assert editor.slider.maximum() == 6


def test_an_entry_is_typed_in_the_table(qtbot: QtBot, program: Application) -> None:
    editor = open_matrix_lab(qtbot, program)
    table = editor.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 2))
    for character in "1/3":
        target = QApplication.focusWidget()  # the first opens the cell's field
        assert target is not None
        qtbot.keyClicks(target, character)
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClick(field, Key.Key_Return)
    matrix = data_of(program)
    assert isinstance(matrix, Matrix)
    assert matrix.texts()[1][2] == "1/3"
    program.workbench.undo_stack.undo()
    matrix = data_of(program)
    assert isinstance(matrix, Matrix)
    assert matrix.texts()[1][2] == "4"


def test_an_expression_of_any_size_is_shown(qtbot: QtBot, program: Application) -> None:
    editor = open_matrix_lab(qtbot, program)
    editor.expression.setFocus()
    qtbot.keyClicks(editor.expression, "kron(I(4), [1 2; 3 4])")
    qtbot.keyClick(editor.expression, Key.Key_Return)
    assert data_of(program).shape == (8, 8)
    settle(qtbot, program)
    readouts = {r.key: str(r.text) for r in program.workbench.lab.readouts(
        program.workbench.solution, 1.0
    )}  # fmt: skip
    assert readouts["shape"] == "8 × 8"


def test_names_reach_the_lab_too(qtbot: QtBot, program: Application) -> None:
    naming = program.window.naming
    naming.enter("W = randn(5, 4)")
    open_matrix_lab(qtbot, program)
    program.window.matrix_commands.show_expression("W^T W")
    assert data_of(program).shape == (4, 4)
    naming.enter("W = 2 ones(5, 3)")
    matrix = data_of(program)
    assert isinstance(matrix, Matrix)
    assert matrix.to_array().tolist() == [[20.0] * 3] * 3


def test_a_click_in_the_map_goes_to_the_entry(qtbot: QtBot, program: Application) -> None:
    editor = open_matrix_lab(qtbot, program)
    board = board_of(qtbot, program)
    view = board.findChild(HeatMapView)
    assert isinstance(view, HeatMapView)
    board.cell_clicked.emit(4, 3)
    assert editor.table.currentIndex().row() == 4
    assert editor.table.currentIndex().column() == 3


def test_the_matrix_is_copied_and_pasted(qtbot: QtBot, program: Application) -> None:
    open_matrix_lab(qtbot, program)
    QGuiApplication.clipboard().setText("1\t2\t3\t4\n5\t6\t7\t8")
    program.window.matrix_commands.paste_matrix()
    assert data_of(program).shape == (2, 4)
    program.window.matrix_commands.copy_matrix()
    assert QGuiApplication.clipboard().text() == "[[1, 2, 3, 4], [5, 6, 7, 8]]"


def test_the_pages_scroll_at_once(qtbot: QtBot, program: Application, tmp_path: Path) -> None:
    np.save(tmp_path / "large.npy", np.zeros((3000, 30), np.float32))
    drop(program, tmp_path / "large.npy")
    qtbot.waitUntil(lambda: program.workbench.lab.name == "matrix", timeout=8000)
    editor = program.window.inputs_panel.editors["data"]
    assert isinstance(editor, DataEditor)
    assert editor.table.model().rowCount() == 3000
    editor.table.setFocus()
    qtbot.keyClick(editor.table, Key.Key_End, CONTROL)
    assert editor.table.currentIndex().row() == 2999
    assert editor.table.visualRect(editor.table.currentIndex()).intersects(
        editor.table.viewport().rect().translated(QPoint(0, 0))
    )


def test_a_plot_that_a_lab_took_away_is_there_at_the_next_start(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    first = open_program(folder=tmp_path)
    open_matrix_lab(qtbot, first)
    assert not first.window.docks.plot.isVisible()
    first.workbench.open_lab(load_lab("transform"))
    assert first.window.docks.plot.isVisible()
    open_matrix_lab(qtbot, first)
    first.window.close()
    again = open_program(folder=tmp_path)
    again.workbench.open_lab(load_lab("transform"))
    assert again.window.docks.plot.isVisible()
    again.window.docks.plot.hide()  # by the user: that stays
    open_matrix_lab(qtbot, again)
    again.workbench.open_lab(load_lab("transform"))
    assert not again.window.docks.plot.isVisible()
