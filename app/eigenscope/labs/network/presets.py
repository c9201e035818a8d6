"""Networks to begin with, whatever is shown of them; experiments look into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from eigenscope.engine.optimise.training.setup import SQUARED_ERROR
from eigenscope.labs.contract.presets import Preset
from eigenscope.labs.kit.networks.data_inputs import CURVE
from eigenscope.labs.network.inputs import OWN, Inputs
from eigenscope.language.evaluating.entry import scalar

MOONS = Inputs()
LINEAR = Inputs(data="circles", noise=scalar("0.1"), activation="none")
XOR = Inputs(
    data="xor",
    count=4,
    noise=scalar("0"),
    layers=(2, 2, 1),
    activation="relu",
    weights=OWN,
    loss=SQUARED_ERROR,
    steps=0,
)
BLOBS = Inputs(data="blobs", noise=scalar("0.7"), layers=(2, 8, 8, 3))
REGRESSION = Inputs(
    data=CURVE, count=40, noise=scalar("0.1"), layers=(1, 8, 8, 1), loss=SQUARED_ERROR
)
SPIRALS = Inputs(data="spirals", noise=scalar("0.05"), layers=(2, 8, 8, 8, 1), steps=600)


def _showing(inputs: Inputs) -> Callable[[Any, float], Inputs]:
    """Return what makes a network, shown as the present one is."""
    return lambda present, _parameter: replace(inputs, topic=present.topic)


PRESETS = (
    Preset("moons", "Two moons, 2-8-8-1", "moon", _showing(MOONS)),
    Preset(
        "xor",
        "XOR, solved by hand",
        "grid-3x3",
        _showing(XOR),
        tip="Own weights: the hidden layer maps (0, 1) and (1, 0) to the same point.",
    ),
    Preset("spirals", "Spirals, 2-8-8-8-1", "rotate-3d", _showing(SPIRALS)),
    Preset("blobs", "Three classes", "shapes", _showing(BLOBS)),
    Preset("curve", "Regression", "chart-line", _showing(REGRESSION)),
    Preset(
        "linear",
        "A linear network",
        "minus",
        _showing(LINEAR),
        tip="Without activations all layers are one matrix.",
    ),
)
