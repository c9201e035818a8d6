"""What tests of the window share: its keys and its mouse, and waiting until it has come to rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application

OpenProgram = Callable[..., Application]
Dialog = TypeVar("Dialog", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def settle(qtbot: QtBot, program: Application) -> None:
    """Wait until the newest inputs are solved and the labs are listed; end what flight there is.

    A flight takes a third of a second, and its pictures are what most tests would wait for.
    """
    window, man = program.window, program.window.viewport.cameraman

    def settled() -> bool:
        if man.flying:
            man.put(man.destination)
        return not program.workbench.busy and not man.flying and window.lab_commands.listed

    qtbot.waitUntil(settled, timeout=20_000)


def labs_and_topics(qtbot: QtBot, program: Application) -> Iterator[None]:
    """Open each lab with each of its topics in turn, and yield when it is there."""
    for name in lab_names():
        lab = load_lab(name)
        program.workbench.open_lab(lab)
        for topic in lab.topics() or (None,):
            if topic is not None:
                inputs = replace(program.workbench.inputs, topic=topic.key)
                program.workbench.edit(inputs, "Topic")
            settle(qtbot, program)
            yield


def press_lab(qtbot: QtBot, program: Application, name: str) -> None:
    """Open a lab by its key."""
    action = program.window.actions_table[f"lab.{name}"]
    digit = action.shortcut().toString().removeprefix("Ctrl+")
    qtbot.keyClick(
        program.window.viewport,
        Qt.Key(Qt.Key.Key_0 + int(digit)),
        Qt.KeyboardModifier.ControlModifier,
    )


def on_screen(qtbot: QtBot, kind: type[Dialog]) -> Dialog:
    """Return the window of a kind that is on the screen, or soon will be."""
    found: list[Dialog] = []

    def there() -> bool:
        windows = QApplication.topLevelWidgets()
        found[:] = [w for w in windows if isinstance(w, kind) and w.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=8000)
    return found[0]


def message(qtbot: QtBot) -> QMessageBox:
    """Return the question or message that is on the screen, or soon will be."""
    return on_screen(qtbot, QMessageBox)


def matrix_of(program: Application) -> list[list[float]]:
    inputs: Inputs = program.document.inputs
    return [[float(x) for x in row] for row in inputs.matrix.to_array()]


def set_matrix(qtbot: QtBot, program: Application, rows: object) -> None:
    matrix = Matrix.from_array(np.array(rows, dtype=float))
    program.workbench.edit(replace(program.document.inputs, matrix=matrix), "Set")
    settle(qtbot, program)


def pixel_of(program: Application, world: tuple[float, float, float]) -> QPoint:
    viewport = program.window.viewport
    x, y, _ = viewport.cameraman.camera.project(world, viewport.view_size())[0]
    return QPoint(round(x), round(y))


def drag(
    qtbot: QtBot,
    program: Application,
    start: QPoint,
    end: QPoint,
    modifier: Qt.KeyboardModifier = NONE,
) -> None:
    view = program.window.viewport.canvas.view
    qtbot.mouseMove(view, start)
    qtbot.mousePress(view, LEFT, modifier, start)
    for k in range(1, 6):
        qtbot.mouseMove(view, start + (end - start) * (k / 5))
    qtbot.mouseRelease(view, LEFT, modifier, end)


def press(
    qtbot: QtBot, program: Application, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE
) -> None:
    qtbot.keyClick(program.window.viewport, key, modifier)
