"""A formula in a few variables: coloured while it is typed, and taken with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from eigenscope.labs.contract.specs import FormulaSpec
from eigenscope.language.texts.messages import LanguageError
from eigenscope.ui.inputs.expression_field import ExpressionField
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.wording import translated

if TYPE_CHECKING:
    from eigenscope.language.reading.pieces import Known


class FormulaEditor(QWidget):
    """Edits the text of a formula; ``edited`` gives it, and a key for undo."""

    edited = Signal(object, str)

    def __init__(self, spec: FormulaSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = ErrorLabel()
        self._spec = spec
        self._taken = ""
        self.field = ExpressionField()
        self.field.set_known(self._known)
        self.field.setAccessibleName(translated(spec.label))
        self.field.setToolTip(translated(spec.tip))
        self.field.submitted.connect(self._take)
        self.field.wrong.connect(self.message.say)
        label = QLabel(translated(spec.label))
        label.setProperty("class", "muted")
        label.setBuddy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addWidget(self.message)

    def show_text(self, text: str) -> None:
        """Show a formula, unless the user is writing another."""
        self._taken = text
        self.field.show_text(text)

    def _known(self) -> Known:
        from eigenscope.language.definitions.formula import usable_words

        return usable_words(self._spec.variables)

    def _take(self) -> None:
        from eigenscope.language.definitions.formula import read_formula

        text = self.field.text()
        try:
            read_formula(text, self._spec.variables)
        except LanguageError as error:
            self.field.show_error(error)
            return
        self.field.mark(False)
        self.message.say("")
        self.field.setModified(False)
        if text != self._taken:
            self._taken = text
            self.edited.emit(text, "")
