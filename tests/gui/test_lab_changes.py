"""One change of lab solves once, and shows each solution once."""

from __future__ import annotations

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.lab import Inputs, Lab, Solution
from eigenscope.labs.contract.registry import FIRST, lab_names, load_lab
from eigenscope.main.application import Application

from .driving import settle


@pytest.mark.parametrize("name", [name for name in lab_names() if name != FIRST])
def test_a_change_of_lab_solves_and_charts_once(
    qtbot: QtBot, program: Application, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = load_lab(name)
    solve, charts = lab.solve, lab.charts
    solved: list[Inputs] = []
    charted: list[Solution] = []  # held, so that no two of them are one after the other

    def solving(inputs: Inputs, _cancellation: object = None) -> Solution:
        solved.append(inputs)
        return solve(inputs)  # with no one to offer parts of the solution to

    def charting(solution: Solution) -> object:
        charted.append(solution)
        return charts(solution)

    monkeypatch.setattr(lab, "solve", solving)
    monkeypatch.setattr(lab, "charts", charting)
    program.window.lab_commands.open(lab)
    settle(qtbot, program)
    at_once = lab.solves_at_once(lab.defaults())
    assert len(solved) <= 1  # none where the preview, being the solution, is made in another way
    assert max(Counter(map(id, charted)).values()) == 1
    same = lab.preview(lab.defaults()) is program.workbench.solution
    assert len(charted) == (1 if at_once or same else 2)  # the preview and what it is
    assert program.workbench.solution is charted[-1]


def test_what_solves_at_once_can_be_played_at_once(qtbot: QtBot, program: Application) -> None:
    """No worker is waited for, and busy is said no longer of what another lab was doing."""
    bench = program.workbench
    labs: list[Lab] = [load_lab(name) for name in lab_names()]
    at_once = [lab for lab in labs if lab.solves_at_once(lab.defaults())]
    assert at_once
    said: list[bool] = []
    bench.solving.busy_changed.connect(said.append)
    program.window.lab_commands.open(load_lab("descent"))
    program.window.lab_commands.open(at_once[0])
    bench.solving.busy_changed.disconnect(said.append)
    assert not bench.busy
    assert said[-1] is False
    bench.play()
    assert bench.player.playing
