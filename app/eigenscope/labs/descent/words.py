"""What happens, in plain sentences."""

from __future__ import annotations

import numpy as np

from eigenscope.engine import curvature as curves
from eigenscope.engine.descent import ESCAPED, UNDEFINED
from eigenscope.engine.landscapes import Quadratic
from eigenscope.labs.base import Words
from eigenscope.labs.descent.solution import NAMES, Solution, Track
from eigenscope.labs.numerals import tidy

KINDS = {
    "bowl": "a bowl: λₘᵢₙ and λₘₐₓ are positive",
    "valley": "a valley: λₘᵢₙ = 0, a whole line of minima",
    "slope": "unbounded below: f decreases for ever along one direction, no minimum",
    "saddle": "a saddle: λₘᵢₙ is negative, no minimum",
    "dome": "a dome: it curves down everywhere, no minimum",
    "flat": "constant",
}
_ARRIVED = 0.01  # of the picture's radius: what is left of the way can hardly be seen
_CLOSE = 1e-9  # relative: two rates that are as good as equal


THEORY = ("descent", "momentum", "nesterov")
"""Methods whose speed on a quadratic follows from its eigenvalues."""

_STEPS = {
    "descent": "each goes along −∇f, perpendicular to the contour.",
    "momentum": "each keeps the fraction β of the one before and adds −η∇f.",
    "nesterov": "each adds −η∇f, taken at the look-ahead point.",
    "rmsprop": "each divides every coordinate of ∇f by its recent size.",
    "adam": "each is a mean of recent gradients, divided by their size in every coordinate.",
}


def promise(solution: Solution, method: str) -> str:
    """Return what theory says a method with a constant η does on a quadratic."""
    landscape = solution.landscape
    if not isinstance(landscape, Quadratic):
        return ""
    if landscape.kind == "flat":
        return "stays where it is"
    if landscape.kind not in ("bowl", "valley"):
        return "has no minimum to go to"
    rate = solution.inputs.rate.scalar.value
    largest = float(curves.curvature(landscape.H).eigenvalues[1])
    limit = curves.largest_rate(method, largest, solution.inputs.beta.scalar.value)
    if abs(rate - limit) <= _CLOSE * limit:
        return "oscillates for ever: η is at the limit"
    if rate > limit:
        return "diverges: η is too large"
    if method == "descent" and rate * largest > 1 + _CLOSE:
        return "converges in a zigzag: η > 1/λₘₐₓ"
    return "converges"


def outcome(solution: Solution, track: Track) -> str:
    """Return what became of a run, as it follows its method's name."""
    run = track.run
    if run.end == ESCAPED:
        return "diverges"
    if run.end == UNDEFINED:
        return "ends where f has no value"
    if len(run.points) == 1 and not np.isfinite(run.losses[0]):
        return "cannot start"
    if not run.gradient_norms.any():
        return "stays at the start: the gradient is 0"
    if isinstance(solution.landscape, Quadratic):
        if run.method in THEORY and promise(solution, run.method).startswith("diverges"):
            return "diverges"
        if solution.landscape.kind not in ("bowl", "valley"):
            return "decreases for ever"
    found = curves.curvature(solution.landscape.hessian(run.points[-1:])[0])
    # As far as one sees from here: the slope's end if f went on bending like this.
    scale = float(np.abs(found.eigenvalues).max())
    if scale == 0:
        return "has not converged yet"
    slope = found.eigenvectors.T @ run.gradients[-1]
    bent = found.eigenvalues != 0
    left = float(np.abs(slope[bent] / found.eigenvalues[bent]).max())
    flat = float(np.abs(slope[~bent]).max(initial=0.0)) / scale
    near = max(left, flat) <= _ARRIVED * solution.terrain.region.radius
    if near and float(found.eigenvalues[0]) < 0:
        return "hardly moves near a saddle"
    return "has converged" if near else "has not converged yet"


def _way(solution: Solution) -> str:
    """Return how the methods that are shown step, which is true for each of them."""
    methods = [track.run.method for track in solution.tracks]
    if len(methods) == 1:
        return _STEPS[methods[0]]
    if methods[0] == "descent":
        return "gradient descent goes along −∇f; the others use earlier gradients too."
    return "each method uses ∇f and earlier gradients."


def caption(solution: Solution, t: float) -> Words:
    """Return one sentence on what is happening at ``t``."""
    if solution.problem and not (solution.tracks and solution.problem.startswith("Where")):
        return Words("{words}", {"words": solution.problem})
    if not solution.tracks:
        return Words("Choose a method to see its path.")
    first = solution.tracks[0]
    values = {
        "method": NAMES[first.run.method],
        "point": f"({tidy(float(solution.start[0]), 3)}, {tidy(float(solution.start[1]), 3)})",
        "step": str(int(solution.step(t) + 1e-9)),
        "steps": str(solution.steps),
        "after": "1 step" if solution.steps == 1 else f"{solution.steps} steps",
    }
    if t <= 0:
        return Words(
            "The start is {point}; −∇f points in the direction of steepest descent.", values
        )
    if t < 1:
        return Words("{step} of {steps} steps taken: " + _way(solution), values)
    outcomes = [
        f"{NAMES[track.run.method]} {outcome(solution, track)}" for track in solution.tracks
    ]
    text = "; ".join(outcomes)
    values["outcomes"] = text[:1].upper() + text[1:]
    return Words("After {after}: {outcomes}.", values)
