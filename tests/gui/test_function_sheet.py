"""The sheet of functions, opened, searched and read by keys in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from eigenscope.language.functions import FUNCTIONS
from eigenscope.main.application import Application
from eigenscope.ui.names.function_sheet import FunctionSheet

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, program: Application) -> FunctionSheet:
    qtbot.keyClick(program.window, Qt.Key.Key_F1, SHIFT)
    found: FunctionSheet = program.window.findChildren(FunctionSheet)[0]
    qtbot.waitExposed(found)
    return found


def rows(sheet: FunctionSheet) -> list[QTreeWidgetItem]:
    """Return the rows that are seen below the headings."""
    found = []
    for place in range(sheet.tree.topLevelItemCount()):
        heading = sheet.tree.topLevelItem(place)
        assert heading is not None
        found += [heading.child(row) for row in range(heading.childCount())]
    return [item for item in found if not item.isHidden()]


def test_every_function_is_listed_with_its_help(qtbot: QtBot, program: Application) -> None:
    sheet = opened(qtbot, program)
    texts = {item.text(0): item.text(1) for item in rows(sheet)}
    for function in FUNCTIONS.values():
        assert texts[function.signature] == function.help


def test_what_is_typed_finds_a_function_and_its_example_is_worked_out(
    qtbot: QtBot, program: Application
) -> None:
    sheet = opened(qtbot, program)
    qtbot.keyClicks(sheet.search, "volume")
    found = rows(sheet)
    assert [item.text(0) for item in found] == ["det(A)"]
    sheet.tree.setCurrentItem(found[0])
    assert sheet.example.text() == "det(A)  =  3"
    assert "areas and volumes" in sheet.about.text()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not program.window.findChildren(FunctionSheet) or not sheet.isVisible()
