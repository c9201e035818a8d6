"""The middle of the program: all that a session keeps, without a single widget.

Data flows one way: an edit changes the document, the document tells the workbench, the lab is
solved anew on a worker, and whoever shows something is told that the solution or the time changed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from eigenscope.document.contents import Contents
from eigenscope.document.document import Document, Edit
from eigenscope.document.session import Session
from eigenscope.document.surrounding import FileAccess
from eigenscope.labs.contract.lab import Inputs, Lab, Solution, View
from eigenscope.ui.session.background import Background
from eigenscope.ui.session.companion import Companion
from eigenscope.ui.session.export_settings import ExportSettings
from eigenscope.ui.session.looks import Looks
from eigenscope.ui.session.player import Player
from eigenscope.ui.session.solving import Solving
from eigenscope.ui.session.undo_step import UndoStep
from eigenscope.ui.style.theme import current_theme
from eigenscope.wording.words import Text


class Workbench(QObject):
    """What the window shows and edits.

    Signals
    -------
    inputs_changed, definitions_changed, lab_changed, solution_changed
        Each is given after everything here is what it is now.
    failed
        Why inputs have no solution.

    Attributes
    ----------
    document, looks, player, exports
        What a session is made of: contents, views, time, how figures and films are made.
    undo_stack, solving, companion, background
        The other parts; panels may read them, but edit only through the methods here.

    Parameters
    ----------
    before
        The workbench of the same document whose place this one takes: its steps of undo, its time
        and its solution go on. It is closed then.
    """

    inputs_changed = Signal(object)
    definitions_changed = Signal()
    lab_changed = Signal(object)
    solution_changed = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        parent: QObject | None = None,
        *,
        before: Workbench | None = None,
    ) -> None:
        super().__init__(parent)
        contents = document.contents
        self.document = document
        self.looks = Looks(contents.lab)
        self.player = Player(self)
        self.exports = ExportSettings(self)
        self.undo_stack: QUndoStack = QUndoStack() if before is None else before.undo_stack
        self.undo_stack.setParent(self)
        self.background = Background(self)
        jobs = self.background.jobs
        self.solving = Solving(contents, jobs, self)
        self.companion = Companion(contents, jobs, self)
        self._shown: Contents = contents
        self._opened: Session | None = None
        self._plays_once_solved = False
        self.solving.solution_changed.connect(self._solved)
        self.solving.caught_up.connect(self._play_if_waiting)
        self.solving.failed.connect(self.failed)
        self.companion.failed.connect(self.failed)
        self._stop_listening = document.listen(self._changed)
        if before is not None:
            self._follow(before)

    @property
    def lab(self) -> Lab:
        """The lab that is open."""
        return self.document.lab

    @property
    def inputs(self) -> Inputs:
        """The lab's inputs as they are now."""
        return self.document.inputs

    @property
    def solution(self) -> Solution:
        """The newest solution; a preview while the engine has not answered yet."""
        return self.solving.solution

    @property
    def partial(self) -> bool:
        """Whether the solution is a part of one that is still worked out."""
        return self.solving.partial

    @property
    def busy(self) -> bool:
        """Whether the newest inputs are not solved yet."""
        return self.solving.busy

    def start(self) -> None:
        """Let the engine begin. Called after the first picture: importing torch takes seconds."""
        if not self.solving.started:
            self.solving.start()
            self.companion.start()

    def close(self) -> None:
        """Stop the workers, and follow the document no longer."""
        self._stop_listening()
        self.solving.stop()
        self.background.jobs.close()

    def _follow(self, before: Workbench) -> None:
        """Take over what a workbench of the same document had, and close it."""
        before.close()
        self.solving.take(before.solution)
        self.player.restore(before.player.playback())
        self.exports.restore(before.exports.figure, before.exports.film)
        self._opened = before._opened

    # --- the session ---------------------------------------------------------------------------

    def session(self) -> Session:
        """Return everything as it is now."""
        contents, opened = self.document.contents, self._opened
        return Session(
            lab=contents.lab,
            inputs=contents.inputs,
            closed=contents.closed,
            definitions=contents.definitions,
            beside=contents.beside,
            look=self.looks.present(),
            looks=self.looks.others(),
            playback=self.player.playback(),
            theme=current_theme().name,
            figure=self.exports.figure,
            film=self.exports.film,
            others={} if opened is None else opened.others,
            others_beside={} if opened is None else opened.others_beside,
            tensors={} if opened is None else opened.tensors,
        )

    def show(self, session: Session, access: FileAccess) -> None:
        """Put another session on the screen, with nothing to undo."""
        self.player.pause()
        self.undo_stack.clear()
        self.document.set_contents(session.contents, access)
        self.player.restore(session.playback)
        self.looks.restore(session.look, session.looks)
        self.exports.restore(session.figure, session.film)
        self._opened = session

    def open_lab(self, lab: Lab) -> None:
        """Open another lab; that is no edit, and an undo of one in another lab goes back there."""
        self.document.set_contents(self.document.contents.with_lab(lab))

    # --- editing -------------------------------------------------------------------------------

    def edit(self, inputs: Inputs, label: Text, merge: str = "") -> None:
        """Change the inputs as one step of undo, or as a part of the step with the same key."""
        inputs = self.document.checked(inputs)
        carried = self.lab.carry(self.inputs, self.solution, self.player.eased, inputs)
        edit = self.document.edit(label, inputs if carried is None else carried, merge)
        if self._push(edit) and carried is not None:
            self.player.seek(0.0)

    def replace_inputs(self, inputs: Inputs, label: Text) -> None:
        """Change the inputs as one step of undo, leaving what names stand for alone."""
        self._push(self.document.edit(label, inputs, redefine=False))

    def change(self, contents: Contents, label: Text, merge: str = "") -> None:
        """Change everything that can be undone as one step, and all that follows from it."""
        self._push(self.document.edit_contents(label, contents, merge))

    def _push(self, edit: Edit | None) -> bool:
        if edit is None:
            return False
        self.undo_stack.push(UndoStep(self.document, edit))
        return True

    def drag(self, key: str, position: tuple[float, float, float], merge: str) -> None:
        """Move a handle of the lab to a world position."""
        inputs, to_the_end = self.lab.dragged(self.inputs, key, position)
        if to_the_end:
            self.player.seek(1.0)
        self._push(self.document.edit("Drag", inputs, merge))

    def choose(self, view: View) -> None:
        """Have the lab do what a click at the view's pointer means, if it means anything.

        Without a pointer it was a key, which means what is spoken of just now.
        """
        chosen = self.lab.chosen(self.inputs, self.solution, self.player.eased, view)
        if chosen is not None:
            self._push(self.document.edit("Choose a cell", chosen))

    def play(self) -> None:
        """Play; at the end, go on from where the plane stands if the lab does so.

        Before the engine's first answer there is nothing to play yet: then it plays once there is.
        """
        if not self.solving.solved_once:
            self._plays_once_solved = True
            return
        if self.player.position >= 1.0:
            inputs = self.inputs
            carried = self.lab.carry(inputs, self.solution, 1.0, inputs)
            if carried is not None and not self.busy:
                self._push(self.document.edit("Apply once more", carried))
        self.player.play()

    def play_when_solved(self) -> None:
        """Play the newest inputs from where the time stands, once the engine has answered."""
        if self.busy:
            self._plays_once_solved = True
        else:
            self.play()

    def toggle(self) -> None:
        """Play if it stands still, else pause."""
        if self.player.playing:
            self.player.pause()
        else:
            self.play()

    # --- what follows from it ------------------------------------------------------------------

    def _changed(self, contents: Contents) -> None:
        before, self._shown = self._shown, contents
        show_companion = self.companion.take(contents)
        if contents.lab is not before.lab:
            self._plays_once_solved = False
            self.solving.open(contents)  # before anyone asks the new lab
            self.player.seek(0.0)
            self.lab_changed.emit(contents.lab)
            self.inputs_changed.emit(contents.inputs)
            self.solving.begin()
        elif contents.inputs != before.inputs:
            self.solving.set_inputs(contents.inputs)
            self.inputs_changed.emit(contents.inputs)
            self.solving.solve()
        show_companion()
        if contents.definitions != before.definitions:
            self.definitions_changed.emit()

    def _solved(self, solution: Solution) -> None:
        self.player.set_steps(len(self.lab.stops(solution)) - 1)
        self.solution_changed.emit(solution)

    def _play_if_waiting(self) -> None:
        if self._plays_once_solved and self.solving.solved_once:
            self._plays_once_solved = False
            self.play()
