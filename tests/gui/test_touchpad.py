"""The touchpad in the real window: pinching zooms about the fingers, scrolling moves the plane."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.ui.style.theme import system_theme_name

NO = Qt.KeyboardModifier.NoModifier


def test_pinching_zooms_about_the_fingers(qtbot: QtBot, program: Application) -> None:
    viewport = program.window.viewport
    view, man = viewport.canvas.view, viewport.cameraman
    place = QPointF(200, 150)
    before = man.camera.unproject((200, 150), viewport.view_size())
    assert before is not None
    height = man.camera.height
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        place, place, QPointF(view.mapToGlobal(QPoint(200, 150))), 0.25, QPointF(), 1,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert man.camera.height == pytest.approx(height / 1.25)
    after = man.camera.unproject((200, 150), viewport.view_size())
    assert after == pytest.approx(before)


def test_scrolling_with_two_fingers_moves_the_plane(qtbot: QtBot, program: Application) -> None:
    viewport = program.window.viewport
    view, man = viewport.canvas.view, viewport.cameraman
    height, target = man.camera.height, man.camera.target
    place = QPointF(200, 150)
    event = QWheelEvent(
        place, QPointF(view.mapToGlobal(QPoint(200, 150))), QPoint(30, -20), QPoint(30, -20),
        Qt.MouseButton.NoButton, NO, Qt.ScrollPhase.ScrollUpdate, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    unit = height / viewport.view_size()[1]
    assert man.camera.height == height
    assert man.camera.target[0] == pytest.approx(target[0] - 30 * unit)
    assert man.camera.target[1] == pytest.approx(target[1] - 20 * unit)


def test_the_first_start_follows_the_desktop(qapp: QApplication) -> None:
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert system_theme_name(qapp) == ("dark" if dark else "light")
