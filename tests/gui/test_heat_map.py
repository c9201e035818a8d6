"""Heat maps in a window: the colours on screen, what the mouse finds, and every entry at last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.plots.charts import HeatMap
from eigenscope.plots.map_regions import Region, visible_region
from eigenscope.ui.charts.cell_numbers import LEAST_WIDTH, CellNumbers
from eigenscope.ui.charts.chart_board import ChartBoard
from eigenscope.ui.charts.heat_map_picture import fine_enough, tile_counts
from eigenscope.ui.charts.heat_map_view import HeatMapView
from eigenscope.ui.session.background import Background
from eigenscope.ui.style.colour_scale import colour_scale
from eigenscope.ui.style.theme import apply_theme, load_theme

from .chart_driving import (
    LEFT,
    NO_KEY,
    SIGNS,
    colour_at,
    heat_map,
    heat_map_view,
    hover,
    pixel,
    ticks,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(qtbot: QtBot, qapp: QApplication) -> Iterator[ChartBoard]:
    """Return an empty board in a window."""
    apply_theme(qapp, load_theme("dark"))
    background = Background()
    board = ChartBoard(background.jobs)
    qtbot.addWidget(board)
    board.resize(900, 700)
    board.show()
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow, timeout=5000)
    yield board
    assert background.jobs.close()
    apply_theme(qapp, load_theme("dark"))


def show(qtbot: QtBot, board: ChartBoard, shown: HeatMap) -> HeatMapView:
    board.show_charts((shown,))
    qtbot.waitUntil(lambda: not board.tiles[0].waiting, timeout=20_000)
    view = heat_map_view(board)
    rest(qtbot, view)
    return view


def rest(qtbot: QtBot, view: HeatMapView) -> None:
    """Wait until the pictures suit the view."""
    assert view.heat_map is not None
    values = view.heat_map.values
    qtbot.waitUntil(
        lambda: not view._stale and not view._wanted(values) and not view._gathering.isActive(),
        timeout=20_000,
    )


def wanted_colour(value: float, shown: HeatMap) -> object:
    """Return what equals a value's colour on a screen with but 32 shades of each part."""
    scale = colour_scale(shown.low, shown.high, shown.diverging)
    return pytest.approx(scale.paint(np.array([[value]]))[0, 0, :3].astype(float), abs=9)


# --- what is seen ------------------------------------------------------------------------------


def test_every_entry_has_its_colour_with_the_first_row_on_top(
    qtbot: QtBot, board: ChartBoard
) -> None:
    values = SIGNS.copy()
    values[1, 1], values[2, 0] = np.nan, np.inf
    shown = heat_map(values)
    view = show(qtbot, board, shown)
    for (i, j), value in np.ndenumerate(values):
        corner = colour_at(view, j + 0.6, i + 0.6)  # beside the number in the middle
        assert corner == wanted_colour(float(value), shown)
    assert pixel(view, 1, 1).y() < pixel(view, 1, 3).y()
    across = pixel(view, 2, 1).x() - pixel(view, 1, 1).x()
    assert across == pytest.approx(pixel(view, 1, 2).y() - pixel(view, 1, 1).y(), abs=1)


def test_scales_are_symmetric_or_ordered_and_know_what_is_no_number() -> None:
    diverging = colour_scale(-1.0, 1.0, True)
    painted = diverging.paint(np.array([[-9.0, -1.0, 0.0, 1.0, 9.0, np.nan, -np.inf]]))[0, :, :3]
    low, middle, high = painted[1].astype(int), painted[2].astype(int), painted[3].astype(int)
    assert (painted[0] == low).all()
    assert (painted[4] == high).all()
    assert low[2] > low[0] + 40  # blue
    assert high[0] > high[2] + 40  # red
    assert abs(middle - middle.mean()).max() < 15  # neutral
    assert (painted[5] == painted[6]).all()
    assert not (diverging.table[:, :3] == painted[5]).all(axis=1).any()
    ordered = colour_scale(0.0, 1.0, False)
    light = ordered.table[:, :3] @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(light[::8]) > 0).all()  # lighter from end to end
    assert not (ordered.table[:, :3] == ordered.odd[:3]).all(axis=1).any()


@pytest.mark.parametrize(("low", "high"), [(2.0, 2.0), (-1e308, 1e308), (np.nan, 1.0), (1.0, 0.0)])
def test_strange_limits_still_give_colours(low: float, high: float) -> None:
    painted = colour_scale(low, high, False).paint(np.array([[-1e308, 2.0, 1e308]]))
    assert painted.shape == (1, 3, 4)
    assert (painted[..., 3] == 255).all()


@pytest.mark.parametrize("kind", ["bool", "int8", "int64", "float32", "float64"])
@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (7, 300), (400, 400)])
def test_all_types_and_shapes_are_shown(
    qtbot: QtBot, board: ChartBoard, kind: str, shape: tuple[int, int]
) -> None:
    values = (np.arange(shape[0] * shape[1]).reshape(shape) % 2).astype(kind)
    shown = HeatMap("heat", heat_map(values).title, values, 0.0, 1.0, False)
    view = show(qtbot, board, shown)
    assert view.pictures[0] is not None
    assert (view.pictures[0].tiles == values).all()
    left, right, bottom, top = view.visible_extent()
    assert left <= 0.51
    assert right >= shape[1] + 0.49
    assert bottom <= 0.51
    assert top >= shape[0] + 0.49


def test_numbers_stand_in_cells_that_are_wide_enough(qtbot: QtBot, board: ChartBoard) -> None:
    view = show(qtbot, board, heat_map(SIGNS))
    assert view.numbers.words[1, 1] == "−3.25"
    assert len(view.numbers.words) == 9
    show(qtbot, board, heat_map(np.ones((100, 100))))
    assert not view.numbers.words


def test_the_bar_tells_the_ends_and_the_middle(qtbot: QtBot, board: ChartBoard) -> None:
    view = show(qtbot, board, heat_map(SIGNS))
    assert view.bar.words == ("−4", "0", "4")
    width = view.bar.width()
    show(qtbot, board, replace(heat_map(SIGNS), low=0.0001234, high=1.5, diverging=False))
    assert view.bar.words == ("0.000123", "0.75", "1.5")
    assert view.bar.width() > width


def test_ends_that_stand_for_more_say_so(qtbot: QtBot, board: ChartBoard) -> None:
    view = show(qtbot, board, replace(heat_map(SIGNS), beyond=(True, False)))
    assert view.bar.words == ("≤ −4", "0", "4")


@pytest.mark.parametrize(("width", "size"), [(60.0, 11), (40.0, 10), (37.0, 9)])
def test_numbers_are_smaller_before_they_lose_digits(qtbot: QtBot, width: float, size: int) -> None:
    """In a window of 1366 pixels a matrix of six columns has cells of 40, which stayed empty."""
    assert LEAST_WIDTH < 37
    entries = np.array([[-16.11, 24.65], [np.nan, 0.85]])
    numbers = CellNumbers()
    region = Region(0, 2, 0, 2)
    numbers.show_numbers(region, entries, np.zeros((2, 2, 4), np.uint8), width)
    assert list(numbers.words.values()) == ["−16.11", "24.65", "nan", "0.85"]
    assert numbers.size == size


def test_axes_count_from_one_by_the_numbers_of_the_whole(qtbot: QtBot, board: ChartBoard) -> None:
    view = show(qtbot, board, heat_map(SIGNS))
    axis = view.item.getAxis("bottom")
    assert ticks(axis, 0.5, 3.5, 400) == {1: "1", 2: "2", 3: "3"}
    assert ticks(axis, 1.6, 2.4, 400) == {2: "2"}
    numbers = np.array([4, 9, 1234])
    show(qtbot, board, replace(heat_map(SIGNS), column_numbers=numbers))
    assert ticks(axis, 0.5, 3.5, 400) == {1: "5", 2: "10", 3: "1235"}


# --- mouse -------------------------------------------------------------------------------------


def test_hovering_and_clicking_find_the_entry(qtbot: QtBot, board: ChartBoard) -> None:
    values = SIGNS.copy()
    values[0, 2] = np.nan
    view = show(qtbot, board, replace(heat_map(values), row_numbers=np.array([10, 20, 30])))
    assert hover(view, 2.0, 2.3) == "row 21, column 2:  −3.25"
    assert hover(view, 3.0, 1.0) == "row 11, column 3:  not a number"
    with qtbot.waitSignal(board.cell_clicked) as clicked:
        qtbot.mouseClick(view.plot.viewport(), LEFT, NO_KEY, pixel(view, 1.2, 2.7))
    assert clicked.args == [2, 0]


def test_a_double_click_resets_a_zoom_and_enlarges_otherwise(
    qtbot: QtBot, board: ChartBoard
) -> None:
    view = show(qtbot, board, heat_map(SIGNS))
    before = view.visible_extent()
    view.zoom(0.5)
    middle = view.plot.viewport().rect().center()
    qtbot.mouseDClick(view.plot.viewport(), LEFT, NO_KEY, middle)
    assert view.visible_extent() == pytest.approx(before)
    assert board.enlarged is None
    qtbot.mouseDClick(view.plot.viewport(), LEFT, NO_KEY, middle)
    assert board.enlarged is board.tiles[0]


# --- large matrices ----------------------------------------------------------------------------


def noise(m: int, n: int) -> npt.NDArray[np.float32]:
    return np.random.default_rng(3).standard_normal((m, n)).astype(np.float32)


def test_zooming_in_shows_the_exact_entries(qtbot: QtBot, board: ChartBoard) -> None:
    values = noise(2000, 2000)
    view = show(qtbot, board, heat_map(values))
    overview = view.pictures[0]
    assert overview is not None
    assert 300 <= min(overview.counts) <= max(overview.counts) <= 700
    view.zoomed = True
    view.box.setRange(xRange=(1001, 1011), yRange=(501, 511), padding=0)
    qtbot.waitUntil(lambda: view.pictures[1] is not None, timeout=10_000)
    rest(qtbot, view)
    detail = view.pictures[1]
    assert detail is not None
    region = detail.region
    assert region.left <= 1000
    assert region.right >= 1011
    part = values[region.top : region.bottom, region.left : region.right]
    assert (detail.tiles == part).all()
    written = float(view.numbers.words[505, 1005].replace("−", "-"))
    assert written == pytest.approx(float(values[505, 1005]), abs=0.006)
    expected = wanted_colour(float(values[503, 1004]), heat_map(values))
    assert colour_at(view, 1004.6, 503.6) == expected
    assert hover(view, 1005.0, 504.0).startswith("row 504, column 1005:")
    view.reset_zoom()
    qtbot.waitUntil(lambda: view.pictures[1] is None, timeout=10_000)


def test_one_entry_in_millions_is_seen(qtbot: QtBot, board: ChartBoard) -> None:
    values = np.zeros((3000, 3000), np.float32)
    values[1234, 777] = 50.0
    shown = heat_map(values)
    view = show(qtbot, board, shown)
    where = pixel(view, 778, 1235)
    image = view.plot.viewport().grab().toImage()
    near = [
        image.pixelColor(where.x() + i, where.y() + j) for i in range(-2, 3) for j in range(-2, 3)
    ]
    found = [(c.red(), c.green(), c.blue()) for c in near]
    assert any(c == wanted_colour(50.0, shown) for c in found)


def test_a_theme_recolours_a_large_map(qtbot: QtBot, qapp: QApplication, board: ChartBoard) -> None:
    shown = heat_map(np.zeros((400, 400)))
    view = show(qtbot, board, shown)
    dark = colour_at(view, 200, 200)
    apply_theme(qapp, load_theme("light"))
    rest(qtbot, view)
    assert colour_at(view, 200, 200) == wanted_colour(0.0, shown)
    assert sum(colour_at(view, 200, 200)) > sum(dark) + 300


def test_a_map_that_is_gone_gets_no_picture_any_more(qtbot: QtBot, board: ChartBoard) -> None:
    show(qtbot, board, heat_map(SIGNS))
    board.show_charts((heat_map(noise(3000, 3000)),))
    board.show_charts(())
    board.show_charts((heat_map(SIGNS),))
    qtbot.waitUntil(lambda: not board.tiles[0].waiting, timeout=20_000)
    rest(qtbot, heat_map_view(board))
    assert heat_map_view(board).numbers.words[0, 0] == "4"


def test_what_is_in_view_is_copied(qtbot: QtBot, board: ChartBoard) -> None:
    values = noise(1200, 1000)
    view = show(qtbot, board, heat_map(values))
    tile, clipboard = board.tiles[0], QGuiApplication.clipboard()
    assert not tile.can_copy_data()
    view.zoomed = True
    view.box.setRange(xRange=(3.6, 5.4), yRange=(7.6, 9.4), padding=0)
    assert tile.can_copy_data()
    seen = visible_region(values, view.visible_extent())
    assert seen is not None
    clipboard.clear()
    qtbot.keyClick(tile, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: clipboard.text() != "", timeout=5000)
    read = np.array([line.split(",") for line in clipboard.text().split()], np.float32)
    assert (read == values[seen.top : seen.bottom, seen.left : seen.right]).all()


# --- tiles and regions -------------------------------------------------------------------------


def test_regions_are_the_entries_in_view() -> None:
    values = np.zeros((10, 20))
    assert visible_region(values, (0.5, 20.5, 10.5, 0.5)) == Region(0, 10, 0, 20)
    assert visible_region(values, (2.6, 4.4, 1.6, 3.4)) == Region(1, 3, 2, 4)
    assert visible_region(values, (30.0, 40.0, 1.0, 2.0)) is None
    everything = Region(0, 1000, 0, 1000)
    assert fine_enough(everything, (1000, 1000), (2.0, 2.0))  # the entries themselves
    assert not fine_enough(everything, (1000, 1000), (0.5, 0.5))  # finer than the screen
    assert not fine_enough(everything, (250, 250), (0.5, 0.5))  # coarser than it
    assert fine_enough(everything, (500, 500), (0.5, 0.5))
    assert tile_counts(everything, (0.5, 0.25)) == (250, 500)
    assert tile_counts(Region(0, 3, 0, 5), (100.0, 100.0)) == (3, 5)
