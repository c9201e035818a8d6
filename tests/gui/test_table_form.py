"""Opening tables of which something is guessed: what is shown, and what is chosen otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.table_reading import TableChoices, TableReading
from eigenscope.ui.session.background import Background
from eigenscope.ui.style.theme import apply_theme, load_theme
from eigenscope.ui.tensors.tensor_chooser import TensorChooser
from eigenscope.wording.words import say


class Opening:
    """Opens tables over a window of its own, and keeps what was chosen."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.background = Background()
        self.chosen: list[LoadedMatrix] = []

    def __call__(
        self, text: str, encoding: str = "utf-8", *, table: TableChoices | None = None
    ) -> TensorChooser:
        path = self.folder / "t.csv"
        path.write_bytes(text.encode(encoding))
        chooser = TensorChooser(path, self.background.jobs, self.window, table=table)
        chooser.chosen.connect(self.chosen.append)
        chooser.open()
        return chooser

    def asked(
        self, text: str, encoding: str = "utf-8", *, table: TableChoices | None = None
    ) -> TensorChooser:
        """Open a table and wait for its first rows."""
        chooser = self(text, encoding, table=table)
        self.qtbot.waitUntil(lambda: chooser.table_form.table.rowCount() > 0, timeout=10_000)
        assert chooser.isVisible()
        return chooser

    def loaded(self, chooser: TensorChooser) -> LoadedMatrix:
        """Press Open and return what is loaded; the dialog is gone then."""
        with self.qtbot.waitSignal(chooser.chosen, timeout=10_000):
            self.qtbot.mouseClick(chooser.open_button, Qt.MouseButton.LeftButton)
        return self.chosen[-1]


@pytest.fixture
def opening(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opening]:
    apply_theme(qapp, load_theme("dark"))
    made = Opening(qtbot, tmp_path)
    yield made
    for chooser in made.window.findChildren(TensorChooser):
        chooser.close()
    made.background.jobs.close(10.0)


def cells(chooser: TensorChooser) -> list[list[str]]:
    table = chooser.table_form.table
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        found.append([item.text() for item in items if item is not None])
    return found


def heads(chooser: TensorChooser) -> list[str]:
    table = chooser.table_form.table
    items = [table.horizontalHeaderItem(column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def pick(qtbot: QtBot, opening: Opening, chooser: TensorChooser, box: QComboBox, text: str) -> None:
    """Choose an option by keys, and wait until the first rows are read so."""
    box.setFocus()
    while text not in box.currentText():
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before
    qtbot.waitUntil(lambda: not opening.background.jobs.pending(chooser._open_key), timeout=10_000)


def test_a_table_without_doubts_is_opened_without_a_question(
    qtbot: QtBot, opening: Opening
) -> None:
    opening("a;b\n1,5;2\n3;4\n")
    qtbot.waitUntil(lambda: bool(opening.chosen), timeout=10_000)
    assert not any(chooser.isVisible() for chooser in opening.window.findChildren(TensorChooser))
    assert opening.chosen[0].values.tolist() == [[1.5, 2], [3, 4]]
    notes = map(say, opening.chosen[0].notes)
    assert any("The first row was taken for names" in note for note in notes)


def test_a_guessed_encoding_is_shown_and_chosen_otherwise(qtbot: QtBot, opening: Opening) -> None:
    chooser = opening.asked("şehir,nüfus\nİstanbul,1\nDiğer,2\n", "cp1254")
    form = chooser.table_form
    assert "the encoding" in form.guessed.text()
    assert form.guessed.isVisible()
    assert heads(chooser) == ["nüfus"]
    assert "Windows 1252" in form.encoding.currentText()
    pick(qtbot, opening, chooser, form.encoding, "Windows 1254")
    assert not form.guessed.isVisible()
    rows = [form.table.verticalHeaderItem(row) for row in range(2)]
    assert [item.text() for item in rows if item is not None] == ["İstanbul", "Diğer"]
    found = opening.loaded(chooser)
    assert found.row_names == ("İstanbul", "Diğer")
    assert found.table is not None
    assert found.table.encoding == "cp1254"


def test_an_encoding_that_does_not_fit_says_so(qtbot: QtBot, opening: Opening) -> None:
    chooser = opening.asked("été,1\nhiver,2\n", "cp1252")
    pick(qtbot, opening, chooser, chooser.table_form.encoding, "Big5")
    assert "is not text in BIG5" in chooser.problem.text()
    assert not chooser.open_button.isEnabled()
    assert chooser.table_form.table.rowCount() == 0


def test_what_a_comma_means_is_chosen(qtbot: QtBot, opening: Opening) -> None:
    chooser = opening.asked("1,234;5\n2;3\n")
    assert "what the comma means" in chooser.table_form.guessed.text()
    assert cells(chooser) == [["1.234", "5"], ["2", "3"]]
    pick(qtbot, opening, chooser, chooser.table_form.comma, "Thousands")
    assert cells(chooser) == [["1234", "5"], ["2", "3"]]
    assert opening.loaded(chooser).values.tolist() == [[1234, 5], [2, 3]]


def test_years_become_names_with_a_click(qtbot: QtBot, opening: Opening) -> None:
    chooser = opening.asked("2019,2020\n1,–2\n3,4\n")
    form = chooser.table_form
    assert not form.column_names.isChecked()
    qtbot.mouseClick(form.column_names, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.table.rowCount() == 2, timeout=10_000)
    assert heads(chooser) == ["2019", "2020"]
    assert cells(chooser) == [["1", "−2"], ["3", "4"]]
    found = opening.loaded(chooser)
    assert found.column_names == ("2019", "2020")
    np.testing.assert_array_equal(found.values, [[1, -2], [3, 4]])
    assert found.origin is not None
    np.testing.assert_array_equal(next(found.origin.blocks()), [[1, -2], [3, 4]])


def test_a_table_is_read_again_in_another_way(qtbot: QtBot, opening: Opening) -> None:
    chosen = TableChoices("utf-8", ",", None, True, False)
    chooser = opening.asked("a,b\n1,2\n", table=chosen)
    qtbot.mouseClick(chooser.table_form.row_names, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: heads(chooser) == ["b"], timeout=10_000)
    found = opening.loaded(chooser)
    assert (found.row_names, found.column_names) == (("1",), ("b",))
    assert found.table == TableReading("utf-8", ",", None, column_names=True, row_names=True)


def test_esc_ends_it(qtbot: QtBot, opening: Opening) -> None:
    chooser = opening.asked("1,234;5\n")
    qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not opening.window.findChildren(TensorChooser), timeout=5000)
    assert not opening.chosen
