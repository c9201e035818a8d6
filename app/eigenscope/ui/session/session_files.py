"""New, open, save, recent: which file the session on the screen belongs to, and whether it is kept.

Nothing here waits in a loop of its own: a question is a window that is answered when the user
likes, and what was to follow is done then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from eigenscope.document.ending import ENDING
from eigenscope.document.session import Session
from eigenscope.document.surrounding import FileAccess, wants_files
from eigenscope.engine.runtime.jobs import Outcome
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.style.messages import Button, ask, warn
from eigenscope.wording.words import Text, Words, say

MOST_RECENT = 8


class SessionFiles(QObject):
    """The file side of the window.

    Parameters
    ----------
    workbench
        Whose session it is.
    window
        Over which questions are asked.

    Signals
    -------
    changed
        The file, or whether all is saved, is another.
    recent_changed
        The list of recent files is another.
    opened
        Another session is on the screen.
    reported
        Words for the status bar.
    """

    changed = Signal()
    recent_changed = Signal()
    opened = Signal()
    reported = Signal(str)

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._bench = window, workbench
        self.path: Path | None = None
        self.recent: list[Path] = []
        self._touched = False
        self._question: QMessageBox | None = None
        workbench.undo_stack.cleanChanged.connect(self.changed)
        workbench.exports.changed.connect(self._touch)

    # --- what there is -------------------------------------------------------------------------

    @property
    def modified(self) -> bool:
        """Whether something is not saved."""
        return self._touched or not self._bench.undo_stack.isClean()

    @property
    def name(self) -> str:
        """What the session is called."""
        return self.tr("Untitled") if self.path is None else self.path.stem

    # --- what is done --------------------------------------------------------------------------

    def new(self) -> None:
        """Begin anew, once what is there is saved or given up."""
        self.settle_then(lambda: self.show(Session(self._bench.lab, self._bench.lab.defaults())))

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        folder = str(self.path.parent) if self.path is not None else ""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open session"), folder, _kinds()
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a file; if it cannot be, say why, and keep what is there."""

        def take(outcome: Outcome[Session]) -> None:
            session = outcome.value
            if session is None:
                self.complain("This session cannot be opened", str(outcome.error))
            else:
                self.settle_then(lambda: self.show(session, path))

        from eigenscope.document.eigen_file import load_session  # late: not for the first picture

        self._bench.background.jobs.submit("open", lambda _: load_session(path), take)

    def save(self) -> bool:
        """Save; ask for a name if there is none. Tell whether it is saved."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a name and save. Tell whether it is saved."""
        proposal = str(self.path or f"{self.name}{ENDING}")
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save session"), proposal, _kinds()
        )
        if not name:
            return False
        path = Path(name)
        return self._write(path if path.suffix == ENDING else path.with_name(path.name + ENDING))

    def show(self, session: Session, path: Path | None = None, *, modified: bool = False) -> None:
        """Put a session on the screen; programs from a file read no others before they may."""
        allowed = path is None or not wants_files(session)
        self._bench.show(session, FileAccess(None if path is None else path.parent, allowed))
        self.path, self._touched = path, modified
        if path is not None:
            self._remember(path)
        self.opened.emit()
        self.changed.emit()

    @property
    def refuses_reading(self) -> bool:
        """Whether programs of the session are kept from reading files."""
        return not self._bench.document.access.allowed

    def allow_reading(self) -> None:
        """Let the programs of this session read files from now on."""
        document = self._bench.document
        document.set_access(replace(document.access, allowed=True))
        self.changed.emit()

    def settle_then(self, act: Callable[[], object]) -> None:
        """Do something that gives up the session, once the user has settled what is not saved."""
        if not self.modified:
            act()
            return
        if self._question is not None:
            self._question.raise_()
            return

        def answered(button: Button) -> None:
            self._question = None
            if button == Button.Discard or (button == Button.Save and self.save()):
                act()

        self._question = ask(
            self._window,
            Words("Save the changes to “{name}”?", {"name": self.name}),
            "Unsaved changes will be lost.",
            {Button.Save: "", Button.Discard: "Don’t save", Button.Cancel: ""},
            answered,
        )

    def complain(self, what: Text, why: Text) -> None:
        """Say what did not work and why."""
        warn(self._window, what, why)

    def take_over(self, other: SessionFiles) -> None:
        """Be about the same file as that of a window whose place this one takes."""
        self.path, self._touched = other.path, other._touched
        self.set_recent(other.recent)
        self.changed.emit()

    def set_recent(self, paths: list[Path]) -> None:
        """Take over the list of recent files, the newest first."""
        self.recent = paths[:MOST_RECENT]
        self.recent_changed.emit()

    def _touch(self) -> None:
        """Take over that something has changed that cannot be undone."""
        self._touched = True
        self.changed.emit()

    def _write(self, path: Path) -> bool:
        session = self._bench.session()
        try:
            from eigenscope.document.eigen_file import save_session

            save_session(session, path)
        except OSError as error:
            what = Words("{name} could not be saved", {"name": path.name})
            self.complain(what, error.strerror or str(error))
            return False
        self.path, self._touched = path, False
        document = self._bench.document
        document.set_access(replace(document.access, folder=path.parent))
        self._bench.undo_stack.setClean()
        self._remember(path)
        self.changed.emit()
        self.reported.emit(say(Words("Saved {name}", {"name": path.name})))
        return True

    def _remember(self, path: Path) -> None:
        path = path.absolute()
        self.set_recent([path, *(p for p in self.recent if p != path)])


def _kinds() -> str:
    """Return what file dialogs offer: sessions alone."""
    return say(Words("Eigenscope sessions ({endings})", {"endings": f"*{ENDING}"}))
