"""What the user enters for the topic *graph*: a program, and the way through its graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.labs.calculus.graph_examples import LOG_OF_SUM
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    CodeSpec,
    WholeSpec,
    spec,
)
from eigenscope.labs.contract.surroundings import Surroundings
from eigenscope.labs.kit.programs.cell_spec import CellSpec
from eigenscope.labs.kit.programs.program_specs import seed_spec, surroundings_spec

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
    from eigenscope.trace.differentiating.differentiation import Differentiation

GRAPH_FIELDS = ("program", "mode", "moved", "seed", "chosen")
REVERSE, FORWARD = "reverse", "forward"
MOST_MOVED = 99


def differentiated(
    inputs: GraphInputs, cancellation: Cancellation | None = None
) -> tuple[TensorProgram, Differentiation]:
    """Return the steps of the program, and its graph."""
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import differentiated_program

    access = inputs.surroundings.access
    return differentiated_program(inputs.program, inputs.seed, cancellation, access)


def _part_counts(inputs: GraphInputs) -> Mapping[int, int]:
    """Return of each node how many parts can be chosen: itself, and the edges to it."""
    _, whole = differentiated(inputs)
    return {
        node.index: 1 + max((edge.operand + 1 for edge in node.edges), default=0)
        for node in whole.nodes
    }


@dataclass(frozen=True)
class GraphInputs:
    """A program whose gradients are computed, and how."""

    program: str = spec(
        CodeSpec(
            "Program",
            "Program",
            "Lines of torch. What has requires_grad=True is a leaf, and backward() goes back to "
            "the leaves; without it, the last line is differentiated.",
            brings=lambda _inputs: {"chosen": ""},
        ),
        LOG_OF_SUM,
    )
    mode: str = spec(
        ChoiceSpec(
            "Mode",
            "Program",
            "Reverse: one backward pass gives the gradients of all leaves. Forward: one forward "
            "pass gives how everything changes with a single number.",
            ((REVERSE, "Reverse, backpropagation"), (FORWARD, "Forward")),
        ),
        REVERSE,
    )
    moved: int = spec(
        WholeSpec(
            "Moved number",
            "Program",
            "Which number of the leaves is moved, counted through all of them in the order of "
            "the program; beyond the last one, the last.",
            low=1,
            high=lambda _inputs: MOST_MOVED,
            relevant=lambda inputs: inputs.mode == FORWARD,
        ),
        1,
    )
    seed: int = spec(seed_spec("program", "Program"), 0)
    chosen: str = spec(
        CellSpec(
            "Chosen",
            "Program",
            "The node or edge that was clicked.",
            counts=_part_counts,
            hidden=True,
        ),
        "",
    )
    surroundings: Surroundings = spec(surroundings_spec("program", "Program"), Surroundings())
