"""A program's steps, one after another, as pictures of cells that move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.clicks import toggled
from eigenscope.labs.kit.programs.cell_spec import chosen_cell
from eigenscope.labs.kit.programs.whole_program import variable_of
from eigenscope.labs.kit.tensors.memory.memory_picture import memory_height, memory_picture
from eigenscope.labs.kit.tensors.memory.memory_strips import RESULT_NUMBER
from eigenscope.labs.kit.tensors.problem_picture import problem_parts
from eigenscope.labs.kit.tensors.saying.captions import problem_caption, step_words
from eigenscope.labs.kit.tensors.sources.axes import StepAxes, axis_slots
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.step_sequence import StepSequence
from eigenscope.labs.kit.tensors.tensor_readouts import (
    operand_readouts,
    printed_readouts,
    tensor_readouts,
)
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.tensors.code_story import CodeStory
from eigenscope.labs.tensors.legend import program_legend
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text


@dataclass(frozen=True, eq=False)
class ProgramStory(CodeStory):
    """The steps of a program, at least one, or its problem."""

    @cached_property
    def axes(self) -> tuple[StepAxes, ...]:
        """The colours of the axes at each step."""
        return axis_slots(self.program)

    @cached_property
    def sequence(self) -> StepSequence:
        """The pictures of the steps."""
        pairs = zip(self.program.steps, self.axes, strict=True)
        pictures = (StepPicture(step, axes, self.inputs.deep) for step, axes in pairs)
        return StepSequence(self.program, tuple(pictures))

    @property
    def pictures(self) -> tuple[StepPicture, ...]:
        """The picture of each step."""
        return self.sequence.pictures

    def prepare(self) -> ProgramStory:
        """Make what takes long now, where nobody waits for a frame, and return the story."""
        self.sequence.prepare()
        _ = self.timeline
        return self

    @cached_property
    def timeline(self) -> Timeline:
        """The steps, and at the end why there are no more."""
        stages = [*self.sequence.stages(step_words(self.program.steps))]
        if self.program.problem is not None:
            stages.append(Stage(problem_caption(self.program.problem)))
        return Timeline(tuple(stages))

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The line of each step, and that of the problem."""
        steps = [step.line for step in self.program.steps]
        problem = self.program.problem
        return (*steps, *([] if problem is None else [problem.line]))

    def _shown(self, t: float) -> tuple[TensorStep | None, float]:
        """Return the step of a time and how far it has come; None for the problem."""
        shown = self.sequence.shown(self.timeline, t)
        return (None, 1.0) if shown is None else (self.program.steps[shown[0]], shown[1])

    # --- the picture ---------------------------------------------------------------------------

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        step, part = self._shown(t)
        if step is None:
            problem = self.program.problem
            assert problem is not None
            lines = self.program.source.splitlines()
            line = lines[problem.line - 1].strip() if problem.line <= len(lines) else ""
            draws, labels = problem_parts(problem, view, line)
            return Frame(tuple(draws), tuple(labels), view.camera)
        memory = self._memory(step)
        before = self._memory(self.program.steps[step.index - 1]) if step.index else 0.0
        picture = self.pictures[step.index]
        draws, labels = self.sequence.parts(
            step.index, part, view, self._chosen(step), (before, memory)
        )
        if memory:
            left, bottom, right, top = picture.layout(view, memory).memory
            room = (left, top, right - left, top - bottom)
            slots = {number: item.slot for number, item in enumerate(picture.items)}
            slots[RESULT_NUMBER] = picture.items[-1].slot
            # what a step writes is in memory once it has been written
            motion = self.sequence.motion(step.index, part)
            known = step if motion >= 1 or not step.operands else replace(step, result=None)
            more_draws, more_labels = memory_picture(known, room, view, self._axes_of(step), slots)
            draws += more_draws
            labels += more_labels
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _memory(self, step: TensorStep) -> float:
        """Return how high the picture of the memory is, if it is wanted."""
        if not self.inputs.memory or self.inputs.deep:
            return 0.0
        return min(memory_height(step), 3.2)

    def _axes_of(self, step: TensorStep) -> Mapping[int, tuple[Slot, ...]]:
        axes = self.axes[step.index]
        return {**dict(enumerate(axes.operands)), RESULT_NUMBER: axes.result}

    def _chosen(self, step: TensorStep) -> int | None:
        """Return the cell of a step's result that was clicked."""
        chosen = chosen_cell(self.inputs.cell)
        if chosen is None or step.result is None or chosen[0] != step.index:
            return None
        return chosen[1] if chosen[1] < step.result.numbers.size else None

    @property
    def points(self) -> bool:
        """Cells light up under the mouse."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the cell under the pointer chosen, or with none any more."""
        step, _ = self._shown(t)
        if step is None:
            return None
        cell = self.pictures[step.index].result_cell(view, self._memory(step))
        text = "" if cell is None else f"{step.index}:{cell}"
        return toggled(inputs, "cell", text, "")

    def extent(self) -> Floats:
        """Return the corners of the plane's own view, or of the room for sheets in space."""
        if not self.inputs.deep or not self.pictures:
            return super().extent()
        return self.sequence.extent()

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of operands and axes mean."""
        return program_legend(self.program, self.pictures)

    # --- words and numbers ---------------------------------------------------------------------

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return what is known of the result and the operands of the step."""
        step, _ = self._shown(t)
        printed = printed_readouts(self.program.printed)
        if step is None:
            problem = self.program.problem
            return (*operand_readouts(problem.operands if problem else ()), *printed)
        last = step.index == len(self.program.steps) - 1 and self.program.problem is None
        variable = ""
        if last and step.result is not None:
            variable = variable_of(self.program.source, step.result.label)
        return (*tensor_readouts(step, variable), *printed)
