"""Entering a tensor of a few axes: lists within lists, or one out of a file."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import TensorSpec
from eigenscope.language.entering.tensor_entry import read_tensor
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.language.texts.messages import LanguageError
from eigenscope.readers.loaded_tensor import LoadedTensor
from eigenscope.ui.inputs.tensor_field import TensorField
from eigenscope.ui.inputs.written_editor import WrittenEditor
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words, say

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_MOST_SHOWN = 1000  # numbers of a tensor out of a file that stand in the field


class TensorEditor(WrittenEditor):
    """Edits a tensor; ``reported`` gives a sentence for the status bar."""

    reported = Signal(str)

    def __init__(
        self,
        spec: TensorSpec,
        jobs: Jobs,
        definitions: Callable[[], Definitions],
        parent: QWidget | None = None,
    ) -> None:
        self.field = TensorField()
        super().__init__(spec, self.field, parent)
        self._spec, self._jobs = spec, jobs
        self._definitions = definitions
        self._value: TypedTensor | LoadedTensor | None = None
        self.about = QLabel()
        self.about.setProperty("class", "muted")
        self.about.setWordWrap(True)
        self.paste_button = QToolButton()
        self.paste_button.setToolTip(self.tr("Paste a tensor"))
        self.paste_button.setAccessibleName(self.tr("Paste a tensor"))
        self.open_button = QPushButton(self.tr("Open file…"))
        self.open_button.setToolTip(self.tr("A tensor from a file: arrays, tables, models"))
        self._lay_out()
        self.field.submitted.connect(self._take_written)
        self.field.given_up.connect(self._show)
        self.paste_button.clicked.connect(self._paste)
        self.open_button.clicked.connect(self._ask)
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def show_value(self, value: TypedTensor | LoadedTensor) -> None:
        """Show a tensor, unless the user is writing another."""
        writing = self.field.written and self.field.hasFocus()
        if value != self._value:
            self._value = value
            if not writing:
                self._show()

    def open_path(self, path: str) -> None:
        """Let a tensor of a file be chosen, and take it."""
        # Late: most tensors are typed.
        from eigenscope.readers.loaded_tensor import tensor_of
        from eigenscope.ui.tensors.tensor_chooser import TensorChooser

        chooser = TensorChooser(path, self._jobs, self.window(), load=tensor_of)
        chooser.chosen.connect(self._take_checked)
        chooser.open()

    # --- inner ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.about, 1)
        row.addWidget(self.paste_button)
        row.addWidget(self.open_button)
        self.column.addLayout(row)

    def _themed(self) -> None:
        self.paste_button.setIcon(icon("clipboard-paste"))

    def _show(self) -> None:
        value = self._value
        if value is None:
            return
        text = _lines_of(value)
        self.field.setPlaceholderText(
            "" if text else self.tr("Numbers typed here replace the file.")
        )
        self.field.show_text(text, wrapped=len(value.shape) == 1)
        self.message.say("")
        shape = str(value.shape)
        if isinstance(value, LoadedTensor):
            self.about.setText(f"{value.name}\n{shape} {value.values.dtype}")
        else:
            self.about.setText(shape)

    def _take_written(self) -> None:
        if self.field.written:
            self._read(self.field.text)

    def _paste(self) -> None:
        self._read(QGuiApplication.clipboard().text(), pasted=True)

    def _read(self, text: str, *, pasted: bool = False) -> None:
        try:
            tensor = read_tensor(text, definitions=self._definitions())
            self._spec.check(say(self._spec.label), tensor)
        except (LanguageError, InputError) as error:
            if pasted:
                self.message.say(Words("Pasted text: {reason}", {"reason": reason_of(error)}))
                return
            self.message.say(str(error))
            if isinstance(error, LanguageError):
                self.field.show_error(error)
            else:
                self.field.mark(True)
            return
        self._take(tensor)

    def _take_checked(self, tensor: LoadedTensor) -> None:
        try:
            self._spec.check(say(self._spec.label), tensor)
        except InputError as error:
            self.message.say(str(error))
            self.reported.emit(str(error))
            return
        self._take(tensor)

    def _take(self, tensor: TypedTensor | LoadedTensor) -> None:
        changed = tensor != self._value
        self._value = tensor
        self._show()
        if changed:
            self.edited.emit(tensor, "")

    def _ask(self) -> None:
        from eigenscope.ui.style.file_filters import matrix_filters  # late: formats come with it

        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a tensor"), "", matrix_filters())
        if path:
            self.open_path(path)


def _lines_of(value: TypedTensor | LoadedTensor) -> str:
    """Return the lines of the field; nothing for too many numbers out of a file."""
    if isinstance(value, TypedTensor):
        return value.lines
    few = math.prod(value.shape) <= _MOST_SHOWN
    return TypedTensor.from_array(value.to_array()).lines if few else ""
