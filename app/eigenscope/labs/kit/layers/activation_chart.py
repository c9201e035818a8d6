"""An activation's curve and its derivative, with numbers on it."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.colours import INPUT, OUTPUT
from eigenscope.labs.kit.layers.activations import Activation
from eigenscope.plots.charts import LINE, POINTS, Chart, Series
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words, as_words

KEY = "activation"
_LEAST = 4.0  # of z, both ways
_ROOM = 1.1
_SAMPLES = 401


def activation_chart(sigma: Activation, numbers: Floats, chosen: Floats) -> Chart:
    """Return the chart of an activation with finite z (k,), and with those of a chosen point."""
    far = max(_LEAST, _ROOM * float(np.abs(numbers).max()))
    z = np.linspace(-far, far, _SAMPLES)
    series = [
        Series(z, sigma.value(z), OUTPUT, LINE, Words("σ(z)")),
        Series(z, sigma.slope(z), INPUT, LINE, Words("σ′(z)"), dashed=True),
        Series(numbers, sigma.value(numbers), OUTPUT, POINTS),
    ]
    if len(chosen):
        label = Words("chosen point")
        series.append(Series(chosen, sigma.value(chosen), Slot.INK, POINTS, label))
    return Chart(
        key=KEY,
        title=as_words(sigma.title),
        x_label=Words("z"),
        y_label=Words(""),
        series=tuple(series),
        tip="The activation and its derivative; each dot is one number of the batch. Where the "
        "derivative is almost 0, a neuron learns almost nothing from the point.",
    )
