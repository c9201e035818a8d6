"""The table of a matrix with keys and mouse: typed ones, those of files, samples, and huge ones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.ui.session.background import Background
from eigenscope.ui.style.theme import apply_theme, current_theme, load_theme
from eigenscope.ui.table.matrix_table import MatrixTable
from eigenscope.ui.table.table_cells import CellLine

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
TYPED = Matrix.from_texts([["1/3", "2", "3"], ["4", "sqrt(2)", "-6"]])


def loaded(values: npt.ArrayLike, places: npt.NDArray[np.intp] | None = None) -> LoadedMatrix:
    """Return a matrix of a file; with ``places`` of its rows it is a sample."""
    array = np.asarray(values)
    return LoadedMatrix("w.npy", array, array.shape, row_numbers=places)


class Bench:
    """A table in a window, and what it has told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.background = Background()
        self.edits: list[tuple[Matrix | LoadedMatrix, str]] = []
        self.wrong: list[str] = []
        self.told: list[str] = []
        self.table: MatrixTable

    def __call__(self, matrix: Matrix | LoadedMatrix) -> MatrixTable:
        self.table = MatrixTable(matrix, self.background.jobs)
        self.qtbot.addWidget(self.table)
        self.table.edited.connect(lambda found, key: self.edits.append((found, key)))
        self.table.wrong.connect(self.wrong.append)
        self.table.reported.connect(self.told.append)
        self.table.resize(700, 500)
        self.table.show()
        self.qtbot.waitExposed(self.table)
        self.table.activateWindow()
        self.table.setFocus()
        self.qtbot.waitUntil(self.table.hasFocus, timeout=5000)
        return self.table

    def keys(self, *keys: Qt.Key | str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            for one in key if isinstance(key, str) else [key]:
                target = QApplication.focusWidget()
                assert target is not None
                self.qtbot.keyClick(target, one)

    def line(self) -> CellLine:
        found = QApplication.focusWidget()
        assert isinstance(found, CellLine)
        return found

    def place(self) -> tuple[int, int]:
        index = self.table.currentIndex()
        return index.row(), index.column()


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    apply_theme(qapp, load_theme("dark"))
    made = Bench(qtbot)
    yield made
    made.background.jobs.close(10.0)


def texts(table: MatrixTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(i, j).data()) for j in range(model.columnCount())]
        for i in range(model.rowCount())
    ]


def typed(bench: Bench) -> tuple[tuple[str, ...], ...]:
    matrix = bench.table.matrix()
    assert isinstance(matrix, Matrix)
    return matrix.texts()


def values(bench: Bench) -> list[list[float]]:
    matrix = bench.table.matrix()
    assert isinstance(matrix, LoadedMatrix)
    found: list[list[float]] = matrix.values.tolist()
    return found


# --- reading --------------------------------------------------------------------------------------


def test_a_typed_matrix_shows_its_texts(bench: Bench) -> None:
    table = bench(TYPED)
    assert texts(table) == [["1/3", "2", "3"], ["4", "sqrt(2)", "-6"]]
    tip = table.model().index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Row 2, column 2: sqrt(2) = 1.414213562"


def test_numbers_of_a_file_are_short_and_in_full_in_the_tip(bench: Bench) -> None:
    table = bench(loaded(np.array([[0.1, -1.23456789e-7], [np.nan, 1e30]], np.float32)))
    assert texts(table) == [["0.1", "−1.23457×10⁻⁷"], ["nan", "10³⁰"]]
    tip = table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Row 1, column 2: -1.2345679e-07"
    assert texts(bench(loaded([[12_345_678, -3]]))) == [["12345678", "−3"]]
    assert texts(bench(loaded([[True, False]]))) == [["1", "0"]]


def test_heads_are_names_or_numbers_in_the_whole(bench: Bench) -> None:
    places = np.array([4, 14, 24])
    table = bench(replace(loaded(np.eye(3), places), column_names=("a", "b", "c")))
    model = table.model()
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(k, down) for k in range(3)] == ["5", "15", "25"]
    assert [model.headerData(k, across) for k in range(3)] == ["a", "b", "c"]
    table = bench(TYPED)
    assert [table.model().headerData(k, across) for k in range(3)] == ["1", "2", "3"]


def colour(table: MatrixTable, row: int, column: int) -> QColor:
    rect = table.visualRect(table.model().index(row, column))
    return table.viewport().grab().toImage().pixelColor(rect.topLeft() + QPoint(4, 4))


def test_nan_is_written_in_the_colour_of_warnings(bench: Bench) -> None:
    table = bench(loaded([[1.0, np.nan]]))
    picture = table.viewport().grab().toImage()
    warning = QColor(current_theme().interface["warning"])

    def holds(column: int) -> bool:
        rect = table.visualRect(table.model().index(0, column))
        points = (
            (x, y)
            for x in range(rect.left(), rect.right())
            for y in range(rect.top(), rect.bottom())
        )
        return any(picture.pixelColor(x, y) == warning for x, y in points)

    assert holds(1)
    assert not holds(0)


# --- typing ---------------------------------------------------------------------------------------


def test_typing_replaces_and_enter_goes_down(bench: Bench) -> None:
    bench(TYPED)
    bench.keys("1/7", Key.Key_Return)
    assert typed(bench) == (("1/7", "2", "3"), ("4", "sqrt(2)", "-6"))
    assert bench.place() == (1, 0)
    bench.keys("5", Key.Key_Return)
    assert bench.place() == (0, 1)  # over the bottom to the top of the next column
    bench.keys("8", Key.Key_Tab, "9", Key.Key_Tab)
    assert bench.place() == (1, 0)
    assert typed(bench) == (("1/7", "8", "9"), ("5", "sqrt(2)", "-6"))
    last, key = bench.edits[-1]
    assert last == bench.table.matrix()
    assert key == ""
    assert len(bench.edits) == 4
    assert TYPED.texts()[0][0] == "1/3"


def test_f2_and_a_double_click_keep_the_text(bench: Bench) -> None:
    table = bench(TYPED)
    bench.keys(Key.Key_F2)
    assert bench.line().text() == "1/3"
    bench.keys(Key.Key_End, "0", Key.Key_Return)
    assert typed(bench)[0][0] == "1/30"
    place = table.visualRect(table.model().index(1, 1)).center()
    bench.qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    bench.qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    assert bench.line().text() == "sqrt(2)"
    bench.keys(Key.Key_Escape)
    assert len(bench.edits) == 1


def test_a_wrong_number_is_kept_and_told_until_it_is_right(bench: Bench) -> None:
    bench(TYPED)
    bench.keys("2+")
    reason = bench.wrong[-1]
    assert reason
    bench.keys(Key.Key_Return)
    assert bench.line().text() == "2+"
    assert bench.line().toolTip() == reason
    assert bench.edits == []
    bench.keys(Key.Key_Tab)
    assert bench.line().text() == "2+"
    bench.keys("3", Key.Key_Return)
    assert bench.wrong[-1] == ""
    assert typed(bench)[0][0] == "2+3"
    assert bench.place() == (1, 0)
    bench.keys("x", Key.Key_Escape)
    assert bench.wrong[-1] == ""
    assert len(bench.edits) == 1


def test_the_same_number_again_is_no_edit(bench: Bench) -> None:
    bench(TYPED)
    bench.keys(Key.Key_F2, Key.Key_Return)
    assert bench.edits == []


def test_an_edit_makes_a_new_matrix_of_the_file(bench: Bench) -> None:
    first = loaded(np.arange(6, dtype=np.float32).reshape(2, 3))
    bench(first)
    bench.keys("1/4", Key.Key_Return)
    found, _ = bench.edits[0]
    assert isinstance(found, LoadedMatrix)
    assert found.name == "w.npy (edited)"
    assert found.values.dtype == np.float32
    assert found.values.tolist() == [[0.25, 1, 2], [3, 4, 5]]
    assert first.values[0, 0] == 0
    bench.keys("7", Key.Key_Return)
    assert values(bench) == [[0.25, 1, 2], [7, 4, 5]]
    second, _ = bench.edits[1]
    assert isinstance(second, LoadedMatrix)
    assert second.name == "w.npy (edited)"


@pytest.mark.parametrize(
    ("kind", "text", "value", "expected"),
    [
        ("uint8", "200", 200, "uint8"),
        ("uint8", "300", 300, "float64"),
        ("int32", "1/2", 0.5, "float64"),
        ("bool", "1", True, "bool"),
        ("bool", "2", 2, "float64"),
    ],
)
def test_whole_numbers_stay_so_while_they_can(
    bench: Bench, kind: str, text: str, value: float, expected: str
) -> None:
    bench(loaded(np.zeros((2, 2), kind)))
    bench.keys(text, Key.Key_Return)
    found = bench.edits[0][0]
    assert isinstance(found, LoadedMatrix)
    assert found.values.dtype.name == expected
    assert found.values[0, 0] == value


@pytest.mark.parametrize("kind", ["sample", "large"])
def test_what_cannot_be_edited_says_why(bench: Bench, kind: str) -> None:
    matrix = loaded(np.eye(3), np.array([0, 5, 9]))
    if kind == "large":
        matrix = loaded(np.zeros((501, 500)))
    table = bench(matrix)
    words = "sample" if kind == "sample" else "250,000"
    place = table.visualRect(table.model().index(1, 1)).center()
    for act in (
        lambda: bench.keys("5"),
        lambda: bench.keys(Key.Key_F2),
        lambda: bench.keys(Key.Key_Delete),
        lambda: bench.qtbot.mouseDClick(table.viewport(), LEFT, pos=place),
        table.paste,
    ):
        bench.told.clear()
        act()
        assert [words in told for told in bench.told] == [True]
        assert bench.table.hasFocus()
    assert words in table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert bench.edits == []


def test_delete_makes_what_is_selected_zero(bench: Bench) -> None:
    table = bench(TYPED)
    bench.qtbot.keyClick(table, Key.Key_Right, SHIFT)
    bench.keys(Key.Key_Delete)
    assert typed(bench) == (("0", "0", "3"), ("4", "sqrt(2)", "-6"))
    matrix = bench.table.matrix()
    assert isinstance(matrix, Matrix)
    assert matrix.rows[0][0].exact == Fraction(0)
    assert len(bench.edits) == 1


# --- the clipboard --------------------------------------------------------------------------------


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_copying_gives_tabs_and_all_digits(bench: Bench) -> None:
    numbers = np.array([[1 / 3, np.nan], [1e-300, -2]])
    table = bench(loaded(numbers))
    table.selectAll()
    bench.qtbot.keyClick(table, Key.Key_C, CONTROL)
    assert clipboard() == "0.3333333333333333\tnan\n1e-300\t-2"
    assert bench.told == ["Copied cells: 4"]
    table = bench(TYPED)
    table.selectAll()
    bench.qtbot.keyClick(table, Key.Key_C, CONTROL)
    assert clipboard() == "1/3\t2\t3\n4\tsqrt(2)\t-6"


def test_many_cells_are_copied_on_a_worker_and_too_many_are_not(bench: Bench) -> None:
    numbers = np.arange(300 * 400).reshape(300, 400)
    table = bench(loaded(numbers))
    table.selectAll()
    table.copy()
    bench.qtbot.waitUntil(lambda: bench.told == ["Copied cells: 120,000"], timeout=10_000)
    lines = [line.split("\t") for line in clipboard().splitlines()]
    np.testing.assert_array_equal(np.array(lines, dtype=np.int64), numbers)
    table = bench(loaded(np.zeros((1001, 1000), np.uint8)))
    table.selectAll()
    bench.told.clear()
    table.copy()
    assert bench.told == ["1,001,000 cells are selected: up to 1,000,000 can be copied."]
    assert len(clipboard().splitlines()) == 300


def paste(bench: Bench, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    before = len(bench.edits) + len(bench.told)
    bench.qtbot.keyClick(bench.table, Key.Key_V, CONTROL)
    bench.qtbot.waitUntil(lambda: len(bench.edits) + len(bench.told) > before, timeout=5000)


@pytest.mark.parametrize("text", ["1/2\t7\n8\t9", "[[1/2, 7], [8, 9]]", "1/2 7; 8 9"])
def test_a_pasted_block_goes_from_the_current_cell_on(bench: Bench, text: str) -> None:
    table = bench(TYPED)
    table.setCurrentIndex(table.model().index(0, 1))
    paste(bench, text)
    assert typed(bench) == (("1/3", "1/2", "7"), ("4", "8", "9"))
    assert bench.told == []
    assert len(bench.edits) == 1


def test_what_does_not_fit_is_left_out_and_said(bench: Bench) -> None:
    table = bench(TYPED)
    table.setCurrentIndex(table.model().index(1, 2))
    paste(bench, "10\t11\n12\t13")
    bench.qtbot.waitUntil(lambda: bool(bench.told), timeout=5000)
    assert typed(bench) == (("1/3", "2", "3"), ("4", "sqrt(2)", "10"))
    assert "left out" in bench.told[0]


def test_what_is_no_matrix_is_told_and_changes_nothing(bench: Bench) -> None:
    bench(TYPED)
    paste(bench, "no matrix")
    assert bench.edits == []
    assert bench.told[0].startswith("Pasted text: ")
    assert typed(bench) == TYPED.texts()


def test_what_was_copied_from_a_file_can_be_pasted_into_one(bench: Bench) -> None:
    bench(loaded(np.zeros((2, 2))))
    paste(bench, "nan\t1e-300\n-inf\t2")
    np.testing.assert_array_equal(values(bench), [[np.nan, 1e-300], [-np.inf, 2]])
    paste(bench, "[[1/4, sqrt(4)]]")
    np.testing.assert_array_equal(values(bench), [[0.25, 2], [-np.inf, 2]])


# --- going and scrolling --------------------------------------------------------------------------


def test_control_g_goes_to_numbers_of_the_whole(bench: Bench) -> None:
    places = np.arange(5, 10_000, 10)
    table = bench(loaded(np.zeros((1000, 300), np.uint8), places))
    bench.qtbot.keyClick(table, Key.Key_G, CONTROL)
    assert table.go_to_line.isVisible()
    bench.keys("5006, 250", Key.Key_Return)
    assert bench.place() == (500, 249)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    assert bench.told == []
    assert table.hasFocus()
    bench.qtbot.keyClick(table, Key.Key_G, CONTROL)
    bench.keys("x", Key.Key_Return)
    assert table.go_to_line.isVisible()
    assert table.go_to_line.property("invalid") == "true"
    bench.keys(Key.Key_Backspace, "5009", Key.Key_Return)
    assert bench.place() == (500, 249)
    assert bench.told == ["The nearest entry shown: row 5006, column 250"]
    bench.qtbot.keyClick(table, Key.Key_G, CONTROL)
    bench.keys("5012 999999", Key.Key_Return)
    assert bench.place() == (501, 299)
    bench.qtbot.keyClick(table, Key.Key_G, CONTROL)
    bench.keys(Key.Key_Escape)
    assert not table.go_to_line.isVisible()


def test_ten_thousand_rows_and_columns_scroll(bench: Bench) -> None:
    numbers = np.random.default_rng(3).normal(size=(100, 10_000)).astype(np.float32)
    huge, small = bench(loaded(np.tile(numbers, (100, 1)))), bench(loaded(numbers[:, :100]))
    times: dict[MatrixTable, list[float]] = {huge: [], small: []}
    for table in times:
        table.resize(1400, 1000)
    pages = 30
    for page in range(pages):
        # In turns, so that whatever else the machine does is the same for both.
        for table, taken in times.items():
            bar = table.verticalScrollBar()
            began = time.thread_time()
            down = (page + 1) / pages if table is huge else page % 2
            bar.setValue(round(down * bar.maximum()))
            table.viewport().repaint()
            taken.append(time.thread_time() - began)
    assert huge.verticalScrollBar().maximum() >= 99 * huge.verticalScrollBar().pageStep()
    assert huge.verticalScrollBar().value() == huge.verticalScrollBar().maximum()
    print(*(f"a page: {np.median(taken) * 1000:.1f} ms" for taken in times.values()))
    # What went through all rows or columns for a page would take a hundred times as long.
    assert np.median(times[huge]) < 3 * np.median(times[small])


def test_another_matrix_of_the_size_keeps_the_place(bench: Bench) -> None:
    table = bench(loaded(np.zeros((500, 100))))
    table.go_to(300, 50)
    before = table.verticalScrollBar().value(), bench.place()
    assert before[0] > 0
    table.set_matrix(loaded(np.ones((500, 100))))
    assert (table.verticalScrollBar().value(), bench.place()) == before
    table.set_matrix(loaded(np.ones((2, 2))))
    assert texts(table) == [["1", "1"], ["1", "1"]]
    assert bench.place() == (0, 0)
    assert bench.edits == []


def test_a_table_may_go_while_it_copies(bench: Bench, qtbot: QtBot) -> None:
    window = QWidget()
    table = MatrixTable(loaded(np.zeros((1000, 900))), bench.background.jobs, window)
    gone: list[bool] = []
    table.destroyed.connect(lambda: gone.append(True))
    QGuiApplication.clipboard().setText("before")
    table.selectAll()
    table.copy()
    window.deleteLater()
    del window, table
    qtbot.waitUntil(lambda: bool(gone), timeout=5000)
    assert bench.background.jobs.close(20.0)
    QApplication.processEvents()
    assert clipboard() == "before"
