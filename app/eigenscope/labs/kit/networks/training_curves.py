"""The loss and the accuracy along a training, as a plot shows them."""

from __future__ import annotations

from eigenscope.engine.optimise.training.run import TrainingRun
from eigenscope.labs.kit.networks import colours
from eigenscope.plots.curves import Curve


def training_curves(run: TrainingRun) -> tuple[Curve, ...]:
    """Return the loss and, of classes, the accuracy over all steps; none without a step."""
    if not run.last:
        return ()
    times = run.steps / run.last
    curves = [Curve("Loss", times, run.losses, colours.LOSS)]
    if run.accuracies is not None:
        curves.append(Curve("Accuracy", times, run.accuracies, colours.ACCURACY))
    return tuple(curves)
