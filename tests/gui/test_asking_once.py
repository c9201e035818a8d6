"""One change asks the lab once for each thing: a solution, charts, numbers, curves, a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from eigenscope.document.eigen_file import save_session
from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.shell.results import PAUSE
from eigenscope.ui.view import legend_names

from .driving import set_matrix, settle

ASKED = ("solve", "preview", "charts", "readouts", "frame")
LABS = ("transform", "vectors", "svd_pca")
ONCE = {"solve": 1, "charts": 1, "readouts": 1, "frame": 1, "legend": 1}
SOLVED_AT_ONCE = {"preview": 1, "charts": 1, "readouts": 1, "frame": 1, "legend": 1}
PREVIEWED = {"preview": 1, "solve": 1, "charts": 2, "readouts": 2, "frame": 2, "legend": 2}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often labs are asked for what; a legend, which takes some pictures, as one."""
    counts: Counter[str] = Counter()

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def asking(*args: Any, **named: Any) -> Any:
            counts[name] += 1
            return real(*args, **named)

        return asking

    for lab in map(load_lab, LABS):
        for name in ASKED:
            monkeypatch.setattr(type(lab), name, counted(name, getattr(type(lab), name)))
    monkeypatch.setattr(legend_names, "legend_of", counted("legend", lambda *_: {}))
    return counts


@pytest.mark.own
def test_a_change_asks_the_lab_once(
    qtbot: QtBot, program: Application, asked: Counter[str], tmp_path: Path
) -> None:
    """What is opened is shown by a preview first, unless it is solved at once."""
    bench, window = program.workbench, program.window
    open_lab, path = window.lab_commands.open, tmp_path / "opened.eigen"
    save_session(bench.session(), path)
    window.legend.show_names({})  # as they stay in this test, so that they take no room
    actions: list[tuple[Callable[[], object], dict[str, int]]] = [
        (partial(set_matrix, qtbot, program, [[1, 0.5], [0.5, 1]]), ONCE),
        (bench.undo_stack.undo, ONCE),
        (partial(bench.player.seek, 0.5), {"readouts": 1, "frame": 1}),
        (partial(open_lab, load_lab("svd_pca")), PREVIEWED),
        (partial(open_lab, load_lab("vectors")), SOLVED_AT_ONCE),
        (partial(window.files.open, path), PREVIEWED),
    ]
    for act, expected in actions:
        _rest(qtbot, program)
        asked.clear()
        act()
        qtbot.waitUntil(lambda: asked["frame"] >= 1)
        _rest(qtbot, program)
        if expected is PREVIEWED:  # where the solution comes at once, no preview is painted
            assert asked.keys() == expected.keys(), act
            assert all(asked[name] <= most for name, most in expected.items()), (act, asked)
        else:
            assert asked == Counter(expected), act


def _rest(qtbot: QtBot, program: Application) -> None:
    """Wait until all is solved, and longer than numbers and the legend wait after that."""
    settle(qtbot, program)
    qtbot.wait(2 * PAUSE)


def test_a_picture_taken_before_it_is_painted_is_the_newest(
    qtbot: QtBot, program: Application
) -> None:
    canvas = program.window.viewport.canvas
    qtbot.waitUntil(lambda: not canvas.frame_image().isNull())
    before = canvas.frame_image()
    program.workbench.player.seek(1.0)
    at_once = canvas.frame_image()
    assert at_once != before
    with qtbot.waitSignal(canvas.painted):
        canvas.view.update()
    assert canvas.frame_image() == at_once
