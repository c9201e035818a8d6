"""Playback in the real window: keys, stages, speed, and no geometry uploaded."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from eigenscope.document.document import Document
from eigenscope.labs.contract.registry import load_lab
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.render.gl.view import GLView
from eigenscope.ui.session.player import Player
from eigenscope.ui.session.workbench import Workbench

from .driving import press, settle

# --- playback ------------------------------------------------------------------------------------


def test_space_plays_to_the_end_in_its_time(qtbot: QtBot, program: Application) -> None:
    player = program.workbench.player
    began = time.perf_counter()
    turns = [began]
    ticking = QTimer()
    ticking.timeout.connect(lambda: turns.append(time.perf_counter()))
    ticking.start(5)
    press(qtbot, program, Qt.Key.Key_Space)
    assert player.playing
    with qtbot.waitSignal(player.playing_changed, timeout=5000):
        pass
    took = time.perf_counter() - began
    assert player.position == 1.0
    ticking.stop()
    # It may be late by the one turn in which it ends, however slow the machine, but not by the sum
    # of all its frames: lintrans, which counts them, needs 790 ms more.
    longest = max(after - before for before, after in pairwise([*turns, began + took]))
    assert 1.2 <= took < 1.35 + 2 * longest


def test_space_pauses_and_scrubbing_pauses(qtbot: QtBot, program: Application) -> None:
    player = program.workbench.player
    press(qtbot, program, Qt.Key.Key_Space)
    press(qtbot, program, Qt.Key.Key_Space)
    assert not player.playing
    program.window.playback_bar.slider.setValue(3000)
    assert player.position == pytest.approx(0.5)


def test_step_keys_and_ends(qtbot: QtBot, program: Application) -> None:
    player = program.workbench.player
    press(qtbot, program, Qt.Key.Key_1)
    assert player.position == 1.0
    press(qtbot, program, Qt.Key.Key_Comma)
    assert player.position == pytest.approx(59 / 60)
    press(qtbot, program, Qt.Key.Key_0)
    press(qtbot, program, Qt.Key.Key_Period)
    assert player.position == pytest.approx(1 / 60)


def test_page_keys_step_through_the_stages(qtbot: QtBot, program: Application) -> None:
    inputs = replace(
        program.document.inputs, path="stages", matrix=Matrix.from_array([[1.0, 2.0], [3.0, 4.0]])
    )
    program.workbench.edit(inputs, "Stages")
    settle(qtbot, program)
    player = program.workbench.player
    seen: list[float] = []
    for _ in range(3):
        press(qtbot, program, Qt.Key.Key_PageDown)
        assert player.playing
        press(qtbot, program, Qt.Key.Key_PageDown)  # is there at once
        assert not player.playing
        seen.append(round(player.eased, 6))
    assert seen == [round(1 / 3, 6), round(2 / 3, 6), 1.0]
    press(qtbot, program, Qt.Key.Key_PageDown)
    assert not player.playing
    assert program.window.caption.text().startswith("This is the end: Page Up")
    press(qtbot, program, Qt.Key.Key_PageUp)
    with qtbot.waitSignal(player.playing_changed, timeout=5000):
        pass
    assert player.eased == pytest.approx(2 / 3)


def test_a_play_to_a_stop_turns_back_and_takes_its_time(qtbot: QtBot) -> None:
    now = 10.0
    player = Player(clock=lambda: now)
    player.set_loop("repeat")
    player.play_to(0.5)
    assert player.halt == 0.5
    now += 0.3
    player.tick()
    assert player.position == pytest.approx(0.25)
    player.set_speed(2.0)
    now += 0.1
    player.tick()
    assert player.position == pytest.approx(0.25 + 0.1 * 2 / 1.2)
    player.play_to(0.0)
    now += 0.1
    player.tick()
    assert player.position == pytest.approx(0.25)
    player.set_speed(1.0)
    now += 0.1
    player.tick()
    assert player.position == pytest.approx(0.25 - 0.1 / 1.2)
    now += 5.0
    player.tick()
    assert player.position == 0.0
    assert not player.playing
    player.play()
    assert player.halt is None
    now += 1.5
    player.tick()
    assert player.playing  # it repeats


@pytest.mark.parametrize("forward", [True, False])
def test_an_easing_changed_on_the_way_leaves_the_stop_and_the_picture_where_they_are(
    qtbot: QtBot, forward: bool
) -> None:
    now = 10.0
    player = Player(clock=lambda: now)
    player.set_loop("repeat")
    player.show(0.0 if forward else 1.0)
    stop = player.next_stop((0.0, 0.3, 1.0), forward=forward)
    player.play_to(stop)
    now += 0.2
    player.tick()
    before = player.eased
    for ease in ("slow start", "slow end", "even", "smooth"):
        player.set_ease(ease)
        assert player.playing
        assert player.eased == pytest.approx(before)
    now += 5.0
    player.tick()
    assert not player.playing
    assert player.eased == pytest.approx(0.3)
    player.set_ease("even")
    assert player.eased == pytest.approx(0.3)


def test_settings_changed_on_the_way_back_do_not_turn_it_round(qtbot: QtBot) -> None:
    now = 10.0
    player = Player(clock=lambda: now)
    player.set_ease("even")
    player.set_loop("there and back")
    player.play()
    now += 1.2 * 1.25
    player.tick()
    assert player.position == pytest.approx(0.75)
    player.set_speed(2.0)
    player.set_ease("smooth")
    assert player.eased == pytest.approx(0.75)
    player.set_ease("even")
    now += 0.12
    player.tick()
    assert player.position == pytest.approx(0.55)


def test_speed_loop_and_ease_by_keys(qtbot: QtBot, program: Application) -> None:
    player = program.workbench.player
    press(qtbot, program, Qt.Key.Key_BracketRight)
    assert player.speed == 2.0
    press(qtbot, program, Qt.Key.Key_L)
    assert player.loop == "repeat"
    press(qtbot, program, Qt.Key.Key_E)
    assert player.ease == "slow start"
    assert program.window.playback_bar.speed.text() == "2×"


def test_a_play_begun_before_the_engine_answers_is_not_lost(qtbot: QtBot) -> None:
    bench = Workbench(Document(load_lab("transform")))
    try:
        bench.play()
        assert not bench.player.playing
        bench.start()
        qtbot.waitUntil(lambda: bench.player.playing, timeout=5000)
    finally:
        bench.player.pause()
        bench.close()


def test_playback_uploads_nothing(qtbot: QtBot, program: Application) -> None:
    view = program.window.viewport.canvas.view
    assert isinstance(view, GLView)
    player = program.workbench.player
    with qtbot.waitSignal(program.window.viewport.canvas.painted, timeout=5000):
        player.seek(0.01)
    renderer = view.renderer
    assert renderer is not None
    before = renderer.uploads
    painted = 0

    def count() -> None:
        nonlocal painted
        painted += 1

    program.window.viewport.canvas.painted.connect(count)
    program.workbench.play()
    with qtbot.waitSignal(player.playing_changed, timeout=5000):
        pass
    assert painted > 3
    assert renderer.uploads == before
