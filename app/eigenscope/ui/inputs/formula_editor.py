"""A formula in a few variables: coloured while it is typed, and taken with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from eigenscope.labs.contract.specs import FormulaSpec
from eigenscope.language.texts.messages import LanguageError
from eigenscope.ui.inputs.expression_field import ExpressionField
from eigenscope.ui.inputs.written_editor import WrittenEditor

if TYPE_CHECKING:
    from eigenscope.language.reading.pieces import Known


class FormulaEditor(WrittenEditor):
    """Edits the text of a formula."""

    def __init__(self, spec: FormulaSpec, parent: QWidget | None = None) -> None:
        self.field = ExpressionField()
        super().__init__(spec, self.field, parent)
        self._spec = spec
        self._taken = ""
        self.field.set_known(self._known)
        self.field.submitted.connect(self._take)
        self.field.wrong.connect(self.message.say)

    def show_text(self, text: str) -> None:
        """Show a formula, unless the user is writing another."""
        self._taken = text
        self.field.show_text(text)

    def _known(self) -> Known:
        from eigenscope.language.definitions.formula import usable_words

        return usable_words((*self._spec.variables, *self._spec.numbered))

    def _take(self) -> None:
        text = self.field.text()
        try:
            self._spec.formulas(text)
        except LanguageError as error:
            self.field.show_error(error)
            return
        self.field.mark(False)
        self.message.say("")
        self.field.setModified(False)
        if text != self._taken:
            self._taken = text
            self.edited.emit(text, "")
