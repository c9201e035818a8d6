"""The loss of each method along the steps, for the plot with its logarithmic axis."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.base import Curve
from eigenscope.labs.descent.solution import NAMES, ROLES, Floats, Solution

_SUDDEN = 1e-9  # of a step: how long a value takes to become the next
_LEAST = 1e-16  # of a curve's largest value: below it is rounding noise, and a logarithm of 0


def curves(solution: Solution) -> tuple[Curve, ...]:
    """Return f − f* of each method over time, or ‖∇f‖ where the least value f* is not known.

    Steps of the same height in the plot mean the same factor at every step. As the ball does, a
    value stays until the next step has been taken.
    """
    found: list[Curve] = []
    for track in solution.tracks:
        run = track.run
        quantity = "‖∇f‖" if solution.lowest is None else "f − f*"
        values = run.gradient_norms if solution.lowest is None else run.losses - solution.lowest
        if not (np.isfinite(values).all() and values.max() > 0):
            continue
        # What they all are is said once: there is little room above a plot.
        label = NAMES[run.method] if found else f"{quantity}: {NAMES[run.method]}"
        times, held = _held(_positive(values), max(solution.steps, 1))
        found.append(Curve(label, times, held, ROLES[run.method], logarithmic=True))
    return tuple(found)


def _held(values: Floats, steps: int) -> tuple[Floats, Floats]:
    """Return times and values of stairs: each value until the next step, the last to the end."""
    starts = np.arange(len(values)) / steps
    ends = np.append(starts[1:] - _SUDDEN / steps, 1.0)
    if starts[-1] >= 1:
        ends[-1] = 1.0
    return np.stack([starts, ends], axis=1).ravel(), np.repeat(values, 2)


def _positive(values: Floats) -> Floats:
    return np.maximum(values, max(_LEAST * float(values.max()), 1e-300))
