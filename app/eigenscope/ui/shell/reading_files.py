"""Asks before the programs of a session that was opened from a file read other files."""

from __future__ import annotations

from PySide6.QtCore import QObject

from eigenscope.ui.session.session_files import SessionFiles
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.notice import Notice
from eigenscope.wording.words import Text

_QUESTION: Text = (
    "A program of this session reads files. It does so only if you let it: the session may come "
    "from someone else."
)


class ReadingFiles(QObject):
    """Binds the command that lets programs read, and offers it where something wants to."""

    def __init__(self, files: SessionFiles, actions: Actions, notice: Notice) -> None:
        super().__init__(files)
        self._files, self._notice = files, notice
        self._action = actions["file.allow_reading"]
        actions.bind("file.allow_reading", self.allow)
        files.opened.connect(self._ask)
        files.changed.connect(self._show)
        self._show()

    def allow(self) -> None:
        """Let the programs of the session read files."""
        self._files.allow_reading()
        self._withdraw()

    def _ask(self) -> None:
        if not self._files.refuses_reading:
            self._withdraw()
            return
        leave: Text = "Don’t read"
        self._notice.tell(_QUESTION, ("Read files", self.allow), (leave, lambda: None))

    def _withdraw(self) -> None:
        """Take the question away, unless the notice says something else by now."""
        if self._notice.message == _QUESTION:
            self._notice.hide()

    def _show(self) -> None:
        self._action.setEnabled(self._files.refuses_reading)
