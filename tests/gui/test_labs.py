"""Finding and opening labs, their explanations and experiments, in the real window."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.installing import as_in_pyproject, installed

from eigenscope.document.eigen_file import read_session_bytes
from eigenscope.document.session import Session
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.registry import FIRST, GROUPS, described_labs, lab_names, load_lab
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.lighting import belongs, part_at
from eigenscope.ui.shell.command_table import lab_commands
from eigenscope.ui.side.lab_shelf import LabShelf
from eigenscope.ui.side.lesson_panel import LessonPanel

from .. import sampling
from ..sessions import session_bytes
from .driving import OpenProgram, press_lab, settle
from .sharing import closed

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

_UNTIL_LISTED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from eigenscope.main.application import Application
from eigenscope.ui.shell.preparing import prepare_qt, start_qt
prepare_qt()
app = start_qt(sys.argv[:1])
program = Application(Path(sys.argv[1]))
program.window.complete()
assert program.window.lab_commands.listed
for module in list(sys.modules):
    if module.startswith("eigenscope.labs.") and module.count(".") > 2:
        if not module.endswith(".description") and ".contract." not in module + ".":
            print(module)
"""


def shelf_of(program: Application) -> LabShelf:
    return program.window.lab_panels.shelf


def open_shelf(qtbot: QtBot, program: Application) -> LabShelf:
    qtbot.keyClick(program.window.viewport, Key.Key_L, CONTROL)
    shelf = shelf_of(program)
    qtbot.waitUntil(shelf.search.hasFocus, timeout=2000)
    return shelf


def drawn(frame: Frame | None) -> tuple[Draw, ...]:
    assert frame is not None
    return frame.draws


def show_lesson(qtbot: QtBot, program: Application) -> Any:
    qtbot.keyClick(program.window.viewport, Key.Key_H)
    panel = program.window.results.lesson
    qtbot.waitUntil(panel.isVisible, timeout=2000)
    return panel


def explanation(panel: LessonPanel) -> str:
    return f"{panel.lead.toPlainText()} {panel.text.toPlainText()}"


def test_every_lab_is_on_the_shelf_in_its_group(qtbot: QtBot, program: Application) -> None:
    shelf = open_shelf(qtbot, program)
    labs, problems = described_labs()
    assert tuple(card.lab for card in shelf.cards) == labs
    assert problems == ()
    places = [GROUPS.index(card.lab.group) for card in shelf.cards]
    assert places == sorted(places)
    assert [heading.text() for heading, _ in shelf._headings] == list(
        dict.fromkeys(card.lab.group for card in shelf.cards)
    )


def test_each_lab_draws_its_own_picture(qtbot: QtBot, program: Application) -> None:
    shelf = open_shelf(qtbot, program)
    qtbot.waitUntil(lambda: not shelf._unpainted, timeout=15_000)
    pictures = [card.icon().pixmap(card.iconSize()).toImage() for card in shelf.cards]
    assert all(image.width() > 60 for image in pictures)
    for k, one in enumerate(pictures):
        assert all(one != other for other in pictures[:k])


def test_a_lab_that_needs_the_engine_for_its_picture_gets_one(
    qtbot: QtBot, program: Application
) -> None:
    shelf = open_shelf(qtbot, program)
    (card,) = (card for card in shelf.cards if card.lab.name == "tensors")
    qtbot.waitUntil(lambda: card.painted, timeout=15_000)


def test_the_open_lab_is_in_view_on_the_shelf(qtbot: QtBot, program: Application) -> None:
    program.workbench.open_lab(load_lab("attention"))
    settle(qtbot, program)
    shelf = open_shelf(qtbot, program)
    (card,) = (card for card in shelf.cards if card.isChecked())
    assert card.lab.name == "attention"
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty(), timeout=2000)


def test_a_word_finds_a_lab_and_enter_opens_it(qtbot: QtBot, program: Application) -> None:
    shelf = open_shelf(qtbot, program)
    qtbot.keyClicks(shelf.search, "noise matrix")
    assert [card.lab.name for card in shelf._shown()] == ["matrix"]
    qtbot.keyClick(shelf.search, Key.Key_Return)
    assert program.workbench.lab.name == "matrix"
    assert program.window.lab_panels.currentIndex() == 0
    assert [card.lab.name for card in shelf.cards if card.isChecked()] == ["matrix"]
    assert program.window.actions_table["lab.matrix"].isChecked()


def test_a_key_word_finds_a_lab_on_the_shelf(qtbot: QtBot, program: Application) -> None:
    shelf = open_shelf(qtbot, program)
    qtbot.keyClicks(shelf.search, "least squares")
    assert [card.lab.name for card in shelf._shown()] == ["systems"]


def test_words_that_no_lab_has_are_said_to_be_so(qtbot: QtBot, program: Application) -> None:
    shelf = open_shelf(qtbot, program)
    qtbot.keyClicks(shelf.search, "quaternion")
    assert shelf.nothing.isVisible()
    assert not any(heading.isVisible() for heading, _ in shelf._headings)
    shelf.search.clear()
    assert not shelf.nothing.isVisible()
    assert len(shelf._shown()) == len(shelf.cards)


def test_arrows_walk_over_the_shelf(qtbot: QtBot, program: Application) -> None:
    shelf = open_shelf(qtbot, program)
    qtbot.keyClick(shelf.search, Key.Key_Down)
    assert shelf.cards[0].hasFocus()
    qtbot.keyClick(shelf.cards[0], Key.Key_Down)
    assert shelf.cards[1].hasFocus()
    qtbot.keyClick(shelf.cards[1], Key.Key_Return)
    assert program.workbench.lab.description is shelf.cards[1].lab


def test_a_lab_keeps_its_inputs_and_its_view(qtbot: QtBot, program: Application) -> None:
    man = program.window.viewport.cameraman
    program.window.viewport.zoom_in()
    settle(qtbot, program)
    before, inputs = man.destination, program.workbench.inputs
    press_lab(qtbot, program, "matrix")
    settle(qtbot, program)
    assert man.destination != before
    press_lab(qtbot, program, "transform")
    settle(qtbot, program)
    assert man.destination == before
    assert program.workbench.inputs == inputs


def test_the_view_of_every_lab_is_in_the_session(qtbot: QtBot, program: Application) -> None:
    window = program.window
    window.viewport.zoom_in()
    settle(qtbot, program)
    zoomed = window.viewport.cameraman.destination
    press_lab(qtbot, program, "matrix")
    settle(qtbot, program)
    session = read_session_bytes(session_bytes(program.workbench.session()))
    assert set(session.looks) == {"transform"}
    window.files.show(Session(load_lab("transform"), load_lab("transform").defaults()))
    settle(qtbot, program)
    assert program.workbench.session().looks == {}
    window.files.show(session)
    settle(qtbot, program)
    press_lab(qtbot, program, "transform")
    settle(qtbot, program)
    assert window.viewport.cameraman.destination.height == pytest.approx(zoomed.height)


def test_a_fitted_view_grows_with_what_it_shows(qtbot: QtBot, program: Application) -> None:
    bench, man = program.workbench, program.window.viewport.cameraman

    def enter(size: float) -> float:
        matrix = Matrix.from_array(np.eye(2) * size)
        bench.edit(replace(bench.inputs, matrix=matrix), "larger")
        settle(qtbot, program)
        return man.destination.height

    program.window.viewport.fit()
    settle(qtbot, program)
    small = enter(2.0)
    assert enter(50.0) > 5 * small
    assert enter(2.0) == pytest.approx(small, rel=0.7)
    program.window.viewport.zoom_in()  # a view of the user's own stays
    settle(qtbot, program)
    chosen = man.destination.height
    assert enter(50.0) == chosen


def test_a_broken_lab_is_named_and_stops_nothing(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What says nothing of itself is named at once, what cannot be imported once it is opened."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "hollow_lab.py").write_text(
        "from eigenscope.labs.contract.description import LabDescription\n"
        "DESCRIPTION = LabDescription('hollow', 'Hollow', 'Maps', 'Of a test.', 'no_inside:LAB')"
    )
    there = len(described_labs()[0])
    with installed(broken="no_such_module_anywhere:LAB", hollow="hollow_lab:DESCRIPTION"):
        program = open_program()
        window, shelf = program.window, shelf_of(program)
        assert "no_such_module_anywhere" in shelf.problems.text()
        assert "no_inside" not in shelf.problems.text()
        assert len(shelf.cards) == there + 1
        card = next(card for card in shelf.cards if card.lab.name == "hollow")
        for opening in (card.click, window.actions_table["lab.hollow"].trigger):
            opening()
            assert "no_inside" in window.statusBar().currentMessage()
            assert program.workbench.lab.name == FIRST
            assert not card.isChecked()
            assert not window.actions_table["lab.hollow"].isChecked()
        assert shelf.problems.text().count("no_inside") == 1
        shelf.cards[0].click()
        assert program.workbench.lab.name == shelf.cards[0].lab.name
        qtbot.keyClick(window.viewport, Key.Key_L, CONTROL)
        qtbot.waitUntil(lambda: not shelf._unpainted, timeout=15_000)
        closed(program)
    sys.modules.pop("hollow_lab", None)


def test_labs_that_nobody_opens_are_not_imported(tmp_path: Path) -> None:
    """The window, its menus and its shelf know labs by their descriptions."""
    program = subprocess.run(
        [sys.executable, "-c", _UNTIL_LISTED, str(tmp_path)],
        env=as_in_pyproject(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    rooms = {each.split(".")[2] for each in program.stdout.split()}
    assert rooms - {"kit"} == {FIRST}


# --- the explanation ----------------------------------------------------------------------------


def test_the_explanation_belongs_to_the_lab(qtbot: QtBot, program: Application) -> None:
    panel = show_lesson(qtbot, program)
    assert "columns" in explanation(panel)
    assert {"basis 0", "unit", "grid"} <= set(panel.parts())
    press_lab(qtbot, program, "matrix")
    assert "singular value" in explanation(panel)


def test_the_explanation_follows_the_topic_and_stays_where_it_was_scrolled_to(
    qtbot: QtBot, program: Application
) -> None:
    press_lab(qtbot, program, "vectors")
    panel, bench = show_lesson(qtbot, program), program.workbench
    assert "triangle inequality" in explanation(panel)
    bench.edit(replace(bench.inputs, topic="dot"), "Dot product")
    settle(qtbot, program)
    assert "cosine similarity" in explanation(panel)
    assert "triangle inequality" not in explanation(panel)
    assert program.window.viewport.spotlight.parts == panel.parts()
    panel.verticalScrollBar().setValue(40)
    scrolled = panel.verticalScrollBar().value()
    assert scrolled > 0
    bench.edit(replace(bench.inputs, dimension="3"), "Space")
    settle(qtbot, program)
    assert panel.verticalScrollBar().value() == scrolled
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    settle(qtbot, program)
    assert "triangle inequality" in explanation(panel)
    assert panel.verticalScrollBar().value() == 0


def test_pointing_at_a_symbol_lights_its_part_up(qtbot: QtBot, program: Application) -> None:
    panel = show_lesson(qtbot, program)
    viewport = program.window.viewport
    shown = viewport.canvas.frame
    panel.pointed.emit("unit")
    lit = viewport.canvas.frame
    assert lit is not shown
    for before, after in zip(drawn(viewport.frame), drawn(lit), strict=False):
        if belongs(before, "unit"):
            assert after.style.opacity >= before.style.opacity
        else:
            assert after.style.opacity < before.style.opacity
    panel.pointed.emit("")
    assert all(
        one.style == other.style
        for one, other in zip(drawn(viewport.frame), drawn(viewport.canvas.frame), strict=False)
    )


def test_the_mouse_over_a_symbol_points_at_it(qtbot: QtBot, program: Application) -> None:
    panel = show_lesson(qtbot, program)
    text = panel.lead
    cursor = next(text.links())
    cursor.setPosition(cursor.selectionStart() + 1)
    with qtbot.waitSignal(panel.pointed, timeout=3000, check_params_cb=lambda part: part != ""):
        QTest.mouseMove(text.viewport(), text.cursorRect(cursor).center() + QPoint(2, 0))
        QTest.mouseMove(text.viewport(), text.cursorRect(cursor).center())
    assert program.window.viewport.spotlight.part == "basis 0"


def test_the_mouse_over_a_part_marks_its_symbol(qtbot: QtBot, program: Application) -> None:
    panel = show_lesson(qtbot, program)
    viewport = program.window.viewport
    program.workbench.player.seek(1.0)
    arrow = next(draw for draw in drawn(viewport.frame) if draw.name == "basis 1")
    tip = arrow.matrix[:3, 1] * 0.5
    place = viewport.cameraman.camera.project([tip], viewport.view_size())[0]
    assert viewport.frame is not None
    beside = next(  # all lines of the grid
        QPoint(x, y)
        for x, y in itertools.product(range(5, 200, 5), range(5, 200, 5))
        if not part_at(viewport.frame, viewport.view_size(), (x, y), viewport.spotlight.parts)
    )
    QTest.mouseMove(viewport.canvas.view, beside)
    QTest.mouseMove(viewport.canvas.view, QPoint(round(place[0]), round(place[1])))
    qtbot.waitUntil(lambda: viewport.spotlight.part == "basis 1", timeout=3000)
    assert panel.lead._marked == "basis 1"
    QTest.mouseMove(viewport.canvas.view, beside)
    qtbot.waitUntil(lambda: viewport.spotlight.part == "", timeout=3000)


def test_nothing_lights_up_while_the_explanation_is_away(
    qtbot: QtBot, program: Application
) -> None:
    viewport = program.window.viewport
    arrow = next(draw for draw in drawn(viewport.frame) if draw.name == "basis 0")
    place = viewport.cameraman.camera.project([arrow.matrix[:3, 0] * 0.5], viewport.view_size())[0]
    QTest.mouseMove(viewport.canvas.view, QPoint(5, 5))
    QTest.mouseMove(viewport.canvas.view, QPoint(round(place[0]), round(place[1])))
    qtbot.wait(50)
    assert viewport.spotlight.part == ""


# --- what to try --------------------------------------------------------------------------------


def test_an_experiment_sets_the_inputs_and_plays(qtbot: QtBot, program: Application) -> None:
    panel = show_lesson(qtbot, program)
    bench = program.workbench
    before = bench.inputs
    card = panel.cards[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert bench.inputs == card.experiment.inputs
    qtbot.waitUntil(lambda: bench.player.playing, timeout=5000)
    bench.undo_stack.undo()
    assert bench.inputs == before


def test_an_experiment_by_keyboard(qtbot: QtBot, program: Application) -> None:
    panel = show_lesson(qtbot, program)
    panel.cards[0].setFocus()
    qtbot.keyClick(panel.cards[0], Key.Key_Space)
    assert program.workbench.inputs == panel.cards[0].experiment.inputs


@pytest.mark.parametrize("name", lab_names())
def test_all_experiments_of_a_lab_can_be_tried(
    qtbot: QtBot, program: Application, name: str
) -> None:
    program.window.lab_commands.open(load_lab(name))
    settle(qtbot, program)
    panel = show_lesson(qtbot, program)
    told: list[str] = []
    program.workbench.failed.connect(told.append)
    for card in sampling.some(f"experiments of {name}", panel.cards, 2):
        card.chosen.emit(card.experiment)
        settle(qtbot, program)
        program.workbench.player.seek(1.0)
        assert program.workbench.lab.check(card.experiment.inputs) == program.workbench.inputs
        viewport = program.window.viewport
        points = program.workbench.lab.extent(program.workbench.solution)
        places = viewport.cameraman.destination.project(points, viewport.view_size())[:, :2]
        assert ((places >= 0) & (places <= viewport.view_size())).all(), card.experiment.key
    assert told == []
    assert len(panel.cards) >= 4


def test_a_lab_that_comes_takes_no_others_key() -> None:
    labs = described_labs()[0]
    newcomer = LabDescription("new", "New", "Maps", "Of a test.", "none:LAB", shortcut="Ctrl+4")
    commands = {command.id: command.shortcuts for command in lab_commands((*labs, newcomer))}
    assert commands["lab.transform"] == ("Ctrl+4",)
    assert commands["lab.new"] == ()
