"""Opens the window: the first picture first, everything slow after it."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import eigenscope.main.plain_import  # noqa: F401  # before all else: it makes imports fast

# isort: split
from eigenscope.document.contents import Contents
from eigenscope.document.document import Document
from eigenscope.document.memory import Memory
from eigenscope.document.session import Session
from eigenscope.document.surrounding import FileAccess
from eigenscope.engine.runtime.device import prepare
from eigenscope.engine.runtime.jobs import Outcome
from eigenscope.labs.contract.registry import FIRST, load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.main.recovery import Leftover, Recovery
from eigenscope.main.remembering import State, put_back, remembered
from eigenscope.resources import resource
from eigenscope.ui.session.background import Background
from eigenscope.ui.session.garbage import GarbageCollector
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.preparing import prepare_qt, start_qt
from eigenscope.ui.shell.window import MainWindow
from eigenscope.ui.style.theme import (
    apply_theme,
    load_theme,
    system_theme_name,
    theme_names,
)
from eigenscope.wording.errors import reason_of
from eigenscope.wording.language import ENGLISH, LANGUAGES, code_of, speak
from eigenscope.wording.words import Words, say

_QT_WORDS = "eigenscope.ui.style.qt_words"
AUTOSAVE = 2000  # milliseconds after a change: a kill loses no more than that


class Application:
    """The running program: window, memory, and what ties them.

    Parameters
    ----------
    folder
        Where settings and recovery live.
    path
        A session to open.
    greets
        Whether someone who opens the program for the first time is received.
    asked
        The code of the language that is asked for, which comes before the one that the user chose
        in an earlier run; without either it is the system's.
    """

    def __init__(
        self,
        folder: Path,
        path: Path | None = None,
        *,
        greets: bool = False,
        asked: str = ENGLISH,
    ) -> None:
        self.garbage = GarbageCollector()
        self.memory = Memory(folder, "state")
        self.recovery = Recovery(folder)
        state = self.memory.load()
        self._choose_theme(state)
        self._language = _speak_at_first(state, asked)
        left = self.recovery.leftovers()
        restored = next((one for one in left if one.in_peace), None) if path is None else None
        lab = load_lab(FIRST)
        before = _before_sessions(state) if not left and path is None else None
        fresh = Contents(lab, lab.defaults())
        contents = restored.session if restored is not None else before or fresh
        access = FileAccess(allowed=restored is None)
        self.document = Document(contents.lab, contents.inputs, contents.definitions, access)
        self._owner = QObject()
        self._writer = Background(self._owner, threads=1)
        self._written: Session | None = None
        self._saving = QTimer(self._owner, singleShot=True, interval=AUTOSAVE)
        self._saving.timeout.connect(self._autosave)
        self.document.listen(lambda _: self._soon())
        self._open_window(Workbench(self.document))
        put_back(state, self.window, self.workbench)
        if restored is not None:
            self.window.files.show(restored.session, restored.origin, modified=True)
            self.recovery.discard(restored.file)
        self._offer([one for one in left if one is not restored])
        if restored is not None:
            self._saving.start()
        if path is not None:
            self._open(path)
        elif greets and not state and not left:
            self.window.welcome.greet()

    def _open_window(self, workbench: Workbench) -> None:
        """Make a window on a workbench, which belongs to it."""
        self.workbench = workbench
        self.window = window = MainWindow(workbench)
        workbench.setParent(window)
        window.files.changed.connect(self._soon)
        window.ask_before_closing(self._may_close)
        window.closing.connect(self._closed)
        queued = Qt.ConnectionType.QueuedConnection  # the menu that asks for it goes as well
        window.language_chosen.connect(self.speak, queued)
        self.workbench.solving.solved_first.connect(self._prepare)
        once = Qt.ConnectionType.SingleShotConnection
        window.viewport.canvas.painted.connect(self.workbench.start, once)
        window.viewport.canvas.painted.connect(lambda: QTimer.singleShot(0, window.complete), once)

    def _prepare(self) -> None:
        """Import what the first large matrix would wait for, once the first small one is solved."""
        self._writer.jobs.submit("prepare", lambda _: prepare(), lambda _: self.garbage.settle())

    def speak(self, code: str) -> None:
        """Read and say another language from now on; everything else stays as it is.

        Who shows words has looked them up: another window takes this one's place.
        """
        before, session = self.window, self.workbench.session()
        if before.file_commands.making_film:
            busy = "A film is being made: choose the language once it is finished."
            before.status.tell(say(busy), 8000)
            return
        self._language = code
        presented = before.presenting.active
        before.presenting.end()
        state = remembered(before, self.workbench)
        _speak(code)
        self._open_window(Workbench(self.document, before=self.workbench))
        self.window.files.take_over(before.files)
        self.workbench.looks.restore(session.look, session.looks)
        put_back(state, self.window, self.workbench)
        self.window.show()
        if presented:
            self.window.presenting.begin()
        before.give_way()

    def _open(self, path: Path) -> None:
        """Open what the command line names; what is nothing that can be opened is said."""
        if not self.window.file_commands.open_path(path):
            self.window.files.open(path)

    # --- keeping -------------------------------------------------------------------------------

    def _soon(self) -> None:
        if not self._saving.isActive():  # started once: a long drag must not put it off for ever
            self._saving.start()

    def _autosave(self) -> None:
        """Write the session down on a worker, so that a crash takes nothing."""
        files = self.window.files
        session, origin, modified = self.workbench.session(), files.path, files.modified

        def write(_: object) -> None:
            if not modified:
                self.recovery.forget()
                self._written = None
                return
            if session != self._written:
                self.recovery.keep(session, origin)
                self._written = session

        self._writer.jobs.submit("autosave", write, self._autosaved)

    def _autosaved(self, outcome: Outcome[None]) -> None:
        if outcome.error is not None:
            words = Words(
                "Changes cannot be saved for recovery: {error}", {"error": reason_of(outcome.error)}
            )
            self.window.statusBar().showMessage(str(words), 8000)

    def save_settings(self) -> None:
        """Write down what is remembered between runs; a disk that refuses must not disturb."""
        state = remembered(self.window, self.workbench)
        if self._language:
            state["language"] = self._language
        try:
            self.memory.save(state)
        except OSError as error:
            words = Words("The state could not be saved: {error}", {"error": str(error)})
            self.window.statusBar().showMessage(str(words), 8000)

    def _may_close(self) -> bool:
        """Tell whether the window may go at once; else ask, and close it once that is settled.

        What was never saved under a name needs no question: it is put aside and opened again at
        the next start.
        """
        files = self.window.files
        if not files.modified or files.path is None:
            return True
        files.settle_then(self._close_for_good)
        return False

    def _close_for_good(self) -> None:
        self.recovery.forget()
        self.window.close_now()

    def _closed(self) -> None:
        self.garbage.stop()
        self._saving.stop()
        self._writer.jobs.close()
        self.save_settings()
        files = self.window.files
        if files.modified and files.path is None:
            try:
                self.recovery.keep(self.workbench.session(), None)
            except OSError:
                return
            self.recovery.put_aside()
        else:
            self.recovery.forget()

    # --- giving back ---------------------------------------------------------------------------

    def _offer(self, left: list[Leftover]) -> None:
        """Offer what a crash left, one after the other."""
        if not left:
            return
        first, *rest = left
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(first.when))
        words = (
            Words(
                "Eigenscope ended before an untitled session was saved (last change {when}).",
                {"when": when},
            )
            if first.origin is None
            else Words(
                "Eigenscope ended before {name} was saved (last change {when}).",
                {"name": first.origin.name, "when": when},
            )
        )

        def restore() -> None:
            self.window.files.show(first.session, first.origin, modified=True)
            self.recovery.discard(first.file)
            self._soon()

        def drop() -> None:
            self.recovery.discard(first.file)
            self._offer(rest)

        self.window.notice.tell(
            str(words),
            ("Restore", restore),
            ("Discard", drop),
            ("Later", lambda: None),
        )

    @staticmethod
    def _choose_theme(state: State) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a QApplication must be there first")
        name = state.get("theme")
        if not isinstance(name, str) or name not in theme_names():
            name = system_theme_name(app)
        apply_theme(app, load_theme(name))


def _speak_at_first(state: State, asked: str) -> str:
    """Speak the language that the window opens in; return the one that the user has chosen."""
    known = state.get("language")
    chosen = known if isinstance(known, str) and known in LANGUAGES else ""
    system = (code_of(name) for name in QLocale.system().uiLanguages())
    code = asked or chosen or next(system, "") or ENGLISH
    _speak(code)
    return chosen


def _speak(code: str) -> None:
    speak(code)
    if code != ENGLISH or _QT_WORDS in sys.modules:
        from eigenscope.ui.style.qt_words import translate_qt  # late: at first English needs none

        translate_qt()


def _before_sessions(state: State) -> Session | None:
    """Return what the program wrote down before it had sessions, if that is what this is."""
    if "inputs" not in state:
        return None
    from eigenscope.document.session_text import read_old_state

    try:
        return read_old_state(state)
    except InputError:
        return None


def open_window(*, temporary: bool, path: Path | None = None, language: str = "") -> int:
    """Open the window and stay until it is closed; return the exit code."""
    prepare_qt()
    app = start_qt(sys.argv[:1])
    app.setWindowIcon(window_icon())
    with tempfile.TemporaryDirectory(prefix="eigenscope-") as folder:
        where = Path(folder) if temporary else state_folder()
        program = Application(where, path, greets=not temporary, asked=language)
        program.window.show()
        return app.exec()


def state_folder() -> Path:
    """Return the folder in which this user's state is remembered."""
    from platformdirs import user_state_path

    return user_state_path("eigenscope", appauthor=False)


def window_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(resource("icons", "eigenscope.svg")))
