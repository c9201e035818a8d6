"""What the lab's stories of a program have in common: their inputs, and the program itself."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.kit.programs.traced_story import TracedStory
from eigenscope.labs.kit.programs.whole_program import whole_program
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.labs.tensors.inputs import Inputs


@dataclass(frozen=True, eq=False)
class CodeStory(TracedStory):
    """A traced program, as it was entered."""

    inputs: Inputs
    program: TensorProgram

    @property
    def field(self) -> str:
        """The input of the lines."""
        return "code"

    def code(self) -> str:
        """Return the program with what it imports and prints."""
        names = self.inputs.surroundings.arrays()
        return whole_program(self.program.source, self.inputs.seed, names)
