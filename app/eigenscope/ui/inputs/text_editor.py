"""The editor of a kind of input that has none of its own: typed as on the command line."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import Spec
from eigenscope.ui.inputs.written_editor import WrittenEditor


class TextEditor(WrittenEditor):
    """Edits a value as text, taken with Enter."""

    def __init__(self, name: str, spec: Spec, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(spec, self.line, parent)
        self._name, self._spec = name, spec
        self._inputs: Inputs | None = None
        self.line.editingFinished.connect(self._take)

    def show_value(self, value: Any) -> None:
        """Show a value, unless the user is writing another."""
        if not self.line.isModified():
            self.line.setText(self._spec.text(value))

    def show_inputs(self, inputs: Inputs) -> None:
        """Show the value among the inputs, and what is wrong with it beside them."""
        self._inputs = inputs
        value = getattr(inputs, self._name)
        self.show_value(value)
        if self.line.isModified():
            return
        try:
            self._spec.check_beside(self._name, value, inputs)
        except InputError as error:
            self.message.say(str(error))
        else:
            self.message.say("")

    def _take(self) -> None:
        if not self.line.isModified():
            return
        try:
            value = self._spec.from_text(self._name, self.line.text(), FilesRead())
            if self._inputs is not None:
                self._spec.check_beside(self._name, value, self._inputs)
        except ValueError as error:  # all that readers raise, with words for the user
            self.message.say(str(error))
            return
        self.message.say("")
        self.line.setModified(False)
        self.edited.emit(value, "")
