"""Ready-made layers, and what to try with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.layer.inputs import BATCH, Inputs
from eigenscope.language.evaluating.entry import Matrix, matrix
from eigenscope.wording.words import Text

_CORNERS = matrix("0 0", "0 1", "1 0", "1 1")
_SPREAD = matrix("1 1", "2 -1", "-1 2", "-2 -1", "0 -2", "-1 0")
_NEAR = matrix("0.5 0.5", "1 -0.5", "-0.5 1", "-1 -0.5", "0 -1", "-0.5 0")


def _layer(
    weight: str, bias: str, points: Matrix, activation: str = "relu", **others: Any
) -> dict[str, Any]:
    """Return inputs; the rows of the weights are parted by semicolons."""
    entered = {"weight": matrix(*weight.split(";")), "bias": matrix(bias), "points": points}
    return {**entered, "classes": (), "activation": activation, **others}


_XOR = _layer("1 1; 1 1", "0 -1", _CORNERS, classes=(0, 1, 1, 0), point=2)
_OPENING = _layer("1 0; 0 1; -0.5 0.5", "0 0 0.5", _SPREAD)
_DEAD = _layer("1 0.5; -0.5 1", "1 -5", _SPREAD)


def _preset(key: str, label: Text, icon: str, tip: Text, changes: dict[str, Any]) -> Preset:
    return Preset(key, label, icon, lambda inputs, _value: replace(inputs, **changes), None, tip)


PRESETS = (
    _preset(
        "identity",
        "Identity",
        "square",
        "W = I and b = 0: only the activation acts.",
        _layer("1 0; 0 1", "0 0", _SPREAD),
    ),
    _preset(
        "reflect",
        "Reflection",
        "flip-horizontal-2",
        "W exchanges the axes: the determinant is −1.",
        _layer("0 1; 1 0", "0 0", _SPREAD),
    ),
    _preset(
        "collapse",
        "Rank 1",
        "minus",
        "W presses the plane onto a line before the activation acts.",
        _layer("1 1; 0.5 0.5", "0 1", _SPREAD),
    ),
    _preset("xor", "XOR", "shapes", "The hidden layer that makes XOR separable.", _XOR),
    _preset("opening", "2 → 3", "box", "Three neurons: the plane is folded in space.", _OPENING),
    _preset("dead", "Dead neuron", "eye-off", "A bias far below 0 keeps a neuron at 0.", _DEAD),
    _preset(
        "saturated",
        "Saturated",
        "gauge",
        "Large weights drive the sigmoid to 0 and 1, where it is flat.",
        _layer("8 0; 0 8", "0 0", _NEAR, "sigmoid", curve=True),
    ),
)

EXPERIMENTS = (
    Experiment(
        "folding",
        "What ReLU does to the plane",
        "Each fold becomes an axis, and its negative side is flattened onto that axis. "
        "What becomes of the four points?",
        Inputs(),
    ),
    Experiment(
        "moving-the-fold",
        "The bias moves the fold",
        "Drag the tip of b: the folds keep their directions and move sideways. For which b "
        "does every point go to 0?",
        Inputs(**_layer("1 1; -1 1", "1 0.5", _SPREAD)),
    ),
    Experiment(
        "xor",
        "XOR made separable",
        "No line separates class 1, (0, 1) and (1, 0), from the other two corners. After the "
        "layer both are at (1, 0), and one line is enough.",
        Inputs(**_XOR),
    ),
    Experiment(
        "dead",
        "A dead ReLU",
        "The second neuron is 0 for every point: its row of the Jacobian is 0, so this batch "
        "cannot revive it. Raise its bias.",
        Inputs(**_DEAD),
    ),
    Experiment(
        "squeezing",
        "The sigmoid squeezes the plane",
        "The whole plane goes into the unit square. Raise the weights: the points crowd into "
        "the corners, and σ′ goes to 0.",
        Inputs(**_layer("2 1; -1 2", "0 0", _NEAR, "sigmoid", curve=True)),
    ),
    Experiment(
        "opening",
        "Into space and folded",
        "A 2 → 3 layer lays the plane into space, then folds it along three planes. Each "
        "point then has three coordinates.",
        Inputs(**_OPENING),
    ),
    Experiment(
        "flattening",
        "Three inputs, two neurons",
        "W presses space onto a plane: whole lines of points become one point before ReLU acts.",
        Inputs(**_layer("1 0 1; 0 1 1", "0 -1", matrix("1 0 0", "0 1 0", "0 0 1", "1 1 -1"))),
    ),
    Experiment(
        "smooth",
        "GELU bends, ReLU folds",
        "GELU bends the plane where ReLU folds it. Look at the curve: where is a small "
        "negative z mapped? Then choose ReLU.",
        Inputs(activation="gelu", curve=True),
    ),
    Experiment(
        "batch",
        "The batch, row by row",
        "Each row of Y comes from the same row of X alone. Click a row, then show the motion "
        "beside it.",
        Inputs(BATCH, **_layer("1 -1; 2 1", "0 -1", matrix("1 2", "-1 0", "0 3"))),
    ),
)
