"""The first two minutes: what somebody new sees, and the tour of the window."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import lab_names
from eigenscope.main.application import Application
from eigenscope.ui.present.coach_mark import CoachMark
from eigenscope.ui.shell.results import EXPLAIN, NUMBERS

from .driving import settle
from .sharing import closed


def open_as_new(qtbot: QtBot, folder: Path) -> Application:
    program = Application(folder, greets=True)
    program.window.resize(1280, 720)
    program.window.show()
    program.window.activateWindow()
    return program


def _is_whole_in(viewport: QWidget, widget: QWidget) -> bool:
    return widget.mapTo(viewport, widget.rect().bottomLeft()).y() <= viewport.height()


@pytest.mark.own
def test_the_first_start_plays_once_and_explains_and_the_next_does_not(
    qtbot: QtBot, tmp_path: Path, shared_program: object
) -> None:
    program = open_as_new(qtbot, tmp_path)
    player, window = program.workbench.player, program.window
    qtbot.waitUntil(lambda: player.playing, timeout=20_000)
    qtbot.waitUntil(lambda: not player.playing, timeout=8000)
    assert player.position == 1.0
    settle(qtbot, program)
    lesson = window.results.lesson
    assert window.results.pages.currentIndex() == EXPLAIN
    assert window.notice.isVisible()
    assert "tour" in window.notice.words.text()
    for seen in (lesson.lead, lesson.heading, *lesson.cards[:2]):  # without scrolling
        assert seen.isVisible()
        qtbot.waitUntil(partial(_is_whole_in, lesson.viewport(), seen))
    window.results.pages.setCurrentIndex(NUMBERS)
    program.save_settings()
    closed(program)
    again = open_as_new(qtbot, tmp_path)
    settle(qtbot, again)
    assert not again.workbench.player.playing
    assert again.workbench.player.position == 0.0
    assert not again.window.notice.isVisible()
    assert again.window.results.pages.currentIndex() == NUMBERS
    closed(again)
    gc.collect()


@pytest.mark.own
def test_panels_come_after_the_first_picture_and_take_no_room_from_it(
    qtbot: QtBot, tmp_path: Path, shared_program: object
) -> None:
    program = Application(tmp_path)
    viewport, places = program.window.viewport, []
    viewport.canvas.painted.connect(
        lambda: places.append((viewport.mapTo(program.window, viewport.pos()), viewport.width()))
    )
    program.window.resize(1280, 720)
    program.window.show()
    settle(qtbot, program)
    assert program.window.inputs_panel.isVisible()
    assert program.window.results.plot.isVisible()
    assert len(set(places)) == 1
    closed(program)
    gc.collect()


@pytest.mark.own
def test_the_tour_is_offered_no_longer_once_something_is_tried(
    qtbot: QtBot, tmp_path: Path, shared_program: object
) -> None:
    program = open_as_new(qtbot, tmp_path)
    settle(qtbot, program)
    window = program.window
    assert window.notice.isVisible()
    player = program.workbench.player
    qtbot.waitUntil(lambda: player.position == 1.0 and not player.playing, timeout=8000)
    settle(qtbot, program)
    said = window.caption.text()
    assert said.endswith("Press Space to play it again.")
    assert "  " not in said
    qtbot.mouseClick(window.results.lesson.cards[1], Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()
    closed(program)
    gc.collect()


def test_the_card_of_what_stands_there_is_marked(qtbot: QtBot, program: Application) -> None:
    window = program.window
    window.results.pages.setCurrentIndex(EXPLAIN)
    for name in lab_names():
        window.actions_table[f"lab.{name}"].trigger()
        settle(qtbot, program)
        for card in tuple(window.results.lesson.cards):
            qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
            cards = window.results.lesson.cards
            marked = [other for other in cards if other.property("chosen")]
            assert marked == [card], (name, card.experiment.key)
        program.workbench.undo_stack.undo()
        assert not card.property("chosen")


def test_every_lab_explains_and_offers_something_to_try(qtbot: QtBot, program: Application) -> None:
    window = program.window
    window.results.pages.setCurrentIndex(EXPLAIN)
    for name in lab_names():
        window.actions_table[f"lab.{name}"].trigger()
        settle(qtbot, program)
        lesson = window.results.lesson
        assert lesson.cards, name
        assert lesson.lead.isVisible() or lesson.summary.isVisible(), name
        column = lesson.lead.y(), lesson.heading.y(), lesson.cards[0].y()
        QApplication.processEvents()
        assert lesson.lead.y() < lesson.heading.y() < lesson.cards[0].y(), (name, column)


def test_the_tour_goes_through_the_window_and_leaves_it_as_it_was(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    window.docks.inputs.hide()
    window.results.pages.setCurrentIndex(2)
    window.lab_panels.setCurrentIndex(2)
    contents = program.document.contents
    window.actions_table["help.tour"].trigger()
    tour = window.welcome.tour
    assert tour is not None
    mark = tour.mark
    holes = []
    for number in range(1, 8):
        QApplication.processEvents()
        assert mark.place.text() == f"{number} of 7"
        holes.append(mark.hole())
        check_bubble(mark)
        if number == 3:
            bubble = mark.bubble.geometry()
            assert not bubble.contains(mark.hole().center())  # where the arrows are
            qtbot.keyClick(mark, Qt.Key.Key_Left)
            assert mark.place.text() == "2 of 7"
            qtbot.keyClick(mark, Qt.Key.Key_Right)
        qtbot.keyClick(mark, Qt.Key.Key_Right)
    assert len({(hole.x(), hole.y(), hole.width()) for hole in holes}) >= 6
    assert not tour.active
    assert not mark.isVisible()
    assert not window.docks.inputs.isVisible()
    assert window.results.pages.currentIndex() == 2
    assert window.lab_panels.currentIndex() == 2
    assert program.document.contents == contents
    assert program.workbench.undo_stack.count() == 0
    assert window.viewport.hasFocus()


def test_the_tour_ends_by_escape_and_no_key_of_the_window_works_meanwhile(
    qtbot: QtBot, program: Application
) -> None:
    window = program.window
    window.actions_table["help.tour"].trigger()
    tour = window.welcome.tour
    assert tour is not None
    qtbot.keyClick(tour.mark, Qt.Key.Key_3)
    assert window.viewport.cameraman.dimensions == 2
    window.resize(700, 500)
    QApplication.processEvents()
    check_bubble(tour.mark)
    qtbot.keyClick(tour.mark, Qt.Key.Key_Escape)
    assert not tour.active


def check_bubble(mark: CoachMark) -> None:
    """Check that the bubble is within the window, and all its text within the bubble."""
    bubble = mark.bubble
    assert mark.rect().contains(bubble.geometry())
    assert mark.hole().isValid()
    for label in (mark.title, mark.words):
        needed = label.heightForWidth(label.width())
        assert label.height() >= needed, label.text()
