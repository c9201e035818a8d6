"""What stands in an exported figure, chosen in the real window: the picture, and charts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QCheckBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.document.figures import MOST_CHARTS, FigureSettings, Zoom
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.plots.charts import CURVES
from eigenscope.ui.charts.chart_board import ChartBoard
from eigenscope.ui.charts.chart_tile import ChartTile
from eigenscope.ui.charts.chart_view import ChartView
from eigenscope.ui.export.figure_dialog import FigureDialog
from eigenscope.ui.export.figure_form import FigureForm
from eigenscope.ui.style.form import choose
from eigenscope.wording.words import say

from .chart_driving import LEFT, chart, series
from .driving import on_screen, press_lab, settle

CONTROL = Qt.KeyboardModifier.ControlModifier
RIGHT = Qt.MouseButton.RightButton


def export(qtbot: QtBot, program: Application) -> FigureDialog:
    """Press Ctrl+E over the picture."""
    qtbot.keyClick(program.window.viewport, Qt.Key.Key_E, CONTROL)
    return on_screen(qtbot, FigureDialog)


def open_lab(qtbot: QtBot, program: Application, name: str) -> None:
    press_lab(qtbot, program, name)
    qtbot.waitUntil(lambda: program.workbench.lab.name == name, timeout=5000)
    settle(qtbot, program)


def first_tile(qtbot: QtBot, program: Application) -> ChartTile:
    """Open the lab Matrix, and bring the focus to its first chart."""
    open_lab(qtbot, program, "matrix")
    board = program.window.board.charts
    assert isinstance(board, ChartBoard)
    qtbot.waitUntil(lambda: not any(tile.waiting for tile in board.tiles), timeout=20_000)
    board.tiles[0].setFocus()
    qtbot.waitUntil(board.tiles[0].hasFocus, timeout=5000)
    return board.tiles[0]


def tick(qtbot: QtBot, field: QCheckBox) -> None:
    """Tick a box, or take its tick away, by the keyboard."""
    qtbot.keyClick(field, Qt.Key.Key_Space)


def take_from_menu(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Click on what the context menu of a widget offers."""
    middle = widget.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))
    menu = on_screen(qtbot, QMenu)
    action = next(one for one in menu.actions() if one.text() == words)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def form_of(*keys: str) -> FigureForm:
    return FigureForm([chart(key, series([0, 1], [0, 1])) for key in keys])


# --- choosing ------------------------------------------------------------------------------------


def test_all_charts_of_a_lab_can_be_chosen(qtbot: QtBot, program: Application) -> None:
    open_lab(qtbot, program, "matrix")
    charts = program.window.file_commands.subject().charts()
    dialog = export(qtbot, program)
    boxes = [dialog.form.parts.picture, *dialog.form.parts.charts.values()]
    assert [box.text() for box in boxes] == ["Picture", *(say(one.title) for one in charts)]
    assert [box.accessibleName() for box in boxes[1:]] == [say(one.title) for one in charts]
    heights = [box.mapTo(dialog.form, QPoint(0, 0)).y() for box in (*boxes, dialog.form.moments)]
    assert heights == sorted(heights)
    last = boxes[-1]
    last.setFocus()
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect(), timeout=5000)
    assert last.mapTo(dialog, last.rect().bottomRight()).x() < dialog.width()
    tick(qtbot, last)
    assert dialog.form.settings().charts == (charts[-1].key,)
    assert dialog.form.settings().picture is True


def test_a_lab_without_charts_has_nothing_to_choose(qtbot: QtBot, program: Application) -> None:
    open_lab(qtbot, program, "product")
    assert program.window.file_commands.subject().charts() == ()
    dialog = export(qtbot, program)
    words = {field.text() for field in dialog.form.findChildren(QCheckBox)}
    assert "Matrix as a formula" in words
    assert "Picture" not in words


def test_without_a_chart_the_picture_stays(qtbot: QtBot) -> None:
    form = form_of("one", "two")
    qtbot.addWidget(form)
    form.show()
    parts = form.parts
    one, two = parts.charts.values()
    form.show_settings(FigureSettings())
    assert (parts.picture.isChecked(), parts.picture.isEnabled()) == (True, False)
    assert "Tick a chart first" in parts.picture.toolTip()
    tick(qtbot, two)
    tick(qtbot, one)
    tick(qtbot, parts.picture)
    assert (form.settings().picture, form.settings().charts) == (False, ("one", "two"))
    tick(qtbot, one)
    assert (form.settings().picture, form.settings().charts) == (False, ("two",))
    with qtbot.waitSignal(form.changed):
        tick(qtbot, two)
    assert (form.settings().picture, form.settings().charts) == (True, ())
    assert not parts.picture.isEnabled()


def test_moments_are_of_the_picture(qtbot: QtBot) -> None:
    form = form_of("one")
    qtbot.addWidget(form)
    form.show_settings(FigureSettings(charts=("one",), moments=(0.0, 0.3)))
    assert form.moments.isEnabled()
    form.times.setText("0, much")
    form.parts.picture.click()
    assert not form.moments.isEnabled()
    assert not form.times.isEnabled()
    assert "moments" in form.moments.toolTip()
    assert form.settings().moments == (0.0, 0.3)  # what cannot be mended stops nobody
    form.parts.picture.click()
    assert form.moments.isEnabled()
    assert form.moments.toolTip() == ""
    choose(form.moments, "ends")
    assert form.settings().moments == (0.0, 1.0)


def test_columns_are_of_pictures_and_charts(qtbot: QtBot) -> None:
    form = form_of("one", "two")
    qtbot.addWidget(form)
    form.show()
    form.show_settings(FigureSettings())
    assert not form.columns.isVisible()
    form.parts.charts["one"].click()
    assert form.columns.isVisible()
    form.parts.picture.click()
    choose(form.moments, "three")
    assert not form.columns.isVisible()  # one chart alone, whatever the moments are
    form.parts.charts["two"].click()
    assert form.columns.isVisible()
    assert form.columns.isEnabled()


def test_an_ampersand_in_a_title_is_no_key(qtbot: QtBot) -> None:
    form = form_of("this & that")
    qtbot.addWidget(form)
    assert form.parts.charts["this & that"].text() == "The this && that"


def test_the_preview_shows_what_is_chosen(qtbot: QtBot, program: Application) -> None:
    dialog = export(qtbot, program)
    seen = [dialog.preview.image]

    def is_new() -> bool:
        return all(dialog.preview.image != one for one in seen)

    qtbot.waitUntil(is_new, timeout=8000)  # the picture
    for box in (dialog.form.parts.charts[CURVES], dialog.form.parts.picture):
        seen.append(dialog.preview.image)
        tick(qtbot, box)
        qtbot.waitUntil(is_new, timeout=8000)
    picture, together = seen[1:]
    alone = dialog.preview.image
    assert alone.size() == picture.size()
    assert together.height() < picture.height()  # two beside each other in the same width
    tick(qtbot, dialog.form.parts.charts[CURVES])
    qtbot.waitUntil(lambda: dialog.preview.image == picture, timeout=8000)


def test_a_chart_that_was_being_computed_comes_into_the_figure(
    qtbot: QtBot, program: Application
) -> None:
    """Who is quicker than the engine must not get a figure that says Computing…"""
    open_lab(qtbot, program, "matrix")
    bench = program.workbench
    new = replace(bench.inputs, data=Matrix.from_array(np.diag([3.0, 2.0, 1.0])))
    solved = bench.solution
    bench.solving.take(bench.lab.preview(new))
    waiting = next(
        one for one in program.window.file_commands.subject().charts() if one.key == "singular"
    )
    assert waiting.note is not None
    assert say(waiting.note) == "Computing…"
    program.window.file_commands.export_figure("singular")
    dialog = on_screen(qtbot, FigureDialog)
    qtbot.waitUntil(lambda: not dialog.preview.image.isNull(), timeout=8000)
    computing = dialog.preview.image
    bench.solving.take(solved)
    qtbot.waitUntil(lambda: dialog.preview.image != computing, timeout=8000)


# --- keeping -------------------------------------------------------------------------------------


def test_what_is_chosen_is_kept(qtbot: QtBot, program: Application) -> None:
    dialog = export(qtbot, program)
    tick(qtbot, dialog.form.parts.charts[CURVES])
    tick(qtbot, dialog.form.parts.picture)
    dialog.close()
    kept = program.workbench.exports.figure
    assert (kept.picture, kept.charts) == (False, (CURVES,))
    assert program.window.isWindowModified()
    parts = export(qtbot, program).form.parts
    assert not parts.picture.isChecked()
    assert parts.charts[CURVES].isChecked()


def test_charts_of_other_labs_are_kept(qtbot: QtBot) -> None:
    given = FigureSettings(picture=False, charts=("theirs", "two", "foreign", "one"))
    form = form_of("one", "two", "three")
    qtbot.addWidget(form)
    form.show_settings(given)
    assert form.settings() == given
    form.parts.charts["three"].click()
    assert form.settings().charts == ("one", "two", "three", "theirs", "foreign")
    form.parts.charts["three"].click()
    assert form.settings() == given


def test_looking_from_another_lab_changes_nothing(qtbot: QtBot, program: Application) -> None:
    """A chart alone in one lab: another shows its picture, and it is the chart alone again."""
    exports = program.workbench.exports
    exports.restore(replace(exports.figure, picture=False, charts=("histogram",)), exports.film)
    for name in ("product", "transform"):
        open_lab(qtbot, program, name)
        dialog = export(qtbot, program)
        assert dialog.form.parts.with_picture
        dialog.close()
    assert exports.figure == FigureSettings(picture=False, charts=("histogram",))
    assert not program.window.isWindowModified()


def test_more_charts_than_are_kept_leave_out_those_of_other_labs(qtbot: QtBot) -> None:
    foreign = tuple(f"foreign {place}" for place in range(MOST_CHARTS))
    form = form_of("one")
    qtbot.addWidget(form)
    form.show_settings(FigureSettings(charts=foreign))
    form.parts.charts["one"].click()
    assert form.settings().charts == ("one", *foreign[:-1])


# --- a figure of one chart -----------------------------------------------------------------------


def alone(dialog: FigureDialog, key: str) -> bool:
    settings = dialog.form.settings()
    return not settings.picture and settings.charts == (key,)


def test_a_key_makes_a_figure_of_a_chart(qtbot: QtBot, program: Application) -> None:
    tile = first_tile(qtbot, program)
    qtbot.keyClick(tile, Qt.Key.Key_E, CONTROL)
    assert alone(on_screen(qtbot, FigureDialog), tile.plotted.key)


def test_the_menu_makes_a_figure_of_a_chart(qtbot: QtBot, program: Application) -> None:
    tile = first_tile(qtbot, program)
    take_from_menu(qtbot, tile, "Export figure…")
    assert alone(on_screen(qtbot, FigureDialog), tile.plotted.key)


def test_a_figure_of_a_chart_leaves_the_choice_as_it_is(qtbot: QtBot, program: Application) -> None:
    tile = first_tile(qtbot, program)
    exports = program.workbench.exports
    exports.set_figure(replace(exports.figure, charts=("histogram", "theirs")))
    qtbot.keyClick(tile, Qt.Key.Key_E, CONTROL)
    dialog = on_screen(qtbot, FigureDialog)
    dialog.form.title.setText("One chart")
    tick(qtbot, dialog.form.parts.picture)
    dialog.close()
    assert exports.figure == FigureSettings(charts=("histogram", "theirs"), title="One chart")


# --- parts of charts -----------------------------------------------------------------------------


def zoomed_tile(qtbot: QtBot, program: Application) -> tuple[ChartTile, Zoom]:
    """Zoom into the second chart of the lab Matrix by the keyboard."""
    first_tile(qtbot, program)
    board = program.window.board.charts
    assert isinstance(board, ChartBoard)
    tile = board.tiles[1]
    for _ in range(3):
        qtbot.keyClick(tile, Qt.Key.Key_Plus)
    assert isinstance(tile.view, ChartView)
    return tile, Zoom(tile.plotted.key, *tile.view.visible_extent())


def test_a_figure_of_a_zoomed_chart_shows_what_is_seen_of_it(
    qtbot: QtBot, program: Application
) -> None:
    tile, zoom = zoomed_tile(qtbot, program)
    qtbot.keyClick(tile, Qt.Key.Key_E, CONTROL)
    dialog = on_screen(qtbot, FigureDialog)
    parts = dialog.form.parts
    assert parts.zoomed.isVisible()
    assert parts.zoomed.isChecked()
    assert dialog.form.settings().zooms == (zoom,)
    tick(qtbot, parts.zoomed)
    assert dialog.form.settings().zooms == ()
    dialog.close()
    assert (
        program.workbench.exports.figure == FigureSettings()
    )  # a figure of one chart changes nothing


def test_a_zoom_is_kept_with_the_charts_of_a_figure(qtbot: QtBot, program: Application) -> None:
    tile, zoom = zoomed_tile(qtbot, program)
    dialog = export(qtbot, program)
    parts = dialog.form.parts
    assert not parts.zoomed.isEnabled()  # no chart is chosen yet
    tick(qtbot, parts.charts[tile.plotted.key])
    assert parts.zoomed.isEnabled()
    dialog.close()
    assert program.workbench.exports.figure.zooms == (zoom,)
    qtbot.keyClick(tile, Qt.Key.Key_0)
    again = export(qtbot, program)
    assert again.form.settings().zooms == (zoom,)  # the session's figure stays as it was made
    tick(qtbot, again.form.parts.zoomed)
    again.close()
    assert not program.workbench.exports.figure.zooms


def test_without_a_zoom_there_is_nothing_to_say_of_it(qtbot: QtBot, program: Application) -> None:
    open_lab(qtbot, program, "matrix")
    assert not export(qtbot, program).form.parts.zoomed.isVisible()


def test_zooms_of_other_labs_are_kept(qtbot: QtBot) -> None:
    theirs, mine = Zoom("theirs", 0, 1, 2, 3), Zoom("one", 1, 2, 3, 4)
    form = form_of("one", "two")
    qtbot.addWidget(form)
    form.show_settings(FigureSettings(charts=("one", "theirs"), zooms=(theirs, mine)))
    assert set(form.settings().zooms) == {theirs, mine}
    form.parts.zoomed.click()
    assert form.settings().zooms == (theirs,)


def test_the_menu_of_the_plot_makes_a_figure_of_the_curves(
    qtbot: QtBot, program: Application
) -> None:
    plot = program.window.results.plot
    take_from_menu(qtbot, plot, "Copy picture")
    assert QGuiApplication.clipboard().image().size() == plot.size()
    take_from_menu(qtbot, plot, "Export figure…")
    assert alone(on_screen(qtbot, FigureDialog), CURVES)


def test_the_plot_goes_to_another_moment_by_the_left_button_alone(
    qtbot: QtBot, program: Application
) -> None:
    plot = program.window.results.plot
    plot.prepare()
    view = plot.findChild(QAbstractScrollArea)
    assert isinstance(view, QAbstractScrollArea)
    qtbot.waitUntil(lambda: view.width() > 100, timeout=5000)
    viewport, player = view.viewport(), program.workbench.player

    def click(button: Qt.MouseButton, share: float) -> float:
        place = QPoint(int(viewport.width() * share), viewport.height() // 2)
        qtbot.mouseClick(viewport, button, pos=place)
        return player.position

    before = click(LEFT, 0.5)
    assert before > 0.1
    assert click(RIGHT, 0.8) == before
    assert click(LEFT, 0.8) > before
