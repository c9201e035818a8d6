"""What all stories of a traced program have in common: the marks beside its lines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.kit.programs.marks import program_marks
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram


class TracedStory(Story):
    """A traced program, whose stages each belong to one of its lines.

    Attributes
    ----------
    program
        Its steps.
    """

    program: TensorProgram

    @property
    @abstractmethod
    def field(self) -> str:
        """The name of the input that has the program."""

    @property
    @abstractmethod
    def lines(self) -> tuple[int, ...]:
        """The line of each stage of the timeline, from 1."""

    def code_marks(self, t: float) -> Mapping[str, CodeMarks]:
        """Return the line that runs, what each line has made, and what is wrong."""
        stage, _ = self.timeline.at(t)
        running = self.lines[stage] if self.lines else 0
        return {self.field: program_marks(self.program, running)}

    def time_of(self, line: int) -> float | None:
        """Return when all of a line of the program has run; None if nothing of it is shown."""
        stages = [stage for stage, each in enumerate(self.lines) if each == line]
        return self.timeline.times[max(stages) + 1] if stages else None
