"""Presentation mode: something to read at once, and no key goes to a panel that is hidden."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcutEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import lab_names
from eigenscope.main.application import Application
from eigenscope.ui.shell.commands import Actions

from .driving import drag, matrix_of, pixel_of, press, settle

LEAST = 1 / 30  # of the window's height, for whatever is read from the last row
CONTROL = Qt.KeyboardModifier.ControlModifier


def typing_field(qtbot: QtBot) -> QLineEdit:
    """Return the field that has the focus, once it is seen."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.waitUntil(field.isVisible, timeout=2000)
    return field


def test_every_lab_has_something_to_read_before_anything_moves(
    qtbot: QtBot, program: Application
) -> None:
    for name in lab_names():
        program.window.actions_table[f"lab.{name}"].trigger()
        settle(qtbot, program)
        press(qtbot, program, Qt.Key.Key_F5)
        readouts = program.window.presenting.readouts
        assert readouts.isVisible(), name
        assert len(readouts.children()) > 2, name
        press(qtbot, program, Qt.Key.Key_F5)


def test_typing_goes_to_a_cell_that_is_seen_and_escape_leads_out(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    press(qtbot, program, Qt.Key.Key_F5)
    press(qtbot, program, Qt.Key.Key_M)
    assert window.presenting.inputs.isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    assert matrix_of(program)[0][0] == 7.0
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.presenting.active
    assert not window.presenting.inputs.isVisible()
    assert window.viewport.hasFocus()
    press(qtbot, program, Qt.Key.Key_Escape)
    assert not window.presenting.active
    assert window.docks.inputs.isVisible()


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_L, CONTROL), (Qt.Key.Key_N, None)])
def test_keys_that_lead_to_a_field_show_it(
    qtbot: QtBot, program: Application, key: Qt.Key, modifier: Qt.KeyboardModifier | None
) -> None:
    """In a presentation, and where the panel was closed by hand."""
    window = program.window
    for hide in (lambda: press(qtbot, program, Qt.Key.Key_F5), window.docks.inputs.close):
        hide()
        assert not window.docks.inputs.isVisible()
        press(qtbot, program, key, modifier or Qt.KeyboardModifier.NoModifier)
        field = typing_field(qtbot)
        qtbot.keyClicks(field, "sv")
        assert field.text() == "sv"
        field.clear()
        window.presenting.end()
        window.viewport.setFocus()


def test_one_that_follows_another_at_once_has_no_panels(qtbot: QtBot, program: Application) -> None:
    """The window manager may still be giving the window its size back."""
    for _ in range(3):
        press(qtbot, program, Qt.Key.Key_F5)
    assert program.window.presenting.active
    assert not any(dock.isVisible() for dock in program.window.docks.all())


@pytest.mark.own
def test_panels_come_back_as_large_as_they_were(qtbot: QtBot, program: Application) -> None:
    """The window manager makes the window smaller only after the panels are there again."""
    window = program.window
    height = window.panels_layout.state()["plot_height"]
    qtbot.waitUntil(lambda: window.docks.plot.height() == height)  # which Qt nears by steps
    before, size = window.docks.plot.size(), window.size()
    for _ in range(2):
        press(qtbot, program, Qt.Key.Key_F5)
        window.resize(1900, 1100)
        QApplication.processEvents()
        press(qtbot, program, Qt.Key.Key_F5)
        window.resize(1900, 1100)
        QApplication.processEvents()
        window.resize(size)
        qtbot.waitUntil(lambda: window.docks.plot.size() == before)


def test_a_lab_opened_meanwhile_brings_no_panel_and_has_its_plot_afterwards(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    window.actions_table["lab.systems"].trigger()
    settle(qtbot, program)
    assert not window.docks.plot.isVisible()  # it has no curves
    press(qtbot, program, Qt.Key.Key_F5)
    window.actions_table["lab.transform"].trigger()
    settle(qtbot, program)
    assert not window.docks.plot.isVisible()
    press(qtbot, program, Qt.Key.Key_F5)
    assert window.docks.plot.isVisible()


# --- read from the last row ----------------------------------------------------------------------


def label_sizes(program: Application) -> list[float]:
    """Return the heights of the picture's texts in pixels of the screen."""
    canvas = program.window.viewport.canvas
    assert canvas.frame is not None
    return [label.size * canvas.magnification for label in canvas.frame.labels]


def test_all_text_has_a_thirtieth_of_the_height_and_lines_go_with_it(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    assert min(label_sizes(program)) == 11
    press(qtbot, program, Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen, timeout=3000)
    least = window.height() * LEAST
    assert min(label_sizes(program)) >= least
    labels = window.presenting.readouts.findChildren(QLabel)
    written = [label for label in labels if label.text() and label.isVisible()]
    assert len(written) > 6
    assert min(label.fontInfo().pixelSize() for label in written) >= least - 0.5
    assert window.viewport.canvas.magnification == pytest.approx(least / 13)
    wide = window.viewport.view_size()[0]
    assert wide * window.viewport.canvas.magnification == pytest.approx(window.viewport.width())
    press(qtbot, program, Qt.Key.Key_F5)
    assert min(label_sizes(program)) == 11
    assert window.viewport.view_size() == (window.viewport.width(), window.viewport.height())


def test_plus_and_minus_change_the_size_and_it_is_remembered(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    actions = [window.actions_table[f"present.{name}"] for name in ("larger", "smaller", "size")]
    assert not any(action.isEnabled() for action in actions)
    press(qtbot, program, Qt.Key.Key_F5)
    at_first = max(label_sizes(program))
    press(qtbot, program, Qt.Key.Key_Plus)
    assert max(label_sizes(program)) == pytest.approx(1.15 * at_first)
    program.save_settings()
    assert program.memory.load()["text_step"] == 1
    for _ in range(2):
        press(qtbot, program, Qt.Key.Key_Minus)
    assert max(label_sizes(program)) == pytest.approx(at_first / 1.15)
    press(qtbot, program, Qt.Key.Key_0, CONTROL)
    assert max(label_sizes(program)) == at_first


def test_a_handle_is_dragged_where_it_is_seen(qtbot: QtBot, program: Application) -> None:
    window = program.window
    press(qtbot, program, Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen, timeout=3000)
    program.workbench.player.seek(1.0)
    window.results.show_now()
    QApplication.processEvents()  # the picture has the height that the caption leaves it
    settle(qtbot, program)
    factor = window.viewport.canvas.magnification
    assert factor > 1.5
    start, end = (pixel_of(program, place) * factor for place in ((1.0, 1.0, 0.0), (1.5, 0.5, 0.0)))
    drag(qtbot, program, start, end)
    settle(qtbot, program)
    assert matrix_of(program) == [[1.0, 1.5], [0.0, 0.5]]


# --- the caption ---------------------------------------------------------------------------------


def test_the_caption_keeps_its_height_over_the_picture_and_is_large(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    window.actions_table["lab.systems"].trigger()
    settle(qtbot, program)
    caption = window.caption
    for present in (False, True):
        if present:
            press(qtbot, program, Qt.Key.Key_F5)
            qtbot.waitUntil(window.isFullScreen, timeout=3000)
        heights, texts = set(), set()
        for t in (0.0, 0.2, 0.5, 0.8, 1.0):
            program.workbench.player.seek(t)
            window.results.show_now()
            QApplication.processEvents()
            heights.add((caption.height(), window.viewport.height()))
            texts.add(caption.text())
        assert len(heights) == 1
        assert len(texts) > 2
        assert caption.isVisible()
        bottom = caption.mapTo(window, QPoint(0, caption.height())).y()
        assert bottom <= window.viewport.mapTo(window, QPoint()).y()
        least = window.height() * LEAST if present else 15
        assert caption.fontInfo().pixelSize() >= least - 0.5


def test_the_caption_can_be_put_away_and_that_is_remembered(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    assert window.caption.isVisible()
    press(qtbot, program, Qt.Key.Key_S)
    assert not window.caption.isVisible()
    assert window.panels_layout.state()["caption"] is False
    press(qtbot, program, Qt.Key.Key_PageUp)
    assert window.statusBar().currentMessage().startswith("This is the beginning")
    press(qtbot, program, Qt.Key.Key_S)
    assert window.caption.isVisible()


def test_the_caption_is_read_aloud(qtbot: QtBot, program: Application) -> None:
    """By whoever cannot see it, it is met as what it says and not as what it is."""
    caption = program.window.caption
    interface = QAccessible.queryAccessibleInterface(caption)
    assert caption.text()
    assert interface.text(QAccessible.Text.Name) == caption.text()
    assert interface.text(QAccessible.Text.Description) == "What is happening"


# --- keys ----------------------------------------------------------------------------------------


class Heard(QObject):
    """Notes which shortcuts reach the commands, and keeps the commands from acting."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = [actions[command.id] for command in actions.commands]
        self.reached: set[tuple[str, str]] = set()
        for action in self._actions:
            action.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: take the place of the command."""
        if not isinstance(event, QShortcutEvent):
            return False
        assert not event.isAmbiguous(), event.key()
        self.reached.add((watched.objectName(), event.key().toString()))
        return True

    def end(self) -> None:
        """Let the commands act again."""
        for action in self._actions:
            action.removeEventFilter(self)


def test_every_key_that_works_in_a_window_works_in_a_presentation(
    qtbot: QtBot, program: Application
) -> None:
    """Whatever lies over the picture then, and though menus and bars are away."""
    window, actions = program.window, program.window.actions_table
    commands = {command.id: command.shortcuts for command in actions.commands}
    reached: list[set[tuple[str, str]]] = []
    for present in (False, True):
        if present:
            press(qtbot, program, Qt.Key.Key_F5)
            qtbot.waitUntil(window.isFullScreen, timeout=3000)
        heard = Heard(actions)
        expected: set[tuple[str, str]] = set()
        for name, keys in commands.items():
            for key in map(QKeySequence, keys):
                if actions[name].isEnabled():
                    expected.add((name, key.toString()))
                QTest.keySequence(window.viewport, key)
        heard.end()
        assert heard.reached == expected
        reached.append(heard.reached)
    assert reached[0] <= reached[1]
    names = {name for name, _ in reached[1]}
    assert {"play.toggle", "play.start", "play.end", "play.next", "view.fit"} <= names
    assert names >= {name for name, keys in commands.items() if keys and name.startswith("present")}
