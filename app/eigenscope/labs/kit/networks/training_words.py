"""How far a training is, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.run import TrainingRun
from eigenscope.labs.kit.networks.learning import Learning
from eigenscope.wording.number_texts import short
from eigenscope.wording.words import Text, Value, Words, as_it_is, as_words, sentences

_UNTRAINED, _BEFORE, _ON, _DONE = "untrained", "before", "on", "done"
_CLASSES: Mapping[str, Text] = {
    _UNTRAINED: "Without training: loss {loss}, and {right} % of the points are classified "
    "correctly.",
    _BEFORE: "Before the first step: loss {loss}, and {right} % of the points are classified "
    "correctly.",
    _ON: "Step {step} of {steps}: loss {loss}, and {right} % of the points are classified "
    "correctly.",
    _DONE: Words(
        "After {count} step the loss is {loss}, and {right} % of the points are classified "
        "correctly.",
        plural="After {count} steps the loss is {loss}, and {right} % of the points are "
        "classified correctly.",
    ),
}
_VALUES: Mapping[str, Text] = {
    _UNTRAINED: "Without training: the loss, the mean squared error, is {loss}.",
    _BEFORE: "Before the first step: the loss, the mean squared error, is {loss}.",
    _ON: "Step {step} of {steps}: the loss is {loss}.",
    _DONE: Words(
        "After {count} step the loss, the mean squared error, is {loss}.",
        plural="After {count} steps the loss, the mean squared error, is {loss}.",
    ),
}


def progress(learning: Learning, state: int) -> Words:
    """Return how good the network is in a state, in a sentence."""
    run = learning.run
    step, steps = int(run.steps[state]), run.setup.steps
    moment = _ON if step not in (0, steps) else _DONE if step else _BEFORE if steps else _UNTRAINED
    said: dict[str, Value] = {
        "step": step,
        "steps": steps,
        "count": steps,
        "loss": short(float(run.losses[state]), 3),
    }
    if run.accuracies is None:
        now = _filled(_VALUES[moment], said)
    else:
        right = short(100 * float(run.accuracies[state]), 3)
        now = _filled(_CLASSES[moment], {**said, "right": right})
    return sentences([now, *_unhelped(run)]) if moment == _DONE else now


def _unhelped(run: TrainingRun) -> Iterator[Words]:
    """Yield that a training ended far above its start, if it did."""
    if run.risen is None:
        return
    if np.isinf(run.risen):
        yield Words("It was 0 at the start: training did not converge. Take a smaller η.")
        return
    yield Words(
        "That is {times} times the loss at the start: training did not converge. Take a smaller η.",
        {"times": short(run.risen, 3)},
    )


def _filled(sentence: Text, said: Mapping[str, Value]) -> Words:
    return replace(as_words(sentence), values=said)


def diverging(run: TrainingRun) -> Words:
    """Return when a training came to numbers that are not finite."""
    said = {"step": int(run.diverged or 0), "last": run.last}
    if not run.last:
        return Words("Step {step} leads to numbers that are not finite: take a smaller η.", said)
    return Words(
        "Step {step} leads to numbers that are not finite: training diverges, and stops after "
        "step {last}. Take a smaller η.",
        said,
    )


def group_names(learning: Learning) -> tuple[Text, ...]:
    """Return what the groups of points are called."""
    if learning.data.kind != CLASSES:
        return "low targets", "high targets"
    if learning.data.names:
        return tuple(map(as_it_is, learning.data.names))
    return tuple(Words("class {number}", {"number": k}) for k in range(learning.data.classes))


def data_names(learning: Learning) -> tuple[Text, ...]:
    """Return what stands along the axes of the inputs: the coordinates, or principal axes."""
    if learning.data.inputs.shape[1] > 2:
        return "principal axis 1", "principal axis 2"
    if learning.data.kind != CLASSES:
        return "x", "y"
    return "x₁", "x₂"
