"""Sessions in the real window: by keyboard, by drop, after a crash, and with broken files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from eigenscope.document.eigen_file import load_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.registry import load_lab
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.ui.inputs.file_editors import PictureEditor

from .driving import OpenProgram, message, settle

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BUTTON = QMessageBox.StandardButton

own = pytest.mark.own  # what is kept for the next start lies in a folder of each test


def matrix_of(program: Application) -> list[list[float]]:
    return [[float(x) for x in row] for row in program.document.inputs.matrix.to_array()]


def set_matrix(qtbot: QtBot, program: Application, rows: object) -> None:
    matrix = Matrix.from_array(np.array(rows, dtype=float))
    program.workbench.edit(replace(program.document.inputs, matrix=matrix), "Set")
    settle(qtbot, program)


def press(qtbot: QtBot, program: Application, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(program.window.viewport, key, modifier)


def names(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Have the desktop's dialogs answer with a file."""
    answer = lambda *_args, **_more: (str(path), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)


def answer(qtbot: QtBot, button: QMessageBox.StandardButton) -> None:
    """Press a button of the question on the screen."""
    box = message(qtbot)
    qtbot.mouseClick(box.button(button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not _visible(box), timeout=3000)


def _visible(box: QMessageBox) -> bool:
    try:
        return box.isVisible()
    except RuntimeError:  # Qt has deleted it
        return False


# --- save, open, new -----------------------------------------------------------------------------


def test_save_and_open_by_keyboard(
    qtbot: QtBot, program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, path = program.window, tmp_path / "lesson.eigen"
    assert window.windowTitle() == "Untitled[*] — Eigenscope"
    assert not window.isWindowModified()
    set_matrix(qtbot, program, [[2, 1], [1, 2]])
    assert window.isWindowModified()
    program.workbench.player.seek(0.25)
    names(monkeypatch, tmp_path / "lesson")  # the ending is added
    press(qtbot, program, Qt.Key.Key_S, CONTROL)
    assert path.exists()
    assert not window.isWindowModified()
    assert window.windowTitle() == "lesson[*] — Eigenscope"

    set_matrix(qtbot, program, [[7, 0], [0, 7]])
    assert window.isWindowModified()
    press(qtbot, program, Qt.Key.Key_S, CONTROL)
    assert load_session(path).inputs.matrix.to_array().tolist() == [[7, 0], [0, 7]]

    press(qtbot, program, Qt.Key.Key_N, CONTROL)
    assert matrix_of(program) == [[1, 1], [0, 1]]
    assert window.windowTitle() == "Untitled[*] — Eigenscope"
    assert not program.workbench.undo_stack.canUndo()

    names(monkeypatch, path)
    press(qtbot, program, Qt.Key.Key_O, CONTROL)
    qtbot.waitUntil(lambda: matrix_of(program) == [[7, 0], [0, 7]], timeout=5000)
    assert program.workbench.player.position == 0.25


def test_the_camera_and_the_figure_settings_come_back(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    path = tmp_path / "view.eigen"
    files, man = program.window.files, program.window.viewport.cameraman
    exports = program.workbench.exports
    man.set_dimensions(3, at_once=True)
    man.put(man.camera.orbited(0.5, 0.1))
    seen = man.camera
    exports.set_figure(replace(exports.figure, width=85.0, legend=True))
    exports.set_film(replace(exports.film, seconds=2.5))
    files.path = path
    assert files.save()
    man.set_dimensions(2, at_once=True)
    exports.set_figure(replace(exports.figure, width=100.0))
    exports.set_film(replace(exports.film, seconds=7.0))
    files.open(path)
    answer(qtbot, BUTTON.Discard)
    qtbot.waitUntil(lambda: exports.figure.width == 85.0, timeout=5000)
    settle(qtbot, program)
    assert man.camera == seen
    assert exports.figure.legend
    assert exports.film.seconds == 2.5
    assert not files.modified


def test_undo_back_to_what_is_saved_is_no_change(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    program.window.files.path = tmp_path / "a.eigen"
    assert program.window.files.save()
    set_matrix(qtbot, program, [[3, 0], [0, 3]])
    assert program.window.isWindowModified()
    press(qtbot, program, Qt.Key.Key_Z, CONTROL)
    assert not program.window.isWindowModified()


@pytest.mark.parametrize(
    ("button", "matrix"), [(BUTTON.Cancel, [[5, 0], [0, 5]]), (BUTTON.Discard, [[1, 1], [0, 1]])]
)
def test_new_asks_about_changes(
    qtbot: QtBot, program: Application, button: BUTTON, matrix: list[list[int]]
) -> None:
    set_matrix(qtbot, program, [[5, 0], [0, 5]])
    press(qtbot, program, Qt.Key.Key_N, CONTROL)
    assert "Untitled" in message(qtbot).text()
    answer(qtbot, button)
    assert matrix_of(program) == matrix


def test_new_can_save_first(
    qtbot: QtBot, program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_matrix(qtbot, program, [[5, 0], [0, 5]])
    names(monkeypatch, "")  # the user closes the desktop's dialog
    press(qtbot, program, Qt.Key.Key_N, CONTROL)
    answer(qtbot, BUTTON.Save)
    assert matrix_of(program) == [[5, 0], [0, 5]]
    names(monkeypatch, tmp_path / "five.eigen")
    press(qtbot, program, Qt.Key.Key_N, CONTROL)
    answer(qtbot, BUTTON.Save)
    assert matrix_of(program) == [[1, 1], [0, 1]]
    assert load_session(tmp_path / "five.eigen").inputs.matrix.to_array()[0, 0] == 5


def test_recent_files_are_in_the_menu_and_remembered(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    first = open_program()
    for name in ("one", "two"):
        first.window.files.path = tmp_path / f"{name}.eigen"
        assert first.window.files.save()
    first.window.close()
    again = open_program()
    table = again.window.actions_table
    assert [table[f"file.recent.{k}"].text() for k in (1, 2)] == ["&1  two.eigen", "&2  one.eigen"]
    assert not table["file.recent.3"].isVisible()
    table["file.recent.2"].trigger()
    qtbot.waitUntil(lambda: again.window.files.name == "one", timeout=5000)


def test_a_dropped_session_is_opened_and_a_dropped_picture_shown(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    from PIL import Image

    path = tmp_path / "drop.eigen"
    program.window.files.path = path
    set_matrix(qtbot, program, [[0, 2], [2, 0]])
    assert program.window.files.save()
    program.window.files.new()
    drop(program, path)
    qtbot.waitUntil(lambda: matrix_of(program) == [[0, 2], [2, 0]], timeout=5000)
    Image.new("RGB", (4, 4)).save(tmp_path / "black.png")
    drop(program, tmp_path / "black.png")
    qtbot.waitUntil(lambda: program.document.inputs.picture is not None, timeout=5000)
    (tmp_path / "notes.docx").write_text("x")
    drop(program, tmp_path / "notes.docx")
    assert "notes.docx is a document of Word" in program.window.statusBar().currentMessage()
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    program.window.lab_panels.show_shelf()
    drop(program, tmp_path / "broken.png")
    said = "broken.png is not a picture that can be read."
    qtbot.waitUntil(lambda: program.window.statusBar().currentMessage() == said, timeout=5000)
    editor = next(
        each
        for each in program.window.inputs_panel.editors.values()
        if isinstance(each, PictureEditor)
    )
    assert editor.problem.text() == said
    qtbot.waitUntil(
        lambda: editor.problem.visibleRegion().boundingRect().height() > 8, timeout=5000
    )


def drop(program: Application, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    place, left = QPointF(300, 300), Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(program.window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(program.window, QDropEvent(place, copy, data, left, none))


def test_a_file_that_cannot_be_opened_says_why_and_nothing_is_lost(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    set_matrix(qtbot, program, [[2, 1], [1, 2]])
    path = tmp_path / "bad.eigen"
    for text, words in (
        ("{}", "no version"),
        ('{"version": 99}', "newer version"),
        ("nonsense", "not JSON"),
        ('{"version": 2, "lab": "faraway", "inputs": {}}', "not installed"),
    ):
        path.write_text(text)
        program.window.files.open(path)
        box = message(qtbot)
        assert words in box.informativeText()
        assert "bad.eigen" in box.informativeText()
        answer(qtbot, BUTTON.Ok)
        assert matrix_of(program) == [[2, 1], [1, 2]]
        assert program.window.files.path is None


def test_a_disk_that_refuses_is_said_and_the_change_stays_marked(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    set_matrix(qtbot, program, [[2, 1], [1, 2]])
    program.window.files.path = tmp_path / "nowhere" / "a.eigen"
    assert not program.window.files.save()
    assert "no folder" in message(qtbot).informativeText()
    answer(qtbot, BUTTON.Ok)
    assert program.window.isWindowModified()


# --- closing and coming back ---------------------------------------------------------------------


@own
def test_closing_asks_about_a_changed_file(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    program.window.files.path = tmp_path / "a.eigen"
    assert program.window.files.save()
    set_matrix(qtbot, program, [[9, 0], [0, 9]])
    program.window.close()
    assert program.window.isVisible()
    answer(qtbot, BUTTON.Cancel)
    assert program.window.isVisible()
    program.window.close()
    answer(qtbot, BUTTON.Save)
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=3000)
    assert load_session(tmp_path / "a.eigen").inputs.matrix.to_array()[0, 0] == 9


def test_what_was_never_named_is_there_again_at_the_next_start(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    first = open_program()
    set_matrix(qtbot, first, [[2, 1], [1, 2]])
    first.window.close()
    again = open_program()
    assert matrix_of(again) == [[2, 1], [1, 2]]
    assert again.window.isWindowModified()
    assert not again.window.notice.isVisible()


def kill(program: Application) -> None:
    """End a program as a crash would: nothing more is written, and its lock is left stale."""
    program._saving.stop()
    program._writer.jobs.close()
    if program.recovery._lock is not None:
        program.recovery._lock.unlock()  # the system does so for a process that is gone
    program.window.closing.disconnect()
    program.window.close_now()


def keep(qtbot: QtBot, program: Application) -> None:
    """Have what is to be kept for a crash written now, as it would be some seconds later."""
    assert program._saving.isActive() or program.recovery.file.exists()  # where setting took long
    program._saving.start(0)
    qtbot.waitUntil(program.recovery.file.exists, timeout=6000)


def crashed(qtbot: QtBot, open_program: OpenProgram, rows: object) -> Application:
    first = open_program()
    set_matrix(qtbot, first, rows)
    keep(qtbot, first)
    kill(first)
    return open_program()


def button(program: Application, text: str) -> QPushButton:
    return next(b for b in program.window.notice.buttons if b.text() == text)


def test_after_a_crash_the_session_is_offered_and_restored(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    again = crashed(qtbot, open_program, [[4, 0], [0, 4]])
    assert again.window.notice.isVisible()
    assert "untitled session" in again.window.notice.words.text()
    assert matrix_of(again) == [[1, 1], [0, 1]]
    qtbot.mouseClick(button(again, "Restore"), Qt.MouseButton.LeftButton)
    assert matrix_of(again) == [[4, 0], [0, 4]]
    assert again.window.isWindowModified()
    assert not again.window.notice.isVisible()


def test_what_a_crash_left_can_be_discarded(qtbot: QtBot, open_program: OpenProgram) -> None:
    again = crashed(qtbot, open_program, [[4, 0], [0, 4]])
    qtbot.mouseClick(button(again, "Discard"), Qt.MouseButton.LeftButton)
    assert again.recovery.leftovers() == []
    assert matrix_of(again) == [[1, 1], [0, 1]]


def test_a_living_program_is_not_taken_for_a_crashed_one(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    first = open_program()
    set_matrix(qtbot, first, [[4, 0], [0, 4]])
    keep(qtbot, first)
    assert not open_program().window.notice.isVisible()


@own
def test_a_long_drag_is_kept_while_it_goes_on(qtbot: QtBot, program: Application) -> None:
    """A timer that each change starts anew would not fire before the drag ends."""
    count = 0

    def drag() -> None:
        nonlocal count
        count += 1
        matrix = Matrix.from_array(np.diag([1.0, 1 + count / 1000]))
        program.workbench.edit(replace(program.document.inputs, matrix=matrix), "Drag", "one")

    dragging = QTimer()
    dragging.timeout.connect(drag)
    dragging.start(50)
    qtbot.waitUntil(program.recovery.file.exists, timeout=5000)
    dragging.stop()


@own
def test_saving_removes_what_was_kept_for_a_crash(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    set_matrix(qtbot, program, [[4, 0], [0, 4]])
    keep(qtbot, program)
    program.window.files.path = tmp_path / "a.eigen"
    assert program.window.files.save()
    qtbot.waitUntil(lambda: not program.recovery.file.exists(), timeout=6000)


def test_a_session_given_at_the_start_is_opened(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    first = open_program()
    set_matrix(qtbot, first, [[8, 0], [0, 8]])
    first.window.files.path = tmp_path / "given.eigen"
    assert first.window.files.save()
    first.window.close()
    again = Application(tmp_path / "fresh", tmp_path / "given.eigen")
    qtbot.addWidget(again.window)
    again.window.show()
    qtbot.waitUntil(lambda: matrix_of(again) == [[8, 0], [0, 8]], timeout=8000)
    assert again.window.windowTitle().startswith("given")
    again.window.close()


def test_what_was_wrong_in_a_field_goes_with_its_session(
    qtbot: QtBot, program: Application
) -> None:
    window, lab = program.window, load_lab("calculus")
    session = Session(lab, lab.defaults())
    window.files.show(session)
    settle(qtbot, program)
    field = window.inputs_panel.editors["f"].findChildren(QLineEdit)[0]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "sin(")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.inputs_panel.has_leftovers
    window.files.show(session)  # with the same inputs
    settle(qtbot, program)
    assert not window.inputs_panel.has_leftovers


@pytest.mark.parametrize(
    "state",
    [
        {"theme": 7, "layout": {"geometry": 5}, "player": {"speed": "fast"}, "recent": [3, None]},
        {"theme": "neon", "layout": {"docks": "!!"}, "player": [], "recent": "x"},
        {"player": {"speed": [1], "loop": {}, "ease": None}, "recent": [""]},
    ],
)
def test_broken_settings_never_stop_the_start(
    open_program: OpenProgram, tmp_path: Path, state: dict[str, object]
) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"version": 1, **state}))
    (tmp_path / "recovery").mkdir()
    (tmp_path / "recovery" / "abc.eigen").write_text("broken")
    program = open_program()
    assert matrix_of(program) == [[1, 1], [0, 1]]
    assert program.window.files.recent == []


def test_the_state_of_the_program_before_sessions_is_taken_over(
    open_program: OpenProgram, tmp_path: Path
) -> None:
    old = {"version": 1, "lab": "transform", "inputs": {"matrix": [["2", "1"], ["1", "2"]]}}
    (tmp_path / "state.json").write_text(json.dumps(old))
    assert matrix_of(open_program()) == [[2, 1], [1, 2]]
