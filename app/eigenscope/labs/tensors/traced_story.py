"""What all stories of a program have in common: the marks beside its lines, and the program."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.kit.programs.marks import program_marks
from eigenscope.labs.kit.programs.whole_program import whole_program
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.labs.tensors.inputs import Inputs


@dataclass(frozen=True, eq=False)
class TracedStory(Story):
    """A traced program, whose stages each belong to one of its lines."""

    inputs: Inputs
    program: TensorProgram

    @property
    @abstractmethod
    def lines(self) -> tuple[int, ...]:
        """The line of each stage of the timeline, from 1."""

    def code(self) -> str:
        """Return the program with what it imports and prints."""
        names = self.inputs.surroundings.arrays()
        return whole_program(self.program.source, self.inputs.seed, names)

    def code_marks(self, t: float) -> Mapping[str, CodeMarks]:
        """Return the line that runs, what each line has made, and what is wrong."""
        stage, _ = self.timeline.at(t)
        return {"code": program_marks(self.program, self.lines[stage] if self.lines else 0)}

    def time_of(self, line: int) -> float | None:
        """Return when all of a line of the program has run; None if nothing of it is shown."""
        stages = [stage for stage, each in enumerate(self.lines) if each == line]
        return self.timeline.times[max(stages) + 1] if stages else None
