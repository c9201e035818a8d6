"""What Qt must be told before there is an application, and how it is started."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QSurfaceFormat
from PySide6.QtWidgets import QApplication

from eigenscope.render.spans import prepare_painting
from eigenscope.wording.words import Text, Words, say

STYLE = "-style", "Fusion"
"""The style that the theme's sheet is for; to set it later would load what no picture needs."""


def prepare_qt() -> None:
    """Set what Qt wants to know before there is an application."""
    prepare_painting()
    QCoreApplication.setApplicationName("Eigenscope")
    QCoreApplication.setOrganizationName("Eigenscope")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    surface = QSurfaceFormat()
    surface.setVersion(3, 3)
    surface.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    surface.setDepthBufferSize(24)
    QSurfaceFormat.setDefaultFormat(surface)


def start_qt(arguments: Sequence[str]) -> QApplication:
    """Return the application; without a display say so in a line and end the process with code 2.

    Where Qt finds no display it aborts the process, so there is nothing to catch. What it says
    before is kept back until it is known whether that explains anything.
    """
    lines: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtFatalMsg:
            lines.append(message)
            return
        print(f"eigenscope: {say(_no_display(lines))}", file=sys.stderr, flush=True)
        os._exit(2)

    before = qInstallMessageHandler(hear)
    try:
        return QApplication([*arguments, *STYLE])
    finally:
        qInstallMessageHandler(before)
        for message in lines:
            print(message, file=sys.stderr)


def _no_display(lines: Sequence[str]) -> Text:
    reason = next((line for line in lines if "display" in line), "") or next(iter(lines), "")
    if reason:
        return Words(
            "there is no display to open a window on ({reason}); "
            "render, analyse and evaluate need none: see eigenscope --help",
            {"reason": reason.strip()},
        )
    return (
        "there is no display to open a window on; "
        "render, analyse and evaluate need none: see eigenscope --help"
    )
