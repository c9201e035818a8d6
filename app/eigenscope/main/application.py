"""Opens the window: the first picture first, everything slow after it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from eigenscope.document.codec import InputError, from_json, to_json
from eigenscope.document.document import Document
from eigenscope.document.memory import Memory
from eigenscope.labs.base import Inputs, Lab
from eigenscope.labs.registry import load_lab
from eigenscope.resources import resource
from eigenscope.scene.clock import EASES
from eigenscope.ui.player import LOOPS, SPEEDS
from eigenscope.ui.preparing import prepare_qt
from eigenscope.ui.theme import (
    apply_theme,
    available_themes,
    current_theme,
    load_theme,
    system_theme_name,
)
from eigenscope.ui.window import MainWindow
from eigenscope.ui.workbench import Workbench

_SAVE_AFTER = 1500  # milliseconds after the last change: a kill loses no more than that
FIRST_LAB = "transform"


class Application:
    """The running program: window, memory, and what ties them."""

    def __init__(self, folder: Path) -> None:
        self.memory = Memory(folder, "state")
        state = self.memory.load()
        self._choose_theme(state)
        lab = load_lab(FIRST_LAB)
        self.document = Document(lab, self._inputs(lab, state))
        self.workbench = Workbench(self.document)
        self.window = MainWindow(self.workbench)
        self.workbench.setParent(self.window)
        layout = state.get("layout")
        if isinstance(layout, dict):
            self.window.restore_layout(layout)
        self._restore_player(state.get("player"))
        self._saving = QTimer(self.window)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_AFTER)
        self._saving.timeout.connect(self.save)
        self.workbench.inputs_changed.connect(lambda _: self._saving.start())
        self.window.closing = self.save
        self.window.viewport.canvas.painted.connect(
            self.workbench.start, Qt.ConnectionType.SingleShotConnection
        )

    def save(self) -> None:
        """Write the state down; a disk that refuses must not disturb the work."""
        player = self.workbench.player
        state = {
            "lab": self.document.lab.name,
            "inputs": to_json(self.document.inputs),
            "theme": current_theme().name,
            "player": {"speed": player.speed, "loop": player.loop, "ease": player.ease},
            "layout": self.window.layout_state(),
        }
        try:
            self.memory.save(state)
        except OSError as error:
            self.window.statusBar().showMessage(f"The state could not be saved: {error}", 8000)

    @staticmethod
    def _choose_theme(state: dict[str, object]) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a QApplication must be there first")
        names = [theme.name for theme in available_themes()]
        wanted = state.get("theme")
        name = wanted if isinstance(wanted, str) and wanted in names else system_theme_name(app)
        apply_theme(app, load_theme(name))

    @staticmethod
    def _inputs(lab: Lab, state: dict[str, object]) -> Inputs | None:
        if state.get("lab") != lab.name:
            return None
        try:
            return from_json(lab, state.get("inputs"))
        except InputError:
            return None

    def _restore_player(self, state: object) -> None:
        if not isinstance(state, dict):
            return
        player = self.workbench.player
        if state.get("speed") in SPEEDS:
            player.set_speed(state["speed"])
        if state.get("loop") in LOOPS:
            player.set_loop(state["loop"])
        if state.get("ease") in EASES:
            player.set_ease(state["ease"])


def open_window(*, temporary: bool) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    prepare_qt()
    app = QApplication(sys.argv[:1])
    app.setWindowIcon(window_icon())
    with tempfile.TemporaryDirectory(prefix="eigenscope-") as folder:
        where = Path(folder) if temporary else state_folder()
        program = Application(where)
        program.window.show()
        return app.exec()


def state_folder() -> Path:
    """Return the folder in which this user's state is remembered."""
    from platformdirs import user_state_path

    return user_state_path("eigenscope", appauthor=False)


def window_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(resource("icons", "eigenscope.svg")))
