"""The README's lab, as somebody would write it: one file, found by its entry point."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.installing import installed

from eigenscope.document.eigen_file import read_session_bytes
from eigenscope.labs.contract.lab import Lab, View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.render_options import Options
from eigenscope.main.rendering import render
from eigenscope.scene.camera import PLANE

from ..sessions import session_bytes
from .driving import OpenProgram, settle

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    """Install the README's lab as another package would."""
    found = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    assert len([line for line in found[1].splitlines() if line.strip()]) <= 60
    (tmp_path / "power_lab.py").write_text(found[1], encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with installed(power="power_lab:LAB"):
        yield load_lab("power")
    sys.modules.pop("power_lab", None)


def test_it_is_opened_from_the_shelf_and_tried(
    qtbot: QtBot, lab: Lab, open_program: OpenProgram
) -> None:
    program = open_program()
    window, bench = program.window, program.workbench
    qtbot.keyClick(window.viewport, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.lab_panels.shelf.search, "power")
    qtbot.keyClick(window.lab_panels.shelf.search, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert bench.lab is lab
    assert set(window.inputs_panel.editors) == {"matrix", "steps"}
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    window.results.lesson.cards[0].chosen.emit(window.results.lesson.cards[0].experiment)
    settle(qtbot, program)
    assert bench.inputs.steps == 20
    bench.undo_stack.undo()
    assert bench.inputs.steps == 6
    session = bench.session()
    assert read_session_bytes(session_bytes(session)).inputs == bench.inputs


def test_it_finds_the_strongest_eigenvalue(lab: Lab) -> None:
    solution = lab.solve(lab.defaults())
    (readout,) = lab.readouts(solution, 1.0)
    assert float(np.asarray(readout.value)) == pytest.approx(3.0, abs=1e-4)
    computed: dict[str, float] = {}
    exec(lab.code(solution), computed)
    torch.set_default_dtype(torch.float32)  # as it was
    assert float(computed["value"]) == pytest.approx(float(np.asarray(readout.value)))


def test_its_picture_turns_and_makes_nothing_new(lab: Lab) -> None:
    solution, view = lab.solve(lab.defaults()), View(PLANE, (400.0, 300.0))
    frames = [lab.frame(solution, t, view) for t in (0.0, 0.5, 1.0)]
    tips = [frame.named("x")[0].matrix[:2, 0] for frame in frames]
    np.testing.assert_allclose(tips[0], [1, 0], atol=1e-12)
    np.testing.assert_allclose(tips[2], [0.5**0.5] * 2, atol=1e-2)
    assert len({id(draw.geometry) for frame in frames for draw in frame.draws}) == 3


def test_the_command_line_draws_it(lab: Lab, tmp_path: Path, qtbot: QtBot) -> None:
    where = tmp_path / "power.png"
    render(Options("power", str(where), ("matrix=[[3,1],[0,2]]", "steps=4"), size="320x200"))
    with Image.open(where) as image:
        assert image.size == (320, 200)
        assert len(image.getcolors(100_000) or ()) > 20


def test_nothing_breaks_it(lab: Lab) -> None:
    for matrix in ([[0, 0], [0, 0]], [[-1, 0], [0, -1]], [[0, -1], [1, 0]], [[1e150, 0], [0, 1]]):
        inputs = lab.check(type(lab.defaults())(Matrix.from_array(np.array(matrix, dtype=float))))
        frame = lab.frame(lab.solve(inputs), 0.6, View(PLANE, (400.0, 300.0)))
        assert np.isfinite(frame.named("x")[0].matrix).all()
