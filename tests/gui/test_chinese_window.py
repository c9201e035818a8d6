"""The window in Chinese: no English is left anywhere, and nothing is lost by the change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.wording import language

from ..latin import english_in, words_of_programs
from .driving import OpenProgram, labs_and_topics, set_matrix, settle

SHEETS = (
    "help.shortcuts", "help.functions", "help.palette", "help.about", "lab.find", "edit.names",
    "file.export_figure", "file.export_film", "file.export_text",
)  # fmt: skip
IN_THE_WINDOW = ("lab.find", "edit.names")


@pytest.fixture
def chinese(qtbot: QtBot, open_program: OpenProgram) -> Application:
    """Return the program once it has been changed to Chinese."""
    program = open_program(1280, 720)
    program.speak(language.CHINESE)
    settle(qtbot, program)
    return program


@pytest.mark.long
def test_every_lab_and_topic_is_chinese(qtbot: QtBot, chinese: Application) -> None:
    english: dict[str, list[str]] = {}
    for _ in labs_and_topics(qtbot, chinese):
        english |= _english(chinese.window, words_of_programs())  # commands of all labs are there
    assert english == {}


def test_every_sheet_is_chinese(qtbot: QtBot, chinese: Application) -> None:
    """All in one window: each test would open it, and another one in Chinese."""
    english: dict[str, dict[str, list[str]]] = {sheet: {} for sheet in SHEETS}
    for sheet in SHEETS:
        chinese.window.actions_table[sheet].trigger()
        settle(qtbot, chinese)
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert sheet in IN_THE_WINDOW or len(windows) > 1, sheet
        for each in windows:
            english[sheet] |= _english(each)
            if each is not chinese.window:
                each.close()
    assert english == {sheet: {} for sheet in SHEETS}


def test_what_was_entered_outlasts_the_language(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program(1280, 720)
    set_matrix(qtbot, program, [[0, 2], [1, 0]])
    program.workbench.player.seek(0.25)
    size, look = program.window.size(), program.workbench.looks.present()
    assert look is not None
    program.speak(language.CHINESE)
    settle(qtbot, program)
    bench = program.workbench
    assert program.window.isVisible()
    assert bench.player.position == 0.25
    assert program.window.size() == size
    after = bench.looks.present()
    assert after is not None
    assert replace(after, aspect=look.aspect) == look  # panels are as wide as their words
    assert program.window.files.modified
    assert bench.undo_stack.canUndo()
    assert program.window.actions_table["edit.undo"].text().startswith("撤销")
    bench.undo_stack.undo()
    assert bench.inputs == bench.lab.defaults()
    program.speak(language.ENGLISH)
    settle(qtbot, program)
    program.workbench.undo_stack.redo()
    assert program.workbench.inputs.matrix.to_array().tolist() == [[0, 2], [1, 0]]
    assert program.window.actions_table["edit.undo"].text().startswith("Undo")


def test_the_chosen_language_is_remembered(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    program.window.actions_table["help.language.zh_CN"].trigger()
    qtbot.waitUntil(lambda: language.spoken() == language.CHINESE)
    settle(qtbot, program)
    assert program.window.actions_table["help.language.zh_CN"].isChecked()
    assert not program.window.actions_table["help.language.en"].isChecked()
    assert program.window.actions_table["help.language.en"].text() == "English"
    program.window.close_now()
    language.speak(language.ENGLISH)
    again = Application(program.memory.path.parent, asked="")
    assert language.spoken() == language.CHINESE
    again.window.close_now()


def _english(root: QWidget, code: Collection[str] = ()) -> dict[str, list[str]]:
    """Return what a window says in English, with the words; those of programs are none."""
    texts = {text for text in _texts(root) if text}
    return {text: words for text in texts if (words := english_in(text, code))}


def _texts(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.windowTitle(), widget.accessibleName())
        yield from _said_by(widget)
    for action in root.findChildren(QAction):
        if not action.text().startswith("Export"):  # pyqtgraph's, in a menu that cannot be opened
            yield from (action.text(), action.toolTip())


def _said_by(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()  # what is in it is the user's
        case QComboBox():
            yield from map(widget.itemText, range(widget.count()))
        case QTabBar():
            yield from map(widget.tabText, range(widget.count()))
        case QSpinBox():
            yield from (widget.prefix(), widget.suffix())
        case QTextBrowser():
            yield widget.toPlainText()
        case QMessageBox():
            yield widget.text()
        case QAbstractItemView():
            yield from _rows(widget)


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(min(columns, 8)):
        title = model.headerData(column, Qt.Orientation.Horizontal)
        yield title if isinstance(title, str) else ""
        for row in range(min(model.rowCount(), 200)):
            text = model.index(row, column).data()
            yield text if isinstance(text, str) else ""
