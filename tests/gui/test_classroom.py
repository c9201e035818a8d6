"""A class in a presentation: a lesson by keys alone, and what a teacher hides and draws."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.ui.charts.plotting import TICK_SIZE
from eigenscope.ui.present.presentation_readouts import unbroken
from eigenscope.ui.shell.classroom_commands import NAMES
from eigenscope.ui.style.finding import Finding

from .driving import matrix_of, settle

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
LEAST = 1 / 30  # of the height, for whatever is read from the last row


def key(qtbot: QtBot, pressed: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key wherever the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, pressed, modifier)
    QApplication.processEvents()


def words(qtbot: QtBot, text: str) -> None:
    """Type a text wherever the focus is."""
    qtbot.keyClicks(QApplication.focusWidget(), text)


def begin(qtbot: QtBot, program: Application) -> None:
    program.window.viewport.setFocus()
    key(qtbot, Qt.Key.Key_F5)
    qtbot.waitUntil(program.window.isFullScreen, timeout=3000)
    QApplication.processEvents()


def check_sizes(program: Application) -> None:
    """Check that all that is read now has a thirtieth of the window's height."""
    window = program.window
    least = window.height() * LEAST - 0.5
    canvas = window.viewport.canvas
    assert canvas.frame is not None
    cells = [label for label in canvas.frame.labels if not label.ground]
    sizes = {label.text: label.size for label in canvas.frame.labels if label not in cells}
    assert all(size * canvas.magnification >= least for size in sizes.values()), sizes
    beside = window.presenting.readouts.findChildren(QLabel)
    for label in (window.caption, *beside):
        if label.isVisible() and label.text():
            assert label.fontInfo().pixelSize() >= least, label.text()


def play_on(qtbot: QtBot, program: Application) -> None:
    """Press the clicker, and wait until the motion stands still."""
    player = program.workbench.player
    key(qtbot, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: not player.playing, timeout=8000)


def test_a_lesson_of_ten_minutes_is_given_by_keys_alone(qtbot: QtBot, program: Application) -> None:
    """The determinant, then eigenvectors, then why descent zigzags."""
    window, bench = program.window, program.workbench
    settle(qtbot, program)
    layout, size, stack = laid_out(program), window.size(), bench.undo_stack
    begin(qtbot, program)
    for _ in range(4):  # a quick lesson
        key(qtbot, Qt.Key.Key_BracketRight)

    # How much larger does the square become? The class says it before the number is there.
    key(qtbot, Qt.Key.Key_Q)
    assert not window.presenting.readouts.isVisible()
    key(qtbot, Qt.Key.Key_M)
    for place, text in enumerate(("3", "1", "0", "2")):
        words(qtbot, text)
        if place < 3:
            key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_Escape)
    assert matrix_of(program) == [[3.0, 1.0], [0.0, 2.0]]
    settle(qtbot, program)
    play_on(qtbot, program)
    assert bench.player.position == 1.0
    assert "area 6.00" not in texts(program)
    key(qtbot, Qt.Key.Key_Q)
    assert "area 6.00" in texts(program)
    assert window.presenting.readouts.isVisible()
    check_sizes(program)

    # Which lines stay where they are?
    key(qtbot, Qt.Key.Key_X)
    words(qtbot, "find the eigen")
    key(qtbot, Qt.Key.Key_Return)
    settle(qtbot, program)
    qtbot.waitUntil(lambda: not bench.player.playing, timeout=8000)
    assert any("eigenline" in text for text in texts(program))
    check_sizes(program)
    key(qtbot, Qt.Key.Key_B)
    assert window.classroom.blackout.isVisible()
    key(qtbot, Qt.Key.Key_Space)
    assert not window.classroom.blackout.isVisible()
    assert not bench.player.playing  # the key was for the black screen

    # Why does descent zigzag?
    key(qtbot, Qt.Key.Key_L, CONTROL)
    words(qtbot, "descent")
    key(qtbot, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert bench.lab.name == "descent"
    key(qtbot, Qt.Key.Key_X)
    words(qtbot, "zigzag")
    key(qtbot, Qt.Key.Key_Return)
    settle(qtbot, program)
    key(qtbot, Qt.Key.Key_1)  # all forty steps
    settle(qtbot, program)
    check_sizes(program)
    key(qtbot, Qt.Key.Key_G)
    for _ in range(3):  # λ₁, λ₂, the angle; then η
        key(qtbot, Qt.Key.Key_Tab)
    for _ in range(4):
        key(qtbot, Qt.Key.Key_Left)
    settle(qtbot, program)
    assert bench.inputs.rate.scalar.value < 0.1
    check_sizes(program)
    key(qtbot, Qt.Key.Key_Escape)
    assert window.presenting.active
    key(qtbot, Qt.Key.Key_0)
    play_on(qtbot, program)
    assert window.caption.text().startswith("1 of 40 steps taken")

    key(qtbot, Qt.Key.Key_Escape)
    assert not window.presenting.active
    qtbot.waitUntil(lambda: not window.isFullScreen() and window.size() == size, timeout=3000)
    settle(qtbot, program)
    assert stack.count() == 5  # two entries that changed, two experiments, and η
    for _ in range(stack.count()):
        stack.undo()
    assert matrix_of(program) == [[1.0, 1.0], [0.0, 1.0]]
    qtbot.waitUntil(lambda: laid_out(program) == layout, timeout=3000)


def laid_out(program: Application) -> list[object]:
    """Return what stands in the window, where and how large."""
    window = program.window
    parts = (
        *window.docks.all(), window.toolbar, window.menuBar(), window.statusBar(), window.viewport,
        window.caption, window.legend, window.playback_bar, window.results.pages,
    )  # fmt: skip
    places = [(part.isVisible(), part.mapTo(window, part.rect().topLeft())) for part in parts]
    sizes = [(part.width(), part.height()) for part in parts]
    return [places, sizes, window.size(), window.results.pages.currentIndex()]


def texts(program: Application) -> list[str]:
    frame = program.window.viewport.canvas.frame
    assert frame is not None
    return [label.text for label in frame.labels]


def test_the_commands_of_a_presentation_are_there_in_one_alone(
    qtbot: QtBot, program: Application
) -> None:
    actions = [program.window.actions_table[f"present.{name}"] for name in NAMES]
    assert not any(action.isEnabled() for action in actions)
    begin(qtbot, program)
    assert all(action.isEnabled() for action in actions)
    key(qtbot, Qt.Key.Key_F5)
    assert not any(action.isEnabled() for action in actions)


def test_a_list_goes_by_tab_stays_in_the_middle_and_offers_nothing_that_cannot_be(
    qtbot: QtBot, program: Application
) -> None:
    begin(qtbot, program)
    key(qtbot, Qt.Key.Key_X)
    chooser, window = program.window.classroom.chooser, program.window
    assert chooser.list.currentIndex().row() == 0
    key(qtbot, Qt.Key.Key_Tab)
    assert chooser.list.currentIndex().row() == 1
    key(qtbot, Qt.Key.Key_Backtab)
    assert chooser.list.currentIndex().row() == 0
    window.presenting.pictures.resize(640, 400)
    assert abs(chooser.geometry().center().x() - 320) <= 1
    runs: list[str] = []
    never = Finding("never", "", "", lambda: runs.append("never"), enabled=False)
    chooser.open("Some", [never, Finding("now", "", "", lambda: runs.append("now"))], 20)
    key(qtbot, Qt.Key.Key_Up)
    assert chooser.list.currentIndex().row() == 1
    key(qtbot, Qt.Key.Key_Return)
    assert runs == ["now"]
    chooser.open("Nothing like it", [never], 20)
    words(qtbot, "xyzzy")
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        key(qtbot, pressed)
    assert chooser.isVisible()
    chooser.open("None", [never], 20)
    key(qtbot, Qt.Key.Key_Return)
    assert chooser.isVisible()
    assert runs == ["now"]


def test_a_norm_stays_on_one_line(qtbot: QtBot, program: Application) -> None:
    program.window.actions_table["lab.vectors"].trigger()
    begin(qtbot, program)
    settle(qtbot, program)
    assert unbroken("Distance ‖a − b‖ of ‖a‖") == "Distance ‖a\xa0−\xa0b‖ of ‖a‖"
    labels = program.window.presenting.readouts.findChildren(QLabel)
    assert any("‖a\xa0" in label.text() for label in labels)


class Swallowing(QObject):
    """Takes the keys of actions, and notes whose they were."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Shortcut:
            self.names.add(watched.objectName())
            return True
        return False


def test_a_presentation_keeps_every_key_of_the_window(qtbot: QtBot, program: Application) -> None:
    """Though menus and bars are hidden, each key still reaches its command."""
    window = program.window
    begin(qtbot, program)
    swallowing = Swallowing()
    actions = [
        action
        for _, action in window.actions_table.searchable()
        if action.isEnabled() and not action.shortcut().isEmpty()
    ]
    assert len(actions) > 40
    for action in actions:
        action.installEventFilter(swallowing)
        pressed = action.shortcut()[0]  # type: ignore[index]  # it is in Python
        qtbot.keyClick(window.viewport, pressed.key(), pressed.keyboardModifiers())
        action.removeEventFilter(swallowing)
    assert swallowing.names == {action.objectName() for action in actions}


def test_what_is_hidden_is_there_again_afterwards(qtbot: QtBot, program: Application) -> None:
    begin(qtbot, program)
    program.workbench.player.seek(1.0)
    settle(qtbot, program)
    whole = texts(program)
    for typed, gone in (("unit square", "area"), ("eigenline", "eigenline")):
        key(qtbot, Qt.Key.Key_U)
        words(qtbot, typed)
        key(qtbot, Qt.Key.Key_Return)
        assert any(gone in text for text in whole)
        assert not any(gone in text for text in texts(program))
    key(qtbot, Qt.Key.Key_U)
    words(qtbot, "unit square")
    key(qtbot, Qt.Key.Key_Return)
    assert any("area" in text for text in texts(program))
    key(qtbot, Qt.Key.Key_F5)
    assert not program.window.classroom.veil.slots
    assert any("eigenline" in text for text in texts(program))


def test_the_pen_leaves_no_trace(qtbot: QtBot, program: Application) -> None:
    begin(qtbot, program)
    board, stack = program.window.classroom.blackboard, program.workbench.undo_stack
    key(qtbot, Qt.Key.Key_D)
    assert board.isVisible()
    for row in (100, 200):
        qtbot.mousePress(board, LEFT, NONE, QPoint(100, row))
        qtbot.mouseMove(board, QPoint(300, row))
        qtbot.mouseRelease(board, LEFT, NONE, QPoint(300, row))
    image = board.grab().toImage()
    drawn = [QColor(image.pixel(200, row)).name() for row in (100, 150, 200)]
    assert drawn[0] == drawn[2] != drawn[1]
    assert len(board.strokes) == 2
    key(qtbot, Qt.Key.Key_Z, CONTROL)
    assert len(board.strokes) == 1
    key(qtbot, Qt.Key.Key_Escape)
    assert program.window.presenting.active
    assert len(board.strokes) == 1
    assert board.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    key(qtbot, Qt.Key.Key_Escape)
    assert not program.window.presenting.active
    assert not board.isVisible()
    assert not board.strokes
    assert stack.count() == 0


def test_zooming_to_a_rectangle_shows_it_whole_and_goes_back(
    qtbot: QtBot, program: Application
) -> None:
    begin(qtbot, program)
    settle(qtbot, program)
    viewport, board = program.window.viewport, program.window.classroom.blackboard
    before, factor = viewport.cameraman.destination, viewport.canvas.magnification
    corners = QPoint(200, 150), QPoint(400, 300)
    places = [
        before.unproject((corner.x() / factor, corner.y() / factor), viewport.view_size())
        for corner in corners
    ]
    key(qtbot, Qt.Key.Key_Z)
    qtbot.mousePress(board, LEFT, NONE, corners[0])
    qtbot.mouseMove(board, corners[1])
    qtbot.mouseRelease(board, LEFT, NONE, corners[1])
    settle(qtbot, program)
    camera, size = viewport.cameraman.destination, viewport.view_size()
    assert camera.height < before.height / 2
    seen = np.array([camera.project(place, size)[0][:2] for place in places if place is not None])
    assert (seen >= -1e-6).all()
    assert (seen <= np.array(size) + 1e-6).all()
    assert seen.mean(axis=0) == pytest.approx(np.array(size) / 2, abs=0.01)
    key(qtbot, Qt.Key.Key_Z)
    settle(qtbot, program)
    assert viewport.cameraman.destination == before


def test_a_zoom_ends_with_the_presentation(qtbot: QtBot, program: Application) -> None:
    viewport, board = program.window.viewport, program.window.classroom.blackboard
    at_first = viewport.look()
    begin(qtbot, program)
    settle(qtbot, program)
    key(qtbot, Qt.Key.Key_Z)
    for act, place in (
        (qtbot.mousePress, QPoint(200, 150)),
        (qtbot.mouseRelease, QPoint(400, 300)),
    ):
        act(board, LEFT, NONE, place)
    settle(qtbot, program)
    assert viewport.look().height < at_first.height / 2
    key(qtbot, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not program.window.isFullScreen(), timeout=3000)
    settle(qtbot, program)
    assert viewport.look().height == pytest.approx(at_first.height, rel=0.1)


def test_the_large_inputs_take_their_room_from_the_numbers(
    qtbot: QtBot, program: Application
) -> None:
    begin(qtbot, program)
    window = program.window
    key(qtbot, Qt.Key.Key_M)
    QApplication.processEvents()
    panel = window.presenting.inputs
    assert panel.isVisible()
    assert not window.presenting.readouts.isVisible()
    left = window.viewport.mapTo(window, QPoint()).x()
    assert left >= panel.mapTo(window, QPoint(panel.width(), 0)).x()
    scale = panel.transform().m11()
    assert 13 * scale >= window.height() * LEAST - 0.5
    key(qtbot, Qt.Key.Key_Escape)
    assert window.presenting.active
    assert window.presenting.readouts.isVisible()
    assert window.viewport.hasFocus()


def test_charts_are_larger_too_and_as_before_afterwards(qtbot: QtBot, program: Application) -> None:
    window = program.window
    window.actions_table["lab.matrix"].trigger()
    settle(qtbot, program)
    board = window.board
    charts = board.charts
    assert charts is not None
    qtbot.waitUntil(lambda: not any(tile.waiting for tile in charts.tiles), timeout=20_000)
    begin(qtbot, program)
    proxy = charts.graphicsProxyWidget()
    assert proxy is not None
    magnifier = proxy.scene().views()[0]
    assert magnifier.isVisible()
    least = window.height() * LEAST - 0.5
    assert magnifier.transform().m11() * TICK_SIZE >= least
    assert magnifier.width() == pytest.approx(charts.width() * magnifier.transform().m11(), abs=3)
    key(qtbot, Qt.Key.Key_L, CONTROL)
    words(qtbot, "vectors")  # a lab without charts has all the room
    key(qtbot, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert not magnifier.isVisible()
    key(qtbot, Qt.Key.Key_F5)
    assert charts.graphicsProxyWidget() is None
    assert not charts.isVisible()
    window.actions_table["lab.matrix"].trigger()
    settle(qtbot, program)
    assert charts.isVisible()
    assert charts.parentWidget() is board.splitter
