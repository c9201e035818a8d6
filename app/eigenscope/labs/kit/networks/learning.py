"""A training as pictures want it: its points in a plane, and its states along the time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.data import CLASSES, TrainingData
from eigenscope.engine.optimise.training.judging import decided, probabilities
from eigenscope.engine.optimise.training.run import TrainingRun
from eigenscope.engine.optimise.training.setup import TrainingSetup
from eigenscope.labs.kit.networks.input_plane import InputPlane, plane_of

_PICTURES = 128  # of a training, at most
SUREST = 1 - 1e-6
"""The largest margin: so that its artanh, which is even where a logit is, is finite."""


@dataclass(frozen=True, eq=False)
class Learning:
    """A training, before it or once it is over.

    Attributes
    ----------
    run
        Its states: only the first one before it has begun.
    """

    run: TrainingRun

    @property
    def setup(self) -> TrainingSetup:
        """What is trained."""
        return self.run.setup

    @property
    def data(self) -> TrainingData:
        """What it is trained on."""
        return self.setup.data

    @cached_property
    def plane(self) -> InputPlane:
        """The plane in which the data are drawn."""
        return plane_of(self.data.inputs)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """Which states have a picture: the closer together, the earlier they are."""
        last = len(self.run.steps) - 1
        places = last * np.linspace(0, 1, min(_PICTURES, last) + 1) ** 1.5
        return tuple(int(place) for place in np.unique(places.round().astype(int)))

    def between(self, t: float) -> tuple[int, int, float]:
        """Return the two states with a picture that a time is between, and how far it is along."""
        step = min(max(t, 0.0), 1.0) * self.run.last
        steps = self.run.steps[list(self.shown)]
        place = float(np.interp(step, steps, np.arange(len(steps))))
        first = int(place)
        second = min(first + 1, len(steps) - 1)
        return self.shown[first], self.shown[second], place - first

    def state(self, t: float) -> int:
        """Return the state that is shown at a time."""
        return self.run.index(int(t * self.run.last + 0.5))

    def groups(self) -> tuple[npt.NDArray[np.bool_], ...]:
        """Return which rows belong to each class, (n,) of bool; of values, to the low and high."""
        targets = self.data.targets
        if self.data.kind == CLASSES:
            return tuple(targets == number for number in range(self.data.classes))
        return targets <= self.middle, targets > self.middle

    def right(self, state: int) -> npt.NDArray[np.bool_]:
        """Return which rows are in their class, in a state, (n,); of values all are."""
        if self.data.kind != CLASSES:
            return np.ones(self.data.count, dtype=bool)
        outputs = self.run.outputs(state, self.data.inputs)
        return np.asarray(decided(outputs, self.setup.loss) == self.data.targets)

    @cached_property
    def middle(self) -> float:
        """The value halfway between the least and the largest target."""
        return float(self.data.targets.min() + self.data.targets.max()) / 2

    def margins(self, outputs: Floats) -> Floats:
        """Return how sure outputs (n, out) are of each group, (n, groups), over −1 to under 1.

        For classes: its probability without that of the likeliest other one. For values: how far
        they are from the middle, by half the range of the targets.
        """
        if self.data.kind != CLASSES:
            half = max(float(np.ptp(self.data.targets)) / 2, 1e-12)
            high = (outputs[:, 0] - self.middle) / half
            margins = np.stack([-high, high], axis=1)
        else:
            shares = probabilities(outputs, self.setup.loss)
            ordered = np.sort(shares, axis=1)
            best, second = ordered[:, -1:], ordered[:, -2:-1]
            margins = np.where(shares == best, best - second, shares - best)
        return np.clip(np.nan_to_num(margins), -SUREST, SUREST)
