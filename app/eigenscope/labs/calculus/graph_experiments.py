"""What the topic *graph* offers to begin with, to try, and to see beside it."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.calculus import graph_examples as examples
from eigenscope.labs.calculus.graph_inputs import FORWARD, REVERSE
from eigenscope.labs.calculus.inputs import GRAPH, Inputs
from eigenscope.labs.contract.presets import Counterpart, Experiment
from eigenscope.labs.kit.topic_presets import topic_preset
from eigenscope.wording.words import Text

PRESETS = tuple(
    topic_preset(GRAPH, f"graph-{each.key}", each.label, each.tip, program=each.code, chosen="")
    for each in examples.EXAMPLES
)


def _experiment(
    key: str, title: Text, watch: Text, program: str, mode: str = REVERSE, moved: int = 1
) -> Experiment:
    inputs = Inputs(topic=GRAPH, program=program, mode=mode, moved=moved)
    return Experiment(f"graph-{key}", title, watch, inputs)


EXPERIMENTS = (
    _experiment(
        "branches",
        "Where branches meet",
        "Two branches lead from a to f. Guess its gradient before they are added up.",
        examples.SQUARES,
    ),
    _experiment(
        "layers",
        "A network learns",
        "The first unit is off: ReLU's derivative is 0 there. Which weights get no gradient?",
        examples.NETWORK,
    ),
    _experiment(
        "entropy",
        "Predicted minus right",
        "The derivatives of log and softmax look involved, but their product at z is p − y.",
        examples.ENTROPY,
    ),
    _experiment(
        "vanishing",
        "A chain of five sigmoids",
        "By how much does the gradient shrink at each σ? Look at the chart; then write relu.",
        examples.SIGMOIDS,
    ),
    _experiment(
        "accumulating",
        "Nobody cleared the gradient",
        "After the second backward(), x.grad is the sum of both. Take zero_() out, and all three "
        "add up.",
        examples.ACCUMULATED,
    ),
    _experiment(
        "detached",
        "Cut off by detach",
        "Two paths lead from x to z, and one is cut. Which power of x is left?",
        examples.DETACHED,
    ),
    _experiment(
        "forward",
        "Forward mode",
        "One number moves, and every node says how it moves along. How many such passes would all "
        "gradients take?",
        examples.NETWORK,
        FORWARD,
        5,
    ),
)


def counterparts(inputs: Inputs) -> tuple[Counterpart, ...]:
    """Return the other mode, and for sigmoids the same chain of another activation."""
    other = FORWARD if inputs.mode == REVERSE else REVERSE
    names: dict[str, Text] = {REVERSE: "Reverse mode", FORWARD: "Forward mode"}
    pairs = [
        Counterpart(
            "graph-mode",
            names[inputs.mode],
            names[other],
            replace(inputs, mode=other, chosen=""),
            follows=True,
        )
    ]
    if "torch.sigmoid" in inputs.program:
        program = inputs.program.replace("torch.sigmoid", "torch.relu")
        changed = replace(inputs, program=program, chosen="")
        pairs.insert(0, Counterpart("graph-relu", "Sigmoid", "ReLU", changed, follows=True))
    return tuple(pairs)
