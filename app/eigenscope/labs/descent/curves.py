"""The loss of each method along the steps: for the plot over time, and for charts over steps."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.descent import colours
from eigenscope.labs.descent.solution import NAMES, Solution
from eigenscope.plots.charts import Chart, Series
from eigenscope.plots.curves import Curve
from eigenscope.wording.words import Text, Words, as_it_is, as_words

_SUDDEN = 1e-9  # of a step: how long a value takes to become the next
_LEAST = 1e-16  # of a curve's largest value: below it is rounding noise, and a logarithm of 0


def curves(solution: Solution) -> tuple[Curve, ...]:
    """Return f − min f of each method over time, or ‖∇f‖ where the least value is not known.

    Steps of the same height in the plot mean the same factor at every step. As the ball does, a
    value stays until the next step has been taken.
    """
    plotted: list[Curve] = []
    for track in solution.tracks:
        run = track.run
        quantity = as_it_is("‖∇f‖" if solution.lowest is None else "f − min f")
        values = run.gradient_norms if solution.lowest is None else run.losses - solution.lowest
        if not (np.isfinite(values).all() and values.max() > 0):
            continue
        # What they all are is said once: there is little room above a plot.
        label = as_words(NAMES[run.method])
        if not plotted:
            label = Words("{quantity}: {method}", {"quantity": quantity, "method": label})
        times, held = _held(_positive(values), max(solution.steps, 1))
        plotted.append(Curve(label, times, held, colours.METHODS[run.method], logarithmic=True))
    return tuple(plotted)


def _held(values: Floats, steps: int) -> tuple[Floats, Floats]:
    """Return times and values of stairs: each value until the next step, the last to the end."""
    starts = np.arange(len(values)) / steps
    ends = np.append(starts[1:] - _SUDDEN / steps, 1.0)
    if starts[-1] >= 1:
        ends[-1] = 1.0
    return np.stack([starts, ends], axis=1).ravel(), np.repeat(values, 2)


def _positive(values: Floats) -> Floats:
    return np.maximum(values, max(_LEAST * float(values.max()), 1e-300))


def charts(solution: Solution) -> tuple[Chart, ...]:
    """Return f − min f, or f where the least value is not known, and ‖∇f‖ of each method over k."""
    if not solution.inputs.convergence:
        return ()
    known = solution.lowest is not None
    losses = [track.run.losses - (solution.lowest or 0.0) for track in solution.tracks]
    norms = [track.run.gradient_norms for track in solution.tracks]
    return (
        _over_steps(
            solution,
            "loss",
            "f − min f" if known else "f",
            losses,
            logarithmic=known,
            tip="How far f is above its least value after each step. On the logarithmic axis, "
            "linear convergence is a straight line."
            if known
            else "The value of f after each step; its least value is not known.",
        ),
        _over_steps(
            solution,
            "gradient",
            "‖∇f‖",
            norms,
            logarithmic=True,
            tip="The length of the gradient after each step; it is 0 at a stationary point.",
        ),
    )


def _over_steps(
    solution: Solution, key: str, label: str, values: list[Floats], *, logarithmic: bool, tip: Text
) -> Chart:
    hidden = False
    series: list[Series] = []
    for track, heights in zip(solution.tracks, values, strict=True):
        shown = heights
        if logarithmic:
            largest = float(np.max(heights, where=np.isfinite(heights), initial=0.0))
            shown = np.where(heights > _LEAST * largest, heights, 0.0)  # the rest is rounding
            hidden |= bool((shown == 0).any())
        steps = np.arange(float(len(shown)))
        method = track.run.method
        series.append(Series(steps, shown, colours.METHODS[method], label=as_words(NAMES[method])))
    return Chart(
        key=key,
        title=Words("{quantity} over the steps", {"quantity": label}),
        x_label=Words("Step k"),
        y_label=as_it_is(label),
        series=tuple(series),
        log_y=logarithmic,
        whole_x=True,
        note=Words("Values that are 0, or only rounding, are not shown on this axis.")
        if hidden
        else None,
        tip=tip,
    )
