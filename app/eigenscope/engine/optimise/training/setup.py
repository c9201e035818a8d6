"""What a training is made of; the run follows from it alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.engine.optimise.training.data import CLASSES, TrainingData
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.engine.optimise.training.network import NetworkShape, Parameters
from eigenscope.wording.words import Text, Words

CROSS_ENTROPY, SQUARED_ERROR = LOSSES = ("cross entropy", "squared error")
SGD, MOMENTUM, ADAM = OPTIMISERS = ("sgd", "momentum", "adam")
MOST_STEPS = 1_000_000


@dataclass(frozen=True, eq=False)
class TrainingSetup:
    """Data, a network, and how it is trained.

    Attributes
    ----------
    data, shape
        The data have as many columns as the network has inputs. It has one output for values; for
        k classes it has k, or one if k = 2.
    initial
        The numbers to begin with; None for those of `torch.nn.Linear` after
        ``torch.manual_seed(seed)``.
    loss
        The mean over all rows, one of `LOSSES`: cross entropy of the outputs as logits (one output:
        binary), or squared error of the outputs, where k > 1 classes are wanted as columns of the
        identity, and two classes with one output as 0 and 1.
    optimiser
        One of `OPTIMISERS`: `torch.optim.SGD`, the same with momentum, and `torch.optim.Adam` with
        its defaults.
    rate, momentum, weight_decay
        η, β (of "momentum" alone) and the factor of the parameters that is added to their gradient,
        as in torch.
    batch
        Rows in a step; 0 for all. Every epoch takes the rows in a new order; its last batch has
        what is left.
    steps
        How many steps are taken.
    seed
        What the initial numbers and the order of the rows follow from.

    Raises
    ------
    TrainingError
        If parts don't fit each other or a number is out of its range.
    """

    data: TrainingData
    shape: NetworkShape
    initial: Parameters | None = None
    loss: str = CROSS_ENTROPY
    optimiser: str = ADAM
    rate: float = 0.01
    momentum: float = 0.9
    batch: int = 0
    weight_decay: float = 0.0
    steps: int = 500
    seed: int = 0

    def __post_init__(self) -> None:
        if self.loss not in LOSSES or self.optimiser not in OPTIMISERS:
            raise ValueError(f"no loss {self.loss!r} or no optimiser {self.optimiser!r}")
        wrong = self._wrong_fit() or self._wrong_settings()
        if wrong:
            raise TrainingError(wrong)
        if self.initial is not None:
            self.shape.check(self.initial)

    @property
    def rows(self) -> int:
        """How many rows a step sees (the last of an epoch may see less)."""
        return self.batch or self.data.count

    def _wrong_fit(self) -> Text:
        """Return what does not fit between data, network and loss, or nothing."""
        columns, classes = self.data.inputs.shape[1], self.data.classes
        first, last = self.shape.widths[0], self.shape.widths[-1]
        if columns != first:
            counts = {"width": first, "columns": columns}
            return Words("The network takes {width} inputs, but the data have {columns}.", counts)
        if self.data.kind == CLASSES:
            if last != classes and (last, classes) != (1, 2):
                counts = {"outputs": last, "classes": classes}
                return Words(
                    "The network has {outputs} outputs, but the data have {classes} classes: it "
                    "needs one output for each class, or a single one for two classes.",
                    counts,
                )
        elif last != 1:
            return "Regression needs a network with one output."
        elif self.loss == CROSS_ENTROPY:
            return "Cross entropy is for classes: take the squared error for regression."
        return ""

    def _wrong_settings(self) -> Text:
        """Return which number is out of its range, or nothing."""
        if not (np.isfinite(self.rate) and self.rate > 0):
            return "The step size η must be more than 0."
        if not 0 <= self.momentum < 1:
            return "Momentum β must be 0 or more, and less than 1."
        if not (np.isfinite(self.weight_decay) and self.weight_decay >= 0):
            return "Weight decay must be 0 or more."
        if not 0 <= self.batch <= self.data.count:
            counts = {"batch": self.batch, "count": self.data.count}
            return Words(
                "A batch of {batch} is not possible with {count} points: take 1 to {count}, or 0 "
                "for all.",
                counts,
            )
        if not 0 <= self.steps <= MOST_STEPS:
            return Words("The number of steps is 0 to {most}.", {"most": MOST_STEPS})
        return ""
