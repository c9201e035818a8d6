"""The line under the picture names its colours, in every lab and at all times alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.lab import Lab, Solution
from eigenscope.labs.legends import names_in
from eigenscope.main.application import Application
from eigenscope.scene.frame import Frame
from eigenscope.scene.roles import Role

from ..labs import CASES, solved
from ..unit.test_labs import frame_of
from .driving import OpenProgram, press, set_matrix, settle

SINGULAR = [[1, 0], [0, 0]]
GROUND = {Role.AXIS, Role.GHOST, Role.TEXT}  # grids, empty cells, marks of right angles
TRUE = {
    ("transform", "eigen"): (
        "image of the unit square",
        "eigenline 1 (eigenvalue λ₁)",
        "moving grid",
    ),
    ("transform", "space"): ("image of the unit cube",),
    ("systems", "defaults"): ("equation 1", "equation 2", "solutions"),
    ("systems", "columns"): ("column 1 of A", "b"),
    ("systems", "same"): ("row space", "null space", "column space and Ax", "left null space"),
    ("systems", "almost"): ("residual b − Ax",),
    ("systems", "houses"): ("data", "fitted values", "residuals"),
    ("descent", "steps"): ("gradient descent", "equal values of f", "direction of λₘᵢₙ"),
    ("components", "stages"): ("v₁, then σ₁u₁", "unit ball and its image"),
    ("components", "pancake"): ("principal axis 1", "spread of the data"),
}


@pytest.mark.parametrize(("name", "key"), TRUE)
def test_legends_say_what_the_view_shows(name: str, key: str) -> None:
    """The legends of systems called equations images of basis vectors."""
    lab, _, solution = solved(name, key)
    names = set(lab.legend(solution).values())
    assert names.issuperset(TRUE[name, key])
    if name != "transform":
        assert not any(word in " ".join(names) for word in ("eigenline", "image of e", "flipped"))


@pytest.mark.parametrize(("name", "key"), CASES)
def test_every_colour_of_a_picture_has_a_name(name: str, key: str) -> None:
    lab, inputs, solution = solved(name, key)
    legend = lab.legend(solution)
    for t in (0.0, 0.25, 0.5, 0.75, 1.0):
        roles = {draw.style.role for draw in frame_of(lab, inputs, solution, t).draws}
        assert roles - GROUND - set(legend) == set()


def test_the_legend_stays_the_same_while_it_plays(qtbot: QtBot, program: Application) -> None:
    legend, player = program.window.legend, program.workbench.player
    assert legend.isVisible()
    before, height = legend.text(), program.window.viewport.height()
    for t in (0.3, 0.8, 1.0):
        player.seek(t)
        program.window.show_numbers()
        assert legend.text() == before
    assert program.window.viewport.height() == height
    program.window.actions_table["lab.systems"].trigger()
    settle(qtbot, program)
    assert "equation" in legend.text()


def test_a_key_hides_the_legend_and_that_is_remembered(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    first = open_program()
    press(qtbot, first, Qt.Key.Key_K)
    assert not first.window.legend.isVisible()
    assert not first.window.actions_table["view.legend"].isChecked()
    press(qtbot, first, Qt.Key.Key_F5)
    press(qtbot, first, Qt.Key.Key_F5)
    assert not first.window.legend.isVisible()
    first.save_settings()
    second = open_program()
    assert not second.window.legend.isVisible()
    press(qtbot, second, Qt.Key.Key_K)
    assert second.window.legend.isVisible()


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by a lab's name each time its pictures are looked at for names."""
    calls: list[str] = []

    def counting(lab: Lab, solution: Solution, frames: Iterable[Frame]) -> Mapping[Role, str]:
        calls.append(lab.name)
        return names_in(lab, solution, frames)

    monkeypatch.setattr("eigenscope.ui.view.legend_names.names_in", counting)
    return calls


def test_a_hidden_legend_costs_nothing_and_is_right_when_it_is_shown(
    qtbot: QtBot, program: Application, named: list[str]
) -> None:
    settle(qtbot, program)
    legend = program.window.legend
    press(qtbot, program, Qt.Key.Key_K)
    named.clear()
    assert "null space" not in legend.text()
    set_matrix(qtbot, program, SINGULAR)
    assert named == []
    press(qtbot, program, Qt.Key.Key_K)
    assert named == ["transform"]
    assert "null&nbsp;space" in legend.text()


def test_many_solutions_in_a_moment_are_named_once(
    qtbot: QtBot, program: Application, named: list[str]
) -> None:
    settle(qtbot, program)
    window, bench = program.window, program.workbench
    named.clear()
    for _ in range(50):  # as while a vector is dragged
        bench.solution_changed.emit(None)
    assert named == []
    qtbot.waitUntil(lambda: named == ["transform"])
    bench.solution_changed.emit(None)
    window.actions_table["lab.systems"].trigger()  # another lab's names are wrong: not a moment
    assert named[-1] == "systems"
    assert "equation" in window.legend.text()


def test_a_presentation_has_a_legend_only_if_it_is_asked_for(
    qtbot: QtBot, program: Application, named: list[str]
) -> None:
    settle(qtbot, program)
    legend = program.window.legend
    press(qtbot, program, Qt.Key.Key_F5)
    named.clear()
    set_matrix(qtbot, program, SINGULAR)
    assert (legend.isVisible(), named) == (False, [])
    press(qtbot, program, Qt.Key.Key_K)
    assert legend.isVisible()
    assert "null&nbsp;space" in legend.text()
    press(qtbot, program, Qt.Key.Key_K)
    press(qtbot, program, Qt.Key.Key_F5)
    assert not legend.isVisible()
