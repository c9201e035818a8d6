"""The window that tests share: taken back, it cannot be told from one that has just been opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from eigenscope.document.figures import FigureSettings
from eigenscope.main.application import Application
from eigenscope.render.gl.view import GLView

from .driving import drag, press, press_lab, set_matrix
from .sharing import SharedProgram, appearance, at_rest

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def picture(program: Application) -> object:
    return program.window.viewport.canvas.frame_image()


Act = Callable[[], object]


def disturbances(qtbot: QtBot, program: Application) -> list[tuple[Act, ...]]:
    """Return what changes a window, each in another way."""
    window, player = program.window, program.workbench.player
    key, shelf = partial(partial, press, qtbot, program), window.lab_panels.shelf
    lab = partial(partial, press_lab, qtbot, program)
    return [
        (partial(set_matrix, qtbot, program, [[2, 0, 1], [0, 3, 0], [0, 0, 1]]),),
        (partial(drag, qtbot, program, QPoint(60, 60), QPoint(110, 90)),),
        (lab("matrix"),),
        (key(Key.Key_F5), lab("systems")),
        (program.workbench.play,),
        (partial(player.set_speed, 2.0), partial(player.set_loop, "repeat")),
        (key(Key.Key_T, CONTROL), window.actions_table["view.legend"].trigger),
        (key(Key.Key_3),),
        (partial(window.resize, 900, 620),),
        (partial(window.docks.plot.setFloating, True), window.docks.inputs.hide),
        (key(Key.Key_L, CONTROL), partial(qtbot.keyClicks, shelf.search, "x")),
        (key(Key.Key_N), partial(window.results.pages.setCurrentIndex, 2)),
        (key(Key.Key_E, CONTROL),),
        (key(Key.Key_V), partial(window.notice.tell, "words", ("button", window.notice.hide))),
        (partial(program.workbench.exports.set_figure, FigureSettings(50.0)),),
    ]


def test_a_window_that_is_taken_back_is_as_one_that_has_just_been_opened(
    qtbot: QtBot, shared_program: SharedProgram
) -> None:
    program = shared_program.take(qtbot)
    first, seen = appearance(program), picture(program)
    for number, acts in enumerate(disturbances(qtbot, program)):
        for act in acts:
            act()
        assert appearance(program) != first, number
        assert shared_program.take(qtbot) is program, number
        assert appearance(program) == first, number
        assert picture(program) == seen, number


def test_what_cannot_be_taken_back_is_replaced(qtbot: QtBot, shared_program: SharedProgram) -> None:
    program = shared_program.take(qtbot)
    first, seen = at_rest(qtbot, program), picture(program)
    program.window.viewport.canvas.view.failed.emit("the context is lost")
    other = shared_program.take(qtbot)
    assert other is not program
    assert isinstance(other.window.viewport.canvas.view, GLView)
    assert at_rest(qtbot, other) == first
    assert picture(other) == seen
