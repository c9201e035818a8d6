"""Keeps a solution of the newest inputs: on a worker, one at a time, with previews meanwhile."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from eigenscope.document.contents import Contents
from eigenscope.engine.runtime.jobs import Cancellation, Jobs, Outcome
from eigenscope.labs.contract.lab import Inputs, Lab, Solution
from eigenscope.ui.session.parts import Parts

_PATIENCE = 150  # milliseconds without an answer, after which the preview is shown
_REST = 400  # milliseconds that the preview of something large has to itself
_JOB = "solve"


class Solving(QObject):
    """Solves what it is given, and gives up what is no longer wanted.

    Signals
    -------
    solution_changed
        There is another solution, or a preview or a part of one while the engine has not answered
        yet.
    solved_first
        The engine has given its first answer, so that its libraries are imported.
    caught_up
        The newest inputs are solved, and nothing waits any more.
    failed
        Why inputs have no solution.
    busy_changed, progressed
        Whether the engine works, and how far it is, in words.

    Attributes
    ----------
    solution
        The newest one.
    partial
        Whether that is a part of one, whose rest is still worked out.
    started
        Whether the engine was let begin.
    solved_once
        Whether the engine has answered since the lab was opened.
    """

    solution_changed = Signal(object)
    solved_first = Signal()
    caught_up = Signal()
    failed = Signal(str)
    busy_changed = Signal(bool)
    progressed = Signal(float, object)

    def __init__(self, contents: Contents, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._lab: Lab = contents.lab
        self._inputs: Inputs = contents.inputs
        self.solution: Solution = self._lab.preview(self._inputs)
        self.started = self.solved_once = False
        self._solved_ever = False
        self._wanted: Inputs | None = None
        self._running: Inputs | None = None
        self._solved: Inputs | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._show_preview)
        self.partial = False
        self._parts = Parts(
            lambda inputs: inputs == self._inputs and self.busy, self._show_part, self
        )
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._solve)

    @property
    def busy(self) -> bool:
        """Whether the newest inputs are not solved yet."""
        return bool(self._solved != self._inputs)

    def start(self) -> None:
        """Let the engine begin."""
        self.started = True
        self._solve()

    def stop(self) -> None:
        """Let the engine begin nothing more."""
        self._parts.forget()
        for timer in (self._patience, self._rest):
            timer.stop()

    def give_up(self) -> None:
        """Wait no longer for the engine; what is shown stays until something is changed."""
        self._jobs.cancel(_JOB)
        self.stop()
        self._running = self._wanted = None
        self._solved = self._inputs
        if self.partial:
            self.take(self.solution)
        self.busy_changed.emit(False)

    def set_patience(self, milliseconds: int) -> None:
        """Say how long the engine may take before a preview is shown."""
        self._patience.setInterval(milliseconds)

    # --- what is to be solved ------------------------------------------------------------------

    def open(self, contents: Contents) -> None:
        """Take over another lab: forget what the last one was doing, and have a preview.

        Nobody is told before `begin`, so that others can take the lab over first.
        """
        self._jobs.cancel(_JOB)
        self._running = self._wanted = self._solved = None
        self._parts.forget()
        self.solved_once = self.partial = False
        self._lab, self._inputs = contents.lab, contents.inputs
        self.solution = self._lab.preview(self._inputs)

    def begin(self) -> None:
        """Show the preview and solve; or show it as the solution, where the lab has no other."""
        if self.started and self._lab.solves_at_once(self._inputs):
            self._settle(self._inputs, self.solution)
            self.busy_changed.emit(False)
            return
        self.take(self.solution)
        self._solve_soon(self._lab.heavy(self._inputs))

    def set_inputs(self, inputs: Inputs) -> None:
        """Take over other inputs of the same lab."""
        self._inputs = inputs

    def solve(self) -> None:
        """Solve the inputs; what is shown until then is the last solution for a while."""
        heavy = self._lab.heavy(self._inputs)
        if not self.solved_once or heavy:
            self._show_preview()
        elif not self._patience.isActive():
            self._patience.start()
        self._solve_soon(heavy)

    def take(self, solution: Solution, *, partial: bool = False) -> None:
        """Show a solution, or a part of one."""
        self.solution, self.partial = solution, partial
        self.solution_changed.emit(solution)

    # --- the engine ----------------------------------------------------------------------------

    def _solve_soon(self, heavy: bool) -> None:
        """Solve at once, or once the first look is drawn."""
        if not self.started:
            return
        if heavy:
            self._rest.start()
        else:
            self._rest.stop()
            self._solve()

    def _solve(self) -> None:
        """Solve the newest inputs; one at a time, so that a drag sees answers while it goes on.

        What takes seconds is given up for the newer ones.
        """
        self._wanted = self._inputs
        if self._running is not None and not self._lab.heavy(self._running):
            return
        inputs, self._wanted = self._wanted, None
        self._running = inputs
        self.busy_changed.emit(True)
        lab = self._lab

        def work(cancellation: Cancellation) -> Solution:
            return lab.solve(inputs, cancellation)

        self._jobs.submit(
            _JOB,
            work,
            self._deliver,
            self.progressed.emit,
            partial(self._parts.take, inputs),
            lambda: self._parts.awaited,
        )

    def _is_awaited(self, inputs: Inputs) -> bool:
        return bool(inputs == self._inputs) and self.busy

    def _show_part(self, part: Solution) -> None:
        self._patience.stop()
        self.take(part, partial=True)

    def _deliver(self, outcome: Outcome[Solution]) -> None:
        inputs, self._running = self._running, None
        if outcome.error is not None:
            self._solved = inputs
            self.failed.emit(str(outcome.error))
            self._show_refused(inputs)
        else:
            self._settle(inputs, outcome.value)
        if self._wanted is not None and self._wanted != inputs:
            self._patience.start()  # an answer has just come: a drag must not fall back to previews
            self._solve()
            return
        self._wanted = None
        self._patience.stop()
        self.busy_changed.emit(False)
        self.caught_up.emit()

    def _settle(self, inputs: Inputs, solution: Solution) -> None:
        """Take over the whole solution of inputs."""
        if not self._solved_ever:
            self._solved_ever = True
            self.solved_first.emit()
        self.solved_once = True
        self._solved = inputs
        self.take(solution)

    def _show_refused(self, inputs: Inputs | None) -> None:
        """Show what is known of inputs without a solution: the last picture is of others."""
        if inputs == self._inputs:
            self.take(self._lab.preview(self._inputs))

    def _show_preview(self) -> None:
        if self.busy:
            self.take(self._lab.preview(self._inputs))
