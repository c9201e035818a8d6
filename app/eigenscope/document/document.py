"""The one thing that is edited: labs' inputs and named expressions, by edits that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eigenscope.document.comparison import companion_after
from eigenscope.document.contents import Contents, Named, fitting, following, redefined, sourced
from eigenscope.document.surrounding import NO_FILES, FileAccess, surrounded
from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


@dataclass(frozen=True)
class Edit:
    """A change from one set of contents to another.

    ``merge`` is a key: an edit that follows one with the same non-empty key belongs to the same
    step of undo, as the moves of one drag do.
    """

    label: Text
    before: Contents
    after: Contents
    merge: str = ""

    def followed_by(self, later: Edit) -> Edit | None:
        """Return both edits as one, or None if they are separate steps."""
        if not self.merge or self.merge != later.merge:
            return None
        return Edit(self.label, self.before, later.after, self.merge)


Listener = Callable[[Contents], None]


class Document:
    """What the user has made, and who wants to know when it changes.

    Whatever is edited, the inputs are made to fit each other, and programs among them get the
    definitions and files that they mention, here and nowhere else.
    """

    def __init__(
        self,
        lab: Lab,
        inputs: Inputs | None = None,
        definitions: Named = (),
        access: FileAccess = NO_FILES,
    ) -> None:
        inputs = lab.check(lab.defaults() if inputs is None else inputs)
        self._definitions: Definitions | None = None
        self._access = access
        self._contents = self._surrounded(Contents(lab, inputs, definitions=definitions))
        self._listeners: list[Listener] = []

    @property
    def contents(self) -> Contents:
        """Everything as it is now."""
        return self._contents

    @property
    def lab(self) -> Lab:
        """The lab that is open."""
        return self._contents.lab

    @property
    def inputs(self) -> Inputs:
        """The open lab's inputs as they are now."""
        return self._contents.inputs

    @property
    def definitions(self) -> Definitions:
        """The named expressions and their values, kept in step with the contents."""
        return self._definitions_of(self._contents.definitions)

    @property
    def access(self) -> FileAccess:
        """Which files programs may read."""
        return self._access

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call a listener with the new contents after every change; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def edit(
        self, label: Text, inputs: Inputs, merge: str = "", *, redefine: bool = True
    ) -> Edit | None:
        """Return the edit that leads to the given inputs, or None if nothing would change.

        With ``redefine`` a matrix that is shown by its name changes what the name stands for.
        """
        before = self._contents
        after = replace(before, inputs=self.checked(inputs))
        if redefine:
            after = redefined(before, after.inputs)
        if before.companion is not None:
            beside = companion_after(before.lab, before.inputs, before.companion, after.inputs)
            after = after.with_companion(beside)
        return self.edit_contents(label, after, merge)

    def checked(self, inputs: Inputs) -> Inputs:
        """Return inputs of the open lab made to fit each other, as an edit takes them over."""
        return fitting(replace(self._contents, inputs=inputs), self._contents).inputs

    def edit_contents(self, label: Text, after: Contents, merge: str = "") -> Edit | None:
        """Return the edit that leads to the given contents, or None if they are the same.

        Where definitions are others, the matrices that use them follow.
        """
        before = self._contents
        after = fitting(after, before)
        if after.definitions != before.definitions and sourced(*after.all_inputs()):
            after = fitting(following(after, self._definitions_of(after.definitions)), after)
        after = self._surrounded(after)
        return None if after == before else Edit(label, before, after, merge)

    def set_access(self, access: FileAccess) -> None:
        """Let programs read other files from now on; that is no edit."""
        self.set_contents(self._contents, access)

    def set_contents(self, contents: Contents, access: FileAccess | None = None) -> None:
        """Take over contents and tell all listeners. Edits, done or undone, call this.

        What is opened brings the ``access`` to files that its programs have.
        """
        if access is not None:
            self._access = access
        contents = self._surrounded(contents)
        if contents == self._contents:
            return
        self._contents = contents
        for listener in tuple(self._listeners):
            listener(contents)

    def _surrounded(self, contents: Contents) -> Contents:
        return surrounded(contents, self._access, self._definitions_of)

    def _definitions_of(self, named: Named) -> Definitions:
        """Return definitions brought to these texts; what did not change keeps its value."""
        # Late: the language is not needed until someone names something.
        from eigenscope.language.definitions.definitions import Definitions

        if self._definitions is None:
            self._definitions = Definitions()
        self._definitions.become(dict(named))
        return self._definitions
