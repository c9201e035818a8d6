"""The real window for a test, with an empty memory of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

from .driving import OpenProgram, settle


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
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow, timeout=5000)
        program.window.viewport.setFocus()
        settle(qtbot, program)
        return program

    yield opening
    for program in opened:
        program.window.close_now()
        program.window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def program(open_program: OpenProgram) -> Application:
    """Return the program with its window open at 1280 × 800."""
    return open_program()
