"""What training makes of each layer, over the steps: gradients, singular values, stable ranks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.run import TrainingRun
from eigenscope.labs.kit.networks import colours
from eigenscope.plots.charts import Chart, Series
from eigenscope.wording.words import Text, Words, as_it_is, as_words

GRADIENTS, SPECTRA, RANKS = "gradients", "spectra", "ranks"


def layer_charts(run: TrainingRun) -> tuple[Chart, ...]:
    """Return the charts; none of a network that is not trained."""
    if not run.last:
        return ()
    spectra = run.singular_values
    with np.errstate(invalid="ignore", divide="ignore"):
        stable = [((values / values[:, :1]) ** 2).sum(axis=1) for values in spectra]
    return (
        _chart(
            run,
            GRADIENTS,
            ("Gradient norm of each layer", "‖∇‖"),
            [norms[:, None] for norms in run.gradient_norms.T],
            "The length of the gradient with respect to each layer's weight and bias. If it "
            "shrinks many times over from the last layer to the first, it vanishes: the "
            "first layers hardly learn.",
            log=True,
        ),
        _chart(
            run,
            SPECTRA,
            ("Singular values of each weight", "σ"),
            list(spectra),
            "How far each layer stretches, in all of its directions. What training adds to a "
            "weight is mostly a few large singular values.",
        ),
        _chart(
            run,
            RANKS,
            ("Stable rank of each weight", "‖W‖² / σ₁²"),
            [values[:, None] for values in stable],
            "The sum of the squared singular values divided by the largest square: how many "
            "directions count. It is 1 if one direction has everything, and never exceeds "
            "the rank.",
        ),
    )


def _chart(
    run: TrainingRun,
    key: str,
    titles: tuple[Text, str],
    layers: Sequence[Floats],
    tip: Text,
    *,
    log: bool = False,
) -> Chart:
    """Return a chart of values (K, lines) of each layer, in its colour."""
    steps = run.steps.astype(np.float64)
    series = []
    for layer, values in enumerate(layers):
        label = Words("layer {layer}", {"layer": layer + 1})
        for line, heights in enumerate(values.T):
            known = np.isfinite(heights)
            slot = colours.LAYERS[layer]
            series.append(Series(steps[known], heights[known], slot, label=None if line else label))
    return Chart(
        key=key,
        title=as_words(titles[0]),
        x_label=Words("Step k"),
        y_label=as_it_is(titles[1]),
        series=tuple(series),
        log_y=log,
        whole_x=True,
        ground=not log,
        tip=tip,
    )
