"""Hundreds of seeded random events: no exception, no Qt warning, and the window still works."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application

from .. import sampling
from .driving import settle

NO, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
MODIFIERS = [NO, NO, NO, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier]
MODIFIERS += [Qt.KeyboardModifier.AltModifier]
KEYS = [
    Qt.Key(k)
    for k in (*range(Qt.Key.Key_0, Qt.Key.Key_9 + 1), *range(Qt.Key.Key_A, Qt.Key.Key_Z + 1))
]
KEYS += [
    Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Period, Qt.Key.Key_Slash,
    Qt.Key.Key_F1, Qt.Key.Key_F5, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight,
]  # fmt: skip
PASTES = (
    "1/2", "[[1,2],[3,4]]", "[1 2 3; 4 5 6; 7 8 9]", "1\t2\n3\t4", "nonsense", "[[1,2],[3]]",
    r"\begin{pmatrix}1&0\\0&1\end{pmatrix}", "", "9^9^9", "1e300", "-1e-300", "√2/2", "∞", "[" * 99,
)  # fmt: skip


class Monkey:
    """Does something random to the window, the same for the same numbers."""

    def __init__(self, qtbot: QtBot, program: Application, chance: random.Random) -> None:
        self._bot = qtbot
        self._program = program
        self._random = chance
        self._acts: list[Callable[[], None]] = [
            self.key, self.key, self.key, self.click, self.click, self.drag, self.drag,
            self.wheel, self.paste, self.resize, self.focus, self.double_click,
        ]  # fmt: skip

    def act(self) -> None:
        """Do one thing."""
        self._random.choice(self._acts)()

    def _target(self) -> QWidget:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        window = top if top is not None else self._program.window
        children = [
            w for w in window.findChildren(QWidget) if w.isVisible() and w.width() > 4 < w.height()
        ]
        return self._random.choice(children) if children else window

    def _place(self, widget: QWidget) -> QPoint:
        choose = self._random.randrange
        return QPoint(choose(max(1, widget.width())), choose(max(1, widget.height())))

    def key(self) -> None:
        """Press a key, somewhere that may have the focus."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        widget = QApplication.focusWidget() or top or self._program.window
        modifier = self._random.choice(MODIFIERS)
        key = self._random.choice(KEYS)
        quits = key in (Qt.Key.Key_Q, Qt.Key.Key_F4, Qt.Key.Key_Space, Qt.Key.Key_Tab)
        if quits and modifier != NO:
            return  # these belong to the desktop, or end the program
        self._bot.keyClick(widget, key, modifier)

    def click(self) -> None:
        """Click somewhere."""
        widget = self._target()
        self._bot.mouseClick(widget, LEFT, self._random.choice(MODIFIERS), self._place(widget))

    def double_click(self) -> None:
        """Double-click on the picture."""
        view = self._program.window.viewport.canvas.view
        self._bot.mouseDClick(view, LEFT, NO, self._place(view))

    def drag(self) -> None:
        """Drag across the picture or a cell."""
        view = self._program.window.viewport.canvas.view
        widget = view if self._random.random() < 0.6 else self._target()
        button = self._random.choice((LEFT, LEFT, Qt.MouseButton.RightButton))
        self._bot.mousePress(widget, button, self._random.choice(MODIFIERS), self._place(widget))
        for _ in range(self._random.randrange(4)):
            self._bot.mouseMove(widget, self._place(widget))
        self._bot.mouseRelease(widget, button, NO, self._place(widget))

    def wheel(self) -> None:
        """Turn the wheel over the picture."""
        view = self._program.window.viewport.canvas.view
        place = QPointF(self._place(view))
        event = QWheelEvent(
            place, place, QPoint(), QPoint(0, self._random.choice((-960, -120, 120, 960))),
            Qt.MouseButton.NoButton, NO, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)

    def paste(self) -> None:
        """Paste something into whatever has the focus."""
        QGuiApplication.clipboard().setText(self._random.choice(PASTES))
        widget = QApplication.focusWidget() or self._program.window
        self._bot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def resize(self) -> None:
        """Change the window's size."""
        choose = self._random.randrange
        self._program.window.resize(choose(900, 1900), choose(600, 1150))

    def focus(self) -> None:
        """Give the focus to something."""
        self._target().setFocus()


@pytest.mark.own
@pytest.mark.long
@pytest.mark.timeout(400)
def test_random_events_leave_no_exception_and_no_warning(
    qtbot: QtBot, program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Dialogs of the desktop would wait for ever, and they are not ours.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QMessageBox, "about", lambda *_a: None)
    # A row that is dragged waits for the desktop's own mouse.
    program.window.lab_panels.definitions.list.setDragEnabled(False)
    program.window.ask_before_closing(lambda: False)  # the search for commands finds Quit, too
    seed = sampling.count(20, sampling.seed_of("monkey"))  # what it meets may take its time
    monkey = Monkey(qtbot, program, random.Random(seed))
    for _ in range(sampling.count(500, 5000)):
        monkey.act()
    while (sheet := QApplication.activeModalWidget()) is not None:
        sheet.close()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    program.window.presenting.end()
    program.workbench.open_lab(load_lab("transform"))
    program.workbench.edit(program.workbench.lab.defaults(), "Start over")
    settle(qtbot, program)
    program.workbench.player.seek(1.0)
    assert program.workbench.solution.at(1.0).tolist() == [[1, 1], [0, 1]]
