"""A program of which nothing can be seen: not yet, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.tensor_readouts import printed_readouts
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.tensors.code import whole_program
from eigenscope.labs.tensors.inputs import Inputs
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text


@dataclass(frozen=True, eq=False)
class WordStory(Story):
    """A program of which nothing can be seen, why, and what it has printed all the same."""

    inputs: Inputs
    reason: Text
    printed: tuple[str, ...] = ()

    @property
    def timeline(self) -> Timeline:
        """One stage, in which it is said."""
        return Timeline((Stage(),))

    @property
    def unseen(self) -> Text:
        """Why nothing is seen."""
        return self.reason

    def frame(self, t: float, view: View) -> Frame:
        """Return an empty picture."""
        return Frame((), (), view.camera)

    def legend(self) -> Mapping[Slot, Text]:
        """Return nothing."""
        return {}

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return what the program has printed."""
        return tuple(printed_readouts(self.printed))

    def code(self) -> str:
        """Return the program with what it imports and prints."""
        names = self.inputs.surroundings.arrays()
        return whole_program(self.inputs.code, self.inputs.seed, names)
