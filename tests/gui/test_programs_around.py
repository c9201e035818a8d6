"""Programs in the window with definitions of the tab Names, and with files beside the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from eigenscope.document.eigen_file import save_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.registry import FIRST, load_lab
from eigenscope.labs.tensors.inputs import Inputs
from eigenscope.labs.tensors.lab import LAB
from eigenscope.main.application import Application

from .driving import LEFT, settle

NUMBERS = np.array([[1.0, 2.0], [3.0, 4.0]])
READING = 'load("a.npy") * 10'
REFUSED = "This program may not read files."


@pytest.fixture
def session_file(tmp_path: Path) -> Path:
    """Return a session whose program reads a file beside it."""
    np.save(tmp_path / "a.npy", NUMBERS)
    path = tmp_path / "other.eigen"
    save_session(Session(LAB, Inputs(code=READING)), path)
    return path


def write(qtbot: QtBot, program: Application, code: str) -> None:
    bench = program.workbench
    bench.open_lab(LAB)
    bench.edit(replace(bench.inputs, code=code), "Program")
    settle(qtbot, program)


def open_session(qtbot: QtBot, program: Application, path: Path) -> None:
    program.window.files.open(path)
    qtbot.waitUntil(lambda: program.window.files.path == path, timeout=8000)
    settle(qtbot, program)


def last(program: Application) -> Any:
    traced = program.workbench.solution.program
    assert traced.problem is None, traced.problem
    return traced.steps[-1].result.numbers.tolist()


def refusal(program: Application) -> str:
    problem = program.workbench.solution.program.problem
    return "" if problem is None else str(problem.message)


def test_a_program_follows_the_tab_names_and_so_does_undo(
    qtbot: QtBot, program: Application
) -> None:
    naming, stack = program.window.naming, program.workbench.undo_stack
    naming.enter("A = [1 2; 3 4]")
    write(qtbot, program, "A + 1")
    assert last(program) == [[2, 3], [4, 5]]
    assert naming.users("A") == ("the view",)
    naming.enter("A = [10 20]")
    settle(qtbot, program)
    assert last(program) == [11, 21]
    stack.undo()
    settle(qtbot, program)
    assert last(program) == [[2, 3], [4, 5]]
    assert "A = torch.tensor([[1.0, 2.0]" in program.window.results.code.editor.toPlainText()
    stack.undo()
    stack.undo()
    settle(qtbot, program)
    assert program.document.contents.definitions == ()
    stack.redo()
    stack.redo()
    settle(qtbot, program)
    assert last(program) == [[2, 3], [4, 5]]


def test_what_is_typed_here_reads_without_a_question(
    qtbot: QtBot, program: Application, session_file: Path
) -> None:
    write(qtbot, program, f"load({str(session_file.with_name('a.npy'))!r}) * 10")
    assert last(program) == (NUMBERS * 10).tolist()
    assert not program.window.notice.isVisible()
    assert not program.window.actions_table["file.allow_reading"].isEnabled()


@pytest.mark.parametrize("by", ["notice", "command"])
def test_a_session_from_elsewhere_asks(
    qtbot: QtBot, program: Application, session_file: Path, by: str
) -> None:
    window = program.window
    open_session(qtbot, program, session_file)
    assert refusal(program) == REFUSED
    assert window.caption.isVisible()
    assert window.notice.isVisible()
    press: dict[str, Callable[[], object]] = {
        "notice": lambda: qtbot.mouseClick(window.notice.buttons[0], LEFT),
        "command": window.actions_table["file.allow_reading"].trigger,
    }
    press[by]()
    settle(qtbot, program)
    assert last(program) == (NUMBERS * 10).tolist()
    assert not window.notice.isVisible()
    assert not window.actions_table["file.allow_reading"].isEnabled()
    assert program.workbench.undo_stack.isClean()  # that is no edit
    assert not window.files.modified


def test_who_says_no_reads_nothing_whatever_is_edited(
    qtbot: QtBot, program: Application, session_file: Path
) -> None:
    open_session(qtbot, program, session_file)
    qtbot.mouseClick(program.window.notice.buttons[1], LEFT)
    write(qtbot, program, READING + " + 1")
    assert refusal(program) == REFUSED
    program.workbench.undo_stack.undo()
    settle(qtbot, program)
    assert refusal(program) == REFUSED


def test_what_was_allowed_is_asked_again_of_the_next_session(
    qtbot: QtBot, program: Application, session_file: Path
) -> None:
    open_session(qtbot, program, session_file)
    program.window.actions_table["file.allow_reading"].trigger()
    next_one = session_file.with_name("next.eigen")
    save_session(Session(LAB, Inputs(code=READING)), next_one)
    open_session(qtbot, program, next_one)
    assert refusal(program) == REFUSED
    program.window.files.new()
    assert not program.window.notice.isVisible()


def test_a_program_of_a_lab_that_is_closed_is_asked_about_too(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    first = load_lab(FIRST)
    path = tmp_path / "closed.eigen"
    closed = {LAB.name: Inputs(code=READING)}
    save_session(Session(first, first.defaults(), closed), path)
    open_session(qtbot, program, path)
    assert program.window.notice.isVisible()
    program.workbench.open_lab(LAB)
    settle(qtbot, program)
    assert refusal(program) == REFUSED


def test_files_are_looked_for_where_the_session_is_saved(
    qtbot: QtBot, program: Application, session_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(qtbot, program, READING)
    assert "a.npy" in refusal(program)
    path = str(session_file.with_name("mine.eigen"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (path, ""))
    program.window.files.save()
    settle(qtbot, program)
    assert last(program) == (NUMBERS * 10).tolist()
    assert not program.window.files.modified
