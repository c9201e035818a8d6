"""Trains a network with torch, and keeps its states.

Every operation is the one that the plain loop of torch runs, in the same order, so that a program
with `torch.nn` and `torch.optim` ends at the same numbers even where training is chaotic:

    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    for rows in batches:  # epoch by epoch: torch.randperm(len(X), generator=order).split(batch)
        optimiser.zero_grad()
        loss_of(model(X[rows]), y[rows]).backward()
        optimiser.step()

The order of the rows has a generator of its own, with the same seed. With all rows in a step they
keep their order: ``loss_of(model(X), y)``.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.model import Model
from eigenscope.engine.optimise.training.optimisers import optimiser_of
from eigenscope.engine.optimise.training.run import TrainingRun
from eigenscope.engine.optimise.training.setup import TrainingSetup
from eigenscope.engine.runtime.device import one_thread
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    import torch

    from eigenscope.engine.runtime.jobs import Cancellation

MOST_BYTES = 40_000_000
"""Of states and gradients; a longer run keeps every second one, or every third …"""
LARGE = 100_000
"""Numbers of the inputs from which on several threads share each operation."""
BETWEEN = 0.05  # seconds from one report to the next
_LEFT = 3e-4  # seconds after each step for the thread that paints what is watched


def train(
    setup: TrainingSetup,
    cancellation: Cancellation | None = None,
    watch: Callable[[TrainingRun], None] | None = None,
) -> TrainingRun:
    """Train a network, and return its states.

    Parameters
    ----------
    setup
        What to train, and how.
    cancellation
        Looked at in every step; told how far the training is.
    watch
        Called some twenty times a second with the run so far, whose arrays don't change any more.

    Raises
    ------
    Cancelled
        If the cancellation asks for it.
    """
    with one_thread() if setup.data.inputs.size < LARGE else nullcontext():
        return _trained(setup, cancellation, watch)


def _trained(
    setup: TrainingSetup,
    cancellation: Cancellation | None,
    watch: Callable[[TrainingRun], None] | None,
) -> TrainingRun:
    model, optimiser, batches = Model(setup), optimiser_of(setup), _batches(setup)
    recording, reported = _Recording(setup), time.monotonic()
    for step in range(setup.steps + 1):
        if cancellation is not None:
            cancellation.check()
        loss, outputs = model.differentiate(next(batches))
        if setup.batch:
            loss, outputs = model.judge()
        finite = math.isfinite(loss) and np.isfinite(model.numbers.numpy()).all()
        if finite or not step:
            recording.add(step, loss, model.accuracy(outputs), model)
        if not finite:
            return recording.run(diverged=step)
        if step == setup.steps:
            break
        optimiser.step(model.numbers, model.gradient)
        if watch is not None:
            time.sleep(_LEFT)
        if time.monotonic() - reported > BETWEEN:
            if cancellation is not None:
                cancellation.progress(step / setup.steps, _progress(step, setup))
            if watch is not None:
                watch(recording.so_far())
            reported = time.monotonic()
    return recording.run()


class _Recording:
    """The states of a run while it goes on."""

    def __init__(self, setup: TrainingSetup) -> None:
        size = 2 * 8 * setup.shape.parameter_count
        self._setup = setup
        self._apart = math.ceil((setup.steps + 1) * size / MOST_BYTES)
        rows = setup.steps // self._apart + 2
        self._steps = np.empty(rows, dtype=np.int64)
        self._states = np.empty((rows, setup.shape.parameter_count))
        self._gradients = np.empty_like(self._states)
        self._losses, self._accuracies = np.empty(rows), np.empty(rows)
        self._count = 0  # of the rows that stay; the one after them holds the latest state
        self._latest = -1  # step

    def add(self, step: int, loss: float, accuracy: float, model: Model) -> None:
        """Add the next state, which replaces the one before unless that stays."""
        row = self._count
        self._steps[row], self._losses[row], self._accuracies[row] = step, loss, accuracy
        self._states[row] = model.numbers.numpy()[model.places]
        self._gradients[row] = model.gradient.numpy()[model.places]
        self._latest = step
        if step % self._apart == 0:
            self._count = row + 1

    def so_far(self) -> TrainingRun:
        """Return a run of the states so far, without copying them."""
        return self._run(self._count)

    def run(self, diverged: int | None = None) -> TrainingRun:
        """Return the run up to its latest state."""
        return self._run(self._count + (self._latest % self._apart != 0), diverged)

    def _run(self, count: int, diverged: int | None = None) -> TrainingRun:
        classes = self._setup.data.kind == CLASSES
        return TrainingRun(
            self._setup,
            self._steps[:count],
            self._losses[:count],
            self._accuracies[:count] if classes else None,
            self._states[:count],
            self._gradients[:count],
            diverged,
        )


def _progress(step: int, setup: TrainingSetup) -> Words:
    return Words("Step {step} of {steps}", {"step": step, "steps": setup.steps})


def _batches(setup: TrainingSetup) -> Iterator[torch.Tensor | None]:
    """Yield the rows of one step after the other; None for all."""
    import torch

    order = torch.Generator().manual_seed(setup.seed)
    while True:
        if setup.batch:
            yield from torch.split(torch.randperm(setup.data.count, generator=order), setup.batch)
        else:
            yield None
