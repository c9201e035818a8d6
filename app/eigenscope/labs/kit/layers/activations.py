"""The activations of a layer: what each does to a number, how steep it is, and torch's call."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.activations import (
    LEAK,
    LINEAR_BEYOND,
    activated,
    normal_share,
    sigmoid,
)
from eigenscope.wording.words import Text


@dataclass(frozen=True, eq=False)
class Activation:
    """A function of one number, applied to each entry of an array.

    Attributes
    ----------
    key, title
        By which inputs and the user know it.
    call
        The torch call, with ``{}`` for what it is applied to.
    formula
        Its value at z, as books write it.
    bends
        What it does to all coordinates at once, in a sentence.
    slope
        Its derivative; where it has a kink, what torch takes.
    folds
        Whether it is linear on either side of a kink at 0.
    bounds
        What all its values lie between, if they do.
    """

    key: str
    title: Text
    call: str
    formula: str
    bends: Text
    slope: Callable[[Floats], Floats]
    folds: bool = False
    bounds: tuple[float, float] | None = None

    @property
    def is_linear(self) -> bool:
        """Whether it changes nothing."""
        return self.call == "{}"

    def value(self, z: Floats) -> Floats:
        """Return σ(z) of each number."""
        return activated(self.key, z)

    def applied(self, name: str) -> str:
        """Return the torch expression that applies it to a variable."""
        return self.call.format(name)


def _sigmoid_slope(z: Floats) -> Floats:
    small = np.exp(-np.abs(z))
    return small / (1.0 + small) ** 2


def _tanh_slope(z: Floats) -> Floats:
    return 4.0 * _sigmoid_slope(2.0 * z)


def _gelu_slope(z: Floats) -> Floats:
    density = np.exp(-0.5 * np.minimum(np.abs(z), 1e2) ** 2) / math.sqrt(2.0 * math.pi)
    return normal_share(z) + z * density


def _softplus_slope(z: Floats) -> Floats:
    return np.where(z > LINEAR_BEYOND, 1.0, sigmoid(z))


_FUNCTIONAL = "torch.nn.functional."

ACTIVATIONS: Mapping[str, Activation] = {
    each.key: each
    for each in (
        Activation("none", "none", "{}", "z", "", np.ones_like),
        Activation(
            "relu",
            "ReLU",
            "torch.relu({})",
            "max(z, 0)",
            "ReLU sets every negative coordinate to 0, so the grid folds onto edges.",
            lambda z: np.where(z > 0, 1.0, 0.0),
            folds=True,
        ),
        Activation(
            "leaky_relu",
            "leaky ReLU",
            f"{_FUNCTIONAL}leaky_relu({{}})",
            "max(z, 0.01 z)",
            "Leaky ReLU shrinks every negative coordinate to a hundredth.",
            lambda z: np.where(z > 0, 1.0, LEAK),
            folds=True,
        ),
        Activation(
            "sigmoid",
            "sigmoid",
            "torch.sigmoid({})",
            "1/(1 + e⁻ᶻ)",
            "The sigmoid squeezes each coordinate between 0 and 1: near the middle it is almost "
            "linear, far out everything crowds at the borders.",
            _sigmoid_slope,
            bounds=(0.0, 1.0),
        ),
        Activation(
            "tanh",
            "tanh",
            "torch.tanh({})",
            "tanh z",
            "tanh squeezes each coordinate between −1 and 1: near 0 it is almost the identity, far "
            "out everything crowds at the borders.",
            _tanh_slope,
            bounds=(-1.0, 1.0),
        ),
        Activation(
            "gelu",
            "GELU",
            f"{_FUNCTIONAL}gelu({{}})",
            "z Φ(z)",
            "GELU bends smoothly: far above 0 a coordinate stays, far below it goes to 0, and "
            "between it dips to −0.17.",
            _gelu_slope,
        ),
        Activation(
            "softplus",
            "softplus",
            f"{_FUNCTIONAL}softplus({{}})",
            "ln(1 + eᶻ)",
            "Softplus bends smoothly: far above 0 a coordinate stays, far below it goes to 0, and "
            "0 itself goes to ln 2.",
            _softplus_slope,
        ),
    )
}
"""All of them, by their keys. GELU is the exact form, with the normal distribution Φ."""

ACTIVATION_CHOICES = tuple((each.key, each.title) for each in ACTIVATIONS.values())
"""The options of an input that chooses one."""
