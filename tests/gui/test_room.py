"""What a person reads has room: choices, code, brackets, the picture beside charts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.document.document import Document
from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import ChoiceSpec, specs
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.ui.charts.lab_board import LabBoard
from eigenscope.ui.inputs.inputs_panel import InputsPanel
from eigenscope.ui.inputs.matrix_editor import MatrixEditor
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.side.code_panel import CodePanel
from eigenscope.ui.style.choice_editor import ChoiceEditor
from eigenscope.ui.style.preview import Preview
from eigenscope.ui.style.theme import apply_theme, load_theme

NARROW = 268  # pixels for a field in the inputs' panel as wide as at first


@pytest.mark.parametrize("name", lab_names())
def test_no_choice_is_cut_off(qtbot: QtBot, name: str) -> None:
    """`From here straight to A` lost its A."""
    for spec in specs(load_lab(name).inputs_type).values():
        if not isinstance(spec, ChoiceSpec):
            continue
        editor = ChoiceEditor(spec)
        qtbot.addWidget(editor)
        editor.resize(NARROW, editor.sizeHint().height())
        editor.show()
        assert editor.box.width() >= editor.box.sizeHint().width(), spec.label


def test_the_label_above_a_choice_stays_close_to_it(qtbot: QtBot, qapp: QApplication) -> None:
    """In a tall window the label took half of the room that was left, and stood alone."""
    apply_theme(qapp, load_theme("dark"))  # its letters decide what stands above
    panel = InputsPanel(load_lab("descent"), Jobs(lambda call: call()), Definitions)
    qtbot.addWidget(panel)
    panel.resize(320, 1400)
    panel.show_inputs(load_lab("descent").defaults())
    panel.show()
    above = 0
    for editor in panel.findChildren(ChoiceEditor):
        label = editor.findChild(QLabel)
        if editor.isVisible() and label is not None and label.y() < editor.box.y():
            above += 1
            assert label.height() <= label.sizeHint().height()
            assert 0 <= editor.box.y() - label.geometry().bottom() <= 8
    assert above
    assert panel.editors["function"].findChild(QLabel) is None  # the heading says "Function"


@pytest.mark.parametrize("name", ["transform", "systems", "matrix"])
def test_no_line_of_code_is_cut_off(qtbot: QtBot, name: str) -> None:
    lab, panel = load_lab(name), CodePanel()
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    code = lab.code(lab.preview(lab.defaults()))
    panel.show_code(code)
    assert panel.editor.toPlainText() == code
    assert panel.editor.horizontalScrollBar().maximum() == 0
    block = panel.editor.document().begin()
    while block.isValid():
        lines = block.layout()
        indent = len(block.text()) - len(block.text().lstrip())
        for k in range(1, lines.lineCount()):  # what goes on below stands farther in
            letter = panel.editor.fontMetrics().horizontalAdvance("0")
            first = lines.lineAt(0).x() + indent * letter
            assert lines.lineAt(k).x() > first + 2 * letter
        block = block.next()


def test_brackets_are_as_tall_as_their_rows(qtbot: QtBot) -> None:
    tall = QWidget()
    qtbot.addWidget(tall)
    editor = MatrixEditor(Matrix.from_texts((("1", "2"), ("3", "4"))))
    layout = QVBoxLayout(tall)
    layout.addWidget(editor)
    layout.addStretch()
    tall.resize(280, 1000)
    tall.show()
    assert editor.height() == editor.sizeHint().height()
    first, last = (row[0] for row in editor.cells)
    assert last.y() - first.y() <= first.height() + 8


def test_a_preview_says_that_it_is_being_made(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    assert preview.image.isNull()
    assert preview.words == "Preparing…"


def test_the_picture_keeps_its_room_beside_many_charts(qtbot: QtBot) -> None:
    lab = load_lab("matrix")
    bench = Workbench(Document(lab))
    board, picture = LabBoard(bench), QWidget()
    splitter = board.beside(picture)
    qtbot.addWidget(splitter)
    splitter.resize(750, 600)
    splitter.show()
    bench.solving.take(lab.solve(lab.defaults()))
    board.show_solution()
    assert board.charts is not None
    try:
        for width, least, most in ((750, 350, 370), (1400, 430, 470), (600, 270, 300)):
            splitter.resize(width, 600)
            assert least <= picture.width() <= most
        splitter.moveSplitter(200, 1)
        splitter.splitterMoved.emit(200, 1)
        splitter.resize(900, 600)
        assert picture.width() < 320  # as the user has chosen
    finally:
        bench.close()


def test_text_ends_below_the_line_of_the_tabs(qtbot: QtBot, program: Application) -> None:
    for tabs in (program.window.results.pages, program.window.lab_panels):
        top = tabs.currentWidget().mapTo(tabs, QPoint(0, 0)).y()
        assert top >= tabs.tabBar().geometry().bottom() + 4
