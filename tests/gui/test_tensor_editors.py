"""The fields for tensors: typed in lines, pasted, out of files, undone, and refused in place."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.main.application import Application
from eigenscope.readers.loaded_tensor import LoadedTensor, LoadedTensors
from eigenscope.ui.inputs.tensor_editor import TensorEditor
from eigenscope.ui.inputs.tensors_editor import TensorsEditor

from ..tensor_lab import LAB
from .driving import settle

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot: QtBot, program: Application) -> TensorEditor:
    program.workbench.open_lab(LAB)
    settle(qtbot, program)
    editor = cast(TensorEditor, program.window.inputs_panel.editors["kernel"])
    editor.field.setFocus()
    return editor


@pytest.fixture
def weights_editor(program: Application, editor: TensorEditor) -> TensorsEditor:
    return cast(TensorsEditor, program.window.inputs_panel.editors["weights"])


def kernel(program: Application) -> TypedTensor | LoadedTensor:
    value = program.workbench.inputs.kernel
    assert isinstance(value, TypedTensor | LoadedTensor)
    return value


def type_in(editor: TensorEditor, text: str) -> None:
    editor.field.selectAll()
    QTest.keyClicks(editor.field, text)


def test_enter_takes_what_is_typed_and_lays_it_out(
    program: Application, editor: TensorEditor
) -> None:
    assert editor.about.text() == "(2, 2)"
    type_in(editor, "[[[1, 1/2], [3, 10]]]")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert kernel(program) == TypedTensor.from_text("[[[1, 1/2], [3, 10]]]")
    assert editor.field.text == "[[[1, 1/2],\n  [3,  10]]]"
    assert editor.about.text() == "(1, 2, 2)"
    QTest.keyClick(editor.field, Qt.Key.Key_Z, _CONTROL)
    assert kernel(program) == LAB.defaults().kernel
    assert editor.field.text == "[[0, 1],\n [2, 3]]"


def test_shift_and_enter_begin_a_line_and_leaving_takes_it(
    program: Application, editor: TensorEditor
) -> None:
    type_in(editor, "1 2")
    QTest.keyClick(editor.field, Qt.Key.Key_Return, _SHIFT)
    QTest.keyClicks(editor.field, "3 4")
    assert kernel(program) == LAB.defaults().kernel
    editor.open_button.setFocus()
    assert kernel(program) == TypedTensor.from_text("[[1, 2], [3, 4]]")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[1, 2], [3]]", "The list at [1] has 1 entry, the first one 2 entries."),
        ("[1, 2]", "Kernel has the shape (2,): 2 to 4 axes are needed"),
        ("ones(20, 20)", "Kernel has the shape (20, 20); it can hold up to 100 numbers"),
    ],
)
def test_what_is_wrong_is_said_and_stays_to_be_mended(
    program: Application, editor: TensorEditor, text: str, says: str
) -> None:
    before = program.workbench.undo_stack.count()
    type_in(editor, text)
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert editor.message.text() == says
    assert editor.message.isVisible()
    assert editor.field.text == text
    assert editor.field.property("invalid") == "true"
    assert program.workbench.undo_stack.count() == before
    QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    assert editor.field.text == "[[0, 1],\n [2, 3]]"
    assert not editor.message.isVisible()


def test_what_is_pasted_is_taken_or_refused(program: Application, editor: TensorEditor) -> None:
    QGuiApplication.clipboard().setText("tensor([[[1., 2.]],\n\n        [[3., 4.]]])")
    editor.paste_button.click()
    np.testing.assert_array_equal(kernel(program).to_array(), [[[1, 2]], [[3, 4]]])
    QGuiApplication.clipboard().setText("[[1, 2")
    editor.paste_button.click()
    assert editor.message.text() == "Pasted text: The bracket “[” is not closed."
    assert kernel(program).shape == (2, 1, 2)


def test_a_file_is_shown_with_its_name_and_typing_replaces_it(
    qtbot: QtBot, program: Application, editor: TensorEditor, tmp_path: Path
) -> None:
    np.save(tmp_path / "k.npy", np.arange(8.0).reshape(2, 2, 2))
    editor.open_path(str(tmp_path / "k.npy"))
    qtbot.waitUntil(lambda: isinstance(kernel(program), LoadedTensor))
    assert editor.about.text() == "k.npy\n(2, 2, 2) float64"
    assert editor.field.text.startswith("[[[0, 1],\n  [2, 3]],\n\n")
    type_in(editor, "[[7]]")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert kernel(program) == TypedTensor.from_text("[[7]]")


def test_a_file_that_does_not_fit_is_refused(
    qtbot: QtBot, program: Application, editor: TensorEditor, tmp_path: Path
) -> None:
    np.save(tmp_path / "k.npy", np.arange(3.0))
    editor.open_path(str(tmp_path / "k.npy"))
    qtbot.waitUntil(editor.message.isVisible)
    assert editor.message.text() == "Kernel has the shape (3,): 2 to 4 axes are needed"
    assert kernel(program) == LAB.defaults().kernel


def test_all_tensors_of_a_file_are_taken_and_left(
    qtbot: QtBot, program: Application, weights_editor: TensorsEditor, tmp_path: Path
) -> None:
    np.savez(tmp_path / "qkv.npz", Q=np.ones((3, 4)), K=np.ones((5, 4)))
    weights_editor.read(str(tmp_path / "qkv.npz"))
    qtbot.waitUntil(lambda: isinstance(program.workbench.inputs.weights, LoadedTensors))
    assert weights_editor.button.text() == "qkv.npz"
    assert weights_editor.about.text() == "Q (3, 4)\nK (5, 4)"
    weights_editor.clear_button.click()
    assert program.workbench.inputs.weights is None
    assert not weights_editor.about.isVisible()


def test_a_file_without_finite_numbers_is_refused_in_place(
    qtbot: QtBot, weights_editor: TensorsEditor, tmp_path: Path
) -> None:
    np.savez(tmp_path / "bad.npz", Q=np.ones((3, 4)), K=np.full((2, 2), np.inf))
    weights_editor.read(str(tmp_path / "bad.npz"))
    qtbot.waitUntil(weights_editor.problem.isVisible)
    assert weights_editor.problem.text() == "bad.npz: K holds inf at [0][0], which is not a number."
