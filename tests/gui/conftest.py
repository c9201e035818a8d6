"""The real window for a test, with an empty memory of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

OpenProgram = Callable[..., Application]


@pytest.fixture
def open_program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[OpenProgram]:
    """Return a function that opens the window and waits until its matrix is solved."""
    opened: list[Application] = []

    def opening(width: int = 1280, height: int = 800, folder: Path | None = None) -> Application:
        program = Application(tmp_path if folder is None else folder)
        opened.append(program)
        program.window.resize(width, height)
        with qtbot.waitSignal(program.window.viewport.canvas.painted, timeout=20_000):
            program.window.show()
        settle(qtbot, program)
        return program

    yield opening
    for program in opened:
        program.window.close()
        program.window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def program(open_program: OpenProgram) -> Application:
    """Return the program with its window open at 1280 × 800."""
    return open_program()


def settle(qtbot: QtBot, program: Application) -> None:
    """Wait until the newest inputs are solved and no flight is under way."""
    qtbot.waitUntil(
        lambda: not program.workbench.busy and not program.window.viewport.cameraman.flying,
        timeout=20_000,
    )
