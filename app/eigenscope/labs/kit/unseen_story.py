"""A solution of which nothing can be seen: not yet, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import HEAD, composed_program, grouped
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text


@dataclass(frozen=True, eq=False)
class UnseenStory(Story):
    """Says why nothing is seen, and what is known all the same.

    Attributes
    ----------
    reason
        Why nothing is seen.
    program
        The torch program of the whole solution, if it is known.
    numbers
        The readouts, if there are some.
    stages
        Those that there will be, so that the time stays where it is; None of one stage.
    """

    reason: Text
    program: str = f"{HEAD}\n"
    numbers: tuple[Readout, ...] = ()
    stages: Timeline | None = None

    @property
    def timeline(self) -> Timeline:
        """The stages that there will be, or one in which the reason is said."""
        return self.stages or Timeline((Stage(),))

    @property
    def unseen(self) -> Text:
        """The reason."""
        return self.reason

    def frame(self, t: float, view: View) -> Frame:
        """Return an empty picture."""
        return Frame((), (), view.camera)

    def legend(self) -> Mapping[Slot, Text]:
        """Return nothing: nothing is drawn."""
        return {}

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return what is known."""
        return self.numbers

    def code(self) -> str:
        """Return the program."""
        return self.program


def unseen_numbers(reason: Text, prepared: str, numbers: Iterable[Readout]) -> UnseenStory:
    """Return a story of which the numbers are known, and the beginning of their program."""
    known = tuple(numbers)
    return UnseenStory(reason, composed_program(prepared, *grouped(known)), known)
