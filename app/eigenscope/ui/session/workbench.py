"""The middle of the program: document, undo, solving and time, without a single widget.

Data flows one way: an edit changes the document, the document tells the workbench, the lab is
solved anew on a worker, and whoever shows something is told that the solution or the time changed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from eigenscope.document.contents import Contents
from eigenscope.document.document import Document, Edit
from eigenscope.engine.runtime.jobs import Cancellation, Outcome
from eigenscope.labs.contract.lab import Inputs, Lab, Solution
from eigenscope.ui.session.background import Background
from eigenscope.ui.session.companion import Companion
from eigenscope.ui.session.player import Player

_PATIENCE = 150  # milliseconds without an answer, after which the preview is shown
_REST = 400  # milliseconds that the preview of something large has to itself


class Workbench(QObject):
    """What the window shows and edits.

    Signals
    -------
    solved_first
        The engine has given its first answer, so that its libraries are imported.

    Attributes
    ----------
    document, player, undo_stack, background, companion
        The parts; panels may read them, but edit only through the methods here.
    solution
        The newest solution; a preview while the engine has not answered yet.
    """

    inputs_changed = Signal(object)
    definitions_changed = Signal()
    lab_changed = Signal(object)
    solution_changed = Signal(object)
    solved_first = Signal()
    failed = Signal(str)
    busy_changed = Signal(bool)
    progressed = Signal(float, str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.player = Player(self)
        self.undo_stack = QUndoStack(self)
        self.background = Background(self)
        self._jobs = self.background.jobs
        self._started = False
        self._wanted: Inputs | None = None
        self._running: Inputs | None = None
        self._solved_once = self._solved_ever = False
        self._play_once_solved = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show_preview)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._solve)
        self.solution: Solution = self.lab.preview(document.inputs)
        self._solved: Inputs | None = None
        self._shown: Contents = document.contents
        self.companion = Companion(document.contents, self._jobs, self)
        self.companion.failed.connect(self.failed)
        document.listen(self._changed)

    @property
    def lab(self) -> Lab:
        """The lab that is open."""
        return self.document.lab

    @property
    def inputs(self) -> Inputs:
        """The lab's inputs as they are now."""
        return self.document.inputs

    @property
    def started(self) -> bool:
        """Whether the engine was let begin."""
        return self._started

    @property
    def busy(self) -> bool:
        """Whether the newest inputs are not solved yet."""
        return bool(self._solved != self.document.inputs)

    def start(self) -> None:
        """Let the engine begin. Called after the first picture: importing torch takes seconds."""
        if not self._started:
            self._started = True
            self._solve()
            self.companion.start()

    def close(self) -> None:
        """Stop the workers."""
        self._patience.stop()
        self._rest.stop()
        self._jobs.close()

    def show(self, contents: Contents) -> None:
        """Put other contents on the screen, with nothing to undo."""
        self.player.pause()
        self.undo_stack.clear()
        self.document.set_contents(contents)

    def open_lab(self, lab: Lab) -> None:
        """Open another lab; that is no edit, and an undo of one in another lab goes back there."""
        self.document.set_contents(self.document.contents.with_lab(lab))

    # --- editing -------------------------------------------------------------------------------

    def edit(self, inputs: Inputs, label: str, merge: str = "") -> None:
        """Change the inputs as one step of undo, or as a part of the step with the same key."""
        inputs = self.document.checked(inputs)
        carried = self.lab.carry(self.inputs, self.solution, self.player.eased, inputs)
        edit = self.document.edit(label, inputs if carried is None else carried, merge)
        if self._push(edit) and carried is not None:
            self.player.seek(0.0)

    def replace_inputs(self, inputs: Inputs, label: str) -> None:
        """Change the inputs as one step of undo, leaving what names stand for alone."""
        self._push(self.document.edit(label, inputs, redefine=False))

    def change(self, contents: Contents, label: str, merge: str = "") -> None:
        """Change everything that can be undone as one step, and all that follows from it."""
        self._push(self.document.edit_contents(label, contents, merge))

    def _push(self, edit: Edit | None) -> bool:
        if edit is None:
            return False
        self.undo_stack.push(_Step(self.document, edit))
        return True

    def drag(self, key: str, position: tuple[float, float, float], merge: str) -> None:
        """Move a handle of the lab to a world position."""
        inputs, to_the_end = self.lab.dragged(self.inputs, key, position)
        if to_the_end:
            self.player.seek(1.0)
        self._push(self.document.edit(self.tr("Drag"), inputs, merge))

    def play(self) -> None:
        """Play; at the end, go on from where the plane stands if the lab does so.

        Before the engine's first answer there is nothing to play yet: then it plays once there is.
        """
        if not self._solved_once:
            self._play_once_solved = True
            return
        if self.player.position >= 1.0:
            inputs = self.inputs
            carried = self.lab.carry(inputs, self.solution, 1.0, inputs)
            if carried is not None and not self.busy:
                self._push(self.document.edit(self.tr("Apply once more"), carried))
        self.player.play()

    def play_when_solved(self) -> None:
        """Play the newest inputs from where the time stands, once the engine has answered."""
        if self.busy:
            self._play_once_solved = True
        else:
            self.play()

    def toggle(self) -> None:
        """Play if it stands still, else pause."""
        if self.player.playing:
            self.player.pause()
        else:
            self.play()

    # --- solving -------------------------------------------------------------------------------

    def _changed(self, contents: Contents) -> None:
        before, self._shown = self._shown, contents
        show_companion = self.companion.take(contents)
        if contents.lab is not before.lab:
            self._change_lab(contents)
        elif contents.inputs != before.inputs:
            self._change_inputs(contents.inputs)
        show_companion()
        if contents.definitions != before.definitions:
            self.definitions_changed.emit()

    def _change_lab(self, contents: Contents) -> None:
        """Forget what the other lab was doing, show what there is at once, and solve."""
        self._jobs.cancel("solve")
        self._running = self._wanted = self._solved = None
        self._solved_once = self._play_once_solved = False
        self.solution = contents.lab.preview(contents.inputs)  # before anyone asks the new lab
        self.player.seek(0.0)
        self.lab_changed.emit(contents.lab)
        self.inputs_changed.emit(contents.inputs)
        if self._started and contents.lab.solves_at_once(contents.inputs):
            self._settle(contents.inputs, self.solution)
            self.busy_changed.emit(False)
            return
        self.solution_changed.emit(self.solution)
        if self._started:
            self._begin(contents.lab.heavy(contents.inputs))

    def _change_inputs(self, inputs: Inputs) -> None:
        self.inputs_changed.emit(inputs)
        heavy = self.lab.heavy(inputs)
        if not self._solved_once or heavy:
            self._show_preview()
        elif not self._patience.isActive():
            self._patience.start()
        if self._started:
            self._begin(heavy)

    def _begin(self, heavy: bool) -> None:
        """Solve, at once or once the first look is drawn."""
        if heavy:
            self._rest.start()
        else:
            self._rest.stop()
            self._solve()

    def give_up(self) -> None:
        """Wait no longer for the engine; what is shown stays until something is changed."""
        self._jobs.cancel("solve")
        self._rest.stop()
        self._patience.stop()
        self._running = self._wanted = None
        self._solved = self.document.inputs
        self.busy_changed.emit(False)

    def _solve(self) -> None:
        """Solve the newest inputs; one at a time, so that a drag sees answers while it goes on.

        What takes seconds is given up for the newer ones.
        """
        self._wanted = self.document.inputs
        if self._running is not None and not self.lab.heavy(self._running):
            return
        inputs, self._wanted = self._wanted, None
        self._running = inputs
        self.busy_changed.emit(True)
        lab = self.lab

        def work(cancellation: Cancellation) -> Solution:
            return lab.solve(inputs, cancellation)

        self._jobs.submit("solve", work, self._deliver, self.progressed.emit)

    def _deliver(self, outcome: Outcome[Solution]) -> None:
        inputs, self._running = self._running, None
        if outcome.error is not None:
            self._solved = inputs
            self.failed.emit(str(outcome.error))
        else:
            self._settle(inputs, outcome.value)
        if self._wanted is not None and self._wanted != inputs:
            self._patience.start()  # an answer has just come: a drag must not fall back to previews
            self._solve()
            return
        self._wanted = None
        self._patience.stop()
        self.busy_changed.emit(False)
        if self._play_once_solved and self._solved_once:
            self._play_once_solved = False
            self.play()

    def _settle(self, inputs: Inputs, solution: Solution) -> None:
        """Take over the whole solution of inputs."""
        if not self._solved_ever:
            self._solved_ever = True
            self.solved_first.emit()
        self._solved_once = True
        self._solved = inputs
        self._take(solution)

    def _show_preview(self) -> None:
        if self.busy:
            self._take(self.lab.preview(self.document.inputs))

    def _take(self, solution: Solution) -> None:
        self.solution = solution
        self.player.set_steps(len(self.lab.stops(solution)) - 1)
        self.solution_changed.emit(solution)


class _Step(QUndoCommand):
    """An edit on Qt's undo stack."""

    def __init__(self, document: Document, edit: Edit) -> None:
        super().__init__(edit.label)
        self._document = document
        self.edit = edit

    def redo(self) -> None:
        self._document.set_contents(self.edit.after)

    def undo(self) -> None:
        self._document.set_contents(self.edit.before)

    def id(self) -> int:
        return 1 if self.edit.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step):
            return False
        together = self.edit.followed_by(other.edit)
        if together is None:
            return False
        self.edit = together
        return True
