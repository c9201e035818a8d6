"""Loss, accuracy and decisions of outputs, in numpy: for pictures, and without torch."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.activations import sigmoid, softmax
from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.setup import CROSS_ENTROPY, TrainingSetup


def threshold(loss: str) -> float:
    """Return from where on a single output means class 1: a logit of 0, or halfway from 0 to 1."""
    return 0.0 if loss == CROSS_ENTROPY else 0.5


def decided(outputs: Floats, loss: str) -> Floats:
    """Return the class of each row of outputs (…, n, out), as (…, n); the first of equal ones."""
    if outputs.shape[-1] == 1:
        return np.asarray(outputs[..., 0] > threshold(loss), dtype=np.float64)
    return np.asarray(outputs.argmax(axis=-1), dtype=np.float64)


def probabilities(outputs: Floats, loss: str) -> Floats:
    """Return how likely each class is by outputs (…, n, out), as (…, n, classes).

    Cross entropy takes outputs as logits. What squared error has trained is cut to 0 … 1, and for
    more than one output divided by its sum.
    """
    if loss == CROSS_ENTROPY:
        if outputs.shape[-1] > 1:
            return softmax(outputs)
        second = sigmoid(outputs)
        return np.concatenate([sigmoid(-outputs), second], axis=-1)
    parts = np.clip(outputs, 0.0, 1.0)
    if outputs.shape[-1] == 1:
        return np.concatenate([1.0 - parts, parts], axis=-1)
    total = parts.sum(axis=-1, keepdims=True)
    even = np.full_like(parts, 1.0 / parts.shape[-1])
    return np.asarray(np.divide(parts, total, out=even, where=total > 0))


def accuracy(setup: TrainingSetup, outputs: Floats) -> float | None:
    """Return the share of rows whose class is right; None where the targets are values."""
    if setup.data.kind != CLASSES:
        return None
    return float((decided(outputs, setup.loss) == setup.data.targets).mean())


def loss(setup: TrainingSetup, outputs: Floats) -> float:
    """Return the loss of the outputs (n, out) of all rows."""
    targets = setup.data.targets
    with np.errstate(over="ignore", invalid="ignore"):
        if setup.loss != CROSS_ENTROPY:
            return float(((outputs - wanted(setup)) ** 2).mean())
        if outputs.shape[1] == 1:
            # −log σ(z) of the right class is log(1 + e^∓z).
            signs = np.where(targets == 1, -1.0, 1.0)
            return float(np.logaddexp(0.0, signs * outputs[:, 0]).mean())
        right = outputs[np.arange(len(outputs)), targets.astype(np.int64)]
        return float((np.logaddexp.reduce(outputs, axis=1) - right).mean())


def wanted(setup: TrainingSetup) -> Floats:
    """Return the outputs that squared error compares with, (n, out)."""
    width = setup.shape.widths[-1]
    if width == 1:
        return setup.data.targets[:, None]
    return np.asarray(np.eye(width)[setup.data.targets.astype(np.int64)])
