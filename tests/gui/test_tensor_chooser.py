"""Choosing a tensor of a file with keys and mouse, and closing the dialog at any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.readers import raw_array
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.tensor_file import Array, TensorEntry
from eigenscope.ui.session.background import Background
from eigenscope.ui.style.theme import apply_theme, load_theme
from eigenscope.ui.tensors import shared_file
from eigenscope.ui.tensors.tensor_catalogue import KIND, NAME, SHAPE, SIZE, Catalogue
from eigenscope.ui.tensors.tensor_chooser import TensorChooser
from eigenscope.ui.tensors.tensor_list import TensorList, shape_text, size_text

DISPLAY, TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
LEFT = Qt.MouseButton.LeftButton


def weights(layers: int = 4) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    """Return made-up weights of a small transformer, with what cannot be shown among them."""
    draw = np.random.default_rng(7)

    def normal(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return draw.normal(0, 0.02, shape).astype(np.float32)

    found: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {
        "embed.weight": normal(300, 64),
        "patch.weight": normal(64, 3, 8, 8),
        "empty": np.zeros((0, 4), np.float32),
        "phases": np.ones((4, 4), np.complex64),
    }
    for k in range(layers):
        for part in "qkvo":
            found[f"layers.{k}.attn.{part}_proj.weight"] = normal(64, 64) + np.eye(
                64, dtype=np.float32
            )
        found[f"layers.{k}.mlp.up.weight"] = normal(256, 64)
        found[f"layers.{k}.norm.weight"] = 1 + normal(64)
    return found


class Opening:
    """Opens choosers over a window of its own."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(900, 700)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.background = Background()
        self.chosen: list[LoadedMatrix] = []

    @property
    def jobs(self) -> Jobs:
        return self.background.jobs

    def __call__(self, path: Path) -> TensorChooser:
        chooser = TensorChooser(path, self.jobs, self.window)
        chooser.chosen.connect(self.chosen.append)
        chooser.open()
        return chooser


@pytest.fixture
def opening(qtbot: QtBot, qapp: QApplication) -> Iterator[Opening]:
    apply_theme(qapp, load_theme("dark"))
    made = Opening(qtbot)
    yield made
    for chooser in made.window.findChildren(TensorChooser):
        chooser.close()
    made.jobs.close(10.0)


@pytest.fixture
def network(tmp_path: Path) -> Path:
    path = tmp_path / "network.safetensors"
    save_file(weights(), path)
    return path


@pytest.fixture
def chooser(qtbot: QtBot, opening: Opening, network: Path) -> TensorChooser:
    found = opening(network)
    qtbot.waitUntil(found.isVisible, timeout=5000)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.picker.search, timeout=5000)
    return found


def names(chooser: TensorChooser) -> list[str]:
    model = chooser.picker.model
    return [str(model.index(row, NAME).data()) for row in range(model.rowCount())]


def selected(chooser: TensorChooser) -> str:
    entry = chooser.picker.selected()
    return "" if entry is None else entry.name


class Gate:
    """Holds a function up until it is let through."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.arrived, self.let_through = threading.Event(), threading.Event()
        self.function = function

    def __call__(self, *arguments: object, **more: object) -> object:
        self.arrived.set()
        assert self.let_through.wait(20)
        return self.function(*arguments, **more)


# --- one tensor, or none --------------------------------------------------------------------------


def test_a_lone_tensor_is_loaded_without_a_question(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    path = tmp_path / "one.npy"
    np.save(path, np.eye(3))
    chooser = opening(path)
    shown: list[bool] = []
    chooser.chosen.connect(lambda _: shown.append(chooser.isVisible()))
    qtbot.waitUntil(lambda: bool(opening.chosen), timeout=5000)
    assert opening.chosen[0].name == "one.npy"
    assert opening.chosen[0].values.tolist() == np.eye(3).tolist()
    assert shown == [False]


def test_a_file_that_cannot_be_read_is_told_of_in_the_dialog(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    path = tmp_path / "broken.npz"
    path.write_bytes(b"PK no zip")
    chooser = opening(path)
    qtbot.waitUntil(chooser.isVisible, timeout=5000)
    assert chooser.problem.isVisible()
    assert "broken.npz" in chooser.problem.text()
    assert "Save or download it again" in chooser.problem.text()
    assert not chooser.picker.table.isVisible()
    assert not chooser.progress.isVisible()
    qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    assert opening.chosen == []


# --- the list -------------------------------------------------------------------------------------


def test_names_shapes_types_and_sizes(chooser: TensorChooser) -> None:
    row = names(chooser).index("layers.0.mlp.up.weight")
    texts = [chooser.picker.model.index(row, column).data() for column in (SHAPE, KIND, SIZE)]
    assert texts == ["256 × 64", "float32", "65.5 kB"]
    assert chooser.picker.count.text() == "28 of 28"


@pytest.mark.parametrize(
    ("nbytes", "text"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_234_567, "1.2 MB"),
        (999_499, "999 kB"), (999_500, "1.0 MB"), (123_456_789, "123 MB"), (5 * 10**12, "5000 GB"),
    ],
)  # fmt: skip
def test_sizes_as_files_have_them(nbytes: int, text: str) -> None:
    assert size_text(nbytes) == text


def test_what_is_typed_finds_by_words_and_enter_loads(
    qtbot: QtBot, opening: Opening, chooser: TensorChooser
) -> None:
    qtbot.keyClicks(chooser.picker.search, "ATTN q")
    assert names(chooser) == [f"layers.{k}.attn.q_proj.weight" for k in range(4)]
    assert chooser.picker.count.text() == "4 of 28"
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Up)
    assert selected(chooser) == "layers.1.attn.q_proj.weight"
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opening.chosen), timeout=5000)
    (matrix,) = opening.chosen
    assert matrix.name == "network.safetensors: layers.1.attn.q_proj.weight"
    np.testing.assert_array_equal(matrix.values, weights()["layers.1.attn.q_proj.weight"])


def test_nothing_found_cannot_be_opened(qtbot: QtBot, chooser: TensorChooser) -> None:
    qtbot.keyClicks(chooser.picker.search, "nothing")
    assert chooser.picker.count.text() == "0 of 28"
    assert not chooser.open_button.isEnabled()
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Return)
    chooser.picker.search.clear()
    assert chooser.open_button.isEnabled()
    assert chooser.isVisible()


def test_the_marked_tensor_stays_marked_while_typing(qtbot: QtBot, chooser: TensorChooser) -> None:
    qtbot.keyClicks(chooser.picker.search, "layers.2")
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_PageDown)
    kept = selected(chooser)
    chooser.picker.search.clear()
    assert kept.startswith("layers.2")
    assert selected(chooser) == kept


def test_a_head_that_is_clicked_sorts(qtbot: QtBot, chooser: TensorChooser) -> None:
    head = chooser.picker.table.horizontalHeader()

    def click(column: int) -> None:
        across = head.sectionViewportPosition(column) + 12
        qtbot.mouseClick(head.viewport(), LEFT, pos=QPoint(across, head.height() // 2))

    in_file = names(chooser)
    click(SIZE)
    sizes = {name: value.nbytes for name, value in weights().items()}
    ascending = [sizes[name] for name in names(chooser)]
    assert ascending == sorted(sizes.values())
    click(SIZE)
    assert [sizes[name] for name in names(chooser)] == ascending[::-1]
    click(SIZE)
    assert names(chooser) == in_file


def test_numbers_in_names_are_ordered_as_numbers() -> None:
    entries = [TensorEntry(f"layers.{k}.w", (k, 2), "float32", 8 * k) for k in (10, 9, 100, 1)]

    catalogue = Catalogue(entries)
    assert catalogue.find("", NAME) == [3, 1, 0, 2]
    assert catalogue.find("", NAME, descending=True) == [2, 0, 1, 3]
    assert catalogue.find("1", SIZE) == [3, 0, 2]
    assert catalogue.find("layers 9") == [1]


def test_what_cannot_be_shown_is_grey_with_a_reason(qtbot: QtBot, chooser: TensorChooser) -> None:
    for name, words in (("phases", "complex"), ("empty", "is empty (0 × 4)")):
        index = chooser.picker.model.index(names(chooser).index(name), NAME)
        assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        assert words in index.data(TIP)
        area = chooser.picker.table.visualRect(index)
        if chooser.picker.table.viewport().rect().contains(area.center()):
            before = selected(chooser)
            qtbot.mouseClick(chooser.picker.table.viewport(), LEFT, pos=area.center())
            assert selected(chooser) == before
    qtbot.keyClicks(chooser.picker.search, "phases")
    assert selected(chooser) == ""
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Return)
    assert chooser.isVisible()


def test_a_double_click_loads(qtbot: QtBot, opening: Opening, chooser: TensorChooser) -> None:
    index = chooser.picker.model.index(1, NAME)
    name, place = str(index.data()), chooser.picker.table.visualRect(index).center()
    qtbot.mouseClick(chooser.picker.table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(chooser.picker.table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: bool(opening.chosen), timeout=5000)
    assert opening.chosen[0].name.endswith(f": {name}")


# --- pictures -------------------------------------------------------------------------------------


def picture(chooser: TensorChooser, name: str) -> QPixmap:
    index = chooser.picker.model.index(names(chooser).index(name), 0)
    found = index.data(Qt.ItemDataRole.DecorationRole)
    assert isinstance(found, QPixmap)
    return found


def test_pictures_come_for_rows_that_are_seen_and_no_others(
    qtbot: QtBot, chooser: TensorChooser
) -> None:
    seen = chooser.picker.table.visible_rows()
    assert 3 <= len(seen) < chooser.picker.model.rowCount()
    qtbot.waitUntil(lambda: not chooser.picker.model.without_picture(seen), timeout=5000)
    rest = range(seen.stop, chooser.picker.model.rowCount())
    assert len(chooser.picker.model.without_picture(rest)) == len(rest)
    chooser.picker.table.scrollToBottom()
    last = chooser.picker.table.visible_rows()
    assert last.stop == chooser.picker.model.rowCount()
    qtbot.waitUntil(lambda: not chooser.picker.model.without_picture(last), timeout=5000)


def test_a_picture_shows_the_numbers_in_their_places(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    corner = np.zeros((480, 480), np.float32)
    corner[:240, :240], corner[240:, 240:] = 1, -1
    path = tmp_path / "two.npz"
    np.savez(path, corner=corner, other=corner)
    chooser = opening(path)
    rows = range(2)
    qtbot.waitUntil(
        lambda: chooser.isVisible() and not chooser.picker.model.without_picture(rows), timeout=5000
    )
    image = picture(chooser, "corner").toImage()
    high, zero, low = (image.pixelColor(*at) for at in ((12, 12), (36, 12), (36, 36)))
    assert high.red() > high.blue() + 50
    assert low.blue() > low.red() + 50
    assert abs(zero.red() - zero.blue()) < 30
    assert image.pixelColor(12, 36) == zero


# --- loading, and closing in the midst of it ------------------------------------------------------


def test_a_tensor_that_cannot_be_read_leaves_the_list(
    qtbot: QtBot, opening: Opening, chooser: TensorChooser, network: Path
) -> None:
    with network.open("r+b") as file:
        file.truncate(5000)
    qtbot.keyClicks(chooser.picker.search, "layers.3 up")
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(chooser.problem.isVisible, timeout=5000)
    assert "cut off" in chooser.problem.text()
    assert chooser.picker.search.isEnabled()
    assert chooser.open_button.isEnabled()
    assert opening.chosen == []


def test_closing_before_the_file_is_open(
    qtbot: QtBot, opening: Opening, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(open_tensors)
    monkeypatch.setattr(shared_file, "open_tensors", gate)
    chooser = opening(network)
    shared = chooser._shared
    assert gate.arrived.wait(10)
    qtbot.waitUntil(chooser.isVisible, timeout=5000)  # it takes long, so it says what it does
    assert "network.safetensors" in chooser.doing.text()
    qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    gate.let_through.set()
    assert opening.jobs.close(10.0)
    assert not shared.is_open
    network.unlink()


@pytest.mark.parametrize("way", ["escape", "close", "window"])
def test_closing_while_a_tensor_is_read(
    qtbot: QtBot,
    opening: Opening,
    chooser: TensorChooser,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    seen = chooser.picker.table.visible_rows()
    qtbot.waitUntil(lambda: not chooser.picker.model.without_picture(seen), timeout=5000)
    whole = raw_array.RawArray.whole
    gate = Gate(whole)

    def held(array: raw_array.RawArray) -> Array:
        found = gate(array)
        assert isinstance(found, np.ndarray)
        return found

    monkeypatch.setattr(raw_array.RawArray, "whole", held)
    shared = chooser._shared
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Return)
    assert gate.arrived.wait(10)
    assert chooser.progress.isVisible()
    assert "embed.weight" in chooser.doing.text()
    assert not chooser.open_button.isEnabled()
    gone: list[bool] = []
    chooser.destroyed.connect(lambda: gone.append(True))
    if way == "escape":
        qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    elif way == "close":
        chooser.close()
    else:
        opening.window.deleteLater()
        opening.window = QWidget()
    qtbot.waitUntil(lambda: bool(gone), timeout=5000)
    assert shared.is_open  # by the worker that still reads
    gate.let_through.set()
    assert opening.jobs.close(10.0)
    assert not shared.is_open
    QApplication.processEvents()
    assert opening.chosen == []


def test_closing_lets_go_of_the_file_at_once(qtbot: QtBot, chooser: TensorChooser) -> None:
    shared = chooser._shared
    seen = chooser.picker.table.visible_rows()
    qtbot.waitUntil(lambda: not chooser.picker.model.without_picture(seen), timeout=5000)
    assert shared.is_open
    qtbot.mouseClick(chooser.cancel_button, LEFT)
    assert not shared.is_open


# --- many -----------------------------------------------------------------------------------------


def test_a_hundred_thousand_tensors_are_searched_and_sorted_in_a_moment(qtbot: QtBot) -> None:
    import time

    entries = [
        TensorEntry(f"layers.{k // 10}.attn.{'qkvo'[k % 4]}_proj.{k % 10}", (k, 2), "x", 8 * k)
        for k in range(1, 100_001)
    ]

    model = TensorList()
    model.show_catalogue(Catalogue(entries), 1.0)
    assert model.total == 100_000
    quickest = 1.0
    for words in ("attn q", "layers 99 v_proj", "proj.1", ""):
        began = time.perf_counter()
        model.find(words)
        model.sort(SIZE, Qt.SortOrder.DescendingOrder)
        quickest = min(quickest, time.perf_counter() - began)
        expected = sum(all(word in e.name for word in words.split()) for e in entries)
        assert model.rowCount() == expected > 0
        first = model.entry(0)
        assert first is not None
        assert first.nbytes == max(
            e.nbytes for e in entries if all(word in e.name for word in words.split())
        )
    assert quickest < 0.25


def test_shapes_as_they_are_read() -> None:
    assert [shape_text(s) for s in ((), (3,), (2, 3, 4))] == ["1", "3", "2 × 3 × 4"]
