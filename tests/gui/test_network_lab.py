"""The lab Neural network in the real window: trained, played, undone, and taught by clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application

from .driving import LEFT, pixel_of, settle

_WAIT = 20_000


def numbers(program: Application) -> dict[str, Any]:
    readouts: tuple[Readout, ...] = program.workbench.lab.readouts(program.workbench.solution, 1.0)
    return {each.key: each.value for each in readouts}


def trained(qtbot: QtBot, program: Application, **changes: Any) -> dict[str, Any]:
    """Return the numbers once the network with changed inputs is trained."""
    bench = program.workbench
    if changes:
        bench.edit(bench.lab.check(replace(bench.inputs, **changes)), "Change")
    qtbot.waitUntil(lambda: not bench.busy, timeout=_WAIT)
    return numbers(program)


def test_a_training_is_played_stepped_and_undone_to_the_same_numbers(
    qtbot: QtBot, program: Application
) -> None:
    program.workbench.open_lab(load_lab("network"))
    bench, player = program.workbench, program.workbench.player
    first = trained(qtbot, program, steps=40)
    assert first["step"] == 40
    player.seek(0.0)
    assert "Before the first step" in str(bench.lab.caption(bench.solution, player.eased))
    player.play_to(player.next_stop(bench.lab.stops(bench.solution), True))
    qtbot.waitUntil(lambda: not player.playing, timeout=_WAIT)
    assert "Step 4 of 40" in str(bench.lab.caption(bench.solution, player.eased))
    other = trained(qtbot, program, seed=9)
    assert other["loss"] != first["loss"]
    bench.undo_stack.undo()
    assert trained(qtbot, program)["loss"] == first["loss"]


def test_clicks_in_the_picture_become_points_of_a_class(qtbot: QtBot, program: Application) -> None:
    program.workbench.open_lab(load_lab("network"))
    settle(qtbot, program)
    trained(qtbot, program, steps=5)
    viewport = program.window.viewport
    before = program.workbench.inputs.second
    program.window.edit_commands.draw_outline("second")
    camera = viewport.cameraman.destination
    for place in ((-0.5, -0.5, 0.0), (0.5, 0.5, 0.0)):
        qtbot.mouseClick(viewport.canvas.view, LEFT, pos=pixel_of(program, place))
        trained(qtbot, program)
        assert viewport.cameraman.destination == camera  # nothing moves away from the mouse
    qtbot.keyClick(viewport, Qt.Key.Key_Return)
    inputs = program.workbench.inputs
    assert inputs.data == "clicks"
    assert inputs.second[:3] == before
    assert len(inputs.second) == 5
    trained(qtbot, program)
    assert viewport.frame is not None
    drawn: tuple[Any, ...] = viewport.frame.named("points 1")
    assert [len(draw.geometry.positions) for draw in drawn] == [5]
    stack = program.workbench.undo_stack
    steps = stack.index()
    program.window.edit_commands.draw_outline("first")
    qtbot.keyClick(viewport, Qt.Key.Key_Escape)
    assert stack.index() == steps  # what was done before stays
    stack.undo()
    assert program.workbench.inputs.second == before
