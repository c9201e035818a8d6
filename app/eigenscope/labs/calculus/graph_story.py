"""The topic *graph*: a program's values run through its graph, and gradients back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eigenscope.labs.calculus.graph_examples import NETWORK
from eigenscope.labs.calculus.graph_experiments import EXPERIMENTS, PRESETS, counterparts
from eigenscope.labs.calculus.graph_inputs import FORWARD, differentiated
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.parts import TopicPart
from eigenscope.labs.contract.handover import Handover
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
    program, whole = differentiated(inputs, cancellation)
    look = GraphLook("program", inputs.mode == FORWARD, inputs.moved, inputs.chosen)
    return program_story(look, _code(inputs), program, whole)


def _handovers(inputs: Inputs) -> tuple[Handover, ...]:
    """Return the first layer of the network of the examples for Layer."""
    if inputs.program.strip() != NETWORK:
        return ()
    texts = {
        "topic": "motion",
        "weight": "[[1, -1], [0.5, 0.5]]",
        "bias": "[[0, 1]]",
        "points": "[[1, 2]]",
        "activation": "relu",
    }
    return (Handover("layer", "Open its first layer", texts),)


GRAPH = TopicPart(
    Solver(_waiting, _traced),
    counterparts=counterparts,
    handovers=_handovers,
    presets=PRESETS,
    experiments=EXPERIMENTS,
)
