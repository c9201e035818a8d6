"""The numbers of a training in one of its states: how good it is, its classes, its parameters."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.engine.optimise.training.run import TrainingRun
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.array_facts import stated
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.networks import colours
from eigenscope.wording.words import Text, Words, as_it_is, together

_NOW: Text = "At this step"
_NETWORK: Text = "Network"
_STEP = Fact("step", _NOW, "Step", "How many steps of training are done.")
_LOSS = Fact(
    "loss", _NOW, "Loss", "The mean over all points: what training makes small.", assigned="loss"
)
_ACCURACY = Fact(
    "accuracy",
    _NOW,
    "Accuracy",
    "The share of the points that the network classifies correctly.",
    assigned="accuracy",
)
_COUNT = Fact(
    "parameters", _NETWORK, "Parameters", "Entries of all weights and biases: what is trained."
)
_CLASSES = Fact(
    "classes", _NETWORK, "Classes", "The numbers of the classes that the table has by name."
)


def training_readouts(run: TrainingRun, state: int) -> Iterator[Readout]:
    """Yield the numbers of a state, and its weights and biases."""
    yield from _now(run, state)
    yield _COUNT.number(run.setup.shape.parameter_count)
    names = run.setup.data.names
    if names:
        numbered = (as_it_is(f"{number} = {name}") for number, name in enumerate(names))
        yield stated(_CLASSES, together([*numbered]))
    for k, layer in enumerate(run.parameters(state), 1):
        group = Words("Layer {number}", {"number": k})
        for name, values in zip("Wb", layer, strict=True):
            fact = Fact(f"{name}{k}", group, f"{name}{k}", assigned=f"{name}{k}")
            yield fact.matrix(values)


def _now(run: TrainingRun, state: int) -> Iterator[Readout]:
    yield _STEP.number(int(run.steps[state]), brief=True)
    losses = run.losses[[0, -1]]
    yield _LOSS.number(float(run.losses[state]), losses, live=True, brief=True, slot=colours.LOSS)
    if run.accuracies is not None:
        ends = run.accuracies[[0, -1]]
        yield _ACCURACY.number(
            float(run.accuracies[state]), ends, live=True, brief=True, slot=colours.ACCURACY
        )
