"""What a training left behind: its states, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training import judging
from eigenscope.engine.optimise.training.network import (
    Dense,
    Parameters,
    initial_parameters,
    outputs,
)
from eigenscope.engine.optimise.training.setup import TrainingSetup

_RISEN = 2.0  # times the first loss


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """States of a network in training, K of them: all, or some evenly spread where there are many.

    Attributes
    ----------
    setup
        What was trained, and how.
    steps
        After how many steps each state is, (K,), from 0 on; the last one is always there.
    losses
        The loss over all rows, (K,).
    accuracies
        The share of rows whose class is right, (K,); None where the targets are values.
    states
        All parameters, (K, p), in the order of `NetworkShape.parted`.
    gradients
        The gradient of the loss by them over the rows that the next step takes, (K, p), without
        weight decay; NaN where none was taken.
    diverged
        After how many steps the loss over all rows or a parameter was no longer finite; None if
        they stayed so. The state before is the last; an initial state is there in any case.
    """

    setup: TrainingSetup
    steps: npt.NDArray[np.int64]
    losses: Floats
    accuracies: Floats | None
    states: Floats
    gradients: Floats
    diverged: int | None = None

    @property
    def last(self) -> int:
        """How many steps were taken, up to the last state."""
        return int(self.steps[-1])

    @property
    def finished(self) -> bool:
        """Whether all steps were taken, or the training diverged."""
        return self.last == self.setup.steps or self.diverged is not None

    @property
    def risen(self) -> float | None:
        """How many times its start the last loss is, where training did not help; else None.

        That is where it is far above its start, and above that of outputs that are 0 everywhere.
        """
        first, last = float(self.losses[0]), float(self.losses[-1])
        idle = np.zeros((self.setup.data.count, self.setup.shape.widths[-1]))
        if last < _RISEN * first or last <= judging.loss(self.setup, idle):
            return None
        return last / first if first else np.inf

    def index(self, step: int) -> int:
        """Return which state is the last that is not after a step."""
        return max(int(np.searchsorted(self.steps, step, side="right")) - 1, 0)

    def parameters(self, index: int) -> Parameters:
        """Return the weights and biases of a state; negative indices count from the end."""
        return tuple(Dense(*layer) for layer in self.setup.shape.parted(self.states[index]))

    def outputs(self, index: int, points: Floats) -> Floats:
        """Return what the network in a state makes of points (n, in), as (n, out)."""
        return outputs(self.setup.shape, self.parameters(index), points)

    @cached_property
    def gradient_norms(self) -> Floats:
        """‖∇‖ of each layer's weight and bias together, (K, layers)."""
        with np.errstate(over="ignore"):
            norms = [
                np.sqrt((weight**2).sum(axis=(1, 2)) + (bias**2).sum(axis=1))
                for weight, bias in self.setup.shape.parted(self.gradients)
            ]
        return np.stack(norms, axis=1)

    @cached_property
    def singular_values(self) -> tuple[Floats, ...]:
        """The singular values of each layer's weight, (K, min(in, out)), largest first."""
        weights = (weight for weight, _ in self.setup.shape.parted(self.states))
        return tuple(np.asarray(np.linalg.svd(weight, compute_uv=False)) for weight in weights)

    @cached_property
    def ranks(self) -> npt.NDArray[np.int64]:
        """The rank of each layer's weight, (K, layers), as `torch.linalg.matrix_rank` counts."""
        ranks = []
        for values, layer in zip(self.singular_values, self.parameters(0), strict=True):
            smallest = values[:, :1] * max(layer.weight.shape) * np.finfo(np.float64).eps
            ranks.append((values > smallest).sum(axis=1))
        return np.stack(ranks, axis=1)


def untrained(setup: TrainingSetup) -> TrainingRun:
    """Return a run of no steps, without torch: what there is to see before training.

    Its initial numbers may differ from those of `train` in the last digit, and it has no gradient.
    """
    parameters = setup.initial or initial_parameters(setup.shape, setup.seed)
    state = np.concatenate([numbers.ravel() for layer in parameters for numbers in layer])
    results = outputs(setup.shape, parameters, setup.data.inputs)
    share = judging.accuracy(setup, results)
    return TrainingRun(
        setup,
        np.zeros(1, dtype=np.int64),
        np.array([judging.loss(setup, results)]),
        None if share is None else np.array([share]),
        state[None],
        np.full((1, len(state)), np.nan),
    )
