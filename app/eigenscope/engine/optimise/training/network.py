"""A network as numbers: its widths, its weights, and what each layer makes of points."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.activations import ACTIVATIONS, activated
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.wording.words import Words


class Dense(NamedTuple):
    """The numbers of one layer, z = Wx + b: ``weight`` (out, in) and ``bias`` (out,)."""

    weight: Floats
    bias: Floats


Parameters = tuple[Dense, ...]
"""The numbers of a network, the first layer first."""


class LayerValues(NamedTuple):
    """What a layer makes of n points: z and σ(z), both (n, out)."""

    before: Floats
    after: Floats


@dataclass(frozen=True)
class NetworkShape:
    """What a network is besides its numbers.

    Attributes
    ----------
    widths
        Of the input and of each layer, at least two.
    activations
        One of `ACTIVATIONS` for each layer, so one less than there are widths.

    Raises
    ------
    TrainingError
        If a width is less than 1, or their number does not fit that of the activations.
    """

    widths: tuple[int, ...]
    activations: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.widths) < 2:
            raise TrainingError(
                "A network needs at least two widths: those of its input and its output."
            )
        if min(self.widths) < 1:
            raise TrainingError("Every layer needs a width of at least 1.")
        if len(self.activations) != len(self.widths) - 1:
            counts = {"layers": len(self.widths) - 1, "activations": len(self.activations)}
            raise TrainingError(
                Words(
                    "The number of activations ({activations}) is not that of the layers "
                    "({layers}).",
                    counts,
                )
            )
        unknown = set(self.activations) - set(ACTIVATIONS)
        if unknown:
            raise ValueError(f"no activation is called {unknown.pop()!r}")

    @classmethod
    def plain(cls, widths: Iterable[int], activation: str) -> NetworkShape:
        """Return a shape with one activation for all hidden layers, and none for the output."""
        widths = tuple(widths)
        return cls(widths, (activation,) * (len(widths) - 2) + ("none",))

    @property
    def depth(self) -> int:
        """The number of layers."""
        return len(self.activations)

    @property
    def parameter_count(self) -> int:
        """The number of all weights and biases."""
        return sum((before + 1) * after for before, after in pairwise(self.widths))

    def parted(self, numbers: Floats) -> tuple[tuple[Floats, Floats], ...]:
        """Return views of weight (…, out, in) and bias (…, out) of each layer.

        Parameters
        ----------
        numbers
            (…, `parameter_count`), layer by layer, the weight by rows before the bias.
        """
        parts, begin = [], 0
        for before, after in pairwise(self.widths):
            middle = begin + before * after
            weight = numbers[..., begin:middle].reshape(*numbers.shape[:-1], after, before)
            begin = middle + after
            parts.append((weight, numbers[..., middle:begin]))
        return tuple(parts)

    def check(self, parameters: Parameters) -> None:
        """Refuse numbers that do not fit the widths or are not finite.

        Raises
        ------
        TrainingError
            With the number of the layer.
        """
        for number, (layer, (before, after)) in enumerate(
            zip(parameters, pairwise(self.widths), strict=True), 1
        ):
            if layer.weight.shape != (after, before) or layer.bias.shape != (after,):
                raise TrainingError(
                    Words(
                        "Layer {layer} needs a weight of {rows} × {columns} and a bias of {rows}.",
                        {"layer": number, "rows": after, "columns": before},
                    )
                )
            if not (np.isfinite(layer.weight).all() and np.isfinite(layer.bias).all()):
                raise TrainingError(
                    Words(
                        "Layer {layer} holds something that is not a finite number.",
                        {"layer": number},
                    )
                )


def initial_parameters(shape: NetworkShape, seed: int) -> Parameters:
    """Return what ``torch.manual_seed(seed)`` and `torch.nn.Linear`s in float64 begin with.

    Computed without torch, for a picture before it is imported: rounding may differ in the last
    digit. Weights and biases are uniform within ±1/√in.
    """
    twister = np.random.RandomState(seed % 2**32)
    return tuple(
        Dense(
            _uniform(twister, after * before, before).reshape(after, before),
            _uniform(twister, after, before),
        )
        for before, after in pairwise(shape.widths)
    )


def _uniform(twister: np.random.RandomState, count: int, fan_in: int) -> Floats:
    """Return numbers within ±1/√fan_in, each from 53 bits of two draws, as torch takes them."""
    draws = np.frombuffer(twister.bytes(8 * count), dtype="<u4").reshape(count, 2)
    bits = (draws[:, 0].astype(np.uint64) << np.uint64(32)) | draws[:, 1]
    shares = (bits & np.uint64(2**53 - 1)) * 2.0**-53
    return np.asarray((2 * shares - 1) / math.sqrt(fan_in))


def carried(shape: NetworkShape, parameters: Parameters, points: Floats) -> tuple[LayerValues, ...]:
    """Return what each layer makes of points (n, in), the first layer first."""
    layers = []
    with np.errstate(over="ignore", invalid="ignore"):
        for layer, activation in zip(parameters, shape.activations, strict=True):
            before = points @ layer.weight.T + layer.bias
            points = activated(activation, before)
            layers.append(LayerValues(before, points))
    return tuple(layers)


def outputs(shape: NetworkShape, parameters: Parameters, points: Floats) -> Floats:
    """Return what the network makes of points (n, in), as (n, out)."""
    return carried(shape, parameters, points)[-1].after
