"""Solutions that a lab offers while it solves: shown at once, never when stale, and no edits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from eigenscope.document.document import Document
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.specs import WholeSpec, spec
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.ui.session.parts import Parts
from eigenscope.ui.session.workbench import Workbench

from ..bare_lab import BareLab
from .driving import settle

_WAIT = 10.0


@dataclass(frozen=True)
class Inputs:
    number: int = spec(WholeSpec("Number", "Number", "", 0, lambda _: 9), 0)


class SlowLab(BareLab):
    """Offers its inputs' number twice, and then waits to be let go on; each has a gate."""

    description = LabDescription("slow", "Slow", "Vectors", "For this test.", "none:LAB")
    inputs_type = Inputs

    def __init__(self) -> None:
        self.gates = [threading.Event() for _ in range(3)]

    def preview(self, inputs: Inputs) -> tuple[str, int]:
        return "preview", inputs.number

    def solve(self, inputs: Inputs, cancellation: object = None) -> tuple[str, int]:
        assert isinstance(cancellation, Cancellation)
        for gate, words in zip(self.gates, ("first", "second", "whole"), strict=True):
            assert gate.wait(_WAIT)
            cancellation.check()
            if words != "whole":
                cancellation.offer((words, inputs.number))
        return "whole", inputs.number


@pytest.fixture
def lab() -> Iterator[SlowLab]:
    lab = SlowLab()
    yield lab
    for gate in lab.gates:
        gate.set()


@pytest.fixture
def bench(lab: SlowLab, qtbot: QtBot) -> Iterator[Workbench]:
    bench = Workbench(Document(lab))
    bench.start()
    yield bench
    bench.close()


def _shows(bench: Workbench, words: str) -> bool:
    return bool(bench.solution == (words, 0))


def test_parts_are_shown_until_the_whole_comes(
    lab: SlowLab, bench: Workbench, qtbot: QtBot
) -> None:
    shown: list[object] = []
    bench.solution_changed.connect(shown.append)
    for gate, words in zip(lab.gates, ("first", "second", "whole"), strict=True):
        assert bench.busy
        gate.set()
        qtbot.waitUntil(partial(_shows, bench, words))
    assert not bench.busy
    assert shown == [("first", 0), ("second", 0), ("whole", 0)]
    assert bench.undo_stack.count() == 0


def test_a_part_of_what_is_no_longer_wanted_is_dropped(
    lab: SlowLab, bench: Workbench, qtbot: QtBot
) -> None:
    shown: list[object] = []
    bench.solution_changed.connect(shown.append)
    lab.gates[0].set()
    qtbot.waitUntil(lambda: bench.solution == ("first", 0))
    bench.edit(Inputs(7), "Change")
    for gate in lab.gates:
        gate.set()
    qtbot.waitUntil(lambda: not bench.busy)
    assert bench.solution == ("whole", 7)
    assert ("second", 0) not in shown
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: not bench.busy)
    assert bench.solution == ("whole", 0)
    assert bench.undo_stack.count() == 1


def test_what_is_given_up_leaves_its_last_part(
    lab: SlowLab, bench: Workbench, qtbot: QtBot
) -> None:
    lab.gates[0].set()
    qtbot.waitUntil(lambda: bench.solution == ("first", 0))
    bench.solving.give_up()
    for gate in lab.gates:
        gate.set()
    assert bench.background.jobs.close(_WAIT)
    qtbot.wait(50)
    assert bench.solution == ("first", 0)
    assert not bench.busy
    assert not bench.partial  # nothing more comes: it is shown like a whole


def test_the_next_part_is_awaited_once_the_window_has_had_time(qtbot: QtBot) -> None:
    owner = QObject()
    shown: list[object] = []
    parts = Parts(lambda _: True, shown.append, owner)
    assert parts.awaited
    parts.take(Inputs(1), "first")
    assert shown == ["first"]
    assert not parts.awaited
    parts.take(Inputs(1), "second")
    parts.take(Inputs(1), "third")
    assert shown == ["first"]
    qtbot.waitUntil(lambda: shown == ["first", "third"])
    qtbot.waitUntil(lambda: parts.awaited)


def test_code_and_captions_wait_for_the_whole(
    qtbot: QtBot, program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = program.workbench
    program.window.lab_commands.open(load_lab("network"))
    settle(qtbot, program)
    partial_codes: list[bool] = []
    code = bench.lab.code

    def asked(solution: object) -> str:
        partial_codes.append(bench.partial)
        return code(solution)

    monkeypatch.setattr(bench.lab, "code", asked)
    shown: list[bool] = []
    bench.solution_changed.connect(lambda _: shown.append(bench.partial))
    bench.edit(replace(bench.inputs, steps=4000), "Steps")
    settle(qtbot, program)
    assert True in shown
    assert partial_codes
    assert True not in partial_codes


def test_a_training_is_seen_while_it_goes_on_and_undone_like_any_change(
    qtbot: QtBot, program: Application
) -> None:
    bench = program.workbench
    program.window.lab_commands.open(load_lab("network"))
    settle(qtbot, program)
    bench.player.seek(1.0)
    first = bench.solution.learning.run
    bench.edit(replace(bench.inputs, steps=5000), "Steps")
    qtbot.waitUntil(lambda: 0 < bench.solution.learning.run.last < 5000, timeout=20_000)
    assert bench.busy
    assert not bench.solution.learning.run.finished
    bench.solving.give_up()
    stopped = bench.solution.learning.run
    bench.undo_stack.undo()
    settle(qtbot, program)
    again = bench.solution.learning.run
    assert again.finished
    assert (again.states == first.states).all()
    assert again.setup.steps == first.setup.steps < stopped.setup.steps


def test_inputs_without_a_solution_show_why_instead_of_the_picture_before(
    qtbot: QtBot, program: Application
) -> None:
    bench = program.workbench
    bench.open_lab(load_lab("layer"))
    settle(qtbot, program)
    drawn = bench.solution
    bench.edit(replace(bench.inputs, points=Matrix.from_array([[1.0, 2.0, 3.0]])), "Points")
    settle(qtbot, program)
    reason = str(bench.lab.unseen(bench.solution))
    assert "X is 1×3, but W is 2×2" in reason
    bench.undo_stack.undo()
    settle(qtbot, program)
    assert bench.lab.unseen(bench.solution) == bench.lab.unseen(drawn) == ""
