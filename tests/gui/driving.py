"""What tests of the window share: waiting until it has come to rest."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application

OpenProgram = Callable[..., Application]


def settle(qtbot: QtBot, program: Application) -> None:
    """Wait until the newest inputs are solved and no flight is under way."""
    qtbot.waitUntil(
        lambda: not program.workbench.busy and not program.window.viewport.cameraman.flying,
        timeout=20_000,
    )
