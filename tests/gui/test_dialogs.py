"""Every dialog of the window goes when it is told to, and comes again afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.ui.export.figure_dialog import FigureDialog
from eigenscope.ui.export.film_dialog import FilmDialog
from eigenscope.ui.export.text_dialog import TextDialog
from eigenscope.ui.names.function_sheet import FunctionSheet
from eigenscope.ui.shell.command_palette import CommandPalette
from eigenscope.ui.shell.shortcut_sheet import ShortcutSheet
from eigenscope.ui.tensors.tensor_chooser import TensorChooser

from .driving import on_screen


@dataclass(frozen=True)
class Way:
    """How a dialog is reached, and the button that closes it."""

    kind: type[QDialog]
    command: str
    button: str = ""


WAYS = (
    Way(FigureDialog, "file.export_figure", "close_button"),
    Way(FilmDialog, "file.export_film", "close_button"),
    Way(TextDialog, "file.export_text", "close_button"),
    Way(CommandPalette, "help.palette"),
    Way(ShortcutSheet, "help.shortcuts"),
    Way(FunctionSheet, "help.functions"),
    Way(QMessageBox, "help.about"),
    Way(TensorChooser, "", "cancel_button"),
)


def opener(program: Application, way: Way, folder: Path) -> Callable[[], None]:
    """Return what opens a dialog: its command, or a file with several tensors."""
    if way.command:
        return program.window.actions_table[way.command].trigger
    path = folder / "several.npz"
    np.savez(path, first=np.eye(3), second=np.ones((4, 2)))
    return lambda: program.window.file_commands.open_data(path)


def gone(dialog: QDialog) -> Callable[[], bool]:
    return lambda: not shiboken6.isValid(dialog) or not dialog.isVisible()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.kind.__name__)
def test_escape_and_the_button_close_each_dialog(
    qtbot: QtBot, program: Application, tmp_path: Path, way: Way
) -> None:
    """Opened, Esc, gone; opened again, its button, gone; once more by the window's cross."""
    open_it = opener(program, way, tmp_path)
    closers: list[Callable[[QDialog], object]] = [
        lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape),
        lambda dialog: dialog.close(),
    ]
    if way.button:
        closers.append(lambda dialog: _press(qtbot, getattr(dialog, way.button)))
    for close in closers:
        open_it()
        dialog = on_screen(qtbot, way.kind)
        close(dialog)
        qtbot.waitUntil(gone(dialog), timeout=5000)
        QApplication.processEvents()
    assert program.window.isVisible()


def _press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_film_that_is_made_closes_its_dialog(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    program.window.actions_table["file.export_film"].trigger()
    dialog = on_screen(qtbot, FilmDialog)
    _make_short(dialog, 0.2)
    dialog.write(tmp_path / "short.mp4")
    qtbot.waitUntil(gone(dialog), timeout=20_000)
    assert (tmp_path / "short.mp4").stat().st_size > 1000


def test_escape_cancels_a_film_first_and_another_can_be_made(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    program.window.actions_table["file.export_film"].trigger()
    dialog = on_screen(qtbot, FilmDialog)
    _make_short(dialog, 20.0)
    dialog.write(tmp_path / "long.mp4")
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=20_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.making
    _make_short(dialog, 0.2)
    dialog.write(tmp_path / "short.mp4")
    qtbot.waitUntil(gone(dialog), timeout=20_000)
    assert (tmp_path / "short.mp4").exists()
    assert not (tmp_path / "long.mp4").exists()


def _make_short(dialog: FilmDialog, seconds: float) -> None:
    dialog.form.size_box.setCurrentIndex(dialog.form.size_box.count() - 1)
    dialog.form.width_box.setValue(160)
    dialog.form.height_box.setValue(90)
    dialog.form.seconds.setValue(seconds)
