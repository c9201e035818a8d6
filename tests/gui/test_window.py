"""The real window: undo, dragging, keys, commands, presentation, memory."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.render.gl.view import GLView
from eigenscope.ui.style.theme import current_theme, icon, theme_names

from .driving import LEFT, NONE, OpenProgram, drag, matrix_of, pixel_of, press, set_matrix, settle

# --- editing -------------------------------------------------------------------------------------


def test_dragging_a_basis_vector_is_one_step_of_undo(qtbot: QtBot, program: Application) -> None:
    before = matrix_of(program)
    program.workbench.player.seek(1.0)
    drag(qtbot, program, pixel_of(program, (1, 0, 0)), pixel_of(program, (2, 1, 0)))
    assert matrix_of(program) == [[2, 1], [1, 1]]
    assert program.workbench.undo_stack.count() == 1
    press(qtbot, program, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert matrix_of(program) == before
    press(qtbot, program, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert matrix_of(program) == [[2, 1], [1, 1]]


def test_the_picture_follows_a_drag(qtbot: QtBot, program: Application) -> None:
    program.workbench.player.seek(1.0)
    drag(qtbot, program, pixel_of(program, (1, 0, 0)), pixel_of(program, (2, 1, 0)))
    settle(qtbot, program)
    frame = program.window.viewport.frame
    assert frame is not None
    assert frame.named("basis 0")[0].matrix[:2, 0] == pytest.approx([2, 1])


def test_escape_takes_a_drag_back(qtbot: QtBot, program: Application) -> None:
    before = matrix_of(program)
    program.workbench.player.seek(1.0)
    view = program.window.viewport.canvas.view
    start, end = pixel_of(program, (1, 0, 0)), pixel_of(program, (2, 1, 0))
    qtbot.mousePress(view, LEFT, NONE, start)
    qtbot.mouseMove(view, end)
    assert matrix_of(program) != before
    press(qtbot, program, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, NONE, end)
    assert matrix_of(program) == before


def test_control_click_adds_a_vector(qtbot: QtBot, program: Application) -> None:
    view = program.window.viewport.canvas.view
    place = pixel_of(program, (2, -1, 0))
    qtbot.mouseClick(view, LEFT, Qt.KeyboardModifier.ControlModifier, place)
    vectors = program.document.inputs.vectors
    assert [v.to_array()[:, 0].tolist() for v in vectors] == [[2, -1]]


def test_the_vector_tool(qtbot: QtBot, program: Application) -> None:
    press(qtbot, program, Qt.Key.Key_V)
    view = program.window.viewport.canvas.view
    qtbot.mouseClick(view, LEFT, NONE, pixel_of(program, (-1, 1, 0)))
    assert len(program.document.inputs.vectors) == 1
    assert not program.window.viewport.tool


def test_drawing_a_polygon_by_clicks(qtbot: QtBot, program: Application) -> None:
    program.window.edit_commands.draw_outline("polygon")
    view = program.window.viewport.canvas.view
    for corner in ((0, 0, 0), (2, 0, 0), (1, 2, 0)):
        qtbot.mouseClick(view, LEFT, NONE, pixel_of(program, corner))
    press(qtbot, program, Qt.Key.Key_Return)
    inputs = program.document.inputs
    assert inputs.polygon == ((0, 0), (2, 0), (1, 2))
    assert inputs.shape == "polygon"
    assert program.workbench.undo_stack.count() == 1


def test_escape_gives_the_polygon_up(qtbot: QtBot, program: Application) -> None:
    program.window.edit_commands.draw_outline("polygon")
    view = program.window.viewport.canvas.view
    qtbot.mouseClick(view, LEFT, NONE, pixel_of(program, (1, 1, 0)))
    press(qtbot, program, Qt.Key.Key_Escape)
    assert program.document.inputs.polygon == ()


def test_paste_and_copy_a_matrix_by_keys(qtbot: QtBot, program: Application) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QGuiApplication.clipboard().setText("[1 2 3; 4 5 6]")
    press(qtbot, program, Qt.Key.Key_V, both)
    assert matrix_of(program) == [[1, 2, 3], [4, 5, 6]]
    press(qtbot, program, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "[[1, 2, 3], [4, 5, 6]]"
    QGuiApplication.clipboard().setText("[1 2; 3]")
    press(qtbot, program, Qt.Key.Key_V, both)
    assert matrix_of(program) == [[1, 2, 3], [4, 5, 6]]
    assert program.window.statusBar().currentMessage()


def test_start_over_can_be_undone(qtbot: QtBot, program: Application) -> None:
    set_matrix(qtbot, program, [[5, 0], [0, 5]])
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    press(qtbot, program, Qt.Key.Key_N, both)
    assert matrix_of(program) == [[1, 1], [0, 1]]
    press(qtbot, program, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert matrix_of(program) == [[5, 0], [0, 5]]


def test_apply_once_more_continues_at_the_end(qtbot: QtBot, program: Application) -> None:
    set_matrix(qtbot, program, [[2, 0], [0, 1]])
    bench = program.workbench
    bench.player.seek(1.0)
    bench.edit(replace(bench.inputs, start="again"), "Again")
    settle(qtbot, program)
    assert bench.player.position == 0.0
    assert bench.solution.at(1.0) == pytest.approx(np.diag([4, 1]))
    bench.player.seek(1.0)
    bench.play()
    settle(qtbot, program)
    bench.player.pause()
    assert bench.solution.at(1.0) == pytest.approx(np.diag([8, 1]))


# --- the view ------------------------------------------------------------------------------------


def test_dragging_the_plane_pans_it(qtbot: QtBot, program: Application) -> None:
    before = pixel_of(program, (0, 0, 0))
    drag(qtbot, program, QPoint(60, 60), QPoint(110, 90))
    moved = pixel_of(program, (0, 0, 0)) - before
    assert (moved - QPoint(50, 30)).manhattanLength() <= 2


def test_the_wheel_zooms_about_the_pointer(qtbot: QtBot, program: Application) -> None:
    view = program.window.viewport.canvas.view
    place = pixel_of(program, (1, 1, 0))
    height = program.window.viewport.cameraman.camera.height
    event = QWheelEvent(
        QPointF(place), QPointF(view.mapToGlobal(place)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert program.window.viewport.cameraman.camera.height < height
    assert (pixel_of(program, (1, 1, 0)) - place).manhattanLength() <= 1


def test_home_and_double_click_fit(qtbot: QtBot, program: Application) -> None:
    viewport = program.window.viewport
    for act in (
        lambda: press(qtbot, program, Qt.Key.Key_Home),
        lambda: qtbot.mouseDClick(viewport.canvas.view, LEFT, NONE, QPoint(30, 30)),
    ):
        viewport.cameraman.put(replace(viewport.cameraman.camera, height=500.0))
        act()
        qtbot.waitUntil(lambda: not viewport.cameraman.flying, timeout=3000)
        assert viewport.cameraman.camera.height < 20


def test_space_and_plane_by_keys(qtbot: QtBot, program: Application) -> None:
    man = program.window.viewport.cameraman
    press(qtbot, program, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: not man.flying, timeout=3000)
    assert not man.camera.flat
    assert program.window.actions_table["view.space"].isChecked()
    before = man.camera
    drag(qtbot, program, QPoint(40, 40), QPoint(140, 60))
    assert man.camera.azimuth != before.azimuth
    assert man.camera.target == before.target
    press(qtbot, program, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not man.flying, timeout=3000)
    assert man.camera.elevation == pytest.approx(np.pi / 2)
    press(qtbot, program, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: not man.flying, timeout=3000)
    assert man.camera.field_of_view == 0
    press(qtbot, program, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: not man.flying, timeout=3000)
    assert man.camera.flat


def test_a_matrix_of_space_brings_space(qtbot: QtBot, program: Application) -> None:
    set_matrix(qtbot, program, np.diag([1, 2, 3]))
    assert not program.window.viewport.cameraman.camera.flat
    set_matrix(qtbot, program, np.eye(2))
    assert program.window.viewport.cameraman.camera.flat


def test_the_painter_takes_over_when_opengl_fails(qtbot: QtBot, program: Application) -> None:
    canvas = program.window.viewport.canvas
    canvas.view.failed.emit("the context is lost")
    assert canvas.renderer == "paint"
    with qtbot.waitSignal(canvas.painted, timeout=5000):
        canvas.view.update()
    assert "context is lost" in program.window.status.renderer.toolTip()
    drag(qtbot, program, pixel_of(program, (1, 0, 0)), pixel_of(program, (2, 0, 0)))
    assert matrix_of(program)[0][0] == 2


def test_the_painter_can_be_forced(
    qtbot: QtBot, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EIGENSCOPE_RENDERER", "paint")
    assert open_program().window.viewport.canvas.renderer == "paint"


# --- the window ----------------------------------------------------------------------------------


def test_nothing_heavy_is_imported_on_the_gui_thread_before_the_first_paint() -> None:
    # The engine is imported by a worker, so what matters is that the window's own modules are free
    # of it; tests/bench/startup.py measures the order in a fresh process.
    import subprocess

    program = (
        "import sys, eigenscope.main.application as a;"
        "print([m for m in ('torch', 'sympy', 'flint', 'pyqtgraph', 'scipy') if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert found.stdout.strip() == "[]", found.stderr


def test_themes_by_key_and_their_pictures(qtbot: QtBot, program: Application) -> None:
    canvas = program.window.viewport.canvas
    backgrounds = set()
    for _ in theme_names():
        press(qtbot, program, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        with qtbot.waitSignal(canvas.painted, timeout=5000):
            program.window.viewport.refresh()
        image = canvas.frame_image()
        backgrounds.add((current_theme().name, image.pixelColor(3, 3).name()))
    assert len(backgrounds) == len(theme_names())


def test_presentation_and_back(qtbot: QtBot, program: Application) -> None:
    window = program.window
    press(qtbot, program, Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen, timeout=3000)
    assert not window.docks.inputs.isVisible()
    assert not window.menuBar().isVisible()
    assert window.presenting.readouts.isVisible()
    shown = [label.text() for label in window.presenting.readouts.findChildren(QLabel)]
    assert "det M(t), signed area factor" in shown
    for _ in range(2):  # the second time is there at once
        press(qtbot, program, Qt.Key.Key_PageDown)
    assert program.workbench.player.position == 1.0
    press(qtbot, program, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.docks.inputs.isVisible()
    assert window.docks.numbers.isVisible()


def test_the_command_palette_runs_a_command(qtbot: QtBot, program: Application) -> None:
    press(qtbot, program, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    sheet = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    assert sheet is not None
    qtbot.keyClicks(sheet.focusWidget(), "to the end")
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    assert program.workbench.player.position == 1.0


def test_the_shortcut_sheet_opens_and_closes(qtbot: QtBot, program: Application) -> None:
    press(qtbot, program, Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    assert sheet is not None
    assert sheet.width() <= 1280
    assert sheet.height() <= 720
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=2000)


def test_everything_is_remembered(qtbot: QtBot, open_program: OpenProgram) -> None:
    first = open_program(1400, 850)
    set_matrix(qtbot, first, [[2, 1], [1, 2]])
    first.workbench.player.set_speed(2.0)
    first.window.actions_table["theme.colourblind"].trigger()
    dock = first.window.docks.inputs
    first.window.resizeDocks([dock], [dock.width() + 60], Qt.Orientation.Horizontal)
    wanted = dock.width() + 60
    qtbot.waitUntil(lambda: abs(dock.width() - wanted) <= 2, timeout=2000)
    width = dock.width()
    first.window.close()
    again = Application(first.memory.path.parent)
    qtbot.addWidget(again.window)
    again.window.show()
    assert matrix_of(again) == [[2, 1], [1, 2]]
    assert again.workbench.player.speed == 2.0
    assert current_theme().name == "colourblind"
    assert again.window.size() == first.window.size()
    qtbot.waitUntil(lambda: abs(again.window.docks.inputs.width() - width) <= 2, timeout=2000)
    settle(qtbot, again)
    again.window.close()


def test_a_broken_memory_does_not_stop_the_start(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: object
) -> None:
    path = f"{tmp_path}/state.json"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123  (plain on purpose)
        file.write('{"version": 1, "lab": "transform", "inputs": {"matrix": 7}, "layout": []}')
    assert matrix_of(open_program()) == [[1, 1], [0, 1]]


def test_a_small_screen_holds_everything(qtbot: QtBot, open_program: OpenProgram) -> None:
    window = open_program(1280, 720).window
    assert window.width() <= 1280
    assert window.height() <= 720
    assert window.viewport.width() >= 600
    assert window.viewport.height() >= 480


@pytest.mark.own
def test_a_long_drag_shows_solutions_and_never_falls_back_to_a_preview(
    qtbot: QtBot, program: Application
) -> None:
    program.workbench.player.seek(1.0)
    patience = 600  # milliseconds: one answer is there by then, even on a busy machine
    program.workbench.solving.set_patience(patience)
    previews: list[bool] = []
    program.workbench.solution_changed.connect(lambda s: previews.append(s.analysis is None))
    view = program.window.viewport.canvas.view
    start = pixel_of(program, (1, 0, 0))
    qtbot.mousePress(view, LEFT, NONE, start)
    clock = QElapsedTimer()
    clock.start()
    k = 0
    while clock.elapsed() < 2 * patience or len(previews) <= 3:
        k += 1
        qtbot.mouseMove(view, start + QPoint(k % 30, -(k % 60)))
        if k % 10 == 9:
            qtbot.waitUntil(partial(_longer_than, previews, len(previews)), timeout=5000)
    qtbot.mouseRelease(view, LEFT, NONE, start)
    settle(qtbot, program)
    assert len(previews) > 3
    assert not any(previews)


def _longer_than(answers: list[bool], count: int) -> bool:
    return len(answers) > count


def test_a_window_that_is_closed_holds_nothing_in_opengl(
    qtbot: QtBot, program: Application
) -> None:
    view = program.window.viewport.canvas.view
    assert isinstance(view, GLView)
    assert view.renderer is not None
    program.window.close_now()
    assert view.renderer is None


def test_every_command_has_its_icon_and_play_the_colour_of_its_button(program: Application) -> None:
    actions = program.window.actions_table
    for command in actions.commands:
        assert actions[command.id].icon().isNull() == (not command.icon), command.id
    wanted = icon("play", "accent_text").pixmap(22, 22).toImage()
    assert actions["play.toggle"].icon().pixmap(22, 22).toImage() == wanted
