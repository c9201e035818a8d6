"""Exporting from the real window by keyboard: figures, films, numbers, the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.main.render_options import Options
from eigenscope.main.rendering import render
from eigenscope.ui.export.figure_dialog import FigureDialog
from eigenscope.ui.export.film_dialog import FilmDialog
from eigenscope.ui.export.film_form import FOLDER
from eigenscope.ui.export.text_dialog import TextDialog
from eigenscope.ui.style.form import choose

from .driving import Dialog, message, on_screen

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton


def opened(
    qtbot: QtBot, program: Application, kind: type[Dialog], modifier: Qt.KeyboardModifier
) -> Dialog:
    """Press E with modifiers and return the dialog that comes."""
    qtbot.keyClick(program.window.viewport, Qt.Key.Key_E, modifier)
    return on_screen(qtbot, kind)


def naming(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), kind))


def said(program: Application, words: str) -> Callable[[], bool]:
    return lambda: words in program.window.statusBar().currentMessage()


def dots(image: QImage) -> npt.NDArray[np.uint8]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3)


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "tex"])
def test_a_figure_by_keyboard(
    qtbot: QtBot,
    program: Application,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    qtbot.waitUntil(lambda: not dialog.preview.image.isNull(), timeout=5000)
    naming(monkeypatch, tmp_path / "figure", f"X (*.{ending})")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # the button that is meant
    qtbot.waitUntil(said(program, f"figure.{ending}"), timeout=8000)
    assert (tmp_path / f"figure.{ending}").stat().st_size > 1000


def test_the_preview_is_the_very_figure(
    qtbot: QtBot, program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.workbench.player.seek(0.4)
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    choose(dialog.form.unit, "px")
    qtbot.waitUntil(lambda: not dialog.preview.image.isNull(), timeout=5000)
    dialog.form.width_box.setValue(500)
    dialog.form.height_box.setValue(300)
    dialog.form.legend.setChecked(True)
    choose(dialog.form.palette_box, "print")
    qtbot.waitUntil(
        lambda: (
            abs(dialog.preview.image.width() / dialog.preview.image.height() - 5 / 3) < 0.01
            and dialog.preview.image.pixelColor(3, 3).name() == "#ffffff"
        ),
        timeout=5000,
    )
    dialog.write(tmp_path / "figure.png")
    preview = dialog.preview.image
    qtbot.waitUntil(said(program, "figure.png"), timeout=8000)
    written = QImage(str(tmp_path / "figure.png"))
    assert (written.width(), written.height()) == (500, 300)
    shrunk = written.scaled(100, 60, mode=Qt.TransformationMode.SmoothTransformation)
    shown = preview.scaled(100, 60, mode=Qt.TransformationMode.SmoothTransformation)
    assert np.abs(dots(shrunk).astype(int) - dots(shown)).mean() < 4


@pytest.mark.parametrize("dimensions", [2, 3])
def test_the_session_reproduces_the_figure(
    qtbot: QtBot, program: Application, tmp_path: Path, dimensions: int
) -> None:
    """The command makes of the saved session, pixel by pixel, what the window exported."""
    program.window.viewport.cameraman.set_dimensions(dimensions, at_once=True)
    program.workbench.player.seek(0.37)
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    dialog.form.matrix.setChecked(True)
    dialog.write(tmp_path / "window.png")
    qtbot.waitUntil(said(program, "window.png"), timeout=8000)
    program.window.files.path = tmp_path / "session.eigen"
    assert program.window.files.save()
    render(Options(str(tmp_path / "session.eigen"), str(tmp_path / "command.png")))
    assert QImage(str(tmp_path / "window.png")) == QImage(str(tmp_path / "command.png"))


def test_changing_the_unit_keeps_the_size(qtbot: QtBot, program: Application) -> None:
    form = opened(qtbot, program, FigureDialog, CONTROL).form
    choose(form.unit, "in")
    form.width_box.setValue(4.0)
    choose(form.unit, "mm")
    assert form.width_box.value() == pytest.approx(101.6)
    choose(form.unit, "px")
    assert form.width_box.value() == pytest.approx(384, abs=1)


def test_several_moments_and_wrong_times(qtbot: QtBot, program: Application) -> None:
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    choose(dialog.form.moments, "five")
    qtbot.waitUntil(lambda: not dialog.preview.image.isNull(), timeout=5000)
    assert dialog.form.settings().moments == (0.0, 0.25, 0.5, 0.75, 1.0)
    choose(dialog.form.moments, "own")
    dialog.form.times.setText("0, 1/2")
    qtbot.waitUntil(lambda: not dialog.save_button.isEnabled(), timeout=5000)
    assert "numbers from 0 to 1" in dialog.preview.words
    assert dialog.form.times.property("invalid") == "true"
    dialog.form.times.setText("0, 0.5")
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=5000)


def test_a_figure_without_room_says_what_would_help(qtbot: QtBot, program: Application) -> None:
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    dialog.form.width_box.setValue(10)
    dialog.form.height_box.setValue(5)
    qtbot.waitUntil(lambda: "make the figure larger" in dialog.preview.words, timeout=5000)
    assert not dialog.save_button.isEnabled()


def test_settings_are_kept_with_the_session(qtbot: QtBot, program: Application) -> None:
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    dialog.form.title.setText("Kept")
    dialog.close()
    assert program.workbench.exports.figure.title == "Kept"
    assert program.window.isWindowModified()
    assert opened(qtbot, program, FigureDialog, CONTROL).form.title.text() == "Kept"


def test_a_figure_is_copied_as_pixels_and_vectors(qtbot: QtBot, program: Application) -> None:
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    qtbot.waitUntil(dialog.copy_button.isEnabled, timeout=5000)
    dialog.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"<svg" in data.data("image/svg+xml").data()


def test_the_picture_is_copied_as_png_and_svg(qtbot: QtBot, program: Application) -> None:
    qtbot.keyClick(program.window.viewport, Qt.Key.Key_C, CONTROL | SHIFT)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"<svg" in data.data("image/svg+xml").data()


def test_a_place_that_cannot_be_written_to_is_said(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    dialog = opened(qtbot, program, FigureDialog, CONTROL)
    dialog.write(tmp_path / "nowhere" / "figure.png")
    box = message(qtbot)
    assert "no folder" in box.informativeText()
    box.close()


# --- films ---------------------------------------------------------------------------------------


def small(dialog: FilmDialog, seconds: float = 0.5) -> None:
    dialog.form.size_box.setCurrentIndex(dialog.form.size_box.count() - 1)
    dialog.form.width_box.setValue(160)
    dialog.form.height_box.setValue(90)
    dialog.form.seconds.setValue(seconds)
    choose(dialog.form.fps, 30)


def test_a_film_by_keyboard(
    qtbot: QtBot, program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, program, FilmDialog, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: not dialog.preview.image.isNull(), timeout=5000)
    small(dialog)
    naming(monkeypatch, tmp_path / "film")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.making
    assert dialog.close_button.text() == "Cancel"
    qtbot.waitUntil(said(program, "film.mp4"), timeout=20_000)
    with av.open(str(tmp_path / "film.mp4")) as film:
        frames = list(film.decode(video=0))
    assert len(frames) == 15
    assert (frames[0].width, frames[0].height) == (160, 90)
    assert program.workbench.exports.film.width == 160


def test_a_folder_of_pictures(qtbot: QtBot, program: Application, tmp_path: Path) -> None:
    dialog = opened(qtbot, program, FilmDialog, CONTROL | SHIFT)
    small(dialog)
    choose(dialog.form.format, FOLDER)
    dialog.write(tmp_path / "pictures")
    qtbot.waitUntil(said(program, "pictures"), timeout=20_000)
    names = sorted((tmp_path / "pictures").iterdir())
    assert len(names) == 15
    with Image.open(names[0]) as image:
        assert image.size == (160, 90)


def test_the_window_answers_while_a_film_is_made_and_cancel_leaves_nothing(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    dialog = opened(qtbot, program, FilmDialog, CONTROL | SHIFT)
    small(dialog, seconds=60)
    dialog.write(tmp_path / "film.mp4")
    qtbot.waitUntil(lambda: dialog.progress.value() > 5, timeout=20_000)
    assert "left" in dialog.info.text()
    player = program.workbench.player
    qtbot.keyClick(program.window.viewport, Qt.Key.Key_Space)
    assert player.playing
    with qtbot.waitSignal(player.playing_changed, timeout=5000):
        pass
    assert player.position == 1.0
    assert dialog.making
    qtbot.mouseClick(dialog.close_button, LEFT)  # it says Cancel
    assert not dialog.making
    qtbot.waitUntil(lambda: not list(tmp_path.glob("*film*")), timeout=5000)
    qtbot.waitUntil(lambda: not list(tmp_path.glob(".film*")), timeout=5000)
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()


def test_quitting_asks_about_a_film_that_is_being_made(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    dialog = opened(qtbot, program, FilmDialog, CONTROL | SHIFT)
    small(dialog, seconds=60)
    dialog.write(tmp_path / "film.mp4")
    qtbot.waitUntil(lambda: dialog.progress.value() > 2, timeout=20_000)
    program.window.close()
    box = message(qtbot)
    assert "being made" in box.informativeText()
    assert program.window.isVisible()
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Yes), LEFT)
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=5000)
    qtbot.waitUntil(lambda: not list(tmp_path.glob(".film*")), timeout=5000)
    assert not (tmp_path / "film.mp4").exists()


def test_a_film_that_cannot_be_made_says_why(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    dialog = opened(qtbot, program, FilmDialog, CONTROL | SHIFT)
    small(dialog)
    dialog.form.width_box.setValue(161)
    dialog.write(tmp_path / "film.mp4")
    box = message(qtbot)
    assert "even width" in box.informativeText()
    box.close()


# --- numbers -------------------------------------------------------------------------------------


def test_numbers_by_keyboard(
    qtbot: QtBot, program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, program, TextDialog, CONTROL | ALT)
    choose(dialog.format, "numpy")
    assert "np.array([[1.0, 1.0], [0.0, 1.0]])" in dialog.text.toPlainText()
    dialog.readouts.setChecked(False)
    namespace: dict[str, object] = {}
    exec(dialog.text.toPlainText(), namespace)
    assert np.asarray(namespace["A"]).tolist() == [[1, 1], [0, 1]]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    choose(dialog.format, "latex")
    naming(monkeypatch, tmp_path / "numbers")
    dialog.save()
    assert "pmatrix" in (tmp_path / "numbers.tex").read_text()


def test_the_program_is_there_too(qtbot: QtBot, program: Application) -> None:
    dialog = opened(qtbot, program, TextDialog, CONTROL | ALT)
    choose(dialog.format, "program")
    assert "import torch" in dialog.text.toPlainText()
    assert not dialog.matrix.isEnabled()
