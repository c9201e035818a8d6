"""How wrong each way to the derivative is, against h: for small h it is rounding."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from eigenscope.engine.calculus.quotients import (
    AUTOGRAD,
    BACKWARD,
    CENTRAL,
    COMPLEX,
    FORWARD,
    STEPS,
    errors,
    quotients,
)
from eigenscope.labs.kit.derivatives.colours import WAYS
from eigenscope.labs.kit.derivatives.local_function import Derivative
from eigenscope.plots.charts import Chart, Mark, Series
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

_LEAST = 1e-18  # of the derivative: an error of 0 is drawn there
_NAMES: Mapping[str, Text] = {
    FORWARD: "forward",
    BACKWARD: "backward",
    CENTRAL: "central",
    COMPLEX: "complex step",
    AUTOGRAD: "autograd",
}


def error_chart(of: Derivative) -> Chart | None:
    """Return the errors over h from 1 to 1e-16; None without a derivative or a value in float64."""
    if not of.smooth or not math.isfinite(of.value(of.x)):
        return None
    true = of.here.derivative if of.slow is None else of.slow.precise
    values = dict(quotients(of.f, of.x, STEPS))
    if of.slow is not None:
        values[AUTOGRAD] = np.full(len(STEPS), of.slow.autograd)
    least = _LEAST * max(abs(of.here.derivative), 1.0)
    series = []
    for (name, numbers), slot in zip(values.items(), WAYS, strict=False):
        wrong = np.maximum(errors(numbers, true), least)
        series.append(
            Series(
                STEPS[::-1],
                wrong[::-1],
                slot,
                label=as_words(_NAMES[name]),
                dashed=name == BACKWARD,
            )
        )
    h = abs(of.h)
    marks = (Mark(h, Words("h"), Slot.INK),) if STEPS[-1] <= h <= STEPS[0] else ()
    return Chart(
        key="errors",
        title=Words("Error of the derivative over h"),
        x_label=Words("h"),
        y_label=Words("error"),
        series=tuple(series),
        marks=marks,
        log_x=True,
        log_y=True,
        note=Words("An error of 0 is drawn at the bottom."),
        tip="A smaller h makes the quotient better, until the digits that f(x + h) and f(x) share "
        "are lost in the difference. The complex step and autograd have no difference.",
    )
