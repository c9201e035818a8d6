"""The board of charts in a window: values, mouse, keys, flow, themes, and copies."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.plots.charts import BARS, POINTS, Mark, Plotted
from eigenscope.plots.ranges import LARGEST
from eigenscope.scene.slots import Slot
from eigenscope.ui.charts.chart_board import ChartBoard
from eigenscope.ui.charts.chart_changes import unchanged
from eigenscope.ui.charts.plotting import interface_colour
from eigenscope.ui.charts.tile_layout import GAP, arrange
from eigenscope.ui.session.background import Background
from eigenscope.ui.style.theme import apply_theme, current_theme, load_theme
from eigenscope.wording.words import Words

from .chart_driving import (
    LEFT,
    NO_KEY,
    SIGNS,
    chart,
    chart_view,
    colour_at,
    heat_map,
    hover,
    pixel,
    series,
    ticks,
    wheel,
)

OpenBoard = Callable[..., ChartBoard]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SQUARES = series([0, 1, 2, 3, 4], [0, 1, 4, 9, 16])


@pytest.fixture
def open_board(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenBoard]:
    """Return a function that shows charts in a board of a size and waits for their plots."""
    apply_theme(qapp, load_theme("dark"))
    background = Background()

    def opening(*charts: Plotted, width: int = 900, height: int = 700) -> ChartBoard:
        board = ChartBoard(background.jobs)
        qtbot.addWidget(board)
        board.resize(width, height)
        board.show()
        board.activateWindow()
        qtbot.waitUntil(board.isActiveWindow, timeout=5000)
        show(qtbot, board, *charts)
        return board

    yield opening
    assert background.jobs.close()
    apply_theme(qapp, load_theme("dark"))


def rgb(name: str) -> tuple[int, int, int]:
    tone = interface_colour(name)
    return tone.red(), tone.green(), tone.blue()


def shade(expected: npt.ArrayLike) -> object:
    """Return what equals a colour on a screen that has but 32 shades of red, green and blue."""
    return pytest.approx(np.asarray(expected, float), abs=9)


def show(qtbot: QtBot, board: ChartBoard, *charts: Plotted) -> None:
    board.show_charts(charts)
    qtbot.waitUntil(lambda: not any(tile.waiting for tile in board.tiles), timeout=20_000)
    qtbot.wait(1)  # the plots' own layouts follow in the next turn of the event loop
    QApplication.processEvents()


# --- what is drawn -----------------------------------------------------------------------------


def test_the_values_of_a_series_reach_the_plot(open_board: OpenBoard) -> None:
    view = chart_view(open_board(chart("line", SQUARES)), "line")
    x, y = view.item.listDataItems()[0].getOriginalDataset()
    assert x.tolist() == [0, 1, 2, 3, 4]
    assert y.tolist() == [0, 1, 4, 9, 16]
    left, right, bottom, top = view.visible_extent()
    assert (left, right, bottom, top) == pytest.approx((-0.2, 4.2, -0.8, 16.8))


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm(open_board: OpenBoard) -> None:
    content = series([1, 2, 3, 4], [1000.0, 0.0, -5.0, 0.01])
    board = open_board(replace(chart("log", content), log_y=True))
    view = chart_view(board, "log")
    _, y = view.item.listDataItems()[0].getOriginalDataset()
    assert y[[0, 3]] == pytest.approx([3.0, -2.0])
    assert np.isnan(y[[1, 2]]).all()
    assert ticks(view.item.getAxis("left"), -2, 3, 180) == {
        -2: "10⁻²", -1: "10⁻¹", 0: "1", 1: "10", 2: "10²", 3: "10³"
    }  # fmt: skip
    assert hover(view, 4, -2) == "4:  0.01"


def test_a_logarithmic_axis_within_a_decade_has_numbers(open_board: OpenBoard) -> None:
    board = open_board(replace(chart("log", series([1, 2], [1.0, 1000.0])), log_y=True))
    axis = chart_view(board, "log").item.getAxis("left")
    near = ticks(axis, math.log10(210), math.log10(480), 300)
    assert {"250", "300", "350", "400", "450"} <= set(near.values())
    assert [10**place for place in near] == pytest.approx([float(text) for text in near.values()])


def test_an_axis_that_counts_has_whole_numbers_alone(qtbot: QtBot, open_board: OpenBoard) -> None:
    few = replace(chart("few", series([0, 1, 2], [1, 2, 3])), whole_x=True)
    many = replace(chart("many", series([0, 2000], [1, 2])), whole_x=True)
    board = open_board(few, many)

    def places(key: str) -> list[float]:
        view = chart_view(board, key)
        left, right, _, _ = view.visible_extent()
        return sorted(ticks(view.item.getAxis("bottom"), left, right, 600))

    assert places("few") == [0, 1, 2]
    assert all(value == round(value) for value in places("many"))
    assert 5 <= len(places("many")) < 100
    show(qtbot, board, replace(few, whole_x=False), many)
    assert 0.2 in places("few")


def test_values_that_are_not_finite_or_huge_do_not_disturb(open_board: OpenBoard) -> None:
    wild = [1e300, np.nan, np.inf, -np.inf, -1e300, 1.0]
    board = open_board(
        chart("line", series(range(6), wild)),
        chart("points", series(wild, range(6), POINTS)),
        chart("bars", series([0, 1, 2, np.inf, 4, 5, 6], wild, BARS)),
        replace(chart("log", series(range(6), wild)), log_y=True, log_x=True),
        replace(chart("nothing", series([], [])), equal=True, circles=(1e300, np.inf)),
        chart("nan", series([1, 2], [np.nan, np.nan])),
        width=800,
        height=1000,
    )
    _, y = chart_view(board, "line").item.listDataItems()[0].getOriginalDataset()
    assert y[[0, 4, 5]].tolist() == [LARGEST, -LARGEST, 1.0]
    assert np.isnan(y[1:4]).all()
    board.grab()


def test_bars_stand_between_their_edges(open_board: OpenBoard) -> None:
    view = chart_view(open_board(chart("bars", series([0, 1, 3], [5, 2], BARS))), "bars")
    bar, ground = colour_at(view, 2.1, 1.1), colour_at(view, 2.1, 3.6)
    assert colour_at(view, 0.3, 3.6) == shade(bar)
    assert ground == shade(rgb("panel")) != shade(bar)
    assert hover(view, 2.5, 1.0) == "1 … 3:  2"
    assert view.visible_extent()[2] == 0.0


def test_thousands_of_points_are_thinned_out_but_for_what_is_seen(
    qtbot: QtBot, open_board: OpenBoard
) -> None:
    generator = np.random.default_rng(5)
    x, y = generator.standard_normal((2, 100_000))
    view = chart_view(open_board(chart("cloud", series(x, y, POINTS))), "cloud")
    drawn = view.item.listDataItems()[0]
    qtbot.waitUntil(lambda: 1000 < len(drawn.getData()[0]) < 60_000, timeout=5000)
    view.box.setRange(xRange=(0, 0.01), yRange=(0, 0.01), padding=0)
    view._thin_out()
    inside = (x >= 0) & (x <= 0.01) & (y >= 0) & (y <= 0.01)
    assert inside.sum() >= 1
    shown = {(float(a), float(b)) for a, b in zip(*drawn.getData(), strict=True)}
    assert shown == set(zip(x[inside].tolist(), y[inside].tolist(), strict=True))


def test_long_lines_stay_quick_and_keep_their_peaks(open_board: OpenBoard) -> None:
    y = np.zeros(100_000)
    y[77_777] = 1.0
    view = chart_view(open_board(chart("long", series(np.arange(100_000), y))), "long")
    _, drawn = view.item.listDataItems()[0].getData()
    assert len(drawn) < 10_000
    assert drawn.max() == 1.0


def test_marks_stand_where_they_belong_and_circles_are_round(open_board: OpenBoard) -> None:
    marks = (
        Mark(0.1, Words("edge {braces}"), Slot.ACCENT_4, upright=False),
        Mark(-3.0, Words("none"), Slot.ACCENT_4, upright=False),
    )
    content = series([1, 2], [1, 0.01])
    board = open_board(
        replace(chart("marked", content), log_y=True, marks=marks),
        replace(chart("plane", series([0], [0], POINTS)), equal=True, circles=(2.0,)),
    )
    lines = [one for one in chart_view(board, "marked").item.items if hasattr(one, "label")]
    labelled = [one for one in lines if one.label is not None]
    assert [one.value() for one in labelled] == [-1.0]  # log₁₀ 0.1; −3 has no place
    view = chart_view(board, "plane")
    assert pixel(view, 2, 0).x() - pixel(view, 0, 0).x() == pytest.approx(
        pixel(view, 0, 0).y() - pixel(view, 0, 2).y(), abs=1
    )
    ring = colour_at(view, 2.0, 0.0)
    left, right, bottom, top = view.visible_extent()
    assert left < -2 < 2 < right
    assert bottom < -2 < 2 < top
    assert ring != shade(rgb("panel"))


def test_a_legend_is_there_only_for_what_has_a_name(open_board: OpenBoard) -> None:
    board = open_board(
        chart("named", series([0, 1], [0, 1], label="a < b"), SQUARES), chart("bare", SQUARES)
    )
    legend = chart_view(board, "named").legend
    assert legend.isVisible()
    assert "a&nbsp;&lt;&nbsp;b" in legend.text()
    assert legend.text().count("span style") == 1
    assert not chart_view(board, "bare").legend.isVisible()


# --- mouse and keys ----------------------------------------------------------------------------


def test_hovering_tells_the_nearest_value(qtbot: QtBot, open_board: OpenBoard) -> None:
    board = open_board(
        chart("line", SQUARES, series([0, 4], [-3, -3], label="flat")),
        chart("points", series([0, 1, 2], [0, 5, -1.5], POINTS)),
    )
    view = chart_view(board, "line")
    assert hover(view, 2.2, 5.0) == "2:  4"
    assert hover(view, 3.9, -2.0) == "flat\n4:  −3"
    qtbot.mouseMove(board)
    points = chart_view(board, "points")
    assert hover(points, 2.0, -1.45) == "(2, −1.5)"
    assert hover(points, 0.2, 4.8) == ""  # nothing near


def test_the_wheel_zooms_about_the_mouse_and_home_is_a_key(
    qtbot: QtBot, open_board: OpenBoard
) -> None:
    board = open_board(chart("line", SQUARES))
    view = chart_view(board, "line")
    before = view.visible_extent()
    assert wheel(view, 3.0, 9.0, 3)
    after = view.visible_extent()
    assert after[1] - after[0] < 0.9 * (before[1] - before[0])
    share = (3.0 - before[0]) / (before[1] - before[0])
    assert (3.0 - after[0]) / (after[1] - after[0]) == pytest.approx(share, abs=0.01)
    board.tiles[0].setFocus()
    qtbot.keyClick(board.tiles[0], Qt.Key.Key_0)
    assert view.visible_extent() == pytest.approx(before)
    qtbot.keyClick(board.tiles[0], Qt.Key.Key_Plus)
    closer = view.visible_extent()
    assert closer[1] - closer[0] == pytest.approx(0.8 * (before[1] - before[0]))


def test_the_wheel_scrolls_a_board_that_is_too_long(qtbot: QtBot, open_board: OpenBoard) -> None:
    charts = [chart(f"line{i}", SQUARES) for i in range(5)]
    board = open_board(*charts, width=400, height=500)
    view = chart_view(board, "line0")
    before = view.visible_extent()
    assert not wheel(view, 2, 4, -1)
    assert view.visible_extent() == before
    assert wheel(view, 2, 4, 1, CONTROL)
    assert view.visible_extent() != before
    view.reset_zoom()
    qtbot.mouseClick(view.plot.viewport(), LEFT, NO_KEY, pixel(view, 2, 4))
    assert board.tiles[0].hasFocus()
    assert wheel(view, 2, 4, 1)
    assert view.visible_extent() != before


def test_a_tile_is_enlarged_and_brought_back(qtbot: QtBot, open_board: OpenBoard) -> None:
    board = open_board(chart("one", SQUARES), chart("two", SQUARES))
    tile = board.tile("two")
    small = tile.size()
    viewport = chart_view(board, "two").plot.viewport()
    qtbot.mouseDClick(viewport, LEFT, NO_KEY, viewport.rect().center())
    assert board.enlarged is tile
    assert not board.tile("one").isVisible()
    assert tile.width() == board.width() - 2 * GAP
    qtbot.keyClick(tile, Qt.Key.Key_Escape)
    assert board.enlarged is None
    assert board.tile("one").isVisible()
    assert tile.size() == small
    assert tile.hasFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert board.enlarged is tile
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert board.enlarged is None


def test_keys_go_from_tile_to_tile(qtbot: QtBot, open_board: OpenBoard) -> None:
    board = open_board(heat_map(SIGNS), *(chart(name, SQUARES) for name in "abcd"), width=1200)
    heat, a, b, c, d = board.tiles
    heat.setFocus(Qt.FocusReason.TabFocusReason)
    for key, wanted in (
        (Qt.Key.Key_Right, a),
        (Qt.Key.Key_Down, b),
        (Qt.Key.Key_Down, d),
        (Qt.Key.Key_Left, c),
        (Qt.Key.Key_Up, heat),
        (Qt.Key.Key_Left, heat),
        (Qt.Key.Key_Tab, a),
        (Qt.Key.Key_Tab, b),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is wanted


def test_a_zoomed_out_tile_leaves_escape_to_the_window(open_board: OpenBoard) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    board = open_board(chart("one", SQUARES))
    tile = board.tiles[0]

    def taken(key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
        event.ignore()
        QApplication.sendEvent(tile, event)
        return event.isAccepted()

    assert not taken(Qt.Key.Key_Escape)
    assert not taken(Qt.Key.Key_S, CONTROL)
    assert taken(Qt.Key.Key_C, CONTROL)
    board.enlarge(tile)
    assert taken(Qt.Key.Key_Escape)


# --- flow --------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8])
@pytest.mark.parametrize("width", [300, 400, 560, 800, 900, 1600])
@pytest.mark.parametrize("large", [True, False])
def test_tiles_never_overlap_and_fill_the_width(count: int, width: int, large: bool) -> None:
    places = arrange(width, 700, count, first_large=large)
    assert len(places) == count
    for i, place in enumerate(places):
        assert place.left() >= GAP
        assert place.right() < width - GAP + 1
        assert place.width() >= min(260, width - 2 * GAP)
        assert place.height() >= 190
        assert not any(place.intersects(other) for other in places[:i])
    assert max(place.right() for place in places) == width - GAP - 1
    if large and count > 1:
        assert places[0].width() * places[0].height() == max(p.width() * p.height() for p in places)


def test_tiles_flow_with_the_width(open_board: OpenBoard) -> None:
    board = open_board(heat_map(SIGNS), *(chart(name, SQUARES) for name in "abcdef"), width=400)
    for width, columns in ((400, 1), (700, 2), (1000, 3)):
        board.resize(width, 600)
        QApplication.processEvents()
        tiles = board.tiles
        across = {tile.x() for tile in tiles}
        assert len(across) == columns
        assert all(tile.geometry().right() < width for tile in tiles)


# --- showing again -----------------------------------------------------------------------------


def test_tiles_are_kept_by_key_with_their_zoom(qtbot: QtBot, open_board: OpenBoard) -> None:
    board = open_board(chart("one", SQUARES), chart("two", SQUARES))
    tile, view = board.tile("one"), chart_view(board, "one")
    view.zoom(0.5)
    zoomed = view.visible_extent()
    drawn = view.item.listDataItems()[0]
    show(qtbot, board, chart("one", SQUARES))
    assert board.tiles == [tile]
    assert view.item.listDataItems()[0] is drawn  # the same values: left alone
    other = series([0, 1, 2, 3, 4], [16, 1, 5, 9, 0])
    show(qtbot, board, chart("one", other))
    assert view.visible_extent() == zoomed  # the same range
    _, y = view.item.listDataItems()[0].getOriginalDataset()
    assert y.tolist() == [16, 1, 5, 9, 0]
    show(qtbot, board, chart("one", series([0, 8], [0, 1])))
    assert view.visible_extent() == pytest.approx((-0.4, 8.4, -0.05, 1.05))


def test_showing_many_times_leaves_nothing_behind(qtbot: QtBot, open_board: OpenBoard) -> None:
    marks = (Mark(1, Words("one"), Slot.ACCENT_4),)

    def charts(i: int) -> tuple[Plotted, ...]:
        line = series([0, 1, 2], [0, i, 2], label="l")
        bars = series([0, 1, 2], [i, 2], BARS)
        return (
            heat_map(SIGNS + i),
            replace(chart("a", line, bars), marks=marks, circles=(1.0,)),
            chart("b", series([0, i], [i, 1], POINTS)),
        )

    board = open_board(*charts(1))
    views = [tile.view for tile in board.tiles]

    def amounts() -> list[int]:
        return [len(view.plot.scene().items()) for view in views if view is not None]

    before = amounts()
    for i in range(2, 32):
        show(qtbot, board, *charts(i))
    assert amounts() == before
    assert [tile.view for tile in board.tiles] == views


def test_what_is_unchanged_is_told_by_values() -> None:
    one = chart("one", series([0, 1], [np.nan, 1]))
    assert unchanged(one, chart("one", series([0, 1], [np.nan, 1])))
    assert not unchanged(one, chart("one", series([0, 1], [np.nan, 2])))
    assert not unchanged(one, replace(one, log_x=True))
    assert not unchanged(one, heat_map(SIGNS))


def test_a_board_without_charts_says_so(open_board: OpenBoard) -> None:
    board = open_board()
    assert board.empty.isVisible()
    board.show_charts((chart("one", SQUARES),))
    assert not board.empty.isVisible()
    board.show_charts(())
    assert board.empty.isVisible()
    assert not board.tiles


def test_title_note_and_tip_are_shown(qtbot: QtBot, open_board: OpenBoard) -> None:
    told = replace(chart("one", SQUARES), note=Words("Computing {x}…", {"x": "σ"}), tip="A tip")
    board = open_board(told)
    tile = board.tile("one")
    assert (tile.title.text(), tile.note.text(), tile.toolTip()) == (
        "The one", "Computing σ…", "A tip"
    )  # fmt: skip
    show(qtbot, board, chart("one", SQUARES))
    assert not tile.note.isVisible()


def test_a_theme_restyles_the_plots(qapp: QApplication, open_board: OpenBoard) -> None:
    view = chart_view(open_board(chart("bars", series([0, 1], [1], BARS))), "bars")
    for name in ("light", "dark"):
        apply_theme(qapp, load_theme(name))
        bar = np.array(current_theme().palette[Slot.HIGHLIGHT][:3]) * 255
        assert colour_at(view, 0.47, 1.03) == shade(rgb("panel"))
        assert colour_at(view, 0.47, 0.47) == shade(0.55 * bar + 0.45 * np.array(rgb("panel")))


# --- copies ------------------------------------------------------------------------------------


def test_a_chart_is_copied_as_a_table(qtbot: QtBot, open_board: OpenBoard) -> None:
    content = (series([1, 2], [0.1, np.nan], label="a, b"), series([0, 1, 3, 5], [7, 8, 9], BARS))
    board = open_board(chart("one", *content))
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    board.tiles[0].setFocus()
    qtbot.keyClick(board.tiles[0], Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: clipboard.text() != "", timeout=5000)
    rows = list(csv.reader(io.StringIO(clipboard.text())))
    assert rows == [
        ["across", "a, b", "across ≥", "across <", "up"],
        ["1.0", "0.1", "0.0", "1.0", "7.0"],
        ["2.0", "nan", "1.0", "3.0", "8.0"],
        ["", "", "3.0", "5.0", "9.0"],
    ]


def test_the_picture_of_a_tile_is_copied(qtbot: QtBot, open_board: OpenBoard) -> None:
    board = open_board(chart("one", SQUARES))
    tile = board.tiles[0]
    qtbot.keyClick(tile, Qt.Key.Key_C, CONTROL | SHIFT)
    image = QGuiApplication.clipboard().image()
    assert image.size() == tile.size()
    assert image.pixelColor(image.rect().center()).isValid()


def test_the_menu_offers_what_keys_do(open_board: OpenBoard) -> None:
    board = open_board(chart("one", SQUARES))
    menu = board.tiles[0].menu()
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered) == ["Copy data", "Copy picture", "Export figure…", "Reset zoom", "Enlarge"]
    offered["Enlarge"].trigger()
    assert board.enlarged is board.tiles[0]
    assert "Back to all charts" in {a.text() for a in board.tiles[0].menu().actions()}
