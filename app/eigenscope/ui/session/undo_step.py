"""What Qt's undo stack holds."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

from eigenscope.document.document import Document, Edit
from eigenscope.wording.words import Text, say


class UndoStep(QUndoCommand):
    """An edit of a document; one with the same merge key as the step before becomes part of it."""

    def __init__(self, document: Document, edit: Edit) -> None:
        super().__init__(say(edit.label))
        self._document = document
        self._edit = edit

    @property
    def label(self) -> Text:
        """What it does, to be said in the language that is spoken when a menu is seen."""
        return self._edit.label

    def redo(self) -> None:
        """Qt: put on the screen what there is after it."""
        self._document.set_contents(self._edit.after)

    def undo(self) -> None:
        """Qt: put on the screen what there was before it."""
        self._document.set_contents(self._edit.before)

    def id(self) -> int:
        """Qt: only steps of one id, other than -1, are asked whether they merge."""
        return 1 if self._edit.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Qt: take the step that follows in, if both are one."""
        if not isinstance(other, UndoStep):
            return False
        together = self._edit.followed_by(other._edit)
        if together is None:
            return False
        self._edit = together
        return True
