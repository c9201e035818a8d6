"""Where the picture is seen from: keys within a flight, and what is shown stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QAbstractAnimation, QPoint, Qt
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.main.application import Application
from eigenscope.scene.camera import FITTED, SPACE
from eigenscope.ui.view.cameraman import Cameraman

from .driving import drag, press, press_lab, set_matrix, settle

KEY = Qt.Key
ROOM = 20  # pixels: half a letter's height, and how far it stands off
MOVES: dict[str, Callable[[Cameraman], None]] = {
    "2": lambda man: man.set_dimensions(2),
    "3": lambda man: man.set_dimensions(3),
    "P": Cameraman.toggle_perspective,
    "Home": lambda man: man.fly_to(man.destination.fitted([(-7, 0, 0), (9, 2, 0)], (800, 600))),
} | {
    name: lambda man, side=side: man.look_from(side)
    for name, side in {"F": "front", "R": "right", "T": "top", "C": "corner"}.items()
}


def land(man: Cameraman) -> None:
    """Bring a flight to its end at once."""
    flight = man._flight
    if flight.state() == QAbstractAnimation.State.Running:
        flight.setCurrentTime(flight.duration())


@pytest.mark.parametrize("start", [2, 3])
def test_two_keys_within_a_flight_lead_where_they_lead_one_after_the_other(
    qtbot: QtBot, start: int
) -> None:
    for first, second, part in product(MOVES, MOVES, (0, 130)):
        cameras, told = [], []
        for landing in (True, False):
            man = Cameraman()
            man.set_dimensions(start, at_once=True)
            flying = [False]
            man.flying_changed.connect(lambda now, flying=flying: flying.__setitem__(0, now))
            MOVES[first](man)
            if landing:
                land(man)
            elif man.flying:
                man._flight.setCurrentTime(part)
            MOVES[second](man)
            land(man)
            cameras.append((man.camera, man.destination, man.dimensions))
            told.append(flying[0])
        assert cameras[0] == cameras[1], (first, second, part)
        assert told == [False, False], (first, second, part)


def test_what_is_lit_is_where_the_camera_goes(qtbot: QtBot, program: Application) -> None:
    man, actions = program.window.viewport.cameraman, program.window.actions_table
    press(qtbot, program, KEY.Key_3)
    press(qtbot, program, KEY.Key_2)
    settle(qtbot, program)
    assert man.camera.flat
    assert actions["view.plane"].isChecked()
    assert not actions["view.space"].isChecked()
    assert program.window.viewport.canvas.view.point_budget is None  # nothing moves any more
    press(qtbot, program, KEY.Key_2)
    press(qtbot, program, KEY.Key_3)
    settle(qtbot, program)
    assert not man.camera.flat
    assert actions["view.space"].isChecked()


def test_another_lab_within_a_flight_is_seen_from_its_own_place(
    qtbot: QtBot, program: Application
) -> None:
    man = program.window.viewport.cameraman
    press(qtbot, program, KEY.Key_3)
    press_lab(qtbot, program, "matrix")
    settle(qtbot, program)
    places = in_pixels(program)
    assert ((places > 0) & (places < program.window.viewport.view_size())).all()
    assert program.window.viewport.canvas.view.point_budget is None
    other = man.destination
    press_lab(qtbot, program, "transform")
    press_lab(qtbot, program, "matrix")
    settle(qtbot, program)
    assert man.camera == other


def in_pixels(program: Application) -> np.ndarray:
    viewport = program.window.viewport
    points = program.workbench.lab.extent(program.workbench.solution)
    return viewport.cameraman.destination.project(points, viewport.view_size())[:, :2]


def assert_all_in_sight(program: Application) -> None:
    places, size = in_pixels(program), np.array(program.window.viewport.view_size())
    assert ((places >= ROOM) & (places <= size - ROOM)).all()


def test_what_is_shown_fits_until_a_hand_moves_the_camera(
    qtbot: QtBot, program: Application
) -> None:
    """Defective hid e₂: a view was fitted anew only once what it shows was 1.7 times as large."""
    bench, man = program.workbench, program.window.viewport.cameraman
    for size in (4.0, 5.5, 7.0, 9.0, 0.5):  # each grows too little to call the view outgrown
        set_matrix(qtbot, program, [[size, 1], [0, size]])
        assert_all_in_sight(program)
    program.window.resize(1280, 560)
    settle(qtbot, program)
    assert_all_in_sight(program)
    press(qtbot, program, KEY.Key_3)
    settle(qtbot, program)
    assert man.camera.azimuth == SPACE.azimuth
    set_matrix(qtbot, program, [[12, 1], [0, 12]])
    assert_all_in_sight(program)
    assert man.camera.azimuth == SPACE.azimuth
    press(qtbot, program, KEY.Key_2)
    settle(qtbot, program)
    assert_all_in_sight(program)
    drag(qtbot, program, QPoint(30, 30), QPoint(130, 60))
    here = man.camera
    set_matrix(qtbot, program, [[40, 1], [0, 40]])
    assert man.camera == here
    press(qtbot, program, KEY.Key_Home)
    settle(qtbot, program)
    assert_all_in_sight(program)
    preset = next(each for each in bench.lab.presets() if each.key == "defective")
    bench.edit(preset.make(bench.inputs, 0.0), "Defective")
    settle(qtbot, program)
    assert_all_in_sight(program)


def test_the_factors_of_a_product_are_in_sight_all_along(
    qtbot: QtBot, program: Application
) -> None:
    """On the way to `B A` e₁ left the view, though it is back in the end."""
    set_matrix(qtbot, program, [[1, 0.5], [0, 1]])
    inputs = program.workbench.inputs
    names = Definitions.from_texts({"A": "[[2.7, 0], [0, 2.7]]", "B": "[[0.5, 0], [0, 0.5]]"})
    program.workbench.edit(replace(inputs, matrix=names.matrix("B A")), "B A")
    settle(qtbot, program)
    size = np.array(program.window.viewport.view_size())
    for t in np.linspace(0, 1, 21):
        tips = np.zeros((2, 3))
        tips[:, :2] = program.workbench.solution.at(t).T
        places = program.window.viewport.cameraman.camera.project(tips, tuple(size))[:, :2]
        assert ((places >= ROOM) & (places <= size - ROOM)).all()


def test_a_sheet_of_another_size_is_fitted_anew_until_a_hand_moves_the_camera(
    qtbot: QtBot, program: Application
) -> None:
    """A narrow graph was small after a wide one, and a wide one cut off after a narrow one."""
    bench, viewport = program.workbench, program.window.viewport
    bench.open_lab(load_lab("calculus"))
    settle(qtbot, program)
    presets = {each.key: each for each in bench.lab.presets()}
    bench.edit(replace(bench.inputs, topic="graph"), "Set")
    for key in ("graph-network", "graph-detach", "graph-entropy"):
        bench.edit(presets[key].make(bench.inputs, 0.0), "Preset")
        settle(qtbot, program)
        here = viewport.cameraman.destination
        wanted = here.fitted(bench.lab.extent(bench.solution), viewport.view_size(), FITTED)
        assert here.height == pytest.approx(wanted.height, rel=1e-3), key
    drag(qtbot, program, QPoint(30, 30), QPoint(130, 60))
    moved = viewport.cameraman.destination
    bench.edit(presets["graph-neuron"].make(bench.inputs, 0.0), "Preset")
    settle(qtbot, program)
    assert viewport.cameraman.destination == moved


def test_inputs_of_space_that_come_before_the_first_solution_are_seen_in_space(
    program: Application, qtbot: QtBot
) -> None:
    bench = program.workbench
    lab = load_lab("calculus")
    surface = next(each for each in lab.experiments() if each.key == "tangent-plane")
    bench.open_lab(lab)
    assert bench.busy  # with the topic that the lab begins with, in the plane
    bench.edit(surface.inputs, "Surface")
    settle(qtbot, program)
    assert not program.window.viewport.cameraman.camera.flat
