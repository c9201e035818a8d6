"""The second picture's inputs, solved as the first one's are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from eigenscope.document.comparison import headings
from eigenscope.document.contents import Contents
from eigenscope.engine.runtime.jobs import Cancellation, Jobs, Outcome
from eigenscope.labs.contract.lab import Inputs, Solution
from eigenscope.wording.words import Text

_JOB = "solve beside"


class Companion(QObject):
    """What stands beside the picture: the same lab with other inputs, or nothing.

    Signals
    -------
    changed
        There is another solution, or another pair of inputs, or no second picture any more.
    failed
        Why the second picture's inputs have no solution.

    Attributes
    ----------
    inputs, solution
        Of the second picture; None where there is none.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, contents: Contents, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._contents = contents
        self._started = False
        self.inputs: Inputs | None = None
        self.solution: Solution | None = None
        self.take(contents)

    @property
    def active(self) -> bool:
        """Whether there is a second picture."""
        return self.inputs is not None

    def headings(self) -> tuple[Text, Text]:
        """Return what the two pictures are called."""
        contents = self._contents
        if self.inputs is None:
            return "", ""
        return headings(contents.lab, contents.inputs, self.inputs)

    def start(self) -> None:
        """Let the engine begin."""
        self._started = True
        self._solve()

    def take(self, contents: Contents) -> Callable[[], None]:
        """Take over what stands beside the picture, and return what tells others and solves it.

        That is to be called once the first picture belongs to these contents too.
        """
        before, self._contents = self._contents, contents
        if contents.lab is before.lab and contents.companion == self.inputs:
            # The first picture may be another, so that both are called otherwise.
            return self.changed.emit if self.active else lambda: None
        if contents.companion is None and not self.active:
            return lambda: None
        self._jobs.cancel(_JOB)
        self.inputs = contents.companion
        self.solution = None if self.inputs is None else contents.lab.preview(self.inputs)
        return self._begin

    def _begin(self) -> None:
        self.changed.emit()
        self._solve()

    def _solve(self) -> None:
        lab, inputs = self._contents.lab, self.inputs
        if inputs is None or lab.solves_at_once(inputs) or not self._started:
            return

        def work(cancellation: Cancellation) -> Solution:
            return lab.solve(inputs, cancellation)

        self._jobs.submit(_JOB, work, self._deliver)

    def _deliver(self, outcome: Outcome[Solution]) -> None:
        if outcome.error is not None:
            self.failed.emit(str(outcome.error))
            return
        self.solution = outcome.value
        self.changed.emit()
