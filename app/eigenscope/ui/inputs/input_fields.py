"""The editor of each kind of input, made from its spec alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    CodeSpec,
    DataSpec,
    FormulaSpec,
    MaskSpec,
    MatrixSpec,
    OutlineSpec,
    PictureSpec,
    ScalarSpec,
    Spec,
    TensorSpec,
    TensorsSpec,
    VectorsSpec,
    WholeSpec,
)
from eigenscope.ui.inputs.file_editors import OutlineEditor, PictureEditor
from eigenscope.ui.inputs.matrix_editor import MatrixEditor
from eigenscope.ui.inputs.scalar_editor import ScalarEditor
from eigenscope.ui.inputs.text_editor import TextEditor
from eigenscope.ui.inputs.vectors_editor import VectorsEditor
from eigenscope.ui.inputs.whole_editor import WholeEditor
from eigenscope.ui.style.choice_editor import ChoiceEditor

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


@dataclass(frozen=True)
class Field:
    """An editor, and how it takes a lab's inputs over."""

    widget: QWidget
    show: Callable[[Inputs], None]


@dataclass(frozen=True)
class EditorContext:
    """What editors need of the program, and whom they call.

    ``draw``, ``open``, ``tell``, ``elsewhere`` and ``choose_line`` are called when an outline is
    to be drawn, a file is to be chosen, a sentence belongs into the status bar, a matrix needs a
    larger lab, and the user has gone to a line of an input's code.
    """

    jobs: Jobs
    definitions: Callable[[], Definitions]
    draw: Callable[[str], None]
    open: Callable[[object], None]
    tell: Callable[[str], None]
    elsewhere: Callable[[object], None]
    choose_line: Callable[[str, int], None]


Edited = Callable[[object, str], None]
"""Takes a new value, and a key: edits with the same key are one step of undo."""


def make_field(name: str, spec: Spec, value: Any, edited: Edited, around: EditorContext) -> Field:
    """Return the editor of an input; a kind that has none of its own is typed as text."""
    match spec:
        case MatrixSpec():
            return _matrix(name, spec, value, edited, around)
        case DataSpec():
            return _data(name, value, edited, around)
        case ScalarSpec():
            number = ScalarEditor(spec, around.definitions)
            number.edited.connect(edited)
            return Field(number, lambda inputs: number.show_value(getattr(inputs, name)))
        case WholeSpec():
            whole = WholeEditor(spec)
            whole.edited.connect(edited)
            return Field(
                whole, lambda inputs: whole.show_value(getattr(inputs, name), spec.high(inputs))
            )
        case ChoiceSpec():
            choice = ChoiceEditor(spec)
            choice.edited.connect(lambda chosen: edited(chosen, ""))
            return Field(choice, lambda inputs: choice.show_value(getattr(inputs, name)))
        case VectorsSpec():
            vectors = VectorsEditor(spec, around.definitions)
            vectors.edited.connect(edited)
            return Field(
                vectors,
                lambda inputs: vectors.show_vectors(getattr(inputs, name), spec.length(inputs)),
            )
        case FormulaSpec():
            # Late: few labs have one.
            from eigenscope.ui.inputs.formula_editor import FormulaEditor

            formula = FormulaEditor(spec)
            formula.edited.connect(edited)
            return Field(formula, lambda inputs: formula.show_text(getattr(inputs, name)))
        case MaskSpec():
            return _mask(name, spec, edited)
        case CodeSpec():
            return _code(name, spec, edited, around)
        case TensorSpec():
            return _tensor(name, spec, edited, around)
        case TensorsSpec():
            return _tensors(name, spec, edited, around)
        case PictureSpec():
            picture = PictureEditor(spec, around.jobs)
            picture.edited.connect(lambda image: edited(image, ""))
            picture.failed.connect(around.tell)
            return Field(picture, lambda inputs: picture.show_image(getattr(inputs, name)))
        case OutlineSpec():
            outline = OutlineEditor(spec)
            outline.edited.connect(lambda corners: edited(corners, ""))
            outline.draw_wanted.connect(lambda: around.draw(name))
            return Field(outline, lambda inputs: outline.show_corners(getattr(inputs, name)))
    text = TextEditor(name, spec)
    text.edited.connect(edited)
    return Field(text, text.show_inputs)


def _code(name: str, spec: CodeSpec, edited: Edited, around: EditorContext) -> Field:
    # Late: few labs have one.
    from eigenscope.ui.inputs.code_editor import CodeEditor

    code = CodeEditor(spec)
    code.edited.connect(edited)
    code.line_chosen.connect(partial(around.choose_line, name))
    return Field(code, lambda inputs: code.show_text(getattr(inputs, name)))


def _mask(name: str, spec: MaskSpec, edited: Edited) -> Field:
    # Late: few labs have one.
    from eigenscope.ui.inputs.mask_editor import MaskEditor

    mask = MaskEditor(name, spec)
    mask.edited.connect(edited)
    return Field(mask, lambda inputs: mask.show_mask(getattr(inputs, name), spec.shape(inputs)))


def _tensor(name: str, spec: TensorSpec, edited: Edited, around: EditorContext) -> Field:
    # Late, here and below: few labs have one.
    from eigenscope.ui.inputs.tensor_editor import TensorEditor

    tensor = TensorEditor(spec, around.jobs, around.definitions)
    tensor.edited.connect(edited)
    tensor.reported.connect(around.tell)
    return Field(tensor, lambda inputs: tensor.show_value(getattr(inputs, name)))


def _tensors(name: str, spec: TensorsSpec, edited: Edited, around: EditorContext) -> Field:
    from eigenscope.ui.inputs.tensors_editor import TensorsEditor

    file = TensorsEditor(spec, around.jobs)
    file.edited.connect(lambda tensors: edited(tensors, ""))
    file.failed.connect(around.tell)
    return Field(file, lambda inputs: file.show_tensors(getattr(inputs, name)))


def _matrix(
    name: str, spec: MatrixSpec, value: Any, edited: Edited, around: EditorContext
) -> Field:
    matrix = MatrixEditor(value, spec.heads)
    matrix.set_largest(*spec.largest)
    matrix.expression.set_definitions(around.definitions)
    matrix.edited.connect(edited)
    matrix.elsewhere.connect(around.elsewhere)
    return Field(matrix, lambda inputs: matrix.set_matrix(getattr(inputs, name)))


def _data(name: str, value: Any, edited: Edited, around: EditorContext) -> Field:
    # Late: the table and what belongs to it are not needed for the first picture.
    from eigenscope.ui.inputs.data_editor import DataEditor

    data = DataEditor(value, around.jobs)
    data.expression.set_definitions(around.definitions)
    data.edited.connect(edited)
    data.open_wanted.connect(around.open)
    data.reported.connect(around.tell)
    return Field(data, lambda inputs: data.set_matrix(getattr(inputs, name)))
