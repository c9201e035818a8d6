"""What the user enters: data, a network, how it is trained, and which view of it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from eigenscope.engine.optimise.training.data import REGRESSIONS
from eigenscope.engine.optimise.training.setup import SQUARED_ERROR
from eigenscope.labs.contract.specs import ChoiceSpec, MatrixSpec, spec, topic_choice
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.layers.activations import ACTIVATION_CHOICES, ACTIVATIONS
from eigenscope.labs.kit.names_spec import NamesSpec, one_each
from eigenscope.labs.kit.networks.data_inputs import DataInputs, sizes_of
from eigenscope.labs.kit.networks.layer_specs import (
    MOST_LAYERS,
    WIDEST,
    Widths,
    WidthsSpec,
)
from eigenscope.labs.kit.networks.training_inputs import MOST_STEPS, TrainingInputs
from eigenscope.language.evaluating.entry import Matrix, scalar

TRAINING, BY_LAYER, AS_SURFACE, OF_WEIGHTS = "training", "layers", "surface", "weights"
EACH, OWN = "each", "own"
WEIGHTS = tuple((f"w{k}", f"b{k}") for k in range(1, MOST_LAYERS + 1))
"""The fields of each layer's own weights and bias."""

_ALL = (
    *("data", "count", "noise", "first", "second", "table", "seed"),
    *(
        "layers",
        "activation",
        "activations",
        "weights",
        *(name for pair in WEIGHTS for name in pair),
    ),
    *("loss", "optimiser", "rate", "batch", "decay", "steps"),
)
TOPICS = (
    Topic(TRAINING, "Training", _ALL),
    Topic(BY_LAYER, "Layer by layer", _ALL),
    Topic(AS_SURFACE, "Output as a surface", _ALL),
    Topic(OF_WEIGHTS, "Weights and gradients", _ALL),
)
_ZERO = scalar("0")
_START = (("random", "Random, from the seed"), (OWN, "Your own W and b"))


def _own(layer: int) -> Any:
    return lambda inputs: inputs.weights == OWN and layer < len(inputs.layers)


def _weight(layer: int) -> MatrixSpec:
    tip = "One row per neuron of the layer, one column per neuron before it."
    return MatrixSpec(f"W{layer}", "Start", tip, (WIDEST, WIDEST), relevant=_own(layer))


def _bias(layer: int) -> MatrixSpec:
    tip = "One entry per neuron of the layer."
    return MatrixSpec(f"b{layer}", "Start", tip, (WIDEST, 1), relevant=_own(layer))


@dataclass(frozen=True)
class _TopicInputs:
    """The choice among the topics, which comes before all others."""

    topic: str = topic_choice("Show", "Topic", "What is shown of the network.", TOPICS)


@dataclass(frozen=True)
class _NetworkInputs:
    """The layers, and where their numbers begin."""

    layers: Widths = spec(
        WidthsSpec(
            "Layers",
            "Network",
            "The widths from the input to the output, such as 2-8-8-1; up to 6 layers, 8 wide.",
        ),
        (2, 8, 8, 1),
    )
    activation: str = spec(
        ChoiceSpec(
            "Activation",
            "Network",
            "What bends each hidden layer; the output has none.",
            (*ACTIVATION_CHOICES, (EACH, "One for each layer")),
        ),
        "tanh",
    )
    activations: str = spec(
        NamesSpec(
            "Activations",
            "Network",
            "One for each hidden layer, such as relu, tanh; the last one stands for all others.",
            names=tuple(ACTIVATIONS),
            most=lambda inputs: len(inputs.layers) - 2,
            relevant=lambda inputs: inputs.activation == EACH,
        ),
        "relu, tanh",
    )
    weights: str = spec(ChoiceSpec("Weights", "Start", "Where training starts.", _START), "random")
    w1: Matrix = spec(_weight(1), Matrix.from_texts((("1", "1"), ("1", "1"))))
    b1: Matrix = spec(_bias(1), Matrix.from_texts((("0",), ("-1",))))
    w2: Matrix = spec(_weight(2), Matrix.from_texts((("1", "-2"),)))
    b2: Matrix = spec(_bias(2), _ZERO)
    w3: Matrix = spec(_weight(3), _ZERO)
    b3: Matrix = spec(_bias(3), _ZERO)
    w4: Matrix = spec(_weight(4), _ZERO)
    b4: Matrix = spec(_bias(4), _ZERO)
    w5: Matrix = spec(_weight(5), _ZERO)
    b5: Matrix = spec(_bias(5), _ZERO)
    w6: Matrix = spec(_weight(6), _ZERO)
    b6: Matrix = spec(_bias(6), _ZERO)


@dataclass(frozen=True)
class Inputs(TrainingInputs, _NetworkInputs, DataInputs, _TopicInputs):
    """The inputs of the lab *Neural network*: those of the last base stand first."""


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with sizes that go with each other: what the data need comes first."""
    layers = _fitting(inputs)
    own: dict[str, Any] = {}
    if inputs.weights == OWN:
        for k, (weight, bias) in enumerate(WEIGHTS[: len(layers) - 1]):
            for name, shape in ((weight, (layers[k + 1], layers[k])), (bias, (layers[k + 1], 1))):
                if getattr(inputs, name).shape != shape:
                    own[name] = getattr(inputs, name).resized(*shape)
    return replace(
        inputs,
        **own,
        layers=layers,
        loss=SQUARED_ERROR if inputs.data in REGRESSIONS else inputs.loss,
        count=min(max(inputs.count, 4), 500),
        batch=min(max(inputs.batch, 0), 500),
        steps=min(max(inputs.steps, 0), MOST_STEPS),
    )


def _fitting(inputs: Inputs) -> Widths:
    """Return the widths with those of the input and the output that the data need."""
    columns, classes = sizes_of(inputs)
    last = classes if classes > 2 else min(inputs.layers[-1], max(classes, 1))
    return (columns, *inputs.layers[1:-1], last)


def hidden_activations(inputs: Inputs) -> tuple[str, ...]:
    """Return the activation of each hidden layer."""
    count = len(inputs.layers) - 2
    if inputs.activation != EACH:
        return (inputs.activation,) * count
    return one_each(inputs.activations, count, "none")
