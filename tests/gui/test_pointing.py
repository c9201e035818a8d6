"""The pixel under the mouse reaches pictures that care for it, and no other is shown anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.lab import Inputs, Lab, Solution, View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, spec
from eigenscope.main.application import Application
from eigenscope.scene.frame import Frame, Label

from ..bare_lab import BareLab
from .driving import LEFT, pixel_of, settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class _Inputs:
    cell: str = spec(
        ChoiceSpec("Cell", "What", options=(("", "None"), ("left", "Left"), ("right", "Right"))), ""
    )
    caring: bool = spec(FlagSpec("Caring", "What"), True)


class _Lab(BareLab):
    """Names the pixel under the mouse; a click chooses a half of the view."""

    inputs_type = _Inputs

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        return Frame((), (Label(repr(view.pointer), (0.0, 0.0, 0.0)),), view.camera)

    def points(self, solution: Solution) -> bool:
        return bool(solution.caring)

    def chosen(self, inputs: Inputs, solution: Solution, t: float, view: View) -> Inputs | None:
        side = "right" if view.pointer and view.pointer[0] > view.size[0] / 2 else "left"
        return replace(inputs, cell=side) if inputs.cell != side else None


@pytest.fixture
def lab(qtbot: QtBot, program: Application) -> Iterator[_Lab]:
    lab = _Lab()
    program.workbench.open_lab(lab)
    settle(qtbot, program)
    yield lab
    program.workbench.open_lab(load_lab("transform"))


def shown(program: Application) -> str:
    frame = program.window.viewport.frame
    assert frame is not None
    return frame.labels[0].text


def leave(view: QWidget) -> None:
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))


def test_the_pointer_reaches_the_picture_and_leaves_it(
    qtbot: QtBot, program: Application, lab: _Lab
) -> None:
    view = program.window.viewport.canvas.view
    assert shown(program) == "None"
    qtbot.mouseMove(view, QPoint(40, 50))
    assert shown(program) == "(40.0, 50.0)"
    program.workbench.player.seek(0.5)
    assert shown(program) == "(40.0, 50.0)"
    qtbot.mouseMove(view, QPoint(41, 50))
    assert shown(program) == "(41.0, 50.0)"
    leave(view)
    assert shown(program) == "None"


def test_the_pointer_is_in_the_pixels_of_a_magnified_picture(
    qtbot: QtBot, program: Application, lab: _Lab
) -> None:
    viewport = program.window.viewport
    viewport.set_magnification(2.0)
    try:
        qtbot.mouseMove(viewport.canvas.view, QPoint(40, 50))
        assert shown(program) == "(20.0, 25.0)"
    finally:
        viewport.set_magnification(1.0)


def test_a_picture_that_does_not_care_is_not_shown_anew(
    qtbot: QtBot, program: Application, lab: _Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, viewport = program.workbench, program.window.viewport
    bench.edit(replace(bench.inputs, caring=False), "Caring")
    settle(qtbot, program)
    assert shown(program) == "None"
    show, calls = viewport.canvas.show_frame_of, list[object]()

    def showing(make: Callable[[], Frame]) -> None:
        calls.append(make)
        show(make)

    monkeypatch.setattr(viewport.canvas, "show_frame_of", showing)
    view = viewport.canvas.view
    for x in range(40, 60):
        qtbot.mouseMove(view, QPoint(x, 50))
    assert shown(program) == "None"
    assert calls == []
    qtbot.mouseClick(view, LEFT, pos=QPoint(60, 50))
    assert bench.inputs.cell == ""
    bench.undo_stack.undo()
    settle(qtbot, program)
    calls.clear()
    qtbot.mouseMove(view, QPoint(61, 50))
    qtbot.waitUntil(lambda: shown(program) == "(61.0, 50.0)", timeout=3000)
    assert len(calls) == 1


def test_only_the_picture_under_the_mouse_has_the_pointer(
    qtbot: QtBot, program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, lab = program.window, program.workbench.lab
    monkeypatch.setattr(lab, "points", lambda _solution: True)
    monkeypatch.setattr(lab, "frame", _Lab().frame)
    qtbot.keyClick(window.viewport, Qt.Key.Key_B, CTRL)
    settle(qtbot, program)
    second = window.pair.second
    assert second is not None

    def both() -> tuple[str, str]:
        assert second.frame is not None
        return shown(program), second.frame.labels[0].text

    qtbot.mouseMove(second.view, QPoint(30, 20))
    assert both() == ("None", "(30.0, 20.0)")
    leave(second.view)
    assert both() == ("None", "None")
    qtbot.mouseMove(window.viewport.canvas.view, QPoint(30, 20))
    assert both() == ("(30.0, 20.0)", "None")


def test_enter_chooses_without_a_pointer(qtbot: QtBot, program: Application, lab: _Lab) -> None:
    bench, viewport = program.workbench, program.window.viewport
    qtbot.mouseMove(viewport.canvas.view, QPoint(viewport.canvas.view.width() - 40, 50))
    qtbot.keyClick(viewport, Qt.Key.Key_Return)
    assert bench.inputs.cell == "left"
    bench.edit(replace(bench.inputs, cell="", caring=False), "Caring")
    settle(qtbot, program)
    qtbot.keyClick(viewport, Qt.Key.Key_Return)
    assert bench.inputs.cell == ""


def test_a_click_chooses_and_is_undone(qtbot: QtBot, program: Application, lab: _Lab) -> None:
    bench, view = program.workbench, program.window.viewport.canvas.view
    for x, side in ((40, "left"), (view.width() - 40, "right")):
        qtbot.mouseClick(view, LEFT, pos=QPoint(x, 50))
        assert bench.inputs.cell == side
    assert bench.undo_stack.undoText() == "Choose a cell"
    steps = bench.undo_stack.count()
    qtbot.mouseClick(view, LEFT, pos=QPoint(view.width() - 40, 50))
    assert bench.undo_stack.count() == steps  # nothing changed
    bench.undo_stack.undo()
    assert bench.inputs.cell == "left"
    bench.undo_stack.undo()
    assert bench.inputs.cell == ""


@pytest.mark.parametrize(
    ("button", "modifier", "way"),
    [
        (Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, 0),
        (LEFT, SHIFT, 0),
        (LEFT, CTRL, 0),
        (LEFT, Qt.KeyboardModifier.NoModifier, 30),
    ],
)
def test_what_is_no_plain_click_chooses_nothing(
    qtbot: QtBot,
    program: Application,
    lab: _Lab,
    button: Qt.MouseButton,
    modifier: Qt.KeyboardModifier,
    way: int,
) -> None:
    view = program.window.viewport.canvas.view
    qtbot.mousePress(view, button, modifier, QPoint(40, 50))
    qtbot.mouseMove(view, QPoint(40 + way, 50))
    qtbot.mouseRelease(view, button, modifier, QPoint(40 + way, 50))
    assert program.workbench.inputs.cell == ""


def test_a_click_on_a_handle_chooses_nothing(
    qtbot: QtBot, program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab: Lab = program.workbench.lab
    asked: list[View] = []
    monkeypatch.setattr(lab, "points", lambda _solution: True)
    monkeypatch.setattr(lab, "chosen", lambda _i, _s, _t, view: asked.append(view))
    view = program.window.viewport.canvas.view
    handle = lab.handles(program.workbench.solution, program.workbench.player.eased)[0]
    place = pixel_of(program, handle.position)
    qtbot.mouseClick(view, LEFT, pos=place)
    assert asked == []
    qtbot.mouseClick(view, LEFT, pos=QPoint(20, 20))
    assert [each.pointer for each in asked] == [(20.0, 20.0)]


def test_views_that_differ_in_the_pointer_alone_are_equal(program: Application) -> None:
    camera = program.window.viewport.cameraman.camera
    views = [View(camera, (640.0, 480.0), pointer) for pointer in (None, (1.0, 2.0))]
    assert views[0] == views[1]
    assert hash(views[0]) == hash(views[1])
