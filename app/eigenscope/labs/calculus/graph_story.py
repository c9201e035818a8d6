"""The topic *graph*: a program's values run through its graph, and gradients back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eigenscope.labs.calculus.graph_experiments import EXPERIMENTS, PRESETS, counterparts
from eigenscope.labs.calculus.graph_inputs import FORWARD
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.parts import TopicPart
from eigenscope.labs.kit.chain_rule.program_story import GraphLook, program_story
from eigenscope.labs.kit.programs.gradient_program import gradient_program
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.topics import Solver
from eigenscope.labs.kit.unseen_story import UnseenStory

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


def _code(inputs: Inputs) -> str:
    return gradient_program(inputs.program, inputs.seed, inputs.surroundings.arrays())


def _waiting(inputs: Inputs) -> Story:
    return UnseenStory("The program is being traced.", _code(inputs))


def _traced(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import differentiated_program

    around = inputs.surroundings
    program, whole = differentiated_program(
        inputs.program,
        inputs.seed,
        cancellation,
        reads=around.reads,
        folder=Path(around.folder) if around.folder else None,
        names=around.arrays(),
    )
    look = GraphLook("program", inputs.mode == FORWARD, inputs.moved, inputs.chosen)
    return program_story(look, _code(inputs), program, whole)


GRAPH = TopicPart(
    Solver(_waiting, _traced),
    counterparts=counterparts,
    presets=PRESETS,
    experiments=EXPERIMENTS,
)
