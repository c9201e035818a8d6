"""The window on small screens: it fits at the first start, and narrow ones keep what matters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import lab_names
from eigenscope.main.application import Application
from eigenscope.ui.present.panels_layout import first_size

from .driving import settle


def test_the_first_window_fits_a_small_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 1280 × 800 the panels and the play bar were cut off."""
    screen = qapp.primaryScreen()
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(1280, 800))
    first = first_size(screen)
    assert first.width() < 1280
    assert 700 < first.height() < 800
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(2560, 1440))
    assert first_size(screen) == QSize(1360, 850)


def test_every_lab_can_be_as_narrow_as_900_pixels(qtbot: QtBot, program: Application) -> None:
    window = program.window
    for name in lab_names():
        window.resize(1280, 800)
        window.actions_table[f"lab.{name}"].trigger()
        settle(qtbot, program)
        for width in (1119, 900):  # as a hand drags its edge
            window.resize(width, 560)
            QApplication.processEvents()
        assert window.size() == QSize(900, 560), name
        assert window.viewport.width() >= 230, name
        bar = window.playback_bar
        ends = [b.geometry().right() for b in bar.findChildren(QToolButton) if b.isVisible()]
        assert max(ends) < bar.width(), name


def test_panels_that_a_narrow_window_put_away_come_back(qtbot: QtBot, program: Application) -> None:
    window = program.window
    right = (window.docks.numbers, window.docks.plot)
    window.resize(900, 600)
    QApplication.processEvents()
    assert not any(dock.isVisible() for dock in right)
    window.actions_table["lab.lesson"].trigger()
    assert window.docks.numbers.isVisible()
    assert window.width() == 900
    window.resize(1280, 800)
    QApplication.processEvents()
    assert all(dock.isVisible() for dock in right)


def test_panels_are_shown_and_hidden_from_the_menu(qtbot: QtBot, program: Application) -> None:
    window = program.window
    docks = {
        "inputs": window.docks.inputs,
        "numbers": window.docks.numbers,
        "plot": window.docks.plot,
    }
    for name, dock in docks.items():
        action = window.actions_table[f"view.panel.{name}"]
        assert action.isChecked()
        action.trigger()
        assert not dock.isVisible()
        assert not action.isChecked()
        action.trigger()
        assert dock.isVisible()
        assert action.isChecked()


def test_icons_have_words_where_there_is_room(qtbot: QtBot, program: Application) -> None:
    window = program.window
    button = window.toolbar.widgetForAction(window.actions_table["file.export_film"])
    assert isinstance(button, QToolButton)
    for wide, look in (
        (1280, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
        (900, Qt.ToolButtonStyle.ToolButtonIconOnly),
        (1280, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
    ):
        window.resize(wide, 720)
        settle(qtbot, program)
        assert button.toolButtonStyle() == look, wide
    assert button.text() == "Film"
