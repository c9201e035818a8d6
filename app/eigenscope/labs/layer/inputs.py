"""What the user enters: the weights, the bias, the batch and the activation of one layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    MatrixSpec,
    WholeSpec,
    spec,
    topic_choice,
)
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.colours import INPUT
from eigenscope.labs.kit.layers.activations import ACTIVATION_CHOICES, ACTIVATIONS, Activation
from eigenscope.labs.kit.layers.classes_spec import ClassesSpec, PointClasses, resized
from eigenscope.labs.layer import colours
from eigenscope.language.evaluating.entry import Matrix, matrix
from eigenscope.wording.words import Words

MOTION, BATCH = "motion", "batch"
MOST_POINTS = 12
_WIDEST = 3

_OF_BOTH = ("weight", "bias", "points", "classes", "activation", "point", "curve")
TOPICS = (
    Topic(MOTION, "Motion", (*_OF_BOTH, "pieces", "folds", "arrows")),
    Topic(BATCH, "Batch", _OF_BOTH),
)


def _fitted(matrix: Matrix, rows: int, columns: int) -> Matrix:
    """Return a matrix cut to a size, or grown to it by zeros."""
    texts = [[*row, *["0"] * columns][:columns] for row in matrix.texts()[:rows]]
    return Matrix.from_texts([*texts, *[["0"] * columns] * (rows - len(texts))])


def _with_weight(inputs: Inputs) -> Mapping[str, object]:
    """Return the bias and the batch as other sizes of the weights need them."""
    outputs, features = inputs.weight.shape
    wanted = {"bias": (1, outputs), "points": (inputs.points.shape[0], features)}
    return {
        name: _fitted(getattr(inputs, name), *shape)
        for name, shape in wanted.items()
        if getattr(inputs, name).shape != shape
    }


def _with_points(inputs: Inputs) -> Mapping[str, object]:
    """Return as many classes as there are points."""
    return {"classes": resized(inputs.classes, inputs.points.shape[0])}


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Layer*."""

    topic: str = topic_choice(
        "Show",
        "Layer",
        "The layer as a motion of the plane or space, or the batch as blocks of numbers.",
        TOPICS,
    )
    weight: Matrix = spec(MatrixSpec(
        "Weights W", "Layer", "One row for each output (neuron), one column for each input.",
        (_WIDEST, _WIDEST), brings=_with_weight,
    ), matrix("1 -0.5", "0.5 1"))  # fmt: skip
    bias: Matrix = spec(MatrixSpec(
        "Bias b", "Layer", "One number for each output; it is added for every point.",
        (1, _WIDEST), heads=(colours.BIAS,) * _WIDEST,
    ), matrix("0.5 -0.5"))  # fmt: skip
    activation: str = spec(ChoiceSpec(
        "Activation σ", "Layer",
        "What is done with every number at the end. GELU is the exact form z Φ(z).",
        ACTIVATION_CHOICES,
    ), "relu")  # fmt: skip
    points: Matrix = spec(MatrixSpec(
        "Batch X", "Batch",
        "One point for each row, as torch has it; one column for each input.",
        (MOST_POINTS, _WIDEST), heads=(INPUT,) * _WIDEST, brings=_with_points,
    ), matrix("1 2", "2 -1", "-1 2", "-2 -1"))  # fmt: skip
    classes: PointClasses = spec(ClassesSpec(
        "Classes", "Batch",
        "The class of each point, such as 0, 1, 1, 0: each class has its colour. Empty for none.",
    ), ())  # fmt: skip
    point: int = spec(WholeSpec(
        "Chosen point", "Batch",
        "The point that is marked in both views: click one to choose it. 0 for none.",
        0, lambda inputs: int(inputs.points.shape[0]),
    ), 1)  # fmt: skip
    pieces: bool = spec(FlagSpec(
        "Linear pieces", "Show",
        "The parts of the input on which the layer is linear, coloured by what becomes of them.",
        "layers",
    ), True)  # fmt: skip
    folds: bool = spec(FlagSpec(
        "Folds", "Show", "Where a neuron has z = 0, and changes its sign.", "scan"
    ), True)  # fmt: skip
    arrows: bool = spec(FlagSpec(
        "Columns and bias", "Show", "The columns of W, and b.", "arrow-up-right"
    ), True)  # fmt: skip
    curve: bool = spec(FlagSpec(
        "Curve of σ", "Show", "The activation, with z of every point.", "chart-line"
    ), False)  # fmt: skip

    @property
    def sigma(self) -> Activation:
        """The activation."""
        return ACTIVATIONS[self.activation]


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with a chosen point that there is."""
    return replace(inputs, point=min(inputs.point, inputs.points.shape[0]))


def misfit(inputs: Inputs) -> InputError | None:
    """Return why the sizes do not fit, or None if they do."""
    bias, columns = inputs.bias.shape[1], inputs.points.shape[1]
    values = {"bias": str(bias), "X": _size(inputs.points), "W": _size(inputs.weight)}
    if bias != inputs.weight.shape[0]:
        words = "The length of b is {bias}, but W is {W}: b has one number for each row of W."
        return InputError(Words(words, values))
    if inputs.classes and len(inputs.classes) != inputs.points.shape[0]:
        counts = {"classes": len(inputs.classes), "points": inputs.points.shape[0]}
        words = "There are {points} points and {classes} classes: each point has one class."
        return InputError(Words(words, counts))
    if columns != inputs.weight.shape[1]:
        return InputError(Words("X is {X}, but W is {W}: both have one column per input.", values))
    return None


def _size(matrix: Matrix) -> str:
    return "{}×{}".format(*matrix.shape)


def with_point(inputs: Any, number: int) -> Any | None:
    """Return the inputs once a point, from 1, is clicked: chosen, or no longer; None if none is."""
    if not number:
        return None
    return replace(inputs, point=0 if number == inputs.point else number)
