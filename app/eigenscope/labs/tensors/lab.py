"""The lab itself: programs of tensors by topic, and the kinds of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.tensor_readouts import printed_readouts
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.tensors import inputs as given_inputs
from eigenscope.labs.tensors.description import DESCRIPTION
from eigenscope.labs.tensors.inputs import SCALARS, TOPICS, TYPES, Inputs, traced
from eigenscope.labs.tensors.number_types import number_types_story
from eigenscope.labs.tensors.program_story import ProgramStory
from eigenscope.labs.tensors.word_story import WordStory

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.kit.tensors.tensor_step import TensorProgram


def _waiting(inputs: Inputs) -> Story:
    return WordStory("The program is being traced.", inputs=inputs)


def _traced(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    program = traced(inputs, cancellation)
    if inputs.topic == SCALARS and _scalar(program):
        from eigenscope.labs.tensors.number_line import scalars_story

        return scalars_story(inputs, program)
    if not program.steps and program.problem is None:
        return WordStory(
            "Nothing happens in this program: no line makes or asks anything.",
            numbers=tuple(printed_readouts(program.printed)),
            inputs=inputs,
        )
    return ProgramStory(inputs, program).prepare()


def _scalar(program: TensorProgram) -> bool:
    """Tell whether all that a program makes are numbers."""
    results = [step.result for step in program.steps if step.result is not None]
    return program.problem is None and bool(results) and all(not each.shape for each in results)


_OF_CODE = Solver(_waiting, _traced, dimensions=lambda inputs: 3 if inputs.deep else 2)


class Tensors(TopicLab):
    """The lab *Tensors*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        **{topic.key: _OF_CODE for topic in TOPICS},
        TYPES: Solver(lambda inputs: number_types_story(inputs.number.scalar, inputs.dtype)),
    }

    def presets(self) -> tuple[Preset, ...]:
        """Return the examples of all topics."""
        return given_inputs.presets()

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return given_inputs.experiments()

    def with_code(self, inputs: Inputs, code: TraceableCode) -> Inputs:
        """Return the inputs that show these lines, with no cell chosen and without the memory."""
        return replace(inputs, topic=code.topic, code=code.lines, cell="", memory=False)


LAB = Tensors()
