"""What is said of a layer in motion: what W does, what b does, and how the activation bends."""

from __future__ import annotations

from eigenscope.arrays import Floats
from eigenscope.labs.kit.layers.layer_map import LayerMap
from eigenscope.labs.kit.layers.sheet import CORNER, EDGE, SHEET, kind_of
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Text, Words, as_words, sentences

MOVING = 0.85
"""Of a stage; the rest is time to look."""
WEIGHTS, SHIFT, FOLD, BEND = 1.0, 0.7, 0.7, 1.0
"""Lengths of stages."""

_FROM = {
    1: "The inputs are points of a line.",
    2: "The inputs are points of the plane.",
    3: "The inputs are points of space.",
}
_WEIGHTED = "W is applied: each eⱼ goes to column j of W, and lines stay lines."
_LOST = {
    0: "W is applied: all weights are 0, so everything goes to 0.",
    1: "W is applied: its rank is 1, so everything falls onto one line.",
    2: "W is applied: its rank is 2, so everything falls onto one plane.",
}
_OPENED = {
    (1, 1): "W is applied: every number is multiplied by the one weight.",
    (1, 2): "W is applied: the line is laid into the plane, along the column of W.",
    (1, 3): "W is applied: the line is laid into space, along the column of W.",
    (2, 3): "W lays the plane into space: e₁ and e₂ go to its columns.",
    (2, 1): "W is applied: the plane is pressed onto a number line, one number for each point.",
    (3, 1): "W is applied: space is pressed onto a number line, one number for each point.",
    (3, 2): "W is applied: space is pressed onto a plane, two numbers for each point.",
}
_SHIFTED = (
    "b is added: everything is shifted by {bias}, so that each fold reaches the place zᵢ = 0."
)
_SHIFTED_ONLY = "b is added: everything is shifted by {bias}."
_UNSHIFTED = "b is 0, so nothing is shifted."
_RECTIFIED = {
    1: "ReLU on the line: what has z{i} < 0 moves to 0; the rest stays where it is.",
    2: "ReLU on z{i}: the side where z{i} < 0 is flattened onto the axis y{i} = 0; the other "
    "side stays where it is.",
    3: "ReLU on z{i}: the side where z{i} < 0 is flattened onto the plane y{i} = 0; the other "
    "side stays where it is.",
}
_LEAKY = (
    "Leaky ReLU on z{i}: the side where z{i} < 0 comes 100 times as near to y{i} = 0; the other "
    "side stays where it is."
)
_RESULT = {
    "none": "Done: without an activation the layer is affine. Lines are still lines.",
    "leaky_relu": "Done: every piece is mapped linearly, and keeps the rank of W.",
    "sigmoid": "Done: all outputs lie between 0 and 1. No fold is left, but straight lines bend.",
    "tanh": "Done: all outputs lie between −1 and 1. No fold is left, but straight lines bend.",
    "gelu": "Done: GELU bends where ReLU folds, and leaves no kink.",
    "softplus": "Done: all outputs are positive. Softplus bends and leaves no kink.",
}
_FOLDED = (
    "Done: {count} linear pieces. Keeping the rank of W: {sheet}; flattened: {edge}; fallen to "
    "0: {corner}."
)
_ONE_PIECE = "Done: the whole is one linear piece, on which the layer has rank {rank}."


def coordinates(values: Floats) -> str:
    """Return a point as (x, y)."""
    return "(" + ", ".join(tidy(float(each), 3) for each in values) + ")"


def motion_timeline(layer: LayerMap) -> Timeline:
    """Return the stages of the motion: W, then b, then each fold or all of the bending."""
    bends = [
        Stage(caption, FOLD if layer.sigma.folds else BEND, moving=MOVING, stop=k == 0)
        for k, caption in enumerate(_bending(layer))
    ]
    stages = (
        Stage(_weighted(layer), WEIGHTS, moving=MOVING),
        Stage(_shifted(layer), SHIFT, moving=MOVING),
        *bends,
    )
    return Timeline(stages, _beginning(layer), _ended(layer))


def _beginning(layer: LayerMap) -> Words:
    said: list[Text] = [_FROM[layer.features]]
    if layer.sigma.folds:
        said.append(Words("Each fold is where one neuron will have z = 0."))
    return sentences(said)


def _weighted(layer: LayerMap) -> Words:
    sizes = layer.features, layer.outputs
    if sizes in _OPENED and layer.rank == min(sizes):
        return Words(_OPENED[sizes])
    return Words(_LOST[layer.rank] if layer.rank < min(sizes) else _WEIGHTED)


def _shifted(layer: LayerMap) -> Words:
    if not layer.bias.any():
        return Words(_UNSHIFTED)
    words = _SHIFTED if layer.sigma.folds else _SHIFTED_ONLY
    return Words(words, {"bias": coordinates(layer.bias)})


def _bending(layer: LayerMap) -> list[Words]:
    if not layer.bends:
        return []
    if not layer.sigma.folds:
        return [as_words(layer.sigma.bends)]
    words = _RECTIFIED[layer.outputs] if layer.sigma.key == "relu" else _LEAKY
    return [Words(words, {"i": subscript(k + 1)}) for k in range(layer.outputs)]


def _ended(layer: LayerMap) -> Words:
    if layer.sigma.key != "relu":
        return Words(_RESULT[layer.sigma.key])
    if len(layer.pieces) == 1:
        return Words(_ONE_PIECE, {"rank": str(layer.pieces[0].rank)})
    kinds = [kind_of(layer, piece) for piece in layer.pieces]
    counts = {kind: str(kinds.count(kind)) for kind in (SHEET, EDGE, CORNER)}
    return Words(_FOLDED, {"count": str(len(kinds)), **counts})
