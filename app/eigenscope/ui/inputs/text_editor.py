"""The editor of a kind of input that has none of its own: typed as on the command line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.specs import Spec
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.wording import translated


class TextEditor(QWidget):
    """Edits a value as text, taken with Enter; ``edited`` gives it, and a key for undo."""

    edited = Signal(object, str)

    def __init__(self, name: str, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._spec = name, spec
        self.line = QLineEdit()
        self.line.setAccessibleName(translated(spec.label))
        self.line.setToolTip(translated(spec.tip))
        self.line.editingFinished.connect(self._take)
        self.message = ErrorLabel()
        label = QLabel(translated(spec.label))
        label.setProperty("class", "muted")
        label.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (label, self.line, self.message):
            layout.addWidget(part)

    def show_value(self, value: Any) -> None:
        """Show a value, unless the user is writing another."""
        if not self.line.isModified():
            self.line.setText(self._spec.text(value))

    def _take(self) -> None:
        if not self.line.isModified():
            return
        try:
            value = self._spec.from_text(self._name, self.line.text(), FilesRead())
        except ValueError as error:  # all that readers raise, with words for the user
            self.message.say(str(error))
            return
        self.message.say("")
        self.line.setModified(False)
        self.edited.emit(value, "")
