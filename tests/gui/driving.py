"""What tests of the window share: waiting until it has come to rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

OpenProgram = Callable[..., Application]


def settle(qtbot: QtBot, program: Application) -> None:
    """Wait until the newest inputs are solved and no flight is under way."""
    qtbot.waitUntil(
        lambda: not program.workbench.busy and not program.window.viewport.cameraman.flying,
        timeout=20_000,
    )


def message(qtbot: QtBot) -> QMessageBox:
    """Return the question or message that is on the screen, or soon will be."""
    found: list[QMessageBox] = []

    def there() -> bool:
        windows = QApplication.topLevelWidgets()
        found[:] = [w for w in windows if isinstance(w, QMessageBox) and w.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=8000)
    return found[0]
