"""The real window for a test, with an empty memory of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

from .driving import LEFT, OpenProgram
from .sharing import SharedProgram, closed, opened

_SHARED = pytest.StashKey[SharedProgram]()


@pytest.fixture(scope="session")
def shared_program(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedProgram]:
    """Return what gives tests a window, the same to all that follow one another."""
    shared = request.config.stash[_SHARED] = SharedProgram(tmp_path_factory.mktemp("shared"))
    yield shared
    shared.close()


@pytest.fixture(autouse=True)
def release_mouse(qapp: QApplication) -> Iterator[None]:
    """Let go of the mouse button after a test: a double click by `QTest` leaves it pressed."""
    yield
    if qapp.mouseButtons() != Qt.MouseButton.NoButton:
        QTest.mouseRelease(QWidget(), LEFT)
    assert qapp.mouseButtons() == Qt.MouseButton.NoButton


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

    It is shared, and taken back to its beginning; a test or module that is marked ``own`` has one
    of its own, for it replaces parts of it or looks at what it leaves behind.
    """
    if _alone(request.node):
        open_program: OpenProgram = request.getfixturevalue("open_program")
        return open_program()
    return shared_program.take(qtbot)


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Close the shared window before a test that does without it."""
    shared = item.config.stash.get(_SHARED, None)
    if shared is not None and (nextitem is None or not _shares(nextitem)):
        shared.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests that share a window one after the other; first what takes longest.

    A long test that began last would leave the other processes without work.
    """
    items.sort(key=lambda item: (not _is_long(item), not _shares(item)))


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None


def _shares(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return "shared_program" in names and "open_program" not in names and not _alone(item)


def _alone(item: pytest.Item) -> bool:
    return item.get_closest_marker("own") is not None
