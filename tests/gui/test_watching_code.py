"""What a lab computes, watched as lines of torch in the lab Tensors."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.product.inputs import Inputs
from eigenscope.language.evaluating.entry import matrix
from eigenscope.main.application import Application
from eigenscope.ui.shell.command_palette import CommandPalette

from .driving import LEFT, on_screen, settle

OWN = "X = torch.arange(6)\nX.reshape(2, 3)"


def open_broadcasting(qtbot: QtBot, program: Application) -> Inputs:
    """Write a program of one's own in Tensors, and open a sum of a column and a row."""
    bench = program.workbench
    bench.open_lab(load_lab("tensors"))
    bench.edit(replace(bench.inputs, code=OWN, cell="1:2"), "Program")
    bench.open_lab(load_lab("product"))
    inputs = Inputs(topic="entrywise", operator="+", a=matrix("0", "1", "2"), b=matrix("10 20"))
    bench.edit(inputs, "Try")
    program.window.results.pages.setCurrentWidget(program.window.results.code)
    settle(qtbot, program)
    bench.player.seek(0.5)
    return inputs


def test_the_button_opens_tensors_with_the_code(qtbot: QtBot, program: Application) -> None:
    inputs = open_broadcasting(qtbot, program)
    bench, button = program.workbench, program.window.results.code.watch
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)
    settle(qtbot, program)
    offered = load_lab("product").as_code(inputs)
    assert offered is not None
    assert bench.lab.name == "tensors"
    assert (bench.inputs.code, bench.inputs.topic) == (offered.lines, "broadcasting")
    assert bench.inputs.cell == ""
    assert bench.player.position == 0.0
    assert len(bench.lab.stops(bench.solution)) == 4  # of two tables and their sum
    assert not button.isVisible()


def test_undo_brings_back_both_labs(qtbot: QtBot, program: Application) -> None:
    inputs = open_broadcasting(qtbot, program)
    bench = program.workbench
    before = bench.document.contents
    steps = bench.undo_stack.index()
    program.window.results.code.watch.click()
    assert bench.undo_stack.index() == steps + 1
    program.window.actions_table["edit.undo"].trigger()
    settle(qtbot, program)
    assert bench.document.contents == before
    assert (bench.lab.name, bench.inputs) == ("product", inputs)
    bench.open_lab(load_lab("tensors"))
    assert bench.inputs.code == OWN


def test_the_palette_finds_it_where_there_is_code(qtbot: QtBot, program: Application) -> None:
    actions = program.window.actions_table
    assert not actions["code.watch"].isEnabled()
    open_broadcasting(qtbot, program)
    assert actions["code.watch"].isEnabled()
    actions["help.palette"].trigger()
    palette = on_screen(qtbot, CommandPalette)
    qtbot.keyClicks(palette.search, "as code")
    first = palette.list.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "Watch as code"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert program.workbench.lab.name == "tensors"
