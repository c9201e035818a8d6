"""Editors made from specs: numbers with sliders, and what is only sometimes relevant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    MatrixSpec,
    ScalarSpec,
    Spec,
    VectorsSpec,
    spec,
)
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.ui.inputs.flags_editor import FlagsEditor
from eigenscope.ui.inputs.inputs_panel import InputsPanel

from ..bare_lab import BareLab

_E1, _E2 = (Matrix.from_array([[x], [y]]) for x, y in ((1.0, 0.0), (0.0, 1.0)))


class _WordSpec(Spec):
    """A kind of input without an editor of its own."""

    kind = "word"

    def check(self, name: str, value: object) -> None:
        if value == "":
            raise InputError(f"{name} is empty")

    def check_beside(self, name: str, value: object, inputs: Any) -> None:
        if inputs.topic == "norm" and value == "three":
            raise InputError(f"{name} is too long here")


@dataclass(frozen=True)
class _Inputs:
    topic: str = spec(
        ChoiceSpec("Topic", "What", options=(("norm", "Norm"), ("sum", "Sum"))), "sum"
    )
    p: Matrix = spec(
        ScalarSpec(
            "p", "Norm", low=0.25, high=4, logarithmic=True, least=0.1,
            relevant=lambda inputs: inputs.topic == "norm",
        ),
        scalar("1"),
    )  # fmt: skip
    shift: Matrix = spec(ScalarSpec("Shift", "What", low=-1, high=1, least=-1, most=1), scalar("0"))
    pair: tuple[Matrix, ...] = spec(
        VectorsSpec("Vectors", "What", fewest=2, most=2, letters="ab"), (_E1, _E2)
    )
    left: Matrix = spec(MatrixSpec("A", "Matrices"), scalar("1"))
    right: Matrix = spec(MatrixSpec("B", "Matrices", largest=(6, 6)), scalar("1"))
    ball: bool = spec(
        FlagSpec("Ball", "Norm", relevant=lambda inputs: inputs.topic == "norm"), True
    )
    word: str = spec(_WordSpec("Word", "What"), "one")


class _Lab(BareLab):
    inputs_type = _Inputs


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(lambda call: call())
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, jobs: Jobs) -> InputsPanel:
    made = InputsPanel(_Lab(), jobs, Definitions)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show_inputs(_Inputs())
    made.edited.connect(lambda inputs, *_: made.show_inputs(inputs))
    made.show()
    qtbot.waitExposed(made)
    return made


def editor(panel: InputsPanel, name: str) -> Any:
    return panel.editors[name]


def inputs_after(panel: InputsPanel, name: str) -> Any:
    return getattr(panel._inputs, name)


def test_a_typed_number_keeps_its_text(panel: InputsPanel) -> None:
    cell = editor(panel, "shift").cell
    cell.setFocus()
    cell.selectAll()
    QTest.keyClicks(cell, "1/3")
    found = inputs_after(panel, "shift")
    assert found.scalar.text == "1/3"
    assert found.fractions() is not None


def test_a_number_beyond_its_limits_is_refused_where_it_was_typed(panel: InputsPanel) -> None:
    wrong = editor(panel, "shift")
    wrong.cell.setFocus()
    wrong.cell.selectAll()
    QTest.keyClicks(wrong.cell, "7")
    assert inputs_after(panel, "shift").scalar.value == 0
    assert wrong.message.isVisible()
    assert wrong.message.text() == "It must be from −1 to 1."
    wrong.cell.selectAll()
    QTest.keyClicks(wrong.cell, "0.5")
    assert not wrong.message.isVisible()
    assert inputs_after(panel, "shift").scalar.value == 0.5


def test_the_slider_goes_evenly_or_by_factors(panel: InputsPanel) -> None:
    even = editor(panel, "shift").slider
    even.setFocus()
    QTest.keyClick(even, Qt.Key.Key_End)
    assert inputs_after(panel, "shift").scalar.text == "1"
    QTest.keyClick(even, Qt.Key.Key_Home)
    assert inputs_after(panel, "shift").scalar.text == "-1"
    panel.show_inputs(replace(panel._inputs, topic="norm"))
    factors = editor(panel, "p").slider
    factors.setValue((factors.minimum() + factors.maximum()) // 2)
    assert inputs_after(panel, "p").scalar.value == pytest.approx(1.0)  # halfway from 1/4 to 4


def test_what_does_not_matter_is_hidden_with_its_heading(panel: InputsPanel) -> None:
    assert not editor(panel, "p").isVisible()
    assert not editor(panel, "ball").isVisible()
    headings = [label for label in panel.findChildren(QLabel) if label.text() == "Norm"]
    assert not any(heading.isVisible() for heading in headings)
    panel.show_inputs(replace(_Inputs(), topic="norm"))
    assert all(heading.isVisible() for heading in headings)
    assert editor(panel, "p").isVisible()
    assert editor(panel, "ball").isVisible()


def test_a_fixed_number_of_vectors_is_neither_added_to_nor_taken_from(panel: InputsPanel) -> None:
    vectors = editor(panel, "pair")
    assert not vectors.add_button.isVisible()
    assert not [b for b in vectors.findChildren(QToolButton) if b.isVisible()]
    vectors.rows[1][0].selectAll()
    QTest.keyClicks(vectors.rows[1][0], "5")
    assert inputs_after(panel, "pair")[1].to_array().tolist() == [[5.0], [1.0]]


def test_matrices_of_one_group_have_their_names(panel: InputsPanel) -> None:
    texts = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert {"A", "B"} <= set(texts)


def test_a_matrix_grows_to_six_by_six(panel: InputsPanel) -> None:
    matrix = editor(panel, "right")
    panel.show_inputs(replace(panel._inputs, right=Matrix.from_array([[1.0] * 6] * 6)))
    assert len(matrix.cells) == 6
    assert matrix.minimumSizeHint().width() <= 300


def test_a_kind_without_an_editor_is_typed_as_text(panel: InputsPanel) -> None:
    word = editor(panel, "word")
    assert word.line.text() == "one"
    word.line.selectAll()
    QTest.keyClicks(word.line, "two")
    assert inputs_after(panel, "word") == "one"  # not before Enter
    QTest.keyClick(word.line, Qt.Key.Key_Return)
    assert inputs_after(panel, "word") == "two"
    word.line.selectAll()
    QTest.keyClick(word.line, Qt.Key.Key_Delete)
    QTest.keyClick(word.line, Qt.Key.Key_Return)
    assert word.message.text() == "word is empty"
    assert inputs_after(panel, "word") == "two"


def test_what_cannot_be_typed_beside_the_other_inputs_is_refused_and_said(
    panel: InputsPanel,
) -> None:
    word = editor(panel, "word")
    panel.show_inputs(_Inputs(topic="norm"))
    word.line.selectAll()
    QTest.keyClicks(word.line, "three")
    QTest.keyClick(word.line, Qt.Key.Key_Return)
    assert word.message.text() == "word is too long here"
    assert inputs_after(panel, "word") == "one"
    panel.show_inputs(_Inputs(topic="sum"))
    QTest.keyClick(word.line, Qt.Key.Key_Return)
    assert inputs_after(panel, "word") == "three"
    assert word.message.text() == ""
    panel.show_inputs(_Inputs(topic="norm", word="three"))  # as it comes from a session
    assert word.message.text() == "word is too long here"


def test_flags_with_long_names_stand_below_one_another(qtbot: QtBot) -> None:
    """Two of them beside one another made the panel wider than its dock."""
    for names, row in (
        (("Grid", "Axes"), True),
        (("Slopes in all directions", "Curved"), False),
    ):
        editor = FlagsEditor([(name, FlagSpec(name, "Show", "")) for name in names])
        qtbot.addWidget(editor)
        editor.show()
        qtbot.waitExposed(editor)
        first, second = (editor.buttons[name].y() for name in names)
        assert (first == second) is row
        assert editor.minimumSizeHint().width() <= 268
