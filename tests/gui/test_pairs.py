"""Two pictures side by side in the window: what is entered, undone, swapped, played and saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.document.eigen_file import load_session, save_session
from eigenscope.main.application import Application

from .driving import press_lab, settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot: QtBot, program: Application, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    qtbot.keyClick(program.window.viewport, Qt.Key.Key_B, modifiers)
    qtbot.waitUntil(lambda: not program.workbench.busy, timeout=8000)


def labels(program: Application) -> list[str]:
    second = program.window.pair.second
    assert second is not None
    assert second.frame is not None
    return sorted(label.text for label in second.frame.labels)


def test_a_second_picture_stays_while_the_first_is_changed(
    qtbot: QtBot, program: Application
) -> None:
    bench, window = program.workbench, program.window
    before = bench.inputs
    press(qtbot, program)
    pair = window.pair
    assert pair.second is not None
    assert pair.second.isVisible()
    assert abs(pair.second.width() - window.viewport.canvas.width()) <= 1
    assert pair.second.height() == window.viewport.canvas.height()
    assert pair.here.text() == pair.there.text() == "The same"
    changed = replace(before, matrix=before.matrix.with_entry(0, 0, "3"))
    bench.edit(changed, "3")
    settle(qtbot, program)
    assert bench.companion.inputs == before
    assert (pair.here.text(), pair.there.text()) == ("Matrix = [3 1; 0 1]", "Matrix = [1 1; 0 1]")
    press(qtbot, program, CTRL | ALT)
    assert (bench.inputs, bench.companion.inputs) == (before, changed)
    for _ in range(3):
        bench.undo_stack.undo()
    assert not bench.companion.active
    assert bench.inputs == before
    assert not pair.second.isVisible()
    assert not window.actions_table["pair.swap"].isEnabled()


def test_counterparts_come_one_after_the_other_and_play_in_step(
    qtbot: QtBot, program: Application
) -> None:
    bench, pair = program.workbench, program.window.pair
    titles = []
    for _ in range(2):
        press(qtbot, program, CTRL | SHIFT)
        titles.append(pair.there.text())
    assert titles == ["Aᵀ", "A⁻¹"]
    qtbot.waitUntil(lambda: hasattr(bench.companion.solution, "analysis"), timeout=8000)
    at_first = labels(program)
    bench.player.seek(1.0)
    qtbot.waitUntil(lambda: labels(program) != at_first, timeout=8000)
    assert program.window.viewport.frame is not None
    assert pair.second is not None
    assert pair.second.frame is not None
    assert program.window.viewport.frame.camera == pair.second.frame.camera
    press(qtbot, program, CTRL | SHIFT)
    assert not bench.companion.active


def test_the_second_pictures_wheel_moves_the_camera_of_both(
    qtbot: QtBot, program: Application
) -> None:
    press(qtbot, program, CTRL | SHIFT)
    pair, man = program.window.pair, program.window.viewport.cameraman
    assert pair.second is not None
    settle(qtbot, program)
    height = man.destination.height
    middle = QPointF(pair.second.view.rect().center())
    wheel = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pair.second.view, wheel)
    assert man.destination.height < height
    assert program.window.viewport.frame is not None
    assert pair.second.frame is not None
    assert pair.second.frame.camera == program.window.viewport.frame.camera


def test_another_lab_has_no_second_picture_until_one_comes_back(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    bench, window = program.workbench, program.window
    press(qtbot, program, CTRL | SHIFT)
    companion = bench.companion.inputs
    press_lab(qtbot, program, "vectors")
    settle(qtbot, program)
    assert not bench.companion.active
    press_lab(qtbot, program, "transform")
    settle(qtbot, program)
    assert bench.companion.inputs == companion
    path = tmp_path / "pair.eigen"
    save_session(program.workbench.session(), path)
    assert load_session(path).companion == companion
    subject = window.file_commands.subject()
    assert subject.companion is not None
    assert [one.heading for one in subject.pictures()] == ["A", "Aᵀ"]
