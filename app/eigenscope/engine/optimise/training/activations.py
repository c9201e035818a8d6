"""The functions that stand between layers, in numpy: pictures need no torch for them.

The names are those of `torch.nn.functional`; GELU is the exact one, z·Φ(z).
"""

from __future__ import annotations

import math

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.error_function import error_function

ACTIVATIONS = ("none", "relu", "leaky_relu", "tanh", "sigmoid", "gelu", "softplus")
LEAK = 0.01
"""The slope of leaky ReLU below 0, as torch has it."""
LINEAR_BEYOND = 20.0
"""Where torch takes softplus for z itself."""


def activated(activation: str, values: Floats) -> Floats:
    """Return σ(z) of each value, in the same shape.

    Parameters
    ----------
    activation
        One of `ACTIVATIONS`.
    """
    match activation:
        case "relu":
            return np.maximum(values, 0.0)
        case "leaky_relu":
            return np.where(values > 0, values, LEAK * values)
        case "tanh":
            return np.tanh(values)
        case "sigmoid":
            return sigmoid(values)
        case "gelu":
            return values * normal_share(values)
        case "softplus":
            return np.where(values > LINEAR_BEYOND, values, np.logaddexp(0.0, values))
    return values


def sigmoid(values: Floats) -> Floats:
    """Return 1/(1 + e⁻ᶻ), without overflow."""
    small = np.exp(-np.abs(values))
    return np.where(values >= 0, 1.0, small) / (1.0 + small)


def normal_share(values: Floats) -> Floats:
    """Return Φ(z), the share of the standard normal distribution below each value."""
    return 0.5 * (1.0 + error_function(values / math.sqrt(2.0)))


def softmax(values: Floats) -> Floats:
    """Return the shares of eᶻ along the last axis, without overflow."""
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
