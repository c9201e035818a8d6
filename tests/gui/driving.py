"""What tests of the window share: waiting until it has come to rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

OpenProgram = Callable[..., Application]
Dialog = TypeVar("Dialog", bound=QWidget)


def settle(qtbot: QtBot, program: Application) -> None:
    """Wait until the newest inputs are solved, no flight is under way, and all labs are there."""
    window = program.window

    def settled() -> bool:
        still = not program.workbench.busy and not window.viewport.cameraman.flying
        return still and window.lab_commands.all_loaded

    qtbot.waitUntil(settled, timeout=20_000)


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
