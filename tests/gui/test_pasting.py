"""What is typed and pasted into the cells of a matrix: read as it says, or refused."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.ui.inputs.data_editor import DataEditor
from eigenscope.ui.inputs.matrix_editor import MatrixEditor
from eigenscope.ui.session.background import Background


@pytest.fixture
def editor(qtbot: QtBot) -> MatrixEditor:
    made = MatrixEditor(Matrix.from_texts([["7", "8"], ["9", "6"]]))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_first()
    return made


def first(editor: MatrixEditor) -> float:
    return float(editor.matrix().to_array()[0, 0])


def test_two_numbers_in_a_cell_are_refused(qtbot: QtBot, editor: MatrixEditor) -> None:
    cell = editor.cells[0][0]
    qtbot.keyClicks(cell, "2")
    assert first(editor) == 2
    qtbot.keyClicks(cell, " 3")
    assert cell.text() == "2 3"
    assert "side by side" in cell.reason
    assert first(editor) == 2


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1'000", 1000), ("2 pi / pi", 2), (" 5 ", 5), ("50%", 0.5), ("3 ", 3)],
)
def test_a_number_is_typed_as_it_is_written(
    qtbot: QtBot, editor: MatrixEditor, typed: str, value: float
) -> None:
    cell = editor.cells[0][0]
    qtbot.keyClicks(cell, typed)
    assert cell.text() == typed
    assert first(editor) == value
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert first(editor) == value


@pytest.mark.parametrize("typed", ["7 % 3", "7%3", "1'00", "1,2,3", "2\u00a03"])
def test_half_a_number_is_refused(qtbot: QtBot, editor: MatrixEditor, typed: str) -> None:
    cell = editor.cells[0][0]
    cell.setText("")
    cell.insert(typed)
    cell.textEdited.emit(typed)
    assert cell.reason
    assert editor.message.text() == cell.reason
    assert first(editor) == 7


@pytest.mark.parametrize(("typed", "value"), [("1,5", 1.5), ("1,000", 1)])
def test_a_comma_in_a_cell_is_a_decimal_sign_and_says_so(
    qtbot: QtBot, editor: MatrixEditor, typed: str, value: float
) -> None:
    cell = editor.cells[0][0]
    qtbot.keyClicks(cell, typed)
    assert cell.text() == typed
    assert first(editor) == value
    assert "decimal sign" in editor.note.text()
    assert "decimal sign" in cell.toolTip()
    qtbot.keyClicks(cell, "x")
    cell.restore()
    qtbot.keyClicks(cell, "4")
    assert not editor.note.isVisible()


PASTED = {
    r"\frac{1}{2}\begin{pmatrix}2&4\\6&8\end{pmatrix}": [[1, 2], [3, 4]],
    "matrix(c(1,2,3,4), 2)": [[1, 3], [2, 4]],
    "np.array(((1, 2), (3, 4)))": [[1, 2], [3, 4]],
    "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |": [[1, 2], [3, 4]],
}


@pytest.mark.parametrize("text", PASTED)
def test_a_matrix_is_pasted_into_a_cell(editor: MatrixEditor, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    editor.cells[0][0].paste()
    assert editor.matrix().to_array().tolist() == PASTED[text]


def test_what_is_not_understood_leaves_the_matrix(editor: MatrixEditor) -> None:
    QGuiApplication.clipboard().setText(r"\foo\begin{pmatrix}1&2\\3&4\end{pmatrix}")
    editor.cells[0][0].paste()
    assert "foo" in editor.message.text()
    assert first(editor) == 7


def test_the_commas_of_a_pasted_table_are_read_otherwise(editor: MatrixEditor) -> None:
    QGuiApplication.clipboard().setText("1,234\t5\n6\t7")
    editor.cells[0][0].paste()
    assert first(editor) == 1.234
    assert "decimal signs" in editor.note.text()
    editor.note.linkActivated.emit(Comma.THOUSANDS.name)
    assert first(editor) == 1234
    assert "thousands signs" in editor.note.text()
    editor.set_matrix(Matrix.from_texts([["1", "0"], ["0", "1"]]))
    assert not editor.note.isVisible()


@pytest.fixture
def data(qtbot: QtBot) -> Iterator[DataEditor]:
    background = Background()
    made = DataEditor(Matrix.from_array(np.zeros((3, 4))), background.jobs)
    qtbot.addWidget(made)
    made.show()
    yield made
    background.jobs.close(10.0)


def test_the_commas_of_a_table_pasted_into_a_large_one_are_read_otherwise(
    qtbot: QtBot, data: DataEditor
) -> None:
    taken: list[list[list[float]]] = []
    data.edited.connect(lambda matrix, _: taken.append(matrix.to_array().tolist()))
    QGuiApplication.clipboard().setText("1,5 2\n3,5 4")
    data.table.setCurrentIndex(data.table.model().index(1, 1))
    data.table.paste()
    qtbot.waitUntil(lambda: len(taken) == 1)
    assert taken[0] == [[0, 0, 0, 0], [0, 1.5, 2, 0], [0, 3.5, 4, 0]]
    assert data.note.isVisible()
    assert "decimal signs" in data.note.text()
    data.table.setCurrentIndex(data.table.model().index(0, 0))
    QGuiApplication.clipboard().setText("1,234\t5")
    data.table.paste()
    qtbot.waitUntil(lambda: len(taken) == 2)
    QGuiApplication.clipboard().setText("9")  # the same text is read, whatever is copied since
    data.note.linkActivated.emit(Comma.THOUSANDS.name)
    qtbot.waitUntil(lambda: len(taken) == 3)
    assert [each[0] for each in taken[1:]] == [[1.234, 5, 0, 0], [1234, 5, 0, 0]]
    assert taken[2][1:] == taken[0][1:]
    assert "thousands signs" in data.note.text()
    data.set_matrix(Matrix.from_array(np.zeros((3, 4))))  # undone, say
    assert not data.note.isVisible()
    data.note.linkActivated.emit(Comma.DECIMAL.name)
    assert len(taken) == 3
