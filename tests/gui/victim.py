"""A program that edits, saves and exports without pause, until somebody kills it.

What it did is in the log of its folder, a line for each step.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from eigenscope.document.figures import FigureSettings, FilmSettings
from eigenscope.export.composing import compose
from eigenscope.export.figures import save_figure
from eigenscope.export.films import save_film
from eigenscope.main.application import Application
from eigenscope.ui.shell.preparing import prepare_qt
from eigenscope.ui.style.theme import current_theme

FIGURE = FigureSettings(300, 200, "px")
FILM = FilmSettings(0.5, 10, 96, 64, 0, 0)
FIGURES = ("figure.png", "figure.svg", "figure.pdf", "figure.tex")
FILMS = ("film.mp4", "film.gif", "film.webm", "film.apng")
EDIT, SAVE, EXPORT = 40, 700, 150  # milliseconds between two of each


def number(count: int) -> str:
    """Return the entry that the edit so numbered puts into the matrix."""
    return f"{count}/1000"


class Victim:
    """Drives the program."""

    def __init__(self, folder: Path, *, saves: bool) -> None:
        self.folder = folder
        self.log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.program = Application(folder / "state")
        self.count = self.exports = 0
        if saves:
            self.program.window.files.path = folder / "session.eigen"
        self.timers = [self.every(EDIT, self.edit), self.every(EXPORT, self.export)]
        if saves:
            self.timers.append(self.every(SAVE, self.save))
        self.say("ready")

    def every(self, pause: int, act: object) -> QTimer:
        timer = QTimer(self.program.window)
        timer.timeout.connect(act)
        timer.start(pause)
        return timer

    def say(self, words: str) -> None:
        os.write(self.log, f"{time.time():.4f} {words}\n".encode())

    def edit(self) -> None:
        self.count += 1
        inputs = self.program.document.inputs
        matrix = inputs.matrix.with_entry(0, 1, number(self.count))
        self.program.workbench.edit(replace(inputs, matrix=matrix), "Edit")
        self.say(f"edit {self.count}")

    def save(self) -> None:
        count = self.count
        self.say(f"saving {count}")
        self.program.window.files.save()
        self.say(f"saved {count}")

    def export(self) -> None:
        subject, colours = self.program.window.file_commands.subject(), current_theme().palette
        name = (FIGURES + FILMS)[self.exports % 8]
        self.exports += 1
        path = self.folder / name

        def work(_: object) -> None:
            if name in FIGURES:
                save_figure(compose(subject, FIGURE), FIGURE, colours, path)
            else:
                save_film(subject, FILM, colours, "even", path)

        jobs = self.program.workbench.background.jobs
        if not jobs.pending("export"):
            jobs.submit("export", work, lambda outcome: self.say(f"export {outcome.error}"))


def run(folder: Path, *, saves: bool) -> None:
    """Run until killed, without a screen; called in a process of its own."""
    os.environ.update(QT_QPA_PLATFORM="offscreen", EIGENSCOPE_RENDERER="paint")
    prepare_qt()
    app = QApplication(sys.argv[:1])
    victim = Victim(folder, saves=saves)
    app.aboutToQuit.connect(victim.timers.clear)
    app.exec()
