"""The loss of each method along the steps, for the plot with its logarithmic axis."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.base import Curve
from eigenscope.labs.descent.solution import NAMES, ROLES, Floats, Solution

_LEAST = 1e-16  # of a curve's largest value: below it is rounding noise, and a logarithm of 0


def curves(solution: Solution) -> tuple[Curve, ...]:
    """Return f − f* of each method over time, or ‖∇f‖ where the least value f* is not known.

    A straight line in the plot means the same factor at every step.
    """
    found: list[Curve] = []
    for track in solution.tracks:
        run = track.run
        quantity = "‖∇f‖" if solution.lowest is None else "f − f*"
        values = run.gradient_norms if solution.lowest is None else run.losses - solution.lowest
        if not (np.isfinite(values).all() and values.max() > 0):
            continue
        times = np.arange(len(values)) / max(solution.steps, 1)
        # What they all are is said once: there is little room above a plot.
        label = NAMES[run.method] if found else f"{quantity}: {NAMES[run.method]}"
        found.append(Curve(label, times, _positive(values), ROLES[run.method], logarithmic=True))
    return tuple(found)


def _positive(values: Floats) -> Floats:
    return np.maximum(values, max(_LEAST * float(values.max()), 1e-300))
