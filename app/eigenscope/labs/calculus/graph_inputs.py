"""What the user enters for the topic *graph*: a program, and the way through its graph."""

from __future__ import annotations

from dataclasses import dataclass

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

GRAPH_FIELDS = ("program", "mode", "moved", "seed", "chosen")
REVERSE, FORWARD = "reverse", "forward"
MOST_MOVED = 99


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
        CellSpec("Chosen", "Program", "The node or edge that was clicked.", hidden=True), ""
    )
    surroundings: Surroundings = spec(surroundings_spec("program", "Program"), Surroundings())
