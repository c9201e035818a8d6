"""What the user does with names: each act is one step of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from eigenscope.document import name_edits as naming
from eigenscope.document.contents import Named, expressions
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.ui.session.workbench import Workbench
from eigenscope.wording.words import Text, Words, say

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


class Naming(QObject):
    """Edits the definitions of a workbench.

    Signals
    -------
    changed
        Something is defined otherwise.
    shown_changed
        Something else may be in the view.
    """

    changed = Signal()
    shown_changed = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        bench.definitions_changed.connect(self.changed)
        bench.inputs_changed.connect(lambda _: self.shown_changed.emit())

    @property
    def definitions(self) -> Definitions:
        """The definitions as they are now."""
        return self._bench.document.definitions

    @property
    def _named(self) -> Named:
        return self._bench.document.contents.definitions

    def enter(self, text: str) -> str:
        """Define what a text such as ``A = 2B`` says; return the name, or "" if it names nothing.

        Raises
        ------
        LanguageError
            If it cannot be read, or would be defined by itself.
        """
        statement = naming.read_statement(text, self.definitions)
        if statement is None:
            return ""
        name = statement[0]
        self._set(naming.defined(self._named, *statement), Words("Define {name}", {"name": name}))
        return name

    def problem(self, name: str) -> str:
        """Return why a name has no value, or nothing if it has one."""
        try:
            self.definitions.value(name)
        except LanguageError as error:
            return str(error)
        return ""

    def duplicate(self, name: str) -> str:
        """Define a new name as what another is; return it."""
        named, new = naming.duplicated(self._named, name)
        self._set(named, Words("Duplicate {name}", {"name": name}))
        return new

    def rename(self, old: str, new: str) -> str:
        """Give something another name, wherever it is used; return the name.

        Raises
        ------
        LanguageError
            If the new name is none, or taken.
        """
        contents = self._bench.document.contents
        after = naming.renamed_in(contents, self.definitions, old, new)
        self._bench.change(after, Words("Rename {name}", {"name": old}))
        return plain(new)

    def move(self, name: str, place: int) -> None:
        """Move a definition before what stands at a place."""
        named = naming.moved(self._named, name, place)
        self._set(named, Words("Move {name}", {"name": name}))

    def delete(self, name: str) -> None:
        """Take a definition away."""
        self._set(naming.without(self._named, name), Words("Delete {name}", {"name": name}))

    def users(self, name: str) -> tuple[str, ...]:
        """Return what uses a name: other names, and the matrix that is shown."""
        names = self.definitions.users(name)
        shown = naming.shown_names(self._bench.inputs, self.definitions)
        return (*names, say("the view")) if shown & {name, *names} else names

    def shown(self) -> str:
        """Return the expression of what is in the view, or nothing."""
        return next((text for _, text in expressions(self._bench.inputs).values()), "")

    def latex(self, name: str) -> str:
        """Return a definition in LaTeX."""
        from eigenscope.language.notation.expressions import latex_of_definition

        return latex_of_definition(self.definitions, name)

    def _set(self, named: Named, label: Text) -> None:
        contents = replace(self._bench.document.contents, definitions=named)
        self._bench.change(contents, label)
