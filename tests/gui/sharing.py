"""One window for all tests of a module, given to each as if it had just been opened.

Taking a window back to how it was at first takes a fraction of the time that opening one does. It
is looked at each time whether that worked, and a window that is not what it was is replaced.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.document.session import Session
from eigenscope.labs.contract.registry import FIRST, load_lab
from eigenscope.main.application import Application
from eigenscope.ui.inputs.inputs_panel import InputsPanel
from eigenscope.ui.shell.results import NUMBERS
from eigenscope.ui.style.theme import apply_theme, current_theme, load_theme, system_theme_name

from .driving import settle

SIZE = (1280, 800)  # logical pixels
_TRIES, _PAUSE = 10, 50  # until Qt has laid everything out, and milliseconds between them
_SHOWN = ("text", "plainText", "checked", "value", "currentIndex", "toolTip", "windowTitle")


def opened(qtbot: QtBot, folder: Path, size: tuple[int, int] = SIZE) -> Application:
    """Open the program, and wait until its matrix is solved and all labs are loaded."""
    program = Application(folder)
    window = program.window
    window.resize(*size)
    with qtbot.waitSignal(window.viewport.canvas.painted, timeout=20_000):
        window.show()
    _activate(qtbot, program)
    settle(qtbot, program)
    return program


def closed(program: Application) -> None:
    """Close the program, whatever is not saved."""
    if shiboken6.isValid(program.window):
        program.window.close_now()
        program.window.deleteLater()
    QApplication.processEvents()


class SharedProgram:
    """Holds a program and gives it out.

    Parameters
    ----------
    folder
        Where its settings and its recovery live.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program: Application | None = None
        self._at_first: dict[str, object] = {}
        self._panels, self._place = QByteArray(), QRect()
        self.openings = 0

    def take(self, qtbot: QtBot) -> Application:
        """Return the program as it is when it has just been opened."""
        program = self._program
        if program is not None and _alive(program):
            take_back(qtbot, program, self._place, self._panels)
            if self._as_at_first(qtbot, program):
                return program
        self.close()
        self.openings += 1
        program = self._program = opened(qtbot, self._folder / str(self.openings))
        program.window.setAnimated(False)  # panels that slide would be waited for each time
        program.window.results.plot.prepare()  # or the plot would come some time later
        self._at_first = at_rest(qtbot, program)
        self._panels, self._place = program.window.saveState(), program.window.geometry()
        return program

    def close(self) -> None:
        """Close the program, if there is one."""
        if self._program is not None:
            closed(self._program)
        self._program = None

    def _as_at_first(self, qtbot: QtBot, program: Application) -> bool:
        def same() -> bool:  # the first difference is enough, and widgets take longest
            return all(look(program) == self._at_first[name] for name, look in _ASPECTS.items())

        try:
            qtbot.waitUntil(same, timeout=_TRIES * _PAUSE)
        except qtbot.TimeoutError:
            return False
        return True


def at_rest(qtbot: QtBot, program: Application) -> dict[str, object]:
    """Return what a window looks like once it changes no more."""
    seen: list[dict[str, object]] = []
    while len(seen) < 3 * _TRIES:
        qtbot.wait(2 * _PAUSE)
        seen.append(appearance(program))
        if len(seen) > 3 and all(one == seen[-1] for one in seen[-4:-1]):
            break
    return seen[-1]


def take_back(qtbot: QtBot, program: Application, place: QRect, panels: QByteArray) -> None:
    """Make a program as it was at first: document, undo, playback, camera, theme and panels.

    The panels, which take Qt a while, are moved only if they do not stand as they are to.
    """
    window, app = program.window, QApplication.instance()
    assert isinstance(app, QApplication)
    for other in app.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.disable()  # as the program has it, though another one may have been closed since
    window.presenting.end()
    window.presenting.scale.reset()
    window.viewport.end_tool(False)
    window.viewport.dragging.cancel()
    settle(qtbot, program)  # or what is under way would come to life again
    window.showNormal()
    window.setGeometry(place)
    lab = load_lab(FIRST)
    window.files.show(Session(lab, lab.defaults()))
    window.board.forget()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.files.set_recent([])
    apply_theme(app, load_theme(system_theme_name(app)))
    if not window.legend.wanted:
        window.actions_table["view.legend"].trigger()
    if window.saveState() != panels:
        window.panels_layout.reset()
        window.restoreState(panels)  # at their final heights, which Qt nears by steps
    window.lab_panels.setCurrentIndex(0)
    window.results.pages.setCurrentIndex(NUMBERS)
    window.notice.hide()
    for widget in window.findChildren(QWidget):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
    window.viewport.canvas.view.setToolTip("")
    window.viewport.canvas.view.unsetCursor()
    window.statusBar().clearMessage()
    for edit in window.findChildren(QLineEdit):
        if not edit.isVisible() and not _is_a_labs(edit):
            edit.clear()
    for area in window.findChildren(QAbstractScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().minimum())
        area.horizontalScrollBar().setValue(area.horizontalScrollBar().minimum())
    app.clipboard().clear()
    _activate(qtbot, program)
    settle(qtbot, program)


def _activate(qtbot: QtBot, program: Application) -> None:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=5000)
    program.window.viewport.clearFocus()  # or a ring stays that keys have brought there
    program.window.viewport.setFocus()


def _alive(program: Application) -> bool:
    return shiboken6.isValid(program.window) and program.window.isVisible()


def _is_a_labs(edit: QLineEdit) -> bool:
    """Tell whether a field edits a lab's inputs, which are shown anew when the lab is opened."""
    parent = edit.parentWidget()
    while parent is not None and not isinstance(parent, InputsPanel):
        parent = parent.parentWidget()
    return parent is not None


def appearance(program: Application) -> dict[str, object]:
    """Return what a test could tell a window by that was used before."""
    return {name: look(program) for name, look in _ASPECTS.items()}


def _actions(program: Application) -> object:
    return [
        (action.objectName(), action.text(), action.isEnabled(), action.isChecked())
        for action in program.window.actions()
        if action.isVisible()
    ]


def _windows(_: Application) -> object:
    return sorted(type(top).__name__ for top in QApplication.topLevelWidgets() if top.isVisible())


def _widgets(program: Application) -> object:
    """Return all that is seen, sorted: what is raised comes after what lies beside it."""
    window = program.window
    return sorted(
        repr(_shown(widget, placed=widget.parentWidget() is not window.statusBar()))
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget is not window.status.place  # the screen's own mouse
    )


_ASPECTS: dict[str, Callable[[Application], object]] = {
    "size": lambda program: program.window.geometry().getRect(),
    "plot": lambda program: program.window.panels_layout.state()["plot_height"],
    "canvas": lambda program: program.window.viewport.canvas.geometry().getRect(),
    "camera": lambda program: program.window.viewport.cameraman.destination,
    "contents": lambda program: program.workbench.document.contents,
    "session": lambda program: program.workbench.session(),
    "file": lambda program: (
        program.window.files.path,
        program.window.files.modified,
        program.window.files.recent,
    ),
    "undo": lambda program: (
        program.workbench.undo_stack.count(),
        program.workbench.undo_stack.index(),
    ),
    "playing": lambda program: program.workbench.player.playing,
    "theme": lambda _: current_theme().name,
    "focus": lambda _: type(QApplication.focusWidget()),
    "actions": _actions,
    "windows": _windows,
    "widgets": _widgets,
}
"""What makes a window's appearance, what is asked for soonest first."""


def _shown(widget: QWidget, *, placed: bool) -> tuple[object, ...]:
    """Return what is seen of a widget; its place only if it does not depend on what was before."""
    kind: Any = type(widget)
    return (
        kind.__name__,
        widget.objectName(),
        widget.geometry().getRect() if placed else None,
        widget.isEnabled(),
        *(widget.property(name) for name in _shown_by(kind)),
    )


@cache
def _shown_by(kind: Any) -> tuple[str, ...]:
    """Return which properties that are seen a kind of widget has."""
    meta = kind.staticMetaObject
    return tuple(name for name in _SHOWN if meta.indexOfProperty(name) >= 0)
