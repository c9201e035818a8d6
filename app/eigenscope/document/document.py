"""The one thing that is edited: a lab's inputs, changed only by edits that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eigenscope.labs.base import Inputs, Lab


@dataclass(frozen=True)
class Edit:
    """A change from one set of inputs to another.

    ``merge`` is a key: an edit that follows one with the same non-empty key belongs to the same
    step of undo, as the moves of one drag do.
    """

    label: str
    before: Inputs
    after: Inputs
    merge: str = ""

    def followed_by(self, later: Edit) -> Edit | None:
        """Return both edits as one, or None if they are separate steps."""
        if not self.merge or self.merge != later.merge:
            return None
        return Edit(self.label, self.before, later.after, self.merge)


Listener = Callable[[Inputs], None]


class Document:
    """What the user has made, and who wants to know when it changes."""

    def __init__(self, lab: Lab, inputs: Inputs | None = None) -> None:
        self.lab = lab
        self._inputs = lab.check(lab.defaults() if inputs is None else inputs)
        self._listeners: list[Listener] = []

    @property
    def inputs(self) -> Inputs:
        """The lab's inputs as they are now."""
        return self._inputs

    def listen(self, listener: Listener) -> None:
        """Call a listener with the new inputs after every change."""
        self._listeners.append(listener)

    def edit(self, label: str, inputs: Inputs, merge: str = "") -> Edit | None:
        """Return the edit that leads to the given inputs, or None if nothing would change."""
        after = self.lab.check(inputs)
        return None if after == self._inputs else Edit(label, self._inputs, after, merge)

    def set_inputs(self, inputs: Inputs) -> None:
        """Take over inputs and tell all listeners. Only edits, done or undone, call this."""
        if inputs == self._inputs:
            return
        self._inputs = inputs
        for listener in self._listeners:
            listener(inputs)
