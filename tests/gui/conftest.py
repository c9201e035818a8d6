"""The real window for a test, with an empty memory of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

from .driving import OpenProgram
from .sharing import SharedProgram, closed, opened


@pytest.fixture(scope="module")
def shared_program(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedProgram]:
    """Return what gives the tests of a module a window, the same to all."""
    shared = SharedProgram(tmp_path_factory.mktemp("shared"))
    yield shared
    shared.close()


@pytest.fixture
def open_program(
    qtbot: QtBot, shared_program: SharedProgram, tmp_path: Path
) -> Iterator[OpenProgram]:
    """Return a function that opens a window of its own and waits until its matrix is solved."""
    shared_program.close()  # as if it were the only program
    programs: list[Application] = []

    def opening(width: int = 1280, height: int = 800, folder: Path | None = None) -> Application:
        programs.append(opened(qtbot, tmp_path if folder is None else folder, (width, height)))
        return programs[-1]

    yield opening
    for program in programs:
        closed(program)


@pytest.fixture
def program(
    qtbot: QtBot, shared_program: SharedProgram, request: pytest.FixtureRequest
) -> Application:
    """Return the program with its window open at 1280 × 800, as it is when it has just started.

    It is the module's, and taken back to its beginning; a test or module that is marked ``own`` has
    one of its own, for it replaces parts of it or looks at what it leaves behind.
    """
    if request.node.get_closest_marker("own"):
        open_program: OpenProgram = request.getfixturevalue("open_program")
        return open_program()
    return shared_program.take(qtbot)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run tests that open windows of their own after the others of their module.

    The shared window is closed for them, and would have to be opened again.
    """

    def alone(item: pytest.Item) -> bool:
        names = getattr(item, "fixturenames", ())
        return "open_program" in names or item.get_closest_marker("own") is not None

    order = {item.path: k for k, item in reversed([*enumerate(items)])}
    items.sort(key=lambda item: (order[item.path], alone(item)))
